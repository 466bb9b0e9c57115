"""From a figure of agreement to the article: the view opens from the menu, and a place leads to its span."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from annotator.app.opening import opened
from annotator.app.session import Session


def test_a_place_behind_a_figure_opens_the_article(
    qtbot: QtBot, project_path: object, come_in: Callable[[], object]
) -> None:
    with opened(project_path) as project:
        for owner, end in (("Amal", 10), ("Badr", 14)):
            session = Session(project, owner)
            number = session.rows(1, 1)[0].number
            session.mark(number, 4, end, "PERSON")
            session.set_status(number, "finished")
    window = come_in().window
    window.actions_["agreement"].trigger()
    view = window.companions.show("agreement")
    qtbot.waitUntil(lambda: view.report is not None, timeout=30_000)
    assert view.isVisible()
    item = Session(window.desk.session.project, "Amal").article(number).spans[0].item
    view.place_chosen.emit(number, 4, 10, item)
    assert window.desk.article.number == number
    assert window.desk.selected == item
    window.close()
    assert not view.isVisible()
