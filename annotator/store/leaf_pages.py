"""Reading the pages at the ends of a damaged table's tree one by one, where the pages that lead to them are lost.

In a private copy the table is told that it begins on such a page, and SQLite reads it as a table of one page. A page
of another table gives rows that no table's laws let through.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PAGE = 4096
_WITH_ROWID, _WITHOUT_ROWID = 13, 10  # the types of such pages (SQLite file format, 1.6)


def leaf_pages(path: Path, table: str) -> list[int]:
    """The numbers, from 1, of the pages of a file that may be at an end of the table's tree."""
    wanted = _WITHOUT_ROWID if table == "revision" else _WITH_ROWID
    found = []
    with path.open("rb") as file:
        number = 0
        while page := file.read(_PAGE):
            number += 1
            if number > 1 and page[0] == wanted:
                found.append(number)
    return found


def rows_of_pages(
    connection: sqlite3.Connection, path: Path, table: str, columns: tuple[str, ...]
) -> Iterator[tuple[object, ...]]:
    """What can be read as rows of the table on each of these pages. Changes the list of tables in the copy."""
    said = ", ".join(f'"{column}"' for column in columns)
    pages = leaf_pages(path, table)
    connection.execute("PRAGMA writable_schema = ON")
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    for page in [*pages, root]:
        connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", (page, table))
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute("PRAGMA writable_schema = ON")
        with suppress(sqlite3.Error):
            # Not by an index, which begins where it did and leads elsewhere.
            yield from connection.execute(f"SELECT {said} FROM {table} NOT INDEXED")
