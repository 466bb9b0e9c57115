"""Writes the figures of agreement for programs: JSON, CSV for spreadsheets, and spans for pygamma."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from annotator.agreement.article import TOKEN_RULE
from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import F1Figures, F1Value, Figures, both_ways
from annotator.agreement.token_figures import OnTokens, TokenFigures
from annotator.app.comparing import Compared, shared_article
from annotator.app.exporting import whole_file
from annotator.model.errors import Unavailable
from annotator.store import documents
from annotator.store.project import Project


def as_json(compared: Compared) -> dict[str, Any]:
    """The figures as plain values, the same bytes for the same project; what is not defined is null."""
    found = compared.figures
    return {
        "documents": found.documents,
        "annotators": list(found.annotators),
        "labels": list(found.labels),
        "seed": found.seed,
        "resamples": found.resamples,
        "f1": {reading: _f1_json(found.f1[reading]) for reading in READINGS},
        "u_alpha": {
            "layered": found.u_alpha.layered,
            "interval": _list(found.u_alpha.interval),
            "labels": dict(found.u_alpha.labels),
        },
        "token": _token_json(found.token),
        "label_alpha": found.label_alpha,
        "confusion": _confusion_json(found),
        "classes": dict(found.classes),
        "facts": dict(found.facts),
        "items": _items(found),
        "reopened": [
            {"document": again.document, "name": again.name, "annotators": list(again.annotators)}
            for again in compared.reopened
        ],
        "notes": list(compared.notes),
    }


def json_text(value: dict[str, Any]) -> str:
    """The JSON as it is printed, with a newline at the end."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _pair(names: tuple[str, str]) -> str:
    return "|".join(names)


def _list(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else list(interval)


def _f1_value(value: F1Value) -> dict[str, Any]:
    return {"mean": value.mean, "pooled": value.pooled, "interval": _list(value.interval)}


def _f1_json(found: F1Figures) -> dict[str, Any]:
    return {
        **_f1_value(found.overall),
        "labels": {label: _f1_value(value) for label, value in found.labels.items()},
        "pairs": {
            _pair(names): {
                "pooled": pair.pooled,
                "documents": pair.documents,
                "spans": pair.spans,
                "labels": dict(pair.labels),
            }
            for names, pair in found.pairs.items()
        },
    }


def _token_json(found: TokenFigures) -> dict[str, Any]:
    pairs = {_pair(pair): _on_tokens(value) for pair, value in found.cohen_pairs.items()}
    return {
        "cohen": {**_on_tokens(found.cohen), "pairs": pairs},
        "fleiss": _on_tokens(found.fleiss),
        "alpha": _on_tokens(found.alpha),
    }


def _confusion_json(found: Figures) -> dict[str, Any]:
    """The last row and column, null among the labels, are "not marked"; pairs have direction, all together none."""
    return {
        "labels": [*found.labels, None],
        "counts": both_ways(list(found.confusion.values())),
        "pairs": {_pair(pair): [list(row) for row in rows] for pair, rows in found.confusion.items()},
    }


def _on_tokens(value: OnTokens) -> dict[str, Any]:
    return {"labels": dict(value.labels), "label_sets": value.label_sets}


def _items(found: Figures) -> dict[str, Any]:
    strict = found.f1["strict"]
    pairs = len(strict.pairs)
    return {
        "f1": {
            "documents": found.documents,
            "pairs": pairs,
            "spans": strict.overall.spans,
            "labels": {label: value.spans for label, value in strict.labels.items()},
        },
        "u_alpha": {"documents": found.documents, "characters": found.characters},
        "token": {
            "rule": TOKEN_RULE,
            "cohen": {"documents": found.documents, "pairs": pairs, "tokens": found.token.cohen.tokens},
            "fleiss": {"documents": found.token.fleiss.documents, "tokens": found.token.fleiss.tokens},
            "alpha": {"documents": found.documents, "tokens": found.token.alpha.tokens},
        },
        "label_alpha": {"offsets": found.offsets},
        "classes": {"agreed": found.agreed, "disagreements": sum(found.classes.values())},
        "spans": {owner: dict(by_label) for owner, by_label in found.spans.items()},
    }


def as_rows(compared: Compared) -> Iterator[tuple[Any, ...]]:
    """The figures as rows for a spreadsheet, the head first; an empty cell is not defined."""
    yield ("measure", "label", "pair", "value", "pooled", "low", "high", "documents", "spans")
    found = compared.figures
    n = found.documents
    for reading, value in found.f1.items():
        yield from _f1_rows(f"f1 {reading}", value, n)
    layered = found.u_alpha
    yield ("u-alpha layered", "", "", layered.layered, "", *(layered.interval or ("", "")), n, "")
    yield from (("u-alpha", label, "", one, "", "", "", n, "") for label, one in layered.labels.items())
    token = found.token
    for name, on in (("cohen", token.cohen), ("fleiss", token.fleiss), ("alpha", token.alpha)):
        for label, one in (("label sets", on.label_sets), *on.labels.items()):
            yield (f"token {name}", label, "", one, "", "", "", on.documents, "")
    yield ("label alpha", "", "", found.label_alpha, "", "", "", n, "")


def _f1_rows(name: str, found: F1Figures, documents: int) -> Iterator[tuple[Any, ...]]:
    for label, one in (("", found.overall), *found.labels.items()):
        yield (name, label, "", one.mean, one.pooled, *(one.interval or ("", "")), documents, one.spans)
    for names, pair in found.pairs.items():
        for label, value in (("", pair.pooled), *pair.labels.items()):
            # How many spans of one label a pair has is not among the figures.
            spans = "" if label else pair.spans
            yield (name, label, _pair(names), value, value, "", "", pair.documents, spans)


def write_csv(compared: Compared, out: Path) -> None:
    """The figures as a CSV file that spreadsheets open. Raises Unavailable."""
    text = io.StringIO()
    csv.writer(text).writerows(as_rows(compared))
    with whole_file(out) as stream:
        stream.write(text.getvalue().encode("utf-8-sig"))


def write_pygamma(project: Project, compared: Compared, folder: Path) -> int:
    """One CSV file an article of annotator, label, start, end (no head), as pygamma reads them; how many.

    Raises Unavailable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{folder} cannot be made: {error.strerror}.") from error
    for place, document in enumerate(compared.counts.documents, 1):
        found = shared_article(project, int(document), compared.owners)
        assert found is not None
        rows = [
            (owner, span.label, span.start, span.end)
            for owner in sorted(found.sets)
            for span in found.sets[owner]
            if span.label in compared.counts.labels
        ]
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        name = documents.read(project, int(document)).id
        safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in name)
        with whole_file(folder / f"{place:06}-{safe[:80]}.csv") as stream:
            stream.write(text.getvalue().encode())
    return len(compared.counts.documents)
