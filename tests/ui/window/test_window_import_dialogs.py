"""Import and export with a view beforehand, files that are dropped, and the report that opens its places."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.exporting import ExportOptions
from annotator.app.formats import exportable, importable
from annotator.app.importing import ImportOptions, Problem
from annotator.app.label_choices import LabelChoices, remember, remembered
from annotator.app.looking_ahead import look, losses_ahead
from annotator.app.opening import opened
from annotator.app.owner_choices import OwnerChoices
from annotator.app.placed_import import place_of, placed_import
from annotator.model.errors import Refused, Unavailable
from annotator.ui.dropping import dropped_paths
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.report_view import ReportView, as_csv

ROWS = (
    '{"text":"زار حفتر باريس.","annotations":[{"owner":"Zed","spans":[{"start":4,"end":8,"label":"PER"}]}]}\n'
    '{"text":"Khalifa Haftar à Paris.","annotations":[{"owner":"Zed","spans":['
    '{"start":0,"end":14,"label":"PERSON"},{"start":17,"end":22,"label":"PLACE"}]}]}\n'
)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "foreign.jsonl"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_look_finds_labels_and_owners_and_writes_nothing(project_path: Path, foreign: Path) -> None:
    with opened(project_path) as project:
        before = project.version(), project.value("SELECT count(*) FROM batch")
        ahead = look(project, [foreign], ImportOptions())
        assert before == (project.version(), project.value("SELECT count(*) FROM batch"))
        assert (ahead.formats, ahead.records, ahead.whole) == (["jsonl"], 2, True)
        assert ahead.labels == {"PER": 1, "PERSON": 1, "PLACE": 1}
        assert ahead.unknown == ["PER", "PLACE"]
        assert ahead.owners == {"Zed": 3}
        short = look(project, [foreign], ImportOptions(), limit=1)
        assert (short.records, short.whole) == (1, False)


def test_a_look_names_columns_and_encodings(project_path: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes("titre;article\nأخبار;التقى قائد الجيش الليبي المشير\n".encode("windows-1256"))
    with opened(project_path) as project:
        ahead = look(project, [table], ImportOptions())
        assert ahead.columns == ["titre", "article"]
        assert ahead.glimpses[0].text == "التقى قائد الجيش الليبي المشير"
        assert [remark.kind for remark in ahead.remarks] == ["encoding"]


def test_what_cannot_be_looked_into_is_said(project_path: Path, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x00\x01")
    with opened(project_path) as project:
        with pytest.raises(Unavailable, match=r"none\.txt"):
            look(project, [tmp_path / "none.txt"], ImportOptions())
        with pytest.raises(Refused, match=r"x\.bin"):
            look(project, [tmp_path / "x.bin"], ImportOptions())


def test_choices_are_taken_and_remembered_with_the_import(project_path: Path, foreign: Path) -> None:
    choices = LabelChoices({"PER": "PERSON"}, frozenset({"PLACE"}))
    options = ImportOptions(labels=choices.mapped)
    placed = placed_import(project_path, [foreign], options, choices, ["PER", "PLACE"])
    assert (placed.done.spans, placed.done.new_labels, placed.done.problems) == (3, ["PLACE"], [])
    with opened(project_path) as project:
        assert remembered(project) == choices
        remember(project, LabelChoices(), ["PER"])
        assert remembered(project) == LabelChoices({}, frozenset({"PLACE"}))


def test_an_import_that_cannot_be_adds_no_label(project_path: Path, tmp_path: Path) -> None:
    choices = LabelChoices(added=frozenset({"PLACE"}))
    with pytest.raises(Unavailable):
        placed_import(project_path, [tmp_path / "none.jsonl"], ImportOptions(), choices, ["PLACE"])
    with opened(project_path) as project:
        assert "PLACE" not in look(project, [], ImportOptions()).known
        assert remembered(project) == LabelChoices()


def test_the_place_of_a_problem_is_found(project_path: Path, foreign: Path) -> None:
    placed = placed_import(project_path, [foreign], ImportOptions())
    with opened(project_path) as project:
        places = [place_of(project, problem, placed.ids) for problem in placed.done.problems]
        assert [place[1:] for place in places if place] == [(4, 8), (17, 22)]
        assert place_of(project, Problem("elsewhere", "0–1"), placed.ids) is None


def test_the_import_dialog_shows_what_comes_and_takes_choices(
    qtbot: QtBot, project_path: Path, foreign: Path
) -> None:
    form = ImportDialog([foreign], importable(), None)
    qtbot.addWidget(form)
    with opened(project_path) as project:
        form.show_ahead(look(project, [foreign], form.options()))
    assert list(form.labels.fields) == ["PER", "PLACE"]
    field = form.labels.fields["PER"]
    field.setCurrentIndex(field.findText("Read it as", Qt.MatchFlag.MatchStartsWith))
    form.labels.fields["PLACE"].setCurrentIndex(1)
    assert form.labels.choices().added == {"PLACE"}
    assert list(form.options().labels) == ["PER"]
    assert form.first.rowCount() == 2
    assert list(form.owners.fields) == ["Zed"]
    with qtbot.waitSignal(form.look_wanted) as asked:
        form.unit.setCurrentIndex(form.unit.findData("utf16"))
        form.unit.activated.emit(form.unit.currentIndex())
    assert asked.args[0].unit == "utf16"
    form.show_failure("It is of no known format.")
    assert form.decided() == (LabelChoices(), [], OwnerChoices(), [])


def test_the_export_dialog_says_what_will_be_lost(qtbot: QtBot, project_path: Path, foreign: Path) -> None:
    placed_import(project_path, [foreign], ImportOptions())
    form = ExportDialog(exportable(), ["Zed"], "Zed", ["PERSON", "CLAIM"], None)
    qtbot.addWidget(form)
    form.format.setCurrentIndex(form.format.findData("brat"))
    assert form.is_folder()
    form.labels.item(1).setCheckState(Qt.CheckState.Unchecked)
    form.split.setChecked(True)
    options = form.options()
    assert options.labels == {"PERSON"}
    assert options.split
    assert options.split.shares == (80, 10, 10)
    form.show_ahead(losses_ahead(project_path, ExportOptions("conll", owner="Zed")))
    assert "articles" in form.lost.text()
    form.labels.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not form.buttons.buttons()[0].isEnabled()


def test_the_report_filters_saves_and_opens(qtbot: QtBot, tmp_path: Path) -> None:
    problems = [
        Problem("a.txt", "no text", "add some"),
        Problem("ب.txt", "bad span", "", "span", refused=False),
    ]
    report = ReportView("Two.", problems, 3, None)
    qtbot.addWidget(report)
    report.filter.setText("BAD")
    assert report.shown() == problems[1:]
    assert report.count.text() == "1 of 2, the first of 5"
    report.save(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == as_csv(problems[1:])
    assert "ب.txt,no,span,bad span," in as_csv(problems).decode("utf-8-sig")
    with qtbot.waitSignal(report.problem_chosen) as chosen:
        report.table.activated.emit(report.lines.index(0, 0))
    assert chosen.args == [problems[1]]


def test_files_can_be_dropped_and_a_problem_opens_its_article(
    window: MainWindow, qtbot: QtBot, foreign: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(foreign)), QUrl("https://example.org/a")])
    assert dropped_paths(data) == [foreign]
    keys, copy = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, data, *keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, *keys))
    form = window.findChild(ImportDialog)
    assert form
    qtbot.waitUntil(lambda: len(form.labels.fields) == 2, timeout=15_000)
    form.accept()
    qtbot.waitUntil(lambda: window.findChild(ReportView) is not None, timeout=15_000)
    report = window.findChild(ReportView)
    assert report
    assert len(report.shown()) == 2
    report.table.activated.emit(report.lines.index(1, 0))
    assert window.view.text() == "Khalifa Haftar à Paris."
    report.close()
