"""The file behind an open project, as a window must know it: whole or not, changed by others, copied elsewhere."""

from pathlib import Path

from annotator.store import copying, project
from annotator.store.project import Project

__all__ = ["Project", "copy_project", "is_whole", "version"]


def is_whole(opened: Project) -> bool:
    """Whether a plain copy of the single file holds everything; what was done is on disk in either case."""
    return project.is_whole(opened)


def version(opened: Project) -> int:
    """A number that changes when another program has written to the file."""
    return opened.version()


def copy_project(opened: Project, out: Path) -> None:
    """A whole copy of the project under another name, complete or absent. Raises Unavailable."""
    copying.copy_to(opened, out)
