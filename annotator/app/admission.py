"""Which spans of an import may be stored: labels mapped, added or refused, twins and bad links reported."""

from collections.abc import Callable
from dataclasses import replace

from annotator.app.imported import Imported, ImportOptions
from annotator.interchange.record import Problem
from annotator.model import rules
from annotator.model.errors import Refused
from annotator.model.label_changes import with_new_labels
from annotator.model.labels import Label, LabelSet
from annotator.model.span import Span
from annotator.text.graphemes import is_border

Tell = Callable[[Problem], None]


class Admission:
    """The rules of one import; it knows the labels that the import itself has added."""

    def __init__(self, labels: LabelSet, options: ImportOptions, done: Imported, tell: Tell) -> None:
        self._labels = labels
        self._rules: dict[str, Label] = {label.name: label for label in labels.labels}
        self._mapped = options.labels
        self._add_labels = options.add_labels
        self._done = done
        self._tell = tell

    def new_label_set(self) -> LabelSet | None:
        """The project's label set with the labels that were added, or None where none was."""
        return with_new_labels(self._labels, self._done.new_labels) if self._done.new_labels else None

    def allowed(self, given: tuple[Span, ...], text: str, place: str) -> list[Span]:
        """The spans that may be stored, under the project's names of labels; the rest is reported."""
        if not self._mapped and self._all_good(given, text):
            return list(given)
        kept: list[Span] = []
        seen: set[tuple[int, int, str]] = set()
        mapped, known = self._mapped, self._rules
        for span in given:
            label = mapped.get(span.label, span.label) if mapped else span.label
            if label not in known and not self._new_label(label, span, place):
                continue
            key = (span.start, span.end, label)
            if key in seen:
                said = f"{label} at {span.start}–{span.end} is there twice"
                self._tell(Problem(place, said, "keep one of them", "span"))
                continue
            seen.add(key)
            if not (is_border(text, span.start) and is_border(text, span.end)):
                quote = text[span.start : span.end]
                said = f"{label} at {span.start}–{span.end} cuts a letter from its marks: «{quote}»"
                self._tell(Problem(place, said, "look at its borders", "span", refused=False))
            kept.append(span if label == span.label else replace(span, label=label))
        return self._with_good_links(kept, place) if any(span.links for span in kept) else kept

    def _all_good(self, given: tuple[Span, ...], text: str) -> bool:
        """Whether nothing needs a closer look: what nearly all sets are, at a third of the price of looking."""
        return (
            self._rules.keys() >= {span.label for span in given}
            and len({(span.start, span.end, span.label) for span in given}) == len(given)
            and not any(span.links for span in given)
            and all(is_border(text, i) for span in given for i in (span.start, span.end))
        )

    def _new_label(self, label: str, span: Span, place: str) -> bool:
        if self._add_labels:
            try:
                with_new_labels(self._labels, [label])
            except Refused as error:
                self._tell(Problem(place, str(error), f"map it: --map {label}=NAME", "label"))
                return False
            self._done.new_labels.append(label)
            self._rules[label] = Label(label, "", label)
            return True
        known = ", ".join(label.name for label in self._labels.labels)
        said = f"the project has no label {label} (span {span.start}–{span.end}); it has {known}"
        self._tell(Problem(place, said, f"map it with --map {label}=NAME, or --new-labels add", "label"))
        return False

    def _with_good_links(self, kept: list[Span], place: str) -> list[Span]:
        by_id = {span.id: span for span in kept if span.id}
        found = []
        for span in kept:
            links = {}
            for role, targets in span.links.items():
                good = [target for target in targets if self._good_link(span, role, by_id.get(target), place)]
                if good:
                    links[role] = tuple(good)
            found.append(replace(span, links=links) if links != span.links else span)
        return found

    def _good_link(self, span: Span, role: str, target: Span | None, place: str) -> bool:
        try:
            rules.check_link(self._rules[span.label], role, target)
        except Refused as error:
            self._tell(
                Problem(place, f"link of {span.label} at {span.start}–{span.end}: {error}", "", "link")
            )
            return False
        return True
