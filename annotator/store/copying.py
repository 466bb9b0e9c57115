"""Whole copies of an open project file, made while it is in use."""

import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from annotator.store.project import Project
from annotator.store.trouble import told


def copy_to(project: Project, out: Path) -> None:
    """A copy with everything that is committed, complete or absent. Raises Unavailable where it cannot be made."""
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with told(out), closing(sqlite3.connect(temporary)) as target:
            project.connection.backup(target)
            # The copied header says WAL; a copy that is mailed must be one file.
            target.execute("PRAGMA journal_mode = DELETE")
        with told(out):
            temporary.replace(out)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
