"""Writes Prodigy's JSONL: one row for each owner of each document, with tokens."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.interchange.format import WriteOptions
from annotator.interchange.iob import Chunk, Ranges, placed, tokens_of, words_of
from annotator.interchange.last_made import last_made
from annotator.interchange.losses import (
    CROSSING,
    LINKS,
    META,
    NESTING,
    OWNER_NAMES,
    OWNERS,
    SPAN_IDS,
    Loss,
)
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Target
from annotator.model.revision import ALL
from annotator.model.span import Span, reading_order
from annotator.model.status import IGNORED

HOLDS = frozenset({OWNERS, OWNER_NAMES, NESTING, CROSSING, LINKS, META, SPAN_IDS})
IGNORED_SPANS = "ignored spans"


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One row for each owner of each record; a record without owners gives a row without an answer."""
    with target.open() as out:
        for record in records:
            for row in _rows(record, options):
                out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def more_losses(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """Spans that miss the borders of tokens, and those of a document that its owner ignored."""
    for each, (chunks, lost) in _placed(record, options):
        for span, what, reason in [*lost, *_cut_links(chunks)]:
            yield Loss(record.id, each.owner, span.start, span.end, what, reason)
        if each.status == IGNORED and each.spans:
            reason = f"{len(each.spans)} span(s): Prodigy takes none of a row whose answer is ignore"
            yield Loss(record.id, each.owner, 0, 0, IGNORED_SPANS, reason)


@last_made
def _placed(
    record: Record, options: WriteOptions
) -> list[tuple[AnnotationSet, tuple[list[Chunk], list[tuple[Span, str, str]]]]]:
    """Each owner's set with its spans that stand on tokens, and those that do not."""
    cut = tokens_of(record.text)
    return [(each, placed(each.spans, cut, options.borders)) for each in _chosen(record, options.owner)]


def _cut_links(chunks: list[Chunk]) -> Iterator[tuple[Span, str, str]]:
    """The links of what is kept that lead to what is left out."""
    there = {chunk.span.id for chunk in chunks}
    for chunk in chunks:
        for role, targets in chunk.span.links.items():
            if not there.issuperset(targets):
                yield chunk.span, LINKS, f"{chunk.span.label}: {role}, to a span that is left out"


def _chosen(record: Record, owner: str) -> list[AnnotationSet]:
    sets = [each for each in record.annotations if owner in ("", ALL, each.owner)]
    return sorted(sets, key=lambda each: each.owner)


def _rows(record: Record, options: WriteOptions) -> Iterator[dict[str, Any]]:
    cut = tokens_of(record.text)
    about: dict[str, Any] = {"text": record.text, "id": record.id}
    if record.meta:
        about["meta"] = dict(record.meta)
    about["tokens"] = _tokens(cut, record.text)
    sets = _placed(record, options)
    for each, (chunks, _) in sets:
        yield about | _answer(each, chunks, cut)
    if not sets:
        yield about | {"spans": []}


def _answer(annotations: AnnotationSet, found: list[Chunk], cut: Ranges) -> dict[str, Any]:
    chunks = sorted(found, key=lambda chunk: reading_order(chunk.span))
    row: dict[str, Any] = {
        "spans": [_span(chunk, cut) for chunk in chunks],
        "answer": "ignore" if annotations.status == IGNORED else "accept",
        "_view_id": "spans_manual",  # the one that allows spans to nest
    }
    if relations := list(_relations(chunks, cut)):
        row |= {"relations": relations, "_view_id": "relations"}
    if annotations.owner:
        row["_annotator_id"] = annotations.owner
    return row


def _tokens(cut: Ranges, text: str) -> list[dict[str, Any]]:
    return [
        {
            "text": word,
            "start": start,
            "end": end,
            "id": number,
            "ws": text.startswith(" ", end),
        }
        for number, (word, (start, end)) in enumerate(zip(words_of(text), cut, strict=True))
    ]


def _span(chunk: Chunk, cut: Ranges) -> dict[str, Any]:
    made: dict[str, Any] = {
        "start": cut[chunk.first][0],
        "end": cut[chunk.last - 1][1],
        "token_start": chunk.first,
        "token_end": chunk.last - 1,  # inclusive, unlike end
        "label": chunk.span.label,
    }
    if chunk.span.id:
        made["id"] = chunk.span.id
    return made


def _relations(chunks: list[Chunk], cut: Ranges) -> Iterator[dict[str, Any]]:
    by_id = {chunk.span.id: chunk for chunk in chunks if chunk.span.id}
    for chunk in chunks:
        for role in sorted(chunk.span.links):
            for to in chunk.span.links[role]:
                if to in by_id:
                    yield _relation(chunk, by_id[to], role, cut)


def _relation(head: Chunk, child: Chunk, role: str, cut: Ranges) -> dict[str, Any]:
    return {
        "head": head.last - 1,
        "child": child.last - 1,
        "head_span": _span(head, cut),
        "child_span": _span(child, cut),
        "label": role,
    }
