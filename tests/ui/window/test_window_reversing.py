"""What would hold the window up is undone, redone and withdrawn in another process, and looks as if done here."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app.importing import import_paths
from annotator.app.opening import opened
from annotator.ui.main_window import MainWindow
from annotator.ui.safety import reversing

Opened = Callable[[Path], MainWindow]


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data where other processes find it too."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return paths.user_data()


@pytest.fixture
def large(project_path: Path, tmp_path: Path) -> Path:
    """The project with an import of 60 articles by Amal that have 8 spans each."""
    spans = [{"start": n, "end": n + 1, "label": "PERSON"} for n in range(8)]
    rows = [
        {"text": f"abcdefgh {n}", "annotations": [{"owner": "Amal", "status": "finished", "spans": spans}]}
        for n in range(60)
    ]
    source = tmp_path / "large.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with opened(project_path) as project:
        import_paths(project, [source])
    return project_path


def done(window: MainWindow, qtbot: QtBot) -> None:
    assert window.files.job
    qtbot.waitUntil(lambda: window.files.job is None, timeout=20_000)


def test_a_large_import_is_undone_and_redone_in_another_process(
    open_window: Opened, large: Path, qtbot: QtBot
) -> None:
    window = open_window(large)
    assert window.desk.session
    assert window.desk.session.history.next_size() > reversing._LARGE
    window.actions_["undo"].trigger()
    window.desk.take_stretch(0, 3)
    window.desk.choose_label("PERSON")
    assert "being written" in window.status_line.message()
    done(window, qtbot)
    assert sum(row.counts.get("PERSON", 0) for row in window.desk.session.rows(0, 100)) == 0
    assert window.actions_["redo"].isEnabled()
    window.actions_["redo"].trigger()
    done(window, qtbot)
    assert sum(row.counts.get("PERSON", 0) for row in window.desk.session.rows(0, 100)) == 480
    assert "import" in window.actions_["undo"].text()


@pytest.mark.long
def test_many_articles_are_withdrawn_in_another_process(
    open_window: Opened, large: Path, qtbot: QtBot
) -> None:
    window = open_window(large)
    form = window.withdrawals.ask_import()
    assert form
    form.list.item(1).setSelected(True)
    form.accept()
    done(window, qtbot)
    assert window.documents.lines.rowCount() == 3
    assert "Withdrew 60 articles" in window.status_line.message()
    window.actions_["undo"].trigger()
    if window.files.job:
        done(window, qtbot)
    assert window.documents.lines.rowCount() == 63
