"""Each panel alone: the lists, the label bar, the foot of the window, the article's head."""

import pytest
import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.app.listing import Row
from annotator.app.opening import default_labels
from annotator.app.session import Session
from annotator.model.errors import Unavailable
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.model.status import FINISHED, NEW
from annotator.ui.article_panel import ArticlePanel
from annotator.ui.document_list import NAME, PAGE, SPANS, DocumentList, DocumentModel
from annotator.ui.flow_layout import FlowLayout
from annotator.ui.isolates import isolated, one_line
from annotator.ui.label_bar import LabelBar
from annotator.ui.owner_button import OwnerButton
from annotator.ui.span_table import LABEL, QUOTE, SpanModel, SpanTable
from annotator.ui.status_bar import StatusBar
from annotator.ui.theme import THEMES, Theme, load_theme

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def labels() -> LabelSet:
    return default_labels()


class ManyRows:
    """A session of many documents that counts how often it is read."""

    labels = LabelSet("", (), ())

    def __init__(self, count: int) -> None:
        self._count = count
        self.reads: list[tuple[int, int]] = []

    def count(self) -> int:
        return self._count

    def rows(self, offset: int, limit: int) -> list[Row]:
        self.reads.append((offset, limit))
        last = min(offset + limit, self._count)
        return [Row(i + 1, f"id{i}", f"{i:06}.txt", 10) for i in range(offset, last)]


# the list of articles


def test_the_list_is_a_sound_model(qtbot: QtBot, theme: Theme, session: Session) -> None:
    model = DocumentModel(theme)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_session(session)
    session.mark(3, 0, 2, "PERSON")
    model.reload([3, 99])
    assert tester.model() is model


def test_the_list_shows_name_status_and_spans(qtbot: QtBot, theme: Theme, session: Session) -> None:
    model = DocumentModel(theme)
    model.set_session(session)
    assert [model.data(model.index(i, NAME)) for i in range(3)] == list(
        map(isolated, ("ar.txt", "en.txt", "fr.txt"))
    )
    assert model.data(model.index(2, SPANS)) == ""
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    session.mark(3, 12, 26, "PERSON")
    model.reload([3])
    assert model.data(model.index(2, SPANS)) == "1"
    assert told == [(2, 2)]
    assert "Person: 1" in model.data(model.index(2, NAME), Qt.ItemDataRole.ToolTipRole)
    assert model.data(model.index(2, NAME), Qt.ItemDataRole.AccessibleDescriptionRole) == "in progress"


def test_a_long_list_is_read_by_pages_and_only_where_it_is_seen(qtbot: QtBot, theme: Theme) -> None:
    many = ManyRows(100_000)
    panel = DocumentList(theme)
    qtbot.addWidget(panel)
    panel.resize(300, 500)
    panel.set_session(many)
    with qtbot.waitExposed(panel):
        panel.show()
    assert many.reads == [(0, PAGE)]
    panel.scrollToBottom()
    panel.grab()
    assert len(many.reads) <= 3
    assert many.reads[-1][0] >= 100_000 - 2 * PAGE


def test_lines_of_a_locked_file_stay_empty_until_they_can_be_read(qtbot: QtBot, theme: Theme) -> None:
    class Locked(ManyRows):
        locked = True

        def rows(self, offset: int, limit: int) -> list[Row]:
            if self.locked:
                raise Unavailable("The file is locked.")
            return super().rows(offset, limit)

    session = Locked(3)
    model = DocumentModel(theme)
    model.set_session(session)
    assert model.data(model.index(0, NAME)) is None
    session.locked = False
    assert model.data(model.index(0, NAME)) == isolated("000000.txt")


def test_choosing_tells_the_document_and_stepping_stops_at_the_ends(
    qtbot: QtBot, theme: Theme, session: Session
) -> None:
    panel = DocumentList(theme)
    qtbot.addWidget(panel)
    panel.set_session(session)
    chosen: list[int] = []
    panel.document_chosen.connect(chosen.append)
    panel.choose(1)
    panel.step(1)
    panel.step(1)
    panel.step(-2)
    panel.step(-1)
    assert chosen == [2, 3, 1]
    panel.set_session(None)
    assert panel.place() == -1


