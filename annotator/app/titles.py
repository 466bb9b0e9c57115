"""The titles that the program ships: a list for each language."""

from functools import lru_cache

from annotator import paths
from annotator.agreement.titles import Titles, titles_from


@lru_cache(1)
def titles() -> Titles:
    """All lists together: names keep their titles in quotations of other languages."""
    lines: list[str] = []
    for path in sorted(paths.resource("resources", "titles").glob("*.txt")):
        lines += path.read_text(encoding="utf-8").split("\n")
    return titles_from(lines)
