"""What is said to a screen reader when spans change. Words only; nothing is spoken here."""

from collections.abc import Mapping, Sequence

from annotator.model.span import Span
from annotator.text.display import invisible_name
from annotator.text.snapping import paragraph_at

LONGEST = 120  # code points of a quote that are read out
MOST = 3  # changes that are told one by one
ADDED, REMOVED, MOVED, RELABELLED, MANY, HERE = "added", "removed", "moved", "relabelled", "many", "here"


def changes(before: Sequence[Span], after: Sequence[Span]) -> list[tuple[str, Span]]:
    """What became of an article's spans: which kind of change, and the span it is about."""
    old, new = ({span.item: span for span in spans if span.item} for spans in (before, after))
    found = [(ADDED, new[item]) for item in new.keys() - old.keys()]
    found += [(REMOVED, old[item]) for item in old.keys() - new.keys()]
    for item in old.keys() & new.keys():
        was, now = old[item], new[item]
        if was is now:
            continue
        if was.label != now.label:
            found.append((RELABELLED, now))
        elif (was.start, was.end) != (now.start, now.end):
            found.append((MOVED, now))
    return found


def told(text: str, before: Sequence[Span], after: Sequence[Span], phrases: Mapping[str, str]) -> str:
    """One message for all changes between two states of an article's spans, "" for none.

    `phrases` has a sentence for each kind of change (places: label, quote), for MANY and for HERE (a number).
    """
    found = changes(before, after)
    if not found:
        return ""
    if len(found) > MOST:
        return phrases[MANY].format(len(found))
    said = [phrases[kind].format(span.label, quoted(text, span.start, span.end)) for kind, span in found]
    start, end = paragraph_at(text, found[0][1].start)
    number = sum(1 for span in after if start <= span.start < max(end, start + 1))
    return ", ".join([*said, phrases[HERE].format(number)])


def quoted(text: str, start: int, end: int) -> str:
    """The text of a range as it is read out: on one line, cut when long, signs without a shape by their names."""
    quote = text[start:end]
    if len(quote) == 1 and (name := invisible_name(quote)):
        return name
    flat = " ".join(quote[: 2 * LONGEST].split())
    return flat if len(flat) <= LONGEST and len(quote) <= 2 * LONGEST else f"{flat[:LONGEST]}…"