# the table of spans


def test_the_table_of_spans_is_a_sound_model(qtbot: QtBot, theme: Theme) -> None:
    model = SpanModel(theme)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_look(default_labels(), theme)
    model.set_spans("abc def", [Span(0, 3, "PERSON", item="1.0")])
    model.set_spans("", [])
    assert tester.model() is model


def test_spans_are_shown_on_one_line_with_their_labels_names(
    qtbot: QtBot, theme: Theme, labels: LabelSet
) -> None:
    table = SpanTable(theme)
    qtbot.addWidget(table)
    table.set_look(labels, theme)
    table.set_spans(
        "قال\nالمسماري هنا", [Span(0, 12, "PERSON", item="1.0"), Span(13, 16, "OTHER", item="2.0")]
    )
    cells = [
        [table.lines.data(table.lines.index(row, column)) for column in (QUOTE, LABEL)] for row in (0, 1)
    ]
    assert cells == [["قال المسماري", isolated("Person")], ["هنا", isolated("OTHER")]]


def test_a_click_tells_the_span_even_twice_but_a_selection_by_the_program_tells_nothing(
    qtbot: QtBot, theme: Theme, labels: LabelSet
) -> None:
    table = SpanTable(theme)
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.set_look(labels, theme)
    told: list[str] = []
    table.span_chosen.connect(told.append)
    spans = [Span(0, 3, "PERSON", item="1.0"), Span(4, 7, "PERSON", item="2.0")]
    table.set_spans("abc def", spans, "2.0")
    table.select_span("1.0")
    table.select_span("")
    assert told == []
    with qtbot.waitExposed(table):
        table.show()
    place = table.visualRect(table.lines.index(1, QUOTE)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    told.clear()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["2.0"]
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert told == ["2.0", "1.0"]


# the label bar


def test_the_label_bar_names_counts_and_tells(qtbot: QtBot, theme: Theme, labels: LabelSet) -> None:
    bar = LabelBar()
    qtbot.addWidget(bar)
    bar.set_look(labels, theme)
    chosen: list[str] = []
    bar.label_chosen.connect(chosen.append)
    qtbot.mouseClick(bar.buttons["CLAIM"], Qt.MouseButton.LeftButton)
    assert chosen == ["CLAIM"]
    assert not bar.buttons["CLAIM"].isChecked()  # only the desk says so
    bar.set_sticky("CLAIM")
    assert [name for name, button in bar.buttons.items() if button.isChecked()] == ["CLAIM"]
    bar.set_counts({"PERSON": 12})
    assert bar.buttons["PERSON"].accessibleName() == "Person, key F2, 12 spans"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("direction", [LTR, RTL])
def test_a_label_button_paints_its_colour_where_reading_begins(
    qtbot: QtBot, labels: LabelSet, name: str, direction: Qt.LayoutDirection
) -> None:
    bar = LabelBar()
    bar.setLayoutDirection(direction)
    qtbot.addWidget(bar)
    bar.set_look(labels, load_theme(name))
    button = bar.buttons["PERSON"]
    button.resize(button.sizeHint())
    image = button.grab().toImage()
    x = 16 if direction == LTR else image.width() - 17
    label = labels.label("PERSON")
    assert label
    assert image.pixelColor(x, image.height() // 2).name() == (
        label.dark if load_theme(name).dark else label.light
    )


def test_a_new_label_set_takes_the_place_of_the_old_one(qtbot: QtBot, theme: Theme, labels: LabelSet) -> None:
    bar = LabelBar()
    qtbot.addWidget(bar)
    bar.set_look(labels, theme)
    old = bar.buttons["PERSON"]
    bar.set_look(LabelSet("few", labels.layers, labels.labels[:1]), theme)
    qtbot.waitUntil(lambda: not shiboken6.isValid(old))
    assert list(bar.buttons) == ["PERSON"]


# the layout in rows


class Block(QWidget):
    """A widget of a known size."""

    def __init__(self, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(width, 20)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        (LTR, [QRect(0, 0, 60, 20), QRect(70, 0, 60, 20), QRect(0, 30, 60, 20)]),
        (RTL, [QRect(90, 0, 60, 20), QRect(20, 0, 60, 20), QRect(90, 30, 60, 20)]),
    ],
)
def test_widgets_flow_into_rows(qtbot: QtBot, direction: Qt.LayoutDirection, expected: list[QRect]) -> None:
    parent = QWidget()
    parent.setLayoutDirection(direction)
    qtbot.addWidget(parent)
    row = FlowLayout(parent, spacing=10)
    blocks = [Block(60, parent) for _ in range(3)]
    for block in blocks:
        row.addWidget(block)
    row.setGeometry(QRect(0, 0, 150, 100))
    assert [block.geometry() for block in blocks] == expected
    assert (row.heightForWidth(150), row.heightForWidth(1000)) == (50, 20)


