"""Layers side by side as people use them: columns in step, differences by key and click, blind work."""

from itertools import product

from layered import AMAL, ARABIC, BADR, CHLOE
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app import assigning
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.model.status import FINISHED
from annotator.ui.article.reading import Reading
from annotator.ui.side_by_side.columns import Column
from annotator.ui.side_by_side.layer_view import LayerView
from annotator.ui.side_by_side.window import SideBySideWindow
from annotator.ui.theme import THEMES, load_theme

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
WIDE = (ARABIC.index("المشير"), ARABIC.index(" السبت"))


def views(window: SideBySideWindow) -> list[LayerView]:
    return [column.view for column in window.pane.columns.columns]


def column_of(window: SideBySideWindow, owner: str) -> Column:
    return next(column for column in window.pane.columns.columns if column.owner == owner)


def quote(view: LayerView) -> str:
    """The text of the selected span."""
    return view.copied_text()


def turn_wheel(view: LayerView, notches: int) -> None:
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        place,
        QPointF(view.viewport().mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_those_who_began_stand_beside_each_other_by_name(window: SideBySideWindow) -> None:
    assert [column.owner for column in window.pane.columns.columns] == [BADR, CHLOE, AMAL]
    assert len({view.width() for view in views(window)}) == 1
    assert "spans: 4" in column_of(window, BADR).head.text()
    assert "in progress" in column_of(window, BADR).head.text()


def test_columns_scroll_and_zoom_in_step(window: SideBySideWindow) -> None:
    first, second, third = views(window)
    turn_wheel(second, 3)
    assert second.top_place()[0] > 0
    assert first.top_place() == second.top_place() == third.top_place()
    third.verticalScrollBar().setValue(third.verticalScrollBar().maximum())
    assert first.top_place() == second.top_place() == third.top_place()
    second.zoom_by(1)
    assert first.zoom() == second.zoom() == third.zoom() == 110


def test_differences_by_key(qtbot: QtBot, window: SideBySideWindow) -> None:
    assert window.controls.told.text() == "Differences: 3"
    qtbot.keyClick(window, Qt.Key.Key_PageDown, ALT)
    assert window.controls.told.text() == "1 of 3: Not marked by all"
    qtbot.keyClick(window, Qt.Key.Key_PageDown, ALT)
    assert window.controls.told.text() == "2 of 3: Borders"
    assert {c.owner: quote(c.view) for c in window.pane.columns.columns} == {
        BADR: "المشير خليفة حفتر",
        CHLOE: "خليفة حفتر",
        AMAL: "خليفة حفتر",
    }
    qtbot.keyClick(window, Qt.Key.Key_PageDown, ALT)
    rect = views(window)[0].rects(ARABIC.index("مجلس الأمن"), ARABIC.index("مجلس الأمن") + 4)[0]
    assert 0 < rect.top() < views(window)[0].viewport().height()
    assert len({view.top_place() for view in views(window)}) == 1
    qtbot.keyClick(window, Qt.Key.Key_PageDown, ALT)
    assert window.controls.told.text().startswith("1 of 3")
    qtbot.keyClick(window, Qt.Key.Key_PageUp, ALT)
    assert window.controls.told.text().startswith("3 of 3")


def test_a_click_on_a_mark_selects_the_difference_everywhere(qtbot: QtBot, window: SideBySideWindow) -> None:
    view = column_of(window, AMAL).view
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.point_of(ARABIC.index("حفتر")).toPoint())
    assert window.controls.told.text() == "2 of 3: Borders"
    assert quote(column_of(window, BADR).view) == "المشير خليفة حفتر"


def test_a_click_where_the_mark_is_missing(qtbot: QtBot, window: SideBySideWindow) -> None:
    view = column_of(window, CHLOE).view
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.point_of(ARABIC.index("السبت")).toPoint())
    assert window.controls.told.text() == "1 of 3: Not marked by all"
    assert quote(column_of(window, BADR).view) == "التقى المشير خليفة حفتر السبت"


def test_a_click_on_the_letters_in_the_margin(qtbot: QtBot, window: SideBySideWindow) -> None:
    view = column_of(window, CHLOE).view
    tags = view.tags()
    assert [tag.text for tag in tags] == ["M", "B"]
    assert tags[0].area.left() > view.viewport().width() / 2  # where an Arabic line begins
    qtbot.mouseClick(view.viewport(), LEFT, pos=tags[1].area.center().toPoint())
    assert window.controls.told.text() == "2 of 3: Borders"


def test_nothing_can_be_changed_here(qtbot: QtBot, window: SideBySideWindow, project: Project) -> None:
    before = [Session(project, owner).article(window.shown.number).spans for owner in (AMAL, BADR, CHLOE)]
    view = column_of(window, BADR).view
    qtbot.keyClick(window, Qt.Key.Key_PageDown, ALT)
    assert view._handles() == []
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(view, key, ALT)
        qtbot.keyClick(view, key)
    assert before == [
        Session(project, owner).article(window.shown.number).spans for owner in (AMAL, BADR, CHLOE)
    ]


