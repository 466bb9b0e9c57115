"""Whose foreign annotations are, labels that come late in long files, a folder as one import; with keys and clicks."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.app.formats import importable
from annotator.app.importing import ImportOptions
from annotator.app.looking_ahead import look
from annotator.app.opening import opened
from annotator.app.owner_choices import OwnerChoices, remember_owners, remembered_owners
from annotator.app.people import people, programs
from annotator.app.placed_import import Placed, placed_import
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.owner_choice import OwnerChoice

TEXT = "زار خليفة حفتر باريس."


def region(label: str) -> dict[str, object]:
    value = {"start": 4, "end": 14, "labels": [label]}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


def task(number: int, *, label: str = "PERSON") -> dict[str, object]:
    return {
        "data": {"text": f"{TEXT} {number}"},
        "annotations": [
            {"completed_by": {"email": "samira@x.org"}, "result": [region(label)]},
            {"completed_by": {"first_name": "ياسين"}, "result": [region("PERSON")]},
        ],
        "predictions": [{"model_version": "camelbert", "result": [region("PERSON")]}],
    }


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task(1), task(2)]), encoding="utf-8")
    return path


def choose(field: QComboBox, words: str) -> None:
    """With the keyboard: down from the first answer to the one that begins with these words."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.count()):
        if field.currentText().replace("\u2068", "").startswith(words):
            return
        QTest.keyClick(field, Qt.Key.Key_Down)
    raise AssertionError(f"{words} is not offered")


def test_owners_are_offered_and_chosen_with_keys(qtbot: QtBot) -> None:
    owners = OwnerChoice()
    qtbot.addWidget(owners)
    owners.show()
    names = {"camelbert": 2, "samira@x.org": 2, "ياسين": 2, "z": 1}
    owners.show_owners(names, {"camelbert"}, ["Amal", "Badr"], "Amal", OwnerChoices())
    assert owners.choices() == OwnerChoices()
    assert owners.fields["camelbert"].choice.currentText().startswith("A program")
    choose(owners.fields["samira@x.org"].choice, "Me: Amal")
    choose(owners.fields["ياسين"].choice, "Leave these")
    choose(owners.fields["camelbert"].choice, "Under another name")
    QTest.keyClicks(owners.fields["camelbert"].other, "CAMeL")
    choose(owners.fields["z"].choice, "A program")
    names_now = {"samira@x.org": "Amal", "ياسين": "", "camelbert": "CAMeL"}
    assert owners.choices() == OwnerChoices(names_now, frozenset({"z"}), frozenset({"Amal"}))
    owners.show_owners(names | {"w": 3}, {"camelbert"}, ["Amal", "Badr"], "Amal", OwnerChoices())
    assert owners.choices().names == names_now


def test_what_was_chosen_before_is_chosen_again(qtbot: QtBot) -> None:
    owners = OwnerChoice()
    qtbot.addWidget(owners)
    before = OwnerChoices({"a": "Badr", "b": "", "c": "Zoé"}, frozenset({"d"}))
    owners.show_owners(dict.fromkeys("abcde", 1), (), ["Amal", "Badr"], "Amal", before)
    assert owners.choices() == before


def test_owner_choices_are_kept_with_the_import(project_path: Path, tasks: Path) -> None:
    choices = OwnerChoices({"samira@x.org": "Nour"}, persons=frozenset({"Nour"}))
    placed_import(
        project_path, [tasks], ImportOptions(owners=choices.names), None, (), choices, ["samira@x.org"]
    )
    with opened(project_path) as project:
        assert {"Nour", "ياسين", "camelbert"} <= set(people(project))
        assert programs(project) == {"camelbert"}
        assert remembered_owners(project).names == {"samira@x.org": "Nour"}
        remember_owners(project, OwnerChoices(), ["samira@x.org"])
        assert remembered_owners(project) == OwnerChoices()


def test_a_look_tells_programs_and_looks_to_the_end_when_asked(project_path: Path, tasks: Path) -> None:
    with opened(project_path) as project:
        ahead = look(project, [tasks], ImportOptions())
        assert ahead.programs == {"camelbert"}
        assert ahead.people == ["Amal", "Badr"]


def placed_spans(window: MainWindow) -> dict[str, int]:
    """What the last import brought, by owner."""
    assert isinstance(window.transfers.outcome, Placed)
    return window.transfers.outcome.done.owners


def test_this_is_me_and_leaving_out_through_the_window(window: MainWindow, qtbot: QtBot, tasks: Path) -> None:
    form = window.questions.exchange.import_chosen([tasks])
    assert form
    qtbot.waitUntil(lambda: len(form.owners.fields) == 3, timeout=15_000)
    choose(form.owners.fields["samira@x.org"].choice, "Me: Amal")
    choose(form.owners.fields["ياسين"].choice, "Leave these")
    with qtbot.waitSignal(window.files.job_ended, timeout=15_000):
        QTest.mouseClick(form.buttons.buttons()[0], Qt.MouseButton.LeftButton)
    session = window.files.session
    assert session
    assert people(session.project) == ["Amal", "Badr", "camelbert"]
    assert programs(session.project) == {"camelbert"}
    assert placed_spans(window) == {"Amal": 2, "camelbert": 2}
    remembered = remembered_owners(session.project)
    assert remembered.names == {"samira@x.org": "Amal", "ياسين": ""}


@pytest.mark.long
def test_labels_that_come_late_are_found_and_looking_can_be_stopped(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "long.json"
    rows = [task(n) for n in range(240)] + [task(240, label="LATE")]
    path.write_text(json.dumps(rows), encoding="utf-8")
    form = window.questions.exchange.import_chosen([path])
    assert form
    qtbot.waitUntil(lambda: form.stop.isVisible(), timeout=15_000)
    assert not form.labels.fields
    choose(form.owners.fields["ياسين"].choice, "Leave these")
    qtbot.waitUntil(lambda: list(form.labels.fields) == ["LATE"], timeout=15_000)
    assert not form.stop.isVisible()
    assert form.owners.choices().names == {"ياسين": ""}
    form.look()
    qtbot.waitUntil(lambda: form.stop.isVisible(), timeout=15_000)
    with qtbot.waitSignal(form.stop_wanted):
        QTest.mouseClick(form.stop, Qt.MouseButton.LeftButton)
    assert "Not looked at to the end" in form.progress.text()
    form.reject()


def test_settings_in_words_are_the_formats_fields(qtbot: QtBot, tasks: Path) -> None:
    form = ImportDialog([tasks], importable(), None, "Amal")
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.settings.setFocus()
    with qtbot.waitSignal(form.look_wanted) as asked:
        QTest.keyClicks(form.settings, 'text=body "label=my label" nonsense')
        QTest.keyClick(form.settings, Qt.Key.Key_Tab)
    assert asked.args[0].fields == {"text": "body", "label": "my label"}


def test_a_folder_is_one_import(window: MainWindow, project_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "مقالات"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"{TEXT} {n}", encoding="utf-8")
    window.actions_["import_folder"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(folder))
    dialog.reject()
    form = window.findChild(ImportDialog)
    assert form
    assert any("مقالات" in label.text() for label in form.findChildren(QLabel))
    form.reject()
    with opened(project_path) as project:
        assert [each.name for each in look(project, [folder], ImportOptions()).glimpses] == [
            "0.txt",
            "1.txt",
            "2.txt",
        ]