# the foot of the window


def test_messages_and_warnings(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme)
    qtbot.addWidget(bar)
    bar.warn("Not so.")
    assert bar.message() == "Not so."
    assert bar.is_warning()
    bar.tell("Done.")
    assert not bar.is_warning()
    bar.tell("")
    assert bar.message() == ""


def test_the_saved_sign_says_what_is_true(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme)
    qtbot.addWidget(bar)
    bar.show()
    said = []
    for whole in (None, False, True):
        bar.set_saved(whole)
        said.append(bar.saved_sign())
    assert said == ["", "Saved", "Saved in one file"]


def test_a_job_shows_how_far_it_is(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme)
    qtbot.addWidget(bar)
    bar.show()
    bar.job.begin("Importing")
    bar.job.tell(25, 100)
    assert bar.job.share() == "25 / 100"
    bar.job.tell(25, None)
    assert bar.job.share() == "25"
    with qtbot.waitSignal(bar.job.cancel_requested):
        bar.job.ask_to_stop()


# the head of the article, and who works


def test_the_status_of_the_article_is_shown_and_chosen(qtbot: QtBot, theme: Theme, session: Session) -> None:
    names = {NEW: "&New", "in progress": "In &progress", FINISHED: "&Finished", "ignored": "&Ignored"}
    panel = ArticlePanel(names, theme)
    qtbot.addWidget(panel)
    panel.set_theme(theme)
    session.set_status(3, FINISHED)
    panel.show_article(session.article(3))
    assert panel.status.currentText() == "Finished"
    assert panel.name.text() == isolated("fr.txt")
    with qtbot.waitSignal(panel.status.status_chosen) as told:
        panel.status.activated.emit(0)
    assert told.args == [NEW]


def test_the_owner_is_named_and_others_can_be_chosen(qtbot: QtBot, theme: Theme) -> None:
    button = OwnerButton(theme)
    qtbot.addWidget(button)
    button.set_people(["Badr", "محمد"], "Amal & Co")
    assert isolated("Amal && Co") in button.text()
    actions = button.menu().actions()
    assert [action.isChecked() for action in actions[:3]] == [True, False, False]
    with qtbot.waitSignal(button.owner_chosen) as told:
        actions[1].trigger()
    assert told.args == ["Badr"]
    with qtbot.waitSignal(button.person_requested):
        actions[-1].trigger()


def test_a_program_is_called_so_among_the_owners(qtbot: QtBot, theme: Theme) -> None:
    button = OwnerButton(theme)
    qtbot.addWidget(button)
    button.set_people(["Badr", "camelbert"], "Amal", {"camelbert"})
    words = [action.text() for action in button.menu().actions()[:3]]
    assert words == [isolated("Amal"), isolated("Badr"), f"{isolated('camelbert')} (a program)"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\n b", "a b"), ("x" * 9, "x" * 9), ("x" * 11, "x" * 10 + "…"), ("a" + " " * 30 + "b", "a…")],
)
def test_a_text_on_one_line(text: str, shown: str) -> None:
    assert one_line(text, 10) == shown
