"""Proving that an installed program works: import a seed, mark, undo, export and compare in a temporary project."""

import tempfile
from pathlib import Path

from annotator import paths
from annotator.app import overview
from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.opening import SUFFIX, new_project, open_existing
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError

_OWNER = "self-test"
_QUOTE = "خليفة حفتر"


class Failed(AnnotatorError):
    """The installed program does not do what it must."""


def self_test() -> list[str]:
    """The steps that were done, each as a sentence. Raises Failed at the first that goes wrong."""
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        return _steps(Path(folder))


def _steps(folder: Path) -> list[str]:
    path, first, second = folder / f"test{SUFFIX}", folder / "first.jsonl", folder / "second.jsonl"
    project = new_project(path, annotators=[_OWNER])
    try:
        seed = sorted(paths.resource("seeds").glob("002*.txt"))
        done = import_paths(project, seed)
        _must(done.documents == 1 and not done.refused, "the seed article was not imported")
        session = Session(project, _OWNER)
        number = session.rows(0, 1)[0].number
        text = session.article(number).document.text
        start = text.index(_QUOTE)
        session.mark(number, start, start + len(_QUOTE), "PERSON", quote=_QUOTE)
        export(project, first, ExportOptions("jsonl"))
        session.undo()
        _must(not session.article(number).spans, "undo left a span")
        session.redo()
    finally:
        project.close()
    project = open_existing(path)
    try:
        export(project, second, ExportOptions("jsonl"))
        _must(first.read_bytes() == second.read_bytes(), "undo, redo and reopening changed the export")
        found = overview.problems(project)
        _must(not found, " ".join(found))
    finally:
        project.close()
    return [
        f"imported {seed[0].name}",
        f"marked PERSON at {start}–{start + len(_QUOTE)}",
        "undone and redone",
        "reopened, exported and compared",
        "checked",
    ]


def _must(good: bool, otherwise: str) -> None:
    if not good:
        raise Failed(f"The self-test failed: {otherwise}.")
