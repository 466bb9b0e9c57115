"""The search index: which documents hold which words. It is derived, may be behind, and is filled step by step.

A document is in it by its number; texts never change, so the index has only ever to catch up with new ones.
"""

from collections.abc import Sequence

from annotator.store.project import Project
from annotator.text.search_words import Forms

_AT = "searchable"  # the setting that holds the number of the last document in the index
_DIRECT = 200  # documents that are not in the index yet and are read instead
_CHUNK = 50  # documents of one transaction: other writers wait no longer than it takes


def indexed(project: Project) -> int:
    """The number of the last document that the index holds."""
    return int(project.setting(_AT) or 0)


def behind(project: Project) -> int:
    """How many documents are not in the index yet."""
    # Numbers have no gaps, and counting rows would read the texts.
    return int(project.value("SELECT coalesce(max(number), 0) FROM document")) - indexed(project)


def fill(project: Project, forms: Forms) -> int:
    """Take some tens of documents into the index, in one short transaction; how many are still to come.

    Raises Unavailable when the file cannot be written. Several connections may fill at once.
    """
    last = indexed(project)
    rows = [(number, " ".join(forms.of(text))) for number, text in _after(project, last, _CHUNK)]
    if not rows:
        return 0
    with project.writing():
        if indexed(project) == last:  # else another connection was faster
            project.connection.executemany("INSERT INTO search (rowid, forms) VALUES (?, ?)", rows)
            project.set_setting(_AT, str(rows[-1][0]))
    return behind(project)


def matching(project: Project, words: Sequence[str]) -> list[int]:
    """The documents that have, for each of these folded words, a form that begins with it.

    What the index lacks is read where it is little, else left out.
    """
    if not words:
        return []
    asked = " AND ".join(f'"{word}"*' for word in words)
    found = project.integers("SELECT rowid AS n FROM search WHERE search MATCH ?", (asked,))
    if 0 < behind(project) <= _DIRECT:
        forms = Forms()
        rest = _after(project, indexed(project), _DIRECT)
        found += [number for number, text in rest if _has(forms.of(text), words)]
    return found


def clear(project: Project) -> None:
    """Empty the index, so that it is filled anew."""
    with project.writing():
        project.connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
        project.set_setting(_AT, "0")


def _after(project: Project, last: int, limit: int) -> list[tuple[int, str]]:
    sql = "SELECT number, text FROM document WHERE number > ? ORDER BY number LIMIT ?"
    return [(row[0], row[1]) for row in project.rows(sql, (last, limit))]


def _has(forms: set[str], words: Sequence[str]) -> bool:
    return all(any(form.startswith(word) for form in forms) for word in words)
