"""The export dialog asks what a format asks for, and the window's remedies name the window's controls."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.exporting import Exported, Loss
from annotator.app.formats import exportable, importable
from annotator.app.importing import Problem, import_paths
from annotator.app.opening import opened
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.isolates import isolated
from annotator.ui.main_window import MainWindow
from annotator.ui.remedies import control_names, in_window
from annotator.ui.report_view import ReportView

SPEAKING = ("importing", "intake", "whose", "admission", "exporting", "looking_ahead", "splitting", "formats")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def form(qtbot: QtBot) -> ExportDialog:
    made = ExportDialog(exportable(), ["سميرة"], "سميرة", ["PERSON", "CLAIM"], None)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def choose_format(form: ExportDialog, name: str) -> None:
    form.format.setCurrentIndex(form.format.findData(name))


def test_nesting_and_tags_can_be_chosen_where_a_format_asks(form: ExportDialog, qtbot: QtBot) -> None:
    assert form.asked.fields == {}
    choose_format(form, "conll")
    assert form.options().fields == {}
    nesting = form.asked.fields["nesting"]
    assert isinstance(nesting, QComboBox)
    nesting.setFocus()
    with qtbot.waitSignal(form.look_wanted) as asked:
        QTest.keyClick(nesting, Qt.Key.Key_End)
        nesting.activated.emit(nesting.currentIndex())
    assert asked.args[0].fields == {"nesting": "innermost"}
    choose_format(form, "hf")
    assert form.options().fields == {"nesting": "innermost"}
    assert list(form.asked.fields) == ["nesting", "scheme", "file"]
    choose_format(form, "jsonl")
    assert form.options().fields == {}


def test_names_of_controls_are_written_into_fields(form: ExportDialog, qtbot: QtBot) -> None:
    choose_format(form, "label-studio")
    line = form.asked.fields["from_name"]
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(line.isVisible)
    line.setFocus()
    line.selectAll()
    with qtbot.waitSignal(form.look_wanted) as asked:
        QTest.keyClicks(line, "ner")
        QTest.keyClick(line, Qt.Key.Key_Tab)
    assert asked.args[0].fields == {"from_name": "ner"}


def test_conflicts_bring_the_choice_to_take_the_first(form: ExportDialog, qtbot: QtBot) -> None:
    assert not form.first_of_conflicts.isVisible()
    form.show_failure(
        "1 conflict(s) … Decide them, or take the first version of each with --conflicts first."
    )
    assert form.first_of_conflicts.isVisible()
    assert "--" not in form.lost.text()
    with qtbot.waitSignal(form.look_wanted) as asked:
        QTest.keyClick(form.first_of_conflicts, Qt.Key.Key_Space)
    assert asked.args[0].first_of_conflicts


def test_losses_are_told_in_words(form: ExportDialog) -> None:
    done = Exported("سميرة", 3, 9)
    done.lose(Loss("d", "سميرة", 1, 2, "borders", "PERSON misses the borders of tokens: left out"))
    form.show_ahead(done)
    assert "1 × spans off the borders" in form.lost.text()


def remedies() -> Iterator[str]:
    """Whatever the source of imports and exports writes that names an option, as a person would read it."""
    for files in ("interchange/*.py", "text/*.py", *(f"app/{name}.py" for name in SPEAKING)):
        for path in sorted((ROOT / "annotator").glob(files)):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            nodes = list(ast.walk(tree))
            inside = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings
            inside |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in nodes:
                parts = node.values if isinstance(node, ast.JoinedStr) else [node]
                held = [part.value if isinstance(part, ast.Constant) else "utf16" for part in parts]
                words = "".join(map(str, held)) if id(node) not in inside else ""
                if re.search(r"(^|[ `])--[a-z]", words):
                    yield words


def test_no_remedy_in_the_window_names_an_option() -> None:
    found = {words for words in remedies() if "annotator " not in words}
    assert len(found) > 15
    assert {words for words in found if "--" in in_window(words)} == set()


@pytest.mark.parametrize(
    ("remedy", "words"),
    [
        (
            "map it with --map GPE=NAME, or --new-labels add",
            "under “Unknown labels” what becomes of \u2068GPE\u2069",
        ),
        ("if letters look wrong, name the right one with --encoding", "the right one with “Encoding”"),
        ("if spans look shifted, use --unit utf16", "choose UTF-16 units under “Offsets in”"),
        ("name the key that holds it with the field text=KEY", "with text=KEY under “Settings”"),
        ("add some", "add some"),
    ],
)
def test_remedies(remedy: str, words: str) -> None:
    assert words in in_window(remedy)


def test_what_remedies_name_is_there(form: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    imports = ImportDialog([tmp_path / "a.txt"], importable(), None)
    qtbot.addWidget(imports)
    there = {words for each in (form, imports) for words in _words(each)}
    assert set(control_names().values()) <= there


def _words(form: QWidget) -> Iterator[str]:
    for kind in (QLabel, QCheckBox):
        yield from (widget.text() for widget in form.findChildren(kind))


def test_the_report_speaks_of_the_window(qtbot: QtBot) -> None:
    report = ReportView("One.", [Problem("a.txt", "x", "name its --encoding")], 0, None)
    qtbot.addWidget(report)
    assert report.shown()[0].fix == "name its “Encoding”"


def nested(folder: Path) -> Path:
    """A file in which one person stands inside another: an export as CoNLL loses one of the two."""
    spans = [{"start": 0, "end": 20, "label": "PERSON"}, {"start": 12, "end": 20, "label": "PERSON"}]
    row = {"id": "n", "name": "خبر.txt", "text": "Le maréchal Khalifa Haftar", "annotations": [
        {"owner": "Amal", "spans": [spans[0] | {"end": 26}, spans[1] | {"end": 26}]}
    ]}  # fmt: skip
    path = folder / "nested.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


def test_losses_are_listed_before_the_export_and_open_their_place(
    open_window: Callable[[Path], MainWindow], project_path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(project_path) as project:
        import_paths(project, [nested(tmp_path)])
    window = open_window(project_path)
    form = window.questions.exchange.export()
    assert form
    form.owner.setCurrentIndex(form.owner.findData("Amal"))
    choose_format(form, "conll")
    form.format.activated.emit(form.format.currentIndex())
    qtbot.waitUntil(form.list_button.isVisible, timeout=15_000)
    QTest.mouseClick(form.list_button, Qt.MouseButton.LeftButton)
    report = form.findChild(ReportView)
    assert report
    assert [problem.place for problem in report.shown()] == ["خبر.txt, Amal, 12–26"]
    assert report.table.isColumnHidden(2)
    report.table.setFocus()
    report.table.selectRow(0)
    QTest.keyClick(report.table, Qt.Key.Key_Return)
    assert window.view.text() == "Le maréchal Khalifa Haftar"
    report.close()
    form.reject()


def test_a_range_behind_an_arabic_name_is_not_turned_around(qtbot: QtBot) -> None:
    report = ReportView("One.", [Problem("002.txt, سميرة, 82–205", "x"), Problem("b", "y")], 0, None)
    qtbot.addWidget(report)
    shown = report.lines.index(0, 0).data()
    assert shown == f"{isolated('002.txt')}, {isolated('سميرة')}, {isolated('82–205')}"
    QTest.keyClicks(report.filter, ", 82")
    assert [problem.reason for problem in report.shown()] == ["x"]
