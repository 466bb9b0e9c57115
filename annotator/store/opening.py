"""Making and opening a project file: the connection set up, the tables brought up to date, strangers refused."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import sqlite_utils

from annotator.model.errors import Damaged, Refused, Unavailable
from annotator.store import log_end
from annotator.store.project import Project
from annotator.store.schema import APPLICATION_ID, migrations
from annotator.store.trouble import told

_SMALLEST = 512  # bytes: less is no page of a database
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
        if log_end.is_there(copy or path):
            _refuse_torn_log(path, copy)
        connection = _connect(copy or path)
        try:
            _refuse_other_databases(path, connection)
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
    # Not by reading it: to close it again would let go of the locks that SQLite holds where it is open already.
    with told(path):
        size = path.stat().st_size
    if not size:
        raise Damaged(f"The file {path} is empty, so it is no project. Take a backup or another copy.")
    if size < _SMALLEST:
        raise _no_project(path)


def _no_project(path: Path) -> Unavailable:
    # Of that ending it may have been a project once.
    kind = Damaged if path.suffix == ".annotator" else Unavailable
    return kind(f"The file {path} is not an annotator project. Choose a file that ends in .annotator.")


def _refuse_torn_log(path: Path, copy: Path | None) -> None:
    if copy:
        if log_end.torn_pages(copy):
            raise Damaged(
                f"The log beside {path} is damaged: its last actions cannot be read. Open it there first."
            )
        return
    kept = path.with_name(f"{path.stem} damaged {datetime.now(UTC):%Y%m%dT%H%M%SZ}{path.suffix}")
    if pages := log_end.torn_pages(path, kept):
        # Said once: from now on the file is as it was before those actions, and nothing shows that there were any.
        raise Damaged(
            f"The log beside {path} was damaged: its last actions ({pages} pages) cannot be read. The project opens "
            f"again as it was before them. What was found is kept in {kept}; `annotator recover` reads it."
        )


def _refuse_other_databases(path: Path, connection: sqlite3.Connection) -> None:
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise _no_project(path) from error
        raise
    if application != APPLICATION_ID:
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
