"""What of a record a format cannot hold: asked before an export, so that nothing is lost without a word."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.interchange.record import AnnotationSet, Record
from annotator.model.span import Span, crosses, reading_order

OWNERS, NESTING, CROSSING, LINKS, ATTRIBUTES, FRAGMENTS = (
    "owners", "nesting", "crossing", "links", "attributes", "fragments",
)  # fmt: skip
NOTES, EXCLUDED, META, STATUS, OWNER_NAMES, SPAN_IDS = (
    "notes", "excluded", "meta", "status", "owner names", "span ids",
)  # fmt: skip
ORIGINS, NAMES, LANGUAGE, DIRECTION, PROGRAMS = "origins", "names", "language", "direction", "programs"
# Words that only formats themselves use: spans off the borders of tokens, blanks between tokens, what the
# document is called there, characters that a file cannot hold.
BORDERS, BLANKS, IDS, TEXT = "borders", "blanks", "document ids", "text"
# What nobody decided about the text: its loss is worth naming, but hardly worth stopping for.
BOOKKEEPING = frozenset(
    {STATUS, OWNER_NAMES, SPAN_IDS, ORIGINS, NAMES, LANGUAGE, DIRECTION, META, BLANKS, IDS, PROGRAMS}
)
EVERYTHING = BOOKKEEPING | {OWNERS, NESTING, CROSSING, LINKS, ATTRIBUTES, FRAGMENTS, NOTES, EXCLUDED}


class Loss(NamedTuple):  # a tuple, since an export of many articles makes several of each
    """One thing that an export leaves out. `start` and `end` are code points, (0, 0) for no one place.

    `what` is one of the words above, or a format's own word.
    """

    document: str
    owner: str
    start: int
    end: int
    what: str
    reason: str


def losses(record: Record, holds: frozenset[str]) -> list[Loss]:
    """What of the record is lost in a format that holds only `holds`: of the document, then of each owner.

    Without OWNERS the first set is the one that is kept.
    """
    if holds >= EVERYTHING:
        return []
    found = [Loss(record.id, "", 0, 0, what, reason) for what, reason in _of_document(record, holds)]
    several = OWNERS in holds
    for annotations in record.annotations if several else record.annotations[:1]:
        found += _of_set(record.id, annotations, holds)
    for annotations in () if several else record.annotations[1:]:
        reason = f"a further owner's {len(annotations.spans)} span(s)"
        found.append(Loss(record.id, annotations.owner, 0, 0, OWNERS, reason))
    return found


def _of_set(document: str, annotations: AnnotationSet, holds: frozenset[str]) -> Iterator[Loss]:
    for what, reason in _of_whole_set(annotations, holds):
        yield Loss(document, annotations.owner, 0, 0, what, reason)
    for span in annotations.spans:
        for what, reason in _of_span(span, holds):
            yield Loss(document, annotations.owner, span.start, span.end, what, reason)
    for outer, inner, what in _overlaps(annotations.spans, holds):
        reason = f"{inner.label} and {outer.label}"
        yield Loss(document, annotations.owner, inner.start, inner.end, what, reason)


def _of_document(record: Record, holds: frozenset[str]) -> Iterator[tuple[str, str]]:
    if record.excluded and EXCLUDED not in holds:
        yield EXCLUDED, f"{len(record.excluded)} excluded region(s)"
    if record.name and NAMES not in holds:
        yield NAMES, f"the document's name {record.name!r}"
    if (record.language or record.source) and LANGUAGE not in holds:
        yield LANGUAGE, "the document's language or source"
    if record.direction and DIRECTION not in holds:
        yield DIRECTION, f"the direction {record.direction} that was set by hand"
    if record.meta and META not in holds:
        yield META, "metadata: " + ", ".join(record.meta)


def _of_whole_set(annotations: AnnotationSet, holds: frozenset[str]) -> Iterator[tuple[str, str]]:
    if annotations.owner and OWNER_NAMES not in holds:
        yield OWNER_NAMES, f"whose annotations they are: {annotations.owner}"
    if annotations.program and PROGRAMS not in holds:
        yield PROGRAMS, f"that {annotations.owner} is a program"
    if annotations.status and STATUS not in holds:
        yield STATUS, f"the status: {annotations.status}"
    if annotations.note and NOTES not in holds:
        yield NOTES, "a note on the document"
    ids = sum(bool(span.id) for span in annotations.spans)
    if ids and SPAN_IDS not in holds:
        yield SPAN_IDS, f"the ids of {ids} span(s)"
    if annotations.spans and ORIGINS not in holds:
        yield ORIGINS, f"how {len(annotations.spans)} span(s) were made"


def _of_span(span: Span, holds: frozenset[str]) -> Iterator[tuple[str, str]]:
    if span.attributes and ATTRIBUTES not in holds:
        yield ATTRIBUTES, f"{span.label}: " + ", ".join(f"{k}={v}" for k, v in span.attributes.items())
    if span.links and LINKS not in holds:
        yield LINKS, f"{span.label}: " + ", ".join(span.links)
    if span.note and NOTES not in holds:
        yield NOTES, f"{span.label}: a note"
    if span.fragments and FRAGMENTS not in holds:
        yield FRAGMENTS, f"{span.label}: {len(span.fragments)} fragments become one stretch"


def _overlaps(spans: tuple[Span, ...], holds: frozenset[str]) -> Iterator[tuple[Span, Span, str]]:
    """Pairs (outer or earlier, inner or later) that the format cannot hold together."""
    if NESTING in holds and CROSSING in holds:
        return
    open_spans: list[Span] = []
    for span in sorted(spans, key=reading_order):
        open_spans = [other for other in open_spans if other.end > span.start]
        for other in open_spans:
            what = CROSSING if crosses(other, span) else NESTING
            if what not in holds:
                yield other, span, what
        open_spans.append(span)
