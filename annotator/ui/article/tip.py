"""What is told of a span under the pointer: its label, text, attributes, note and links. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.model.labels import LabelSet, name_in
from annotator.model.span import Span
from annotator.ui.isolates import isolated, one_line

QUOTED = 60  # code points


@dataclass(frozen=True, slots=True)
class Tip:
    """The facts about one span, in words for people; `links` holds (role, quote) pairs."""

    item: str
    label: str
    quote: str
    attributes: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    note: str

    def lines(self) -> list[str]:
        """The facts one below the other, every piece in isolates."""
        pairs = [f"{isolated(name)}: {isolated(value)}" for name, value in (*self.attributes, *self.links)]
        note = [isolated(one_line(self.note))] if self.note else []
        return [f"{isolated(self.label)}  {isolated(self.quote)}", *pairs, *note]


def tip(span: Span, text: str, spans: Mapping[str, Span], labels: LabelSet, language: str = "en") -> Tip:
    """The facts about a span; `spans` are the article's by item. A link to a span that is gone is told as "?"."""
    label = labels.label(span.label)
    attributes, links = [], []
    for name, value in sorted(span.attributes.items()):
        known = label.attribute(name) if label else None
        shown = name_in(language, known.value_names.get(value, {}), value) if known else value
        attributes.append((name_in(language, known.names, name) if known else name, shown))
    for role, items in sorted(span.links.items()):
        rule = label.link(role) if label else None
        for item in items:
            target = spans.get(item)
            quote = one_line(text[target.start : target.end], QUOTED) if target else "?"
            links.append((name_in(language, rule.names, role) if rule else role, quote))
    named = name_in(language, label.names, span.label) if label else span.label
    quote = one_line(text[span.start : span.end], QUOTED)
    return Tip(span.item, named, quote, tuple(attributes), tuple(links), span.note)


def tips(items: Sequence[str], text: str, spans: Sequence[Span], labels: LabelSet) -> tuple[Tip, ...]:
    """The facts about several spans, in the order of their items."""
    known = {span.item: span for span in spans}
    return tuple(tip(known[item], text, known, labels) for item in items if item in known)
