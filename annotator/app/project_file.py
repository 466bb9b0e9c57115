"""The file behind an open project, as a window must know it: whole or not, changed by others, copied elsewhere."""

import os
from pathlib import Path

from annotator.model.errors import Gone
from annotator.store import backup, copying, project
from annotator.store.presence import check_presence
from annotator.store.project import Project

__all__ = ["Project", "copy_project", "is_whole", "state", "trouble_with", "version"]


def is_whole(opened: Project) -> bool:
    """Whether a plain copy of the single file holds everything; what was done is on disk in either case."""
    return project.is_whole(opened)


def version(opened: Project) -> int:
    """A number that changes when another program has written to the file."""
    return opened.version()


def state(opened: Project) -> str:
    """What tells two states of one project apart."""
    return backup.state_of(opened)


def copy_project(opened: Project, out: Path) -> None:
    """A whole copy of the project under another name, complete or absent. Raises Unavailable."""
    copying.copy_to(opened, out)


def trouble_with(opened: Project) -> str:
    """Why nothing can be saved at present, in a sentence: the file is gone, or read-only; "" where all is well."""
    try:
        check_presence(opened.path, opened.identity)
    except Gone as error:
        return str(error)
    if _is_writable(opened.path) and _is_writable(opened.path.parent):
        return ""
    return (
        f"The file {opened.path} or its folder is read-only, so nothing that you do can be saved. "
        "Save a copy in a place where you may write."
    )


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
