"""Bad files and bad places through the command line: a sentence with place and remedy, good rows kept, nothing lost."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_help import SENTENCE, did, export_rows, ranges, row, rows_file, run, span

from annotator.app.opening import open_existing, opened

ROOT = Path(__file__).parents[2]
MEGABYTE = 1 << 20


def refused(*arguments: object) -> str:
    """What a command said when it ended with status 1 and gave no data."""
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    return err


def in_child(prepare: Callable[[], None], *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, after `prepare` in it."""
    return subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, arguments)],
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )


# --- source files ---


def test_a_missing_file_is_named(project: Path, tmp_path: Path) -> None:
    said = refused("import", project, tmp_path / "none.jsonl")
    assert str(tmp_path / "none.jsonl") in said
    assert "no file" in said


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.txt", "empty.json"])
def test_an_empty_file_adds_nothing_and_says_so(project: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    status, out, err = run("import", project, tmp_path / name)
    assert out == ""
    assert status in (0, 1)
    assert name in err
    assert "empty" in err
    assert len(did("list", project).splitlines()) == 1


@pytest.mark.parametrize("name", ["picture.jsonl", "picture.txt", "picture.dat"])
def test_a_binary_file_is_refused(project: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(5000))
    assert name in refused("import", project, tmp_path / name)
    assert len(did("list", project).splitlines()) == 1


def test_a_file_that_was_cut_off_keeps_its_whole_rows(project: Path, tmp_path: Path) -> None:
    source = rows_file(tmp_path / "cut.jsonl", row("one", "1"), row("two", "2"), row(SENTENCE, "3"))
    source.write_bytes(source.read_bytes()[:-40])
    said = refused("import", project, source)
    assert "cut.jsonl, line 3" in said
    assert "cut off" in said
    assert [line["id"] for line in export_rows(project)] == ["1", "2", "a"]


def test_text_in_a_wrong_encoding_is_not_taken_as_something_else(project: Path, tmp_path: Path) -> None:
    for name, encoding in (("ar.jsonl", "cp1256"), ("fr.jsonl", "cp1252")):
        text = "قال الوزير" if encoding == "cp1256" else "élève à Paris"
        line = json.dumps({"text": text}, ensure_ascii=False).encode(encoding) + b"\n"
        (tmp_path / name).write_bytes(line)
        said = refused("import", project, tmp_path / name, "--encoding", "utf-8")
        assert f"{name}" in said
        assert "UTF-8" in said
        did("import", project, tmp_path / name, "--encoding", encoding)
        assert text in {line["text"] for line in export_rows(project)}
    assert "no-such" in refused("import", project, tmp_path / "ar.jsonl", "--encoding", "no-such")


def bad_rows() -> list[tuple[str, Any, str]]:
    """What is wrong, the row (or raw text), and a word of what must be said of it."""
    good = row("good text", "g")
    return [
        ("broken", '{"text": "x", ', "not JSON"),
        ("nan", '{"text": "x", "meta": {"n": NaN}}', "not JSON"),
        ("deep", '{"text": "x", "meta": ' + "[" * 50_000 + "]" * 50_000 + "}", ""),
        ("list", "[1, 2]", ""),
        ("textless", {"id": "x"}, "text"),
        ("number", {"text": 3}, "text"),
        ("surrogate", '{"text": "a\\ud800b"}', ""),
        (
            "beyond",
            {**good, "id": "1", "annotations": [{"owner": "A1", "spans": [span(0, 10)]}]},
            "ends at 9",
        ),
        (
            "negative",
            {**good, "id": "2", "annotations": [{"owner": "A1", "spans": [span(-1, 3)]}]},
            "before the text",
        ),
        ("empty span", {**good, "id": "3", "annotations": [{"owner": "A1", "spans": [span(3, 3)]}]}, "empty"),
        (
            "backwards",
            {**good, "id": "4", "annotations": [{"owner": "A1", "spans": [span(3, 1)]}]},
            "before its start",
        ),
        (
            "float",
            {**good, "id": "5", "annotations": [{"owner": "A1", "spans": [{**span(1, 3), "start": 1.5}]}]},
            "whole number",
        ),
        (
            "quote",
            {**good, "id": "6", "annotations": [{"owner": "A1", "spans": [span(0, 4, quote="bad!")]}]},
            "bad!",
        ),
        (
            "label",
            {**good, "id": "7", "annotations": [{"owner": "A1", "spans": [span(0, 4, "NOPE")]}]},
            "NOPE",
        ),
        (
            "twins",
            {**good, "id": "8", "annotations": [{"owner": "A1", "spans": [span(0, 4), span(0, 4)]}]},
            "twice",
        ),
        ("other text", row("another text", "a"), "already names another text"),
        ("hash", {**good, "id": "9", "sha256": "0" * 64}, "sha256"),
    ]


@pytest.mark.parametrize(("bad", "said"), [pytest.param(b, s, id=name) for name, b, s in bad_rows()])
def test_a_bad_row_is_named_and_the_good_rows_are_kept(
    project: Path, tmp_path: Path, bad: Any, said: str
) -> None:
    lines = [
        json.dumps(row("first", "first", A2=[span(0, 5)])),
        bad if isinstance(bad, str) else json.dumps(bad),
    ]
    lines.append(json.dumps(row("last", "last", A2=[span(0, 4)])))
    source = tmp_path / "rows.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    err = refused("import", project, source)
    assert "rows.jsonl, line 2" in err
    assert said in err
    assert len(err) < 4_000
    assert ranges(export_rows(project), "A2") == [(0, 5, "PERSON"), (0, 4, "PERSON")]
    assert run("check", project).status == 0


def test_the_same_id_twice_in_one_file_is_named(project: Path, tmp_path: Path) -> None:
    source = rows_file(tmp_path / "rows.jsonl", row("one", "x"), row("two", "x"), row("three", "y"))
    err = refused("import", project, source)
    assert "line 2" in err
    assert "'x' already names another text" in err
    assert [line["id"] for line in export_rows(project)] == ["a", "x", "y"]


# Runs a command, then prints the most memory that it had, in bytes.
MEASURED = """
import atexit, re, resource
from pathlib import Path
from annotator.__main__ import main

def peak():
    # Linux counts in ru_maxrss what the parent held when it forked; VmHWM is this program's own.
    if (status := Path("/proc/self/status")).exists():
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

atexit.register(lambda: print(peak()))
main()
"""


@pytest.mark.parametrize("name", ["huge.jsonl", "huge.txt"])
def test_a_huge_file_is_refused_without_filling_the_memory(project: Path, tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.write(b'{"text": "')
        file.truncate(1 << 30)

    result = subprocess.run(
        [sys.executable, "-c", MEASURED, "import", str(project), str(tmp_path / name)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert result.returncode == 1
    assert name in result.stderr
    assert "Traceback" not in result.stderr
    assert int(result.stdout) < 512 * MEGABYTE
    assert len(did("list", project).splitlines()) == 1


# --- project files ---


def sentences_of_every_verb(path: Path, tmp_path: Path) -> list[str]:
    """What each verb says when the project cannot be had."""
    source = rows_file(tmp_path / "some.jsonl", row("some text", "z"))
    return [
        refused("list", path),
        refused("show", path, "a"),
        refused("check", path),
        refused("history", path),
        refused("import", path, source),
        refused("export", path, "--format", "jsonl", "--out", tmp_path / "never.jsonl"),
        refused("mark", path, "a", 0, 3, "PERSON", "--owner", "A1"),
        refused("undo", path, "--owner", "A1"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no file"),
        (b"", "is empty"),
        (b"hello, I am a text file of some length", "not an annotator project"),
        (b"SQLite format 3\0" + bytes(100), ""),
    ],
)
def test_a_file_that_is_no_project_is_refused_by_every_verb(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "other.annotator"
    if content is not None:
        path.write_bytes(content)
    for sentence in sentences_of_every_verb(path, tmp_path):
        assert str(path) in sentence
        assert said in sentence
    assert content is None or path.read_bytes() == content
    assert not (tmp_path / "never.jsonl").exists()


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    assert "folder" in refused("list", tmp_path)


def test_another_programs_database_is_refused(project: Path, tmp_path: Path) -> None:
    with opened(project) as file:
        file.connection.execute("PRAGMA application_id = 7")
    before = project.read_bytes()
    assert "another program" in refused("list", project)
    assert project.read_bytes() == before


def test_a_newer_file_is_refused_and_left_as_it_is(project: Path, tmp_path: Path) -> None:
    with opened(project) as file:
        columns = "migration_set, name, applied_at"
        file.connection.execute(
            f"INSERT INTO _sqlite_migrations ({columns}) VALUES ('annotator', 'of_2030', '')"
        )
    before = project.read_bytes()
    for sentence in sentences_of_every_verb(project, tmp_path):
        assert "newer version" in sentence
    assert project.read_bytes() == before


def test_a_locked_file_is_waited_for_and_then_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.store.opening.PATIENCE", 0.2)
    holder = open_existing(project)
    try:
        holder.connection.execute("BEGIN IMMEDIATE")
        said = refused("mark", project, "a", 0, 3, "PERSON", "--owner", "A1")
        assert str(project) in said
        assert "in use by another program" in said
        assert "a.txt" in did("list", project)
    finally:
        holder.connection.execute("ROLLBACK")
        holder.close()
    did("mark", project, "a", 0, 3, "PERSON", "--owner", "A1")


def test_damaged_pages_are_a_sentence_and_never_a_traceback(project: Path, tmp_path: Path) -> None:
    many = [row(f"{SENTENCE} {n}", str(n), A1=[span(6, 10)]) for n in range(50)]
    did("import", project, rows_file(tmp_path / "many.jsonl", *many))
    whole = project.read_bytes()
    chance, found = random.Random(3), 0
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(3):
            page = chance.randrange(1, len(data) // 4096)
            data[page * 4096 : page * 4096 + 1024] = chance.randbytes(1024)
        project.write_bytes(data)
        status, out, err = run("check", project)
        assert status == 1
        assert "damage" in out + err
        for command in (
            ("list", project),
            ("export", project, "--format", "jsonl", "--out", tmp_path / "o.jsonl"),
        ):
            status, _, err = run(*command)
            found += status
            assert status == 0 or str(project) in err
    assert found


def test_a_truncated_project_is_named(project: Path) -> None:
    data = project.read_bytes()
    project.write_bytes(data[: len(data) // 2])
    said = refused("list", project)
    assert str(project) in said
    assert "recover" in said


# --- places ---


# Root may write everywhere, so the command runs as nobody, who in turn may not read where Python is.
AS_NOBODY = """
import os, sys
from annotator.__main__ import main
from annotator.cli import data, editing, picture, projects, team
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
main()
"""


def as_nobody(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who owns nothing but a home."""
    command = [sys.executable, "-c", AS_NOBODY, *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(home)}
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=60)


def test_a_project_that_may_not_be_written_can_be_read(project: Path) -> None:
    with tempfile.TemporaryDirectory() as base:
        folder, home = Path(base, "folder"), Path(base, "home")
        for path, mode in ((Path(base), 0o755), (folder, 0o755), (home, 0o700)):
            path.mkdir(exist_ok=True)
            path.chmod(mode)
        if os.getuid() == 0:
            os.chown(home, 65534, 65534)
        theirs = Path(shutil.copy(project, folder))
        theirs.chmod(0o444)
        folder.chmod(0o555)
        result = as_nobody(home, "mark", theirs, "a", 0, 3, "PERSON", "--owner", "A1")
        assert (result.returncode, result.stdout) == (1, "")
        assert "read-only" in result.stderr
        assert "Traceback" not in result.stderr
        listed = as_nobody(home, "list", theirs)
        assert (listed.returncode, listed.stderr) == (0, "")
        assert "a.txt" in listed.stdout
        made = as_nobody(home, "new", folder / "new.annotator")
        assert made.returncode == 1
        assert "Check that the folder exists and that you may write there" in made.stderr
        folder.chmod(0o755)


def test_a_home_that_cannot_be_used_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("annotator.paths.user_data", fail)
    assert "cannot be used: Permission denied" in refused("list", project)


def test_a_full_disk_is_named_and_nothing_is_lost(project: Path, tmp_path: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    source = rows_file(tmp_path / "many.jsonl", *(row(f"{SENTENCE} {n} " * 20, str(n)) for n in range(500)))
    size = project.stat().st_size

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))

    result = in_child(limit, "import", project, source)
    assert (result.returncode, result.stdout) == (1, "")
    assert str(project) in result.stderr
    assert "Traceback" not in result.stderr
    out = tmp_path / "big.jsonl"
    did("import", project, source)
    result = in_child(limit, "export", project, "--format", "jsonl", "--out", out)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert not out.exists()
    assert ranges(export_rows(project), "A1") == [(6, 10, "PERSON")]
    assert run("check", project).status == 0


def test_output_that_cannot_be_written_is_said_and_a_closed_pipe_is_not(project: Path) -> None:
    command = [sys.executable, "-m", "annotator", "history", str(project)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with open("/dev/full", "w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=env, timeout=60)
    assert result.returncode == 1
    assert (
        result.stderr == "Not finished: No space left on device. Check the disk and where the output goes.\n"
    )
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, env=env, timeout=60)
    os.close(write)
    assert (result.returncode, result.stderr) == (1, "")


def test_a_report_that_cannot_be_written_is_said(project: Path, tmp_path: Path) -> None:
    source = rows_file(tmp_path / "some.jsonl", row("some text", "z"))
    status, _, err = run("import", project, source, "--report", tmp_path / "none" / "r.csv")
    assert status == 2
    assert "r.csv" in err
    assert len(did("list", project).splitlines()) == 1
