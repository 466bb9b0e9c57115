"""Making, opening and closing projects, and the sample project that a first start shows."""

import contextlib
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator import paths
from annotator.model.errors import Refused, Unavailable
from annotator.model.label_file import read_label_set
from annotator.model.labels import LabelSet
from annotator.model.people import annotator_name
from annotator.model.revision import PROJECT
from annotator.store import label_sets
from annotator.store.opening import create, open_project
from annotator.store.project import Project, keep_whole, wait_little

SUFFIX = ".annotator"
SAMPLE = "Sample articles"


def device(path: Path) -> bytes:
    """Who writes: 16 bytes that belong to this installation and the file's place, never to the file alone.

    So a copy that is opened elsewhere is another device, and two laptops never count with the same numbers.
    """
    return hashlib.sha256(f"{_installation()}\0{path.resolve()}".encode()).digest()[:16]


def _installation() -> str:
    try:
        return _remembered(paths.user_data() / "installation")
    except OSError as error:
        reason = error.strerror or error
        raise Unavailable(f"Your own folder for this program's data cannot be used: {reason}.") from error


def _remembered(file: Path) -> str:
    with contextlib.suppress(FileNotFoundError):
        if known := file.read_text().strip():
            return known
    made = uuid.uuid4().hex
    temporary = file.with_name(f"installation.{made}")
    temporary.write_text(made)
    # Of two programs that start for the first time at once, the last one to rename wins for both next time.
    temporary.replace(file)
    return file.read_text().strip()


def default_labels() -> LabelSet:
    """The label set of a new project: PERSON, ORGANIZATION and CLAIM in news."""
    return labels_from(paths.resource("labels", "news.toml"))


def labels_from(path: Path) -> LabelSet:
    """The label set in a file. Raises Refused with file, line and fix, Unavailable where it cannot be read."""
    try:
        return read_label_set(path.read_text(encoding="utf-8-sig"), file=str(path))
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.") from error


def new_project(path: Path, *, labels: LabelSet | None = None, annotators: Iterable[str] = ()) -> Project:
    """A new project file with a label set and annotators, open. Raises Refused where the file exists."""
    names = [annotator_name(name) for name in annotators]
    project = create(path, device(path))
    try:
        with project.writing():
            label_sets.put_label_set(project, labels or default_labels(), author=PROJECT)
            for name in names:
                label_sets.add_person(project, name, author=PROJECT)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project


def open_existing(path: Path, *, window: bool = False) -> Project:
    """A project file, open.

    In a window the single file is kept whole within a second of each write, and no wait for others is long.
    """
    project = open_project(path, device(path))
    if window:
        keep_whole(project)
        wait_little(project)
    return project


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Project]:
    """A project file that is closed again afterwards."""
    project = open_existing(path)
    try:
        yield project
    finally:
        project.close()


def sample_path() -> Path:
    """Where the sample project is or will be."""
    return paths.user_data() / f"{SAMPLE}{SUFFIX}"


def sample_project() -> Path:
    """The path of the project of the five sample articles, made when it is missing."""
    from annotator.app.importing import import_paths

    path = sample_path()
    if not path.exists():
        temporary = path.with_name(f"{uuid.uuid4().hex}{SUFFIX}")
        project = new_project(temporary)
        try:
            import_paths(project, sorted(paths.resource("seeds").glob("*.txt")))
        finally:
            project.close()
        temporary.replace(path)
    return path
