"""Making and opening a project file: the connection set up, the tables brought up to date, strangers refused."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import sqlite_utils

from annotator.model.errors import Damaged, Refused, Unavailable
from annotator.store.log_end import torn_pages
from annotator.store.project import Project
from annotator.store.schema import APPLICATION_ID, migrations
from annotator.store.trouble import told

_HEADER = b"SQLite format 3\0"
PATIENCE = 5.0  # seconds to wait for another program's write


def create(path: Path, device: bytes) -> Project:
    """A new, empty project file. Raises Refused where a file of that name exists, Unavailable where it cannot be."""
    if path.exists():
        raise Refused(f"The file {path} exists already; choose another name, or open it.")
    if not path.parent.is_dir():
        raise Unavailable(f"The folder {path.parent} does not exist; make it first.")
    with told(path):
        connection = _connect(path)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            project = _set_up(path, connection, device)
        except BaseException:
            connection.close()
            path.unlink(missing_ok=True)
            raise
    return project


def open_project(path: Path, device: bytes, *, copy: Path | None = None) -> Project:
    """An existing project file, its tables brought up to date. Raises Unavailable with the reason and the remedy.

    With `copy` that file is opened in its stead, while sentences go on naming `path`.
    """
    _refuse_strangers(path)
    with told(path):
        connection = _connect(copy or path)
        try:
            _refuse_other_databases(path, connection)
            _refuse_torn_log(path, copy or path, connection)
            return _set_up(path, connection, device)
        except BaseException:
            connection.close()
            raise


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _set_up(path: Path, connection: sqlite3.Connection, device: bytes) -> Project:
    with suppress(
        sqlite3.OperationalError
    ):  # a network share or a read-only file: the rollback journal serves
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    project = Project(path, connection, device)
    if migrations.pending(project.db):
        migrations.apply(project.db)
    return project


def _refuse_strangers(path: Path) -> None:
    if path.is_dir():
        raise Unavailable(f"{path} is a folder, not a project file. Choose a file that ends in .annotator.")
    if not path.exists():
        raise Unavailable(f"There is no file {path}. Check the name, or make one with `annotator new`.")
    with told(path), path.open("rb") as file:
        head = file.read(len(_HEADER))
    if not head:
        raise Damaged(f"The file {path} is empty, so it is no project. Take a backup or another copy.")
    if head != _HEADER:
        # Of that ending it may have been a project once.
        kind = Damaged if path.suffix == ".annotator" else Unavailable
        raise kind(f"The file {path} is not an annotator project. Choose a file that ends in .annotator.")


def _refuse_torn_log(path: Path, file: Path, connection: sqlite3.Connection) -> None:
    # Once it is written to, nobody could tell any more that something is missing.
    if pages := torn_pages(file, connection):
        raise Damaged(
            f"The log beside {path} is damaged, so its last actions cannot be read ({pages} pages). Take the newest "
            "backup, or save what is readable with `annotator recover`."
        )


def _refuse_other_databases(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Unavailable(
            f"The file {path} is a database of another program, not an annotator project. "
            "Choose a file that ends in .annotator."
        )
    known = {migration.name for migration in migrations.pending(sqlite_utils.Database(memory=True))}
    db = sqlite_utils.Database(connection, execute_plugins=False)
    if {migration.name for migration in migrations.applied(db)} - known:
        raise Unavailable(
            f"The file {path} was written by a newer version of this program. Install the newer version to open it."
        )
