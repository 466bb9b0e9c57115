"""The language of articles: as their source names it, else as their beginning looks."""

from collections.abc import Sequence

from annotator.store import documents
from annotator.store.documents import Row
from annotator.store.project import Project
from annotator.text.language import ENOUGH, likely_language


def languages_of(project: Project, rows: Sequence[Row]) -> dict[int, str]:
    """The language of each listed article by its number; "" where nothing tells."""
    unknown = documents.beginnings(project, [row.number for row in rows if not row.language], ENOUGH)
    return {row.number: row.language or likely_language(unknown[row.number]) for row in rows}
