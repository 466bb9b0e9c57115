"""Adds counts up without looking at articles again: all that the same annotators completed becomes one row.

Figures are made of sums, so they are the same from the merged counts; but these stay small, and an article can be
taken out of them as well as put in.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from annotator.agreement.arrays import Ints, changes, totals
from annotator.agreement.tables import TABLES, Counts, Table, joined

# What tells the rows of a table apart; everything else is added up.
_KEYS = {
    "articles": ("article", "key", "annotators"),
    "pairs": ("article", "left", "right"),
    "seats": ("article", "owner"),
    "sets": ("article", "owner", "category"),
    "confusion": ("article", "left", "right", "left_label", "right_label"),
}
_SPARSE = frozenset({"sets", "confusion"})  # these have rows only for what there is


def merged(counts: Counts) -> Counts:
    """The counts with one row for each set of annotators who completed an article together."""
    group = _groups(counts)
    tables: dict[str, Any] = {name: _added(name, getattr(counts, name), group) for name in TABLES}
    return replace(counts, documents=(), **tables)


def with_and_without(totals_: Counts, come: Counts, gone: Counts) -> Counts:
    """Merged counts after some articles came and others, which they hold, went."""
    return merged(joined([totals_, come, _negated(gone)]))


def _groups(counts: Counts) -> Ints:
    """For each row of the articles a number that those with the same annotators share, or -1 where none are left."""
    seats = counts.seats
    cuts = np.searchsorted(seats.article, np.arange(len(counts.articles.article) + 1))
    owners = seats.owner.tolist()
    who = [tuple(owners[a:b]) for a, b in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]
    left: dict[tuple[int, ...], int] = {}
    for names, documents in zip(who, counts.articles.documents.tolist(), strict=True):
        left[names] = left.get(names, 0) + documents
    kept = sorted(names for names, documents in left.items() if documents)
    numbers = {names: n for n, names in enumerate(kept)}
    return np.array([numbers.get(names, -1) for names in who], dtype=np.int64)


def _added(name: str, table: Table, group: Ints) -> Table:
    columns = dict(table.columns())
    columns["article"] = group[table.article]
    chosen = columns["article"] >= 0
    columns = {column: values[chosen] for column, values in columns.items()}
    if name == "articles":
        columns["key"] = np.zeros_like(columns["key"])  # of no single article
    keys = _KEYS[name]
    order = np.lexsort([columns[key] for key in reversed(keys)])
    columns = {column: values[order] for column, values in columns.items()}
    new = changes(*(columns[key] for key in keys))
    row, rows = np.cumsum(new) - 1, int(new.sum())
    found = {
        column: values[new] if column in keys else _sums(row, values, rows)
        for column, values in columns.items()
    }
    if name in _SPARSE:  # what went with its article must not stay as a row of nothing
        some = np.any([found[column] != 0 for column in found if column not in keys], axis=0)
        found = {column: values[some] for column, values in found.items()}
    return type(table)(**found)


def _sums(row: Ints, values: np.ndarray, rows: int) -> np.ndarray:
    if values.dtype == np.float64:
        return np.bincount(row, weights=values, minlength=rows)
    return totals(row, values, rows)


def _negated(counts: Counts) -> Counts:
    tables: dict[str, Any] = {}
    for name in TABLES:
        table = getattr(counts, name)
        columns = {c: values if c in _KEYS[name] else -values for c, values in table.columns()}
        tables[name] = type(table)(**columns)
    return replace(counts, **tables)
