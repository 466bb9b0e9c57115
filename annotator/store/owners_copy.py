"""A project file with the whole of some owners' batches and nothing of the others', made from an open project.

Local numbers stay as they are, so rows are copied as rows; what is derived is made anew.
"""

import secrets
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from annotator.model.errors import Refused
from annotator.store import derived
from annotator.store.opening import create
from annotator.store.project import Project
from annotator.store.trouble import told

_BATCHES = "SELECT number FROM whole.batch WHERE owner IN (SELECT number FROM kept)"
# In the order in which rows refer to each other. An annotator's row comes where a batch that came names it.
_ROWS = {
    "document": "SELECT * FROM whole.document",
    "label": "SELECT * FROM whole.label",
    "label_set": "SELECT * FROM whole.label_set",
    "annotator": "SELECT * FROM whole.annotator WHERE number IN (SELECT number FROM kept) OR number IN "
    f"(SELECT author FROM whole.batch WHERE number IN ({_BATCHES}))",
    "batch": f"SELECT * FROM whole.batch WHERE number IN ({_BATCHES}) ORDER BY number",
    "revision": f"SELECT * FROM whole.revision WHERE batch IN ({_BATCHES})",
    "replaces": f"SELECT * FROM whole.replaces WHERE batch IN ({_BATCHES})",
    "link": f"SELECT * FROM whole.link WHERE batch IN ({_BATCHES})",
}


def copy_owners(project: Project, out: Path, owners: Collection[str], settings: Mapping[str, str]) -> None:
    """Write a new project file with these owners' batches, complete or absent.

    Raises Refused where the file exists, Unavailable where it cannot be written.
    """
    if out.exists():
        raise Refused(f"The file {out} exists already; choose another name.")
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        part = create(temporary, project.device)
        try:
            _fill(project, part, owners)
            for key, value in settings.items():
                part.set_setting(key, value)
        finally:
            part.close()
        with told(out):
            temporary.rename(out)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _fill(project: Project, part: Project, owners: Collection[str]) -> None:
    execute = part.connection.execute
    with told(part.path):
        execute("ATTACH DATABASE ? AS whole", (str(project.path),))
        execute("CREATE TEMP TABLE kept (number INTEGER PRIMARY KEY)")
    numbers = [project.owner_number(owner) for owner in owners]
    with part.writing():
        part.connection.executemany(
            "INSERT INTO kept VALUES (?)", [(n,) for n in set(numbers) if n is not None]
        )
        for table, rows in _ROWS.items():
            execute(f"INSERT INTO main.{table} {rows}")
        derived.rebuild(part)
    with told(part.path):
        execute("DETACH DATABASE whole")
