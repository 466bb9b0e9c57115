"""Small projects for the tests of the store, made of literals."""

from pathlib import Path

from annotator.app.exporting import ExportOptions, export
from annotator.app.opening import default_labels
from annotator.model.document import Document
from annotator.model.revision import ALL, DOCUMENT, PROJECT, SPAN, STATUS, Edit
from annotator.store import appending, documents, label_sets
from annotator.store.opening import create, open_project
from annotator.store.project import Project

TEXTS = ("📰 قال عليّ إن UNHCR آوت 500 أسرة.", "Le ministre a dit : « عليّ est là ».")


def device(name: str) -> bytes:
    """The device of a laptop of that name."""
    return name.encode().ljust(16, b".")[:16]


def hasty(project: Project) -> Project:
    """The same project without waiting for the disk, for tests that do not pull the plug."""
    project.connection.execute("PRAGMA synchronous = OFF")
    return project


def new_project(path: Path, laptop: str = "one", texts: tuple[str, ...] = TEXTS) -> Project:
    """A project with the news labels and a document for each text, "a", "b" …"""
    project = hasty(create(path, device(laptop)))
    label_sets.put_label_set(project, default_labels(), author=PROJECT)
    for n, text in enumerate(texts):
        add_document(project, Document(chr(97 + n), chr(97 + n), text))
    return project


def open_as(path: Path, laptop: str) -> Project:
    """The project file as another laptop opens it."""
    return hasty(open_project(path, device(laptop)))


def add_document(project: Project, document: Document) -> int:
    """The document's number, with its name on record."""
    with project.writing():
        number = documents.add_text(project, document, document.uid)
        edit = Edit(DOCUMENT, number, "", content={"name": document.name})
        appending.append(project, [edit], owner=PROJECT, author=PROJECT, what="add")
    return number


def span_edit(number: int, start: int, end: int, label: str = "PERSON", **more: object) -> Edit:
    """A new span, or a changed one with `item` and `replaces`."""
    return Edit(SPAN, number, None, start, end, label)._replace(**more)


def status_edit(number: int, status: str, **more: object) -> Edit:
    """A status of a document."""
    return Edit(STATUS, number, "", content={"status": status})._replace(**more)


def exported(project: Project) -> bytes:
    """All that a project says, as a file."""
    out = project.path.with_name(f"{project.path.name}.jsonl")
    export(project, out, ExportOptions("jsonl", owner=ALL, first_of_conflicts=True))
    return out.read_bytes()


def batches(project: Project) -> int:
    """How many batches a project holds."""
    return int(project.value("SELECT count(*) FROM batch"))
