"""The label set in the window: add, rename, colour, order, remove; what spans bear stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.labelling import set_label_set, used_labels
from annotator.app.opening import default_labels, open_existing
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.label_changes import with_new_labels
from annotator.model.labels import LabelSet
from annotator.ui.following import LOOK
from annotator.ui.label_editor import LabelEditor
from annotator.ui.label_fields import faint
from annotator.ui.main_window import MainWindow


def without(labels: LabelSet, name: str) -> LabelSet:
    kept = tuple(label for label in labels.labels if label.name != name)
    return LabelSet(labels.name, labels.layers, kept, guideline=labels.guideline)


@pytest.fixture
def editor(qtbot: QtBot) -> LabelEditor:
    made = LabelEditor(default_labels(), {"PERSON"}, dark=False, parent=None)
    qtbot.addWidget(made)
    return made


def ok(editor: LabelEditor) -> bool:
    return editor.buttons.button(editor.buttons.StandardButton.Ok).isEnabled()


# what may be changed


def test_a_label_that_spans_bear_or_bore_cannot_go(session: Session) -> None:
    session.mark(3, 12, 26, "PERSON")
    session.undo()
    assert used_labels(session.project) == {"PERSON"}
    before = session.labels
    with pytest.raises(Refused, match="PERSON"):
        set_label_set(session, without(before, "PERSON"))
    stored = set_label_set(session, without(before, "CLAIM"))
    assert stored.names == ("PERSON", "ORGANIZATION")
    assert Session(session.project, "Amal").labels == stored


def test_an_unsound_label_set_is_refused_and_the_same_one_writes_nothing(session: Session) -> None:
    with pytest.raises(Refused, match="no label"):
        set_label_set(session, LabelSet("empty", session.labels.layers, ()))
    before = session.project.value("SELECT count(*) FROM batch")
    set_label_set(session, session.labels)
    assert session.project.value("SELECT count(*) FROM batch") == before


# the form


def test_labels_are_added_renamed_moved_and_removed(editor: LabelEditor) -> None:
    editor.add_label()
    assert editor.one.stored.isEnabled()
    editor.one.stored.textEdited.emit("PLACE")
    editor.one.shown.textEdited.emit("Place name")
    editor.move_label(-1)
    found = editor.label_set()
    assert found.names == ("PERSON", "ORGANIZATION", "PLACE", "CLAIM")
    assert found.labels[2].names["en"] == "Place name"
    editor.list.setCurrentRow(3)
    editor.remove_label()
    assert editor.label_set().names == ("PERSON", "ORGANIZATION", "PLACE")
    assert ok(editor)


def test_a_used_label_keeps_its_stored_name_and_can_be_shown_otherwise(editor: LabelEditor) -> None:
    editor.list.setCurrentRow(0)
    assert not editor.one.stored.isEnabled()
    assert not editor.remove.isEnabled()
    editor.remove_label()
    editor.one.shown.textEdited.emit("Human")
    changed = editor.label_set().labels[0]
    assert (changed.name, changed.names["en"], changed.names["ar"]) == ("PERSON", "Human", "شخص")


def test_trouble_is_said_at_once(editor: LabelEditor) -> None:
    editor.add_label()
    editor.one.stored.textEdited.emit("two words")
    assert "blank" in editor.trouble.text()
    assert not ok(editor)
    editor.one.stored.textEdited.emit("TWO")
    editor.one.key.activated.emit(editor.one.key.findData("F2"))
    assert "F2" in editor.trouble.text()
    editor.one.key.activated.emit(editor.one.key.findData("F5"))
    assert ok(editor)


def test_new_labels_have_colours_of_their_own(editor: LabelEditor) -> None:
    for _ in range(4):
        editor.add_label()
    colours = [label.light for label in editor.label_set().labels]
    assert len(set(colours)) == len(colours)
    assert ok(editor)


def test_a_colour_that_is_hard_to_see_is_said(editor: LabelEditor) -> None:
    editor.list.setCurrentRow(0)
    assert editor.one.warning.isHidden()
    editor.one.colours["light"].colour_chosen.emit("#ffff99")
    assert "light ground" in editor.one.warning.text()
    assert ok(editor)  # a warning, no refusal
    assert all(faint(label) == [] for label in default_labels().labels)


# in the window


def test_the_window_takes_the_new_labels_and_keeps_its_place(window: MainWindow) -> None:
    window.documents.choose(2)
    form = window.questions.labels()
    form.add_label()
    form.one.stored.textEdited.emit("PLACE")
    form.accept()
    assert list(window.labels.buttons) == ["PERSON", "ORGANIZATION", "CLAIM", "PLACE"]
    assert window.desk.article.document.name == "fr.txt"
    window.desk.take_stretch(12, 26)
    window.desk.choose_label("PLACE")
    assert [span.label for span in window.desk.spans()] == ["PLACE"]


def test_two_windows_on_one_file_follow_each_other(
    open_window: Callable[[Path], MainWindow], project_path: Path, qtbot: QtBot
) -> None:
    one, two = open_window(project_path), open_window(project_path)
    assert LOOK <= 500  # half a second, so that a second is kept; a busy machine is given longer below
    for window in (one, two):
        window.documents.choose(2)
    one.desk.take_stretch(12, 26)
    one.desk.choose_label("PERSON")
    qtbot.waitUntil(lambda: len(two.desk.spans()) == 1, timeout=5_000)
    two.desk.select(two.desk.spans()[0].item)
    two.describing.set_note(two.desk.selected, "seen")
    qtbot.waitUntil(lambda: one.desk.spans()[0].note == "seen", timeout=5_000)
    one.files.use_labels(with_new_labels(one.desk.session.labels, ["PLACE"]))
    qtbot.waitUntil(lambda: "PLACE" in two.labels.buttons, timeout=5_000)
    one.actions_["withdraw"].trigger()
    qtbot.waitUntil(lambda: two.documents.lines.rowCount() == 2, timeout=5_000)
    assert two.desk.article.document.name != "fr.txt"


def test_a_file_of_labels_is_what_the_session_reads(project_path: Path, session: Session) -> None:
    set_label_set(session, with_new_labels(session.labels, ["PLACE"]))
    again = open_existing(project_path)
    assert Session(again, "Badr").labels.names[-1] == "PLACE"
    again.close()
