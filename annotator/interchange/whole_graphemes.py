"""Makes spans fit a unit that counts graphemes: what cuts one is left out or moved, and named as a loss."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.interchange.losses import Loss
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.span import Excluded, Span
from annotator.text.graphemes import is_border, next_border, previous_border, snap

CUT = "cut grapheme"


def fitted(record: Record, borders: str) -> Record:
    """The record with only whole graphemes in its spans and regions: "strict", "expand" or "contract"."""
    excluded = (_fitted_region(region, record.text, borders) for region in record.excluded)
    sets = tuple(_fitted_set(annotations, record.text, borders) for annotations in record.annotations)
    return replace(record, excluded=tuple(region for region in excluded if region), annotations=sets)


def cuts(record: Record, borders: str) -> Iterator[Loss]:
    """A loss for each span and region that cuts a grapheme."""
    fate = "left out" if borders == "strict" else f"its borders are moved ({borders})"
    parts: list[tuple[str, Span | Excluded]] = [("", region) for region in record.excluded]
    parts += [(each.owner, span) for each in record.annotations for span in each.spans]
    for owner, part in parts:
        if _cuts(part, record.text):
            yield Loss(record.id, owner, part.start, part.end, CUT, f"cuts a grapheme: {fate}")


def _fitted_set(annotations: AnnotationSet, text: str, borders: str) -> AnnotationSet:
    made = [_fitted_span(span, text, borders) for span in annotations.spans]
    spans = [span for span in made if span]
    if len(spans) < len(annotations.spans):
        left_out = {span.id for span, kept in zip(annotations.spans, made, strict=True) if not kept}
        spans = [_without_links_to(left_out, span) for span in spans]
    return replace(annotations, spans=tuple(spans))


def _fitted_span(span: Span, text: str, borders: str) -> Span | None:
    if not _cuts(span, text):
        return span
    if span.fragments:
        return None  # moved pieces could run into each other
    stretch = _moved(span.start, span.end, text, borders)
    return replace(span, start=stretch[0], end=stretch[1]) if stretch else None


def _fitted_region(region: Excluded, text: str, borders: str) -> Excluded | None:
    if not _cuts(region, text):
        return region
    stretch = _moved(region.start, region.end, text, borders)
    return replace(region, start=stretch[0], end=stretch[1]) if stretch else None


def _cuts(part: Span | Excluded, text: str) -> bool:
    pieces = part.fragments if isinstance(part, Span) else ()
    places = [part.start, part.end, *(place for piece in pieces for place in piece)]
    return not all(is_border(text, place) for place in places)


def _moved(start: int, end: int, text: str, borders: str) -> tuple[int, int] | None:
    if borders == "expand":
        return snap(text, start, end)
    if borders == "contract":
        start = start if is_border(text, start) else next_border(text, start)
        end = end if is_border(text, end) else previous_border(text, end)
        return (start, end) if start < end else None
    return None


def _without_links_to(ids: set[str], span: Span) -> Span:
    kept = {role: tuple(to for to in targets if to not in ids) for role, targets in span.links.items()}
    return replace(span, links={role: targets for role, targets in kept.items() if targets})
