"""Which spans a link may point to, the likeliest first. Pure."""

from collections.abc import Sequence

from annotator.model.labels import LinkRule
from annotator.model.span import Span

MOST = 8  # that are offered at once: a digit each
_INSIDE = 2  # of them inside the span itself: an attribution may stand in the middle of a claim


def candidates(span: Span, spans: Sequence[Span], rule: LinkRule) -> list[Span]:
    """The spans that a link of this rule may point to: beside the span the nearest first, then those inside it.

    Near is counted in code points between the two; of two as near the one before the span comes first.
    """
    allowed = [other for other in spans if other.label in rule.targets and other.item != span.item]
    return sorted(allowed, key=lambda other: (_gap(span, other) == 0, _gap(span, other), other.start))


def offered(span: Span, spans: Sequence[Span], rule: LinkRule, linked: Sequence[str] = ()) -> list[Span]:
    """At most MOST candidates to choose from, those that are linked already always among them."""
    ranked = candidates(span, spans, rule)
    kept = [other for other in ranked if other.item in linked]
    inside = [other for other in ranked if _gap(span, other) == 0 and other.item not in linked]
    beside = [other for other in ranked if _gap(span, other) and other.item not in linked]
    room = max(MOST - len(kept) - min(len(inside), _INSIDE), 0)
    chosen = {other.item for other in (*kept, *beside[:room], *inside)}
    return [other for other in ranked if other.item in chosen][:MOST] if len(kept) <= MOST else kept


def is_target(span: Span, rule: LinkRule | None) -> bool:
    """Whether a link of this rule may point to a span."""
    return rule is not None and span.label in rule.targets


def _gap(span: Span, other: Span) -> int:
    return max(span.start - other.end, other.start - span.end, 0 if _overlap(span, other) else 1)


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
