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


def test_the_figures_follow_what_is_done_in_the_window(
    qtbot: QtBot, project_path: object, come_in: Callable[[], object]
) -> None:
    """Reopening and finishing an article in the program's window is seen in the view, forth and back and by undo."""
    with opened(project_path) as project:
        for owner in ("Amal", "Badr"):
            session = Session(project, owner)
            number = session.rows(1, 1)[0].number
            session.mark(number, 4, 10, "PERSON")
            session.set_status(number, "finished")
    window = come_in().window
    view = window.companions.show("agreement")
    qtbot.waitUntil(lambda: view.report is not None, timeout=30_000)
    assert view.report.figures.documents == 1
    session = window.desk.session
    for status, documents in (("in progress", 0), ("finished", 1)):
        session.set_status(number, status)
        window.show_changed({number})
        qtbot.waitUntil(lambda n=documents: view.report.figures.documents == n, timeout=20_000)
        assert bool(view.report.nothing) == (documents == 0)
        assert view.stack.currentWidget() is (view.parts if documents else view.nothing)
    session.undo()
    window.show_changed({number})
    qtbot.waitUntil(lambda: view.report.figures.documents == 0, timeout=20_000)
    window.close()
