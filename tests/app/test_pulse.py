"""Long work can be watched and stopped in all its parts, and leaves nothing behind when it is."""

import hashlib
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import orjson
import pytest
from app_help import hasty, project_of, written

from annotator.app import whole
from annotator.app.exporting import ExportOptions, Split, export
from annotator.app.importing import ImportOptions, import_paths
from annotator.app.opening import new_project
from annotator.app.placed_import import placed_import
from annotator.app.pulse import Pulse
from annotator.app.watch import Cancelled
from annotator.app.whole import Folder, OneFile, whole_file, whole_folder
from annotator.interchange.beating_source import beating as beating_source
from annotator.interchange.format import ReadOptions, formats
from annotator.interchange.record import Record
from annotator.interchange.source import source_of
from annotator.store import beating as store_beating
from annotator.store import documents
from annotator.store.project import Project

WORDS = "قال خليفة حفتر إن البعثة UNSMIL وصلت إلى طرابلس"
TWICE = ("csv", "prodigy")  # what is of one article may stand far apart: these are read twice
NAMES = ("jsonl", "brat", "conll", "label-studio", "w3c", *TWICE)


def rows(count: int) -> list[dict[str, object]]:
    """Articles of 400 words with a span of each of two people."""
    spans = [{"start": 4, "end": 9, "label": "PERSON"}]
    return [
        {
            "id": f"a{n}",
            "text": f"{n} " + " ".join([WORDS] * 50),
            "annotations": [{"owner": name, "status": "finished", "spans": spans} for name in ("A1", "A2")],
        }
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("filled")
    project = hasty(new_project(folder / "filled.annotator"))
    import_paths(project, [written(folder / "in.jsonl", *rows(60))])
    return project


@pytest.fixture(scope="module")
def files(filled: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An export of each format that can be imported again, and a zip of one."""
    folder = tmp_path_factory.mktemp("files")
    made = {}
    for name in NAMES:
        chosen = formats()[name]
        made[name] = folder / (name if chosen.folder else f"{name}{chosen.extensions[0]}")
        export(filled, made[name], ExportOptions(name, owner="A1", manifest=False))
    made["zip"] = folder / "brat.zip"
    with zipfile.ZipFile(made["zip"], "w") as archive:
        for path in sorted(made["brat"].rglob("*.*")):
            archive.write(path, path.relative_to(made["brat"]))
    return made


class Stopper:
    """A progress that stops the work at one of its calls."""

    def __init__(self, at: int = 0) -> None:
        self.calls = 0
        self._at = at

    def __call__(self, done: int, total: int | None) -> None:
        self.calls += 1
        if self.calls == self._at:
            raise Cancelled("Stopped.")


def places(calls: int) -> list[int]:
    """Some of that many calls: the first ones, some between, one near the end."""
    return sorted({1, 2, calls // 4, calls // 2, calls * 3 // 4} & set(range(1, calls + 1)))


# --- the pulse itself ---


def test_the_clock_tells_while_the_work_is_silent() -> None:
    told: list[tuple[int, int | None]] = []
    thrice = threading.Event()

    def progress(done: int, total: int | None) -> None:
        told.append((done, total))
        if len(told) >= 5:
            thrice.set()

    with Pulse(progress, every=0.001) as pulse:
        pulse.expect(7)
        assert list(pulse.watch("ab")) == ["a", "b"]
        assert thrice.wait(10)
    assert told[0] == (0, None)
    assert told[-1] == (2, 7)
    after = len(told)
    threading.Event().wait(0.01)
    assert len(told) == after  # the clock has stopped with the work


def test_a_wish_to_stop_is_kept_though_somebody_swallows_it() -> None:
    with Pulse(Stopper(2)) as pulse:
        for _ in range(3):
            with pytest.raises(Cancelled):
                pulse.beat()


def test_a_wish_that_the_clock_hears_reaches_the_work() -> None:
    heard = threading.Event()

    def progress(done: int, total: int | None) -> None:
        if threading.current_thread() is not threading.main_thread():
            heard.set()
            raise Cancelled("Stopped.")

    with Pulse(progress, every=0.001) as pulse:
        assert heard.wait(10)
        with pytest.raises(Cancelled):
            pulse.beat()


# --- reading ---


@pytest.mark.parametrize("name", TWICE)
def test_formats_that_read_twice_are_heard_before_the_first_record(files: dict[str, Path], name: str) -> None:
    beats = 0

    def beat() -> None:
        nonlocal beats
        beats += 1

    chosen = formats()[name]
    assert chosen.read
    found = chosen.read(beating_source(source_of(files[name]), beat), ReadOptions())
    assert any(isinstance(item, Record) for item in found)
    assert beats > files[name].stat().st_size >> 16 > 1


def test_each_file_of_a_folder_and_of_a_zip_is_heard_while_they_are_collected(files: dict[str, Path]) -> None:
    for name in ("brat", "zip"):
        beats: list[None] = []
        source = source_of(files[name], lambda beats=beats: beats.append(None))
        assert len(beats) >= len(source.files) > 100


def counts(project: Project) -> list[int]:
    """How many rows each table has that an import writes to."""
    tables = ("document", "annotator", "label", "batch", "revision", "current", "present", "tally", "listing")
    return [project.value(f"SELECT count(*) FROM {table}") for table in tables]


@pytest.mark.parametrize("name", [*NAMES, "zip"])
def test_an_import_can_be_stopped_anywhere_and_leaves_nothing(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(store_beating, "_STEPS", 500)
    project = project_of(tmp_path)
    before = counts(project)
    options = ImportOptions(format="brat" if name == "zip" else name)
    counting = Stopper()
    import_paths(project, [files[name]], options, dry_run=True, progress=counting)
    for at in places(counting.calls):
        with pytest.raises(Cancelled):
            import_paths(project, [files[name]], options, progress=Stopper(at))
        assert counts(project) == before, at
    assert import_paths(project, [files[name]], options).documents == 60


def test_an_import_inside_a_transaction_can_be_stopped_while_sqlite_works(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_of(tmp_path).close()
    path = tmp_path / "project.annotator"
    monkeypatch.setattr(store_beating, "_STEPS", 500)
    stopped = False

    def progress(done: int, total: int | None) -> None:
        nonlocal stopped
        if done == 60 and not stopped:  # all is read: what is left is the database's
            stopped = True
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        placed_import(path, [files["jsonl"]], ImportOptions(), progress=progress)
    placed = placed_import(path, [files["jsonl"]], ImportOptions(), progress=Stopper())
    assert placed.done.documents == 60


def test_the_log_is_brought_to_the_disk_while_the_import_can_be_stopped(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(tmp_path)
    monkeypatch.setattr(store_beating, "_LARGE", 0)
    with pytest.raises(Cancelled):
        import_paths(project, [files["jsonl"]], progress=waiting(monkeypatch))
    assert documents.count(project) == 0


# --- writing ---


@pytest.mark.parametrize(
    ("name", "split"),
    [("jsonl", None), ("conll", None), ("brat", None), ("hf", None), ("jsonl", Split((8, 1, 1), 7))],
)
def test_an_export_can_be_stopped_anywhere_and_leaves_nothing(
    filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, split: Split | None
) -> None:
    options = ExportOptions(name, owner="A1", split=split)
    for at in places(60):
        with pytest.raises(Cancelled):
            export(filled, tmp_path / "out", options, progress=Stopper(at))
        assert list(tmp_path.iterdir()) == []
    on_disk = waiting(monkeypatch)
    with pytest.raises(Cancelled):
        export(filled, tmp_path / "out", options, progress=on_disk)
    assert list(tmp_path.iterdir()) == []


def waiting(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int | None], None]:
    """Let the disk take until somebody is told, and stop then."""
    told = threading.Event()
    monkeypatch.setattr(store_beating, "_EVERY", 0.001)
    monkeypatch.setattr(whole, "_MANY", 10)
    for name in ("fsync", "sync"):
        monkeypatch.setattr(f"os.{name}", lambda *descriptor: told.wait(10))

    def progress(done: int, total: int | None) -> None:
        if any(thread.name == "meanwhile" for thread in threading.enumerate()):
            told.set()
            raise Cancelled("Stopped.")

    return progress


def test_no_part_of_a_corpus_appears_where_the_disk_fails(
    filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = 2

    def fail(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(Exception, match="No space left"):
        export(filled, tmp_path / "out.jsonl", ExportOptions("jsonl", split=Split((1, 1, 1), 7)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["jsonl", "brat", "hf"])
def test_the_manifest_names_the_hash_of_what_is_on_the_disk(
    filled: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    export(filled, out, ExportOptions(name, owner="A1"))
    said = orjson.loads((tmp_path / "out.manifest.json").read_bytes())["files"]
    paths = [path for path in (out, *out.rglob("*")) if path.is_file()]
    assert said == {
        path.relative_to(tmp_path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
    }


def backwards(out: BinaryIO) -> None:
    out.write(b"....world")
    out.seek(0)
    out.write(b"Hello")


def test_a_hash_is_right_where_a_format_goes_back_in_its_file(tmp_path: Path) -> None:
    expected = hashlib.sha256(b"Helloorld").hexdigest()
    with whole_file(tmp_path / "one") as stream:
        target = OneFile(stream, "one")
        with target.open() as out:
            backwards(out)
        assert target.digests() == {"one": expected}
    with whole_folder(tmp_path / "many") as path:
        folder = Folder(path, "many")
        with folder.open("a/b") as out:
            backwards(out)
        folder.settle(lambda: None)
        assert folder.digests() == {"many/a/b": expected}
    assert (tmp_path / "one").read_bytes() == (tmp_path / "many" / "a" / "b").read_bytes() == b"Helloorld"
