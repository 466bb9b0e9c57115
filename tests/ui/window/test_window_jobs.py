"""Work in another process: done, refused, cancelled without a trace, broken, ended from outside."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from job_functions import break_down, count, die, refuse, slowly
from pytestqt.qtbot import QtBot

from annotator.app.importing import ImportOptions
from annotator.model.errors import Refused, Unavailable
from annotator.ui.files import Files
from annotator.ui.jobs import Job
from annotator.ui.settings import Settings
from annotator.ui.transfers import Transfers


def outcome(qtbot: QtBot, function: Callable[..., Any], *arguments: Any) -> tuple[str, Any]:
    job, told = Job(), []
    for name in ("done", "refused", "broke"):
        getattr(job, name).connect(lambda result, name=name: told.append((name, result)))
    job.start(function, *arguments)
    qtbot.waitUntil(lambda: bool(told), timeout=15_000)
    return told[0]


def test_a_job_gives_its_result(qtbot: QtBot) -> None:
    assert outcome(qtbot, count, 100_000) == ("done", 100_000)


def test_a_refusal_comes_back_as_it_was_raised(qtbot: QtBot) -> None:
    name, error = outcome(qtbot, refuse)
    assert (name, type(error), str(error)) == ("refused", Refused, "Not so.")


def test_a_bug_comes_back_with_its_traceback(qtbot: QtBot) -> None:
    name, trace = outcome(qtbot, break_down)
    assert name == "broke"
    assert "ZeroDivisionError: a bug" in trace


def test_a_worker_that_dies_is_noticed(qtbot: QtBot) -> None:
    name, error = outcome(qtbot, die)
    assert (name, type(error)) == ("refused", Unavailable)


def test_progress_is_told_and_cancel_stops(qtbot: QtBot, tmp_path: Path) -> None:
    job, trace = Job(), tmp_path / "trace"
    told: list[tuple[int, int | None]] = []
    job.progressed.connect(lambda done, total: told.append((done, total)))
    job.start(slowly, 10_000, trace)
    qtbot.waitUntil(lambda: len(told) > 2, timeout=15_000)
    with qtbot.waitSignal(job.cancelled, timeout=5_000):
        job.cancel()
    assert told == sorted(told)
    assert told[-1][1] == 10_000
    last = trace.read_text()
    time.sleep(0.05)
    assert trace.read_text() == last


# imports and exports of the window


@pytest.fixture
def files(qtbot: QtBot, settings: Settings, project_path: Path) -> Files:
    made = Files(settings)
    made.open(project_path)
    return made


def many(path: Path, number: int) -> Path:
    path.write_text("".join(f'{{"text": "Article {i}"}}\n' for i in range(number)))
    return path


def test_an_import_adds_articles_and_says_so(qtbot: QtBot, files: Files, tmp_path: Path) -> None:
    assert files.session
    began: list[tuple[str, str]] = []
    files.job_began.connect(lambda name, reason: began.append((name, reason)))
    with qtbot.waitSignal(files.told, timeout=15_000) as told:
        Transfers(files).import_files([many(tmp_path / "many.jsonl", 7)], ImportOptions())
    assert told.args == ["Imported 7 articles and 0 spans."]
    assert files.session.count() == 10
    assert "Wait until it is done" in began[0][1]


def test_bad_rows_are_reported_with_their_place(qtbot: QtBot, files: Files, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"text": "Good"}\n{"no": 1}\n')
    with qtbot.waitSignal(files.reported, timeout=15_000) as told:
        Transfers(files).import_files([tmp_path / "bad.jsonl"], ImportOptions(format="jsonl"))
    sentence, details = told.args
    assert "1 articles" in sentence
    assert "1 rows were refused" in sentence
    assert "line 2" in details


def test_what_cannot_be_imported_is_said(qtbot: QtBot, files: Files, tmp_path: Path) -> None:
    with qtbot.waitSignal(files.failed, timeout=15_000) as told:
        Transfers(files).import_files([tmp_path / "missing.jsonl"], ImportOptions())
    assert "missing.jsonl" in told.args[0]
    assert files.job is None


def test_a_cancelled_import_leaves_no_trace(qtbot: QtBot, files: Files, tmp_path: Path) -> None:
    assert files.session
    with qtbot.waitSignal(files.job_progressed, timeout=15_000):
        Transfers(files).import_files([many(tmp_path / "many.jsonl", 200_000)], ImportOptions())
    with qtbot.waitSignal(files.told, timeout=15_000) as told:
        files.cancel()
    assert told.args == ["Stopped. Nothing of it remains."]
    assert files.session.count() == 3


def test_one_job_at_a_time(qtbot: QtBot, files: Files, tmp_path: Path) -> None:
    many(tmp_path / "many.jsonl", 5)
    Transfers(files).import_files([tmp_path / "many.jsonl"], ImportOptions())
    with qtbot.waitSignal(files.told) as told:
        Transfers(files).import_files([tmp_path / "many.jsonl"], ImportOptions())
    assert "Wait until" in told.args[0]
    qtbot.waitUntil(lambda: files.job is None, timeout=15_000)
