"""A stretch of an article as HTML with its labels, for pasting into a letter or a report."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from annotator.model.span import Span
from annotator.text.direction import first_strong, paragraphs


def rich_text(text: str, start: int, end: int, spans: Sequence[Span], colours: Mapping[str, str]) -> str:
    """HTML of [start, end): a paragraph each with its direction, labelled letters underlined in their colour.

    Where a span ends its label stands behind it in small letters, so that colour is not the only sign. Spans may
    nest and cross. `colours` are those of the labels, as "#rrggbb".
    """
    inside = [span for span in spans if span.start < end and span.end > start]
    pieces = []
    for first, last in paragraphs(text[start:end]):
        way = first_strong(text[start + first : start + last]) or "auto"
        pieces.append(f'<p dir="{way}">{_paragraph(text, start + first, start + last, inside, colours)}</p>')
    return "\n".join(pieces)


def _paragraph(text: str, start: int, end: int, spans: Sequence[Span], colours: Mapping[str, str]) -> str:
    touching = [span for span in spans if span.start < end and span.end > start]
    cuts = sorted(
        {start, end, *(max(s.start, start) for s in touching), *(min(s.end, end) for s in touching)}
    )
    made = []
    for a, b in pairwise(cuts):
        over = [span for span in touching if span.start <= a and span.end >= b]
        made.append(_piece(escape(text[a:b]), over, colours))
        closed = sorted((s for s in touching if s.end == b), key=lambda s: (s.end - s.start, s.label))
        made += [f"<sub>[{escape(span.label)}]</sub>" for span in closed]
    return "".join(made)


def _piece(words: str, over: Sequence[Span], colours: Mapping[str, str]) -> str:
    """Letters under all their spans, the longest outermost."""
    for span in sorted(over, key=lambda span: span.end - span.start):
        colour = escape(colours.get(span.label, "#555555"), quote=True)
        words = f'<span style="border-bottom: 2px solid {colour}" title="{escape(span.label)}">{words}</span>'
    return words
