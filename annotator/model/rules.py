"""What may be annotated: asked before every append. Each function refuses with facts or returns warnings."""

from collections.abc import Iterable, Mapping, Sequence

from annotator.model.errors import Refused
from annotator.model.labels import Label, LabelSet
from annotator.model.span import Span, crosses
from annotator.model.status import is_read_only


def find_label(labels: LabelSet, name: str) -> Label:
    """The label of that name. Raises Refused, naming those that there are."""
    for label in labels.labels:
        if label.name == name:
            return label
    known = ", ".join(label.name for label in labels.labels)
    raise Refused(f"The project has no label {name}. Its labels are: {known}.")


def check_range(start: int, end: int, length: int) -> None:
    """Refuse offsets that are not `0 <= start < end <= length`, in code points."""
    if not 0 <= start < end <= length:
        problem = (
            "is empty" if start == end else "ends before it starts" if end < start else "leaves the text"
        )
        raise Refused(f"The range {start}–{end} {problem}: the text has {length} code points (0–{length}).")


def check_quote(text: str, start: int, end: int, quote: str) -> None:
    """Refuse a quote that is not what stands in the text at the offsets."""
    if text[start:end] != quote:
        raise Refused(f"At {start}–{end} the text reads «{text[start:end]}», not «{quote}».")


def check_open(status: str) -> None:
    """Refuse to change annotations of a finished document."""
    if is_read_only(status):
        raise Refused("This document is finished. Reopen it to change its annotations.")


def check_twin(span: Span, others: Iterable[Span]) -> None:
    """Refuse a second span of the same owner with the same range and label."""
    for other in others:
        if (other.start, other.end, other.label) == (
            span.start,
            span.end,
            span.label,
        ) and other.item != span.item:
            raise Refused(f"{span.label} at {span.start}–{span.end} is there already.")


def check_attributes(label: Label, attributes: Mapping[str, str]) -> None:
    """Refuse attributes or values that the label does not have."""
    allowed = {attribute.name: attribute.values for attribute in label.attributes}
    for name, value in attributes.items():
        if name not in allowed:
            known = ", ".join(allowed) or "none"
            raise Refused(f"{label.name} has no attribute {name}. Its attributes are: {known}.")
        if value not in allowed[name]:
            raise Refused(
                f"{name} of {label.name} cannot be '{value}'. It is one of: {', '.join(allowed[name])}."
            )


def check_link(label: Label, role: str, target: Span | None) -> None:
    """Refuse a link whose role the label lacks, or whose target is missing or of a label that is not allowed."""
    for rule in label.links:
        if rule.role == role:
            break
    else:
        roles = ", ".join(rule.role for rule in label.links) or "none"
        raise Refused(f"{label.name} has no link {role}. Its links are: {roles}.")
    if target is None:
        raise Refused(
            f"The {role} that the {label.name} points to is not a span of the same owner and document."
        )
    if target.label not in rule.targets:
        raise Refused(f"The {role} of a {label.name} is a {' or '.join(rule.targets)}, not a {target.label}.")


def warnings(span: Span, others: Sequence[Span], labels: LabelSet) -> list[str]:
    """What is unusual but allowed about a span among others: crossing spans, a claim inside a claim."""
    layers = {label.name: label.layer for label in labels.labels}
    tinted = {layer.name for layer in labels.layers if layer.style == "tint"}
    found = []
    for other in others:
        if other.item == span.item:
            continue
        if crosses(span, other):
            found.append(
                f"{span.label} {span.start}–{span.end} crosses {other.label} {other.start}–{other.end}."
            )
        elif layers.get(span.label) == layers.get(other.label) in tinted and _nested(span, other):
            found.append(
                f"{span.label} {span.start}–{span.end} and {other.start}–{other.end} lie in each other."
            )
    return found


def _nested(a: Span, b: Span) -> bool:
    return a.start <= b.start < b.end <= a.end or b.start <= a.start < a.end <= b.end