def test_classes_can_be_hidden(qtbot: QtBot, window: SideBySideWindow) -> None:
    buttons = window.classes.buttons
    assert buttons["boundary"].text() == "B  Borders: 1"
    assert not buttons["split"].isVisible()
    qtbot.mouseClick(buttons["boundary"], LEFT)
    assert [place.kind for place in window.found] == ["missing", "label"]
    assert [tag.text for tag in column_of(window, CHLOE).view.tags()] == ["M"]


def test_annotators_are_chosen_by_check_boxes(qtbot: QtBot, window: SideBySideWindow) -> None:
    qtbot.keyClick(window.people.boxes[BADR], Qt.Key.Key_Space)
    assert [column.owner for column in window.pane.columns.columns] == [CHLOE, AMAL]
    assert [place.kind for place in window.found] == ["missing"]
    for owner in (CHLOE, AMAL):
        qtbot.keyClick(window.people.boxes[owner], Qt.Key.Key_Space)
    assert window.pane.currentWidget() is window.pane.nothing
    assert window.found == []


def test_names_can_be_hidden(qtbot: QtBot, window: SideBySideWindow) -> None:
    qtbot.keyClick(window.controls.hide_names, Qt.Key.Key_Space)
    said = [box.text() for box in window.people.boxes.values()]
    said += [column.head.text() for column in window.pane.columns.columns]
    assert said[0] == "Annotator 1"
    assert not any(name in words for words in said for name in (AMAL, BADR, CHLOE))


def test_who_works_blind_sees_the_own_layer_only(window: SideBySideWindow, project: Project) -> None:
    assigning.set_blind(project, blind=True)
    window.follow(())
    assert [column.owner for column in window.pane.columns.columns] == [BADR]
    assert list(window.people.boxes) == [BADR]
    assert window.blind.isVisible()
    assert window.found == []
    Session(project, BADR).set_status(window.shown.number, FINISHED)
    window.follow([window.shown.number])
    assert not window.blind.isVisible()
    assert len(window.pane.columns.columns) == 3


def test_a_change_is_followed_and_the_place_kept(
    qtbot: QtBot, window: SideBySideWindow, project: Project
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_PageUp, ALT)
    assert window.controls.told.text() == "3 of 3: Label"
    top = views(window)[0].top_place()
    session = Session(project, CHLOE)
    session.mark(window.shown.number, *WIDE, "ORGANIZATION")
    window.follow([window.shown.number])
    assert "3 of 3: Label" in window.controls.told.text()
    assert [view.top_place() for view in views(window)] == [top] * 3
    assert len(window.shown.layer(CHLOE).spans) == 3


def test_the_next_article_and_the_place_in_the_programs_window(
    qtbot: QtBot, window: SideBySideWindow, numbers: dict[str, int], project: Project
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Down, ALT)
    assert window.shown.number == numbers["fr.txt"]
    assert [column.owner for column in window.pane.columns.columns] == [BADR, AMAL]
    qtbot.keyClick(window, Qt.Key.Key_Down, ALT)
    assert window.shown.number == numbers["fr.txt"]
    qtbot.keyClick(window, Qt.Key.Key_Up, ALT)
    window.go_to(1)
    with qtbot.waitSignal(window.place_chosen) as chosen:
        qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    number, start, end, item = chosen.args
    assert (number, start, end) == (numbers["ar.txt"], *WIDE)
    assert item in {span.item for span in Session(project, BADR).article(number).spans}


def test_a_readers_choices_hold_here_too(window: SideBySideWindow) -> None:
    before = views(window)[0].rects(0, 6)[0].height()
    window.set_reading(Reading(arabic_size=150))
    heights = {view.rects(0, 6)[0].height() for view in views(window)}
    assert min(heights) > before
    window.choose([AMAL, CHLOE])
    assert {view.reading().arabic_size for view in (*views(window), window.pane.merged)} == {150}


def test_no_project_no_article(window: SideBySideWindow) -> None:
    window.set_session(None)
    assert window.pane.nothing.text() == "No project is open."
    window.follow(())
    window.step(1)
    window.show_article(1)
    assert window.shown is None


def test_every_theme_in_both_modes(window: SideBySideWindow) -> None:
    for mode, theme in product((0, 1), map(load_theme, THEMES)):
        window.set_theme(theme)
        window.controls.mode.setCurrentIndex(mode)
        window.controls.mode.activated.emit(mode)
        view = views(window)[0] if mode == 0 else window.pane.merged
        picture = view.viewport().grab().toImage()
        assert picture.pixelColor(2, picture.height() - 3).name() == theme.surface


def test_an_article_is_laid_out_once_for_all_columns(window: SideBySideWindow) -> None:
    flows = [view._flow for view in views(window)]
    assert flows[0].block(1) is flows[1].block(1) is flows[2].block(1)
    flows[1].reset(flows[1].setting, 90.0)  # set otherwise, so laid out by itself
    assert flows[0].block(1) is not flows[1].block(1)
