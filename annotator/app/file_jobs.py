"""Work as jobs that name their project by its path, so that another process can run them."""

from collections.abc import Sequence
from pathlib import Path

from annotator.app.exporting import Exported, ExportOptions, export
from annotator.app.history import Done, History
from annotator.app.opening import opened
from annotator.app.session import Session
from annotator.app.watch import Progress
from annotator.app.withdrawing import withdraw


def export_job(
    project: Path, out: Path, options: ExportOptions, *, progress: Progress | None = None
) -> Exported:
    """Export from the project at a path, as `export`."""
    with opened(project) as file:
        return export(file, out, options, progress=progress)


def reverse_job(path: Path, owner: str, author: str, redo: bool, *, progress: Progress | None = None) -> Done:
    """Take back what an owner did last in the project at a path, or bring it back; as `History` does it."""
    with opened(path) as project:
        history = History(project, owner, author)
        return history.redo() if redo else history.undo()


def withdraw_job(
    path: Path,
    owner: str,
    author: str,
    numbers: Sequence[int],
    back: bool,
    *,
    progress: Progress | None = None,
) -> Done:
    """Take documents of the project at a path out of the work, or back into it, as `withdraw`."""
    with opened(path) as project:
        return withdraw(Session(project, owner, author), numbers, back=back)
