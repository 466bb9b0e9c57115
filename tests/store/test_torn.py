"""The last pages of a project's file or log torn: everything acknowledged is there, or it is said what was saved."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from store_help import TEXTS, new_project, open_as

from annotator.app.recovering import recover
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError
from annotator.store import check
from annotator.store.project import Project

PAGE, FRAME = 4096, 4096 + 24
Tear = Callable[[bytearray, random.Random, int], None]


def cut(content: bytearray, chance: random.Random, unit: int) -> None:
    """The end is missing, at the border of a page or within one."""
    left = len(content) - unit * chance.randint(1, 5) + chance.choice((0, 0, chance.randrange(unit)))
    del content[max(left, PAGE) :]


def garbled(content: bytearray, chance: random.Random, unit: int) -> None:
    """Some of the last pages hold anything."""
    for back in chance.sample(range(1, 7), 3):
        at = len(content) - unit * back
        if at > PAGE:
            content[at : at + unit] = chance.randbytes(unit)


def half_written(content: bytearray, chance: random.Random, unit: int) -> None:
    """Of one of the last pages some sectors hold anything."""
    at = len(content) - unit * chance.randint(1, 6) + 512 * chance.randint(1, 6)
    if PAGE < at < len(content):
        end = min(at + 512 * chance.randint(1, 4), len(content))
        content[at:end] = chance.randbytes(end - at)


def unmoved(content: bytearray, chance: random.Random, unit: int) -> None:
    """The last pages came in another order than they were written in."""
    a, b = (len(content) - unit * back for back in chance.sample(range(1, 7), 2))
    if min(a, b) > PAGE:
        content[a : a + unit], content[b : b + unit] = content[b : b + unit], content[a : a + unit]


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[bytes]]:
    """A project in the middle of work, with a log beside it, and the batches that were acknowledged."""
    folder = tmp_path_factory.mktemp("work")
    project = new_project(folder / "open", texts=tuple(f"{n} {TEXTS[0]} " + "كلمة " * 200 for n in range(8)))
    work(project, 1)
    project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    work(project, 5)
    for suffix in ("", "-wal"):
        shutil.copy(f"{project.path}{suffix}", f"{folder / 'torn'}{suffix}")
    acknowledged = batches(project)
    project.close()
    return folder / "torn", acknowledged


def work(project: Project, first: int) -> None:
    for owner in ("A1", "سمر"):
        session = Session(project, owner)
        for number in range(first, first + 4):
            items = [session.mark(number, start, start + 3, "PERSON").item for start in range(6, 30, 3)]
            session.mark(number, 2, 40, "CLAIM", links={"speaker": items[:2]})
            session.relabel(items[3], "ORGANIZATION")
            session.unmark(items[4])


def batches(project: Project) -> set[bytes]:
    return {uid for (uid,) in project.rows("SELECT uid FROM batch")}


def outcome(path: Path, acknowledged: set[bytes], folder: Path, *, is_shorter: bool) -> str:
    """Whether the file is whole, whether it says that it is not, and what saving brings.

    Of a log that is only shorter nobody can know; it is the log of an earlier moment.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{folder / 'copy'}{suffix}")
    said = complaint(folder / "copy", acknowledged)
    if not said:
        return "whole"
    saved = recover(path, folder / "saved")
    project = open_as(folder / "saved", "saved")
    try:
        assert list(check.problems(project)) == []
        missing = acknowledged - batches(project)
        assert not missing or saved.lost or (said == "fewer" and is_shorter)
        assert saved.revisions
    finally:
        project.close()
    return f"{said}, {'saved in part' if missing else 'saved whole'}"


def complaint(path: Path, acknowledged: set[bytes]) -> str:
    """What is wrong with a file: a sentence at opening or of the check, or an earlier state; "" where it is whole."""
    try:
        project = open_as(path, "again")
    except AnnotatorError:
        return "refused"
    try:
        if list(check.problems(project)):
            return "unsound"
        return "" if acknowledged <= batches(project) else "fewer"
    except AnnotatorError:
        return "unsound"
    finally:
        project.connection.close()


@pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=pytest.mark.long)])
@pytest.mark.parametrize("tear", [cut, garbled, half_written, unmoved])
@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_torn_pages(
    worked_on: tuple[Path, set[bytes]], tmp_path: Path, suffix: str, tear: Tear, rounds: int
) -> None:
    whole, acknowledged = worked_on
    chance, found = random.Random(rounds), Counter[str]()
    for _ in range(rounds):
        for name in ("", "-wal"):
            shutil.copy(f"{whole}{name}", f"{tmp_path / 'torn'}{name}")
        target = Path(f"{tmp_path / 'torn'}{suffix}")
        content = bytearray(target.read_bytes())
        tear(content, chance, FRAME if suffix else PAGE)
        target.write_bytes(content)
        found[outcome(tmp_path / "torn", acknowledged, tmp_path / "try", is_shorter=tear is cut)] += 1
    print(suffix or "file", tear.__name__, dict(found))
