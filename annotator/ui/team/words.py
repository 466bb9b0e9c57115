"""Words that several of the team's windows use."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from annotator.ui.isolates import isolated

_NAMED = 4  # people that are named before the rest is counted


def tr(text: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("Team", text)


def number(count: int, one: str, many: str) -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many}"


def articles(count: int) -> str:
    """So many articles."""
    return number(count, tr("article"), tr("articles"))


def spans(count: int) -> str:
    """So many spans."""
    return number(count, tr("span"), tr("spans"))


def named(names: Iterable[str]) -> str:
    """Names in a row, the last ones counted where there are many."""
    known = list(names)
    shown = [isolated(name) for name in known[:_NAMED]]
    if len(known) > _NAMED:
        shown.append(tr("{0} more").format(len(known) - _NAMED))
    return tr(", ").join(shown)


def by_language(counts: dict[str, int]) -> str:
    """How many of each language: "ar 3, fr 2"."""
    return tr(", ").join(isolated(f"{language or '?'} {count:,}") for language, count in counts.items())
