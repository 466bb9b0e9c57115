"""How figures, classes of disagreement and the questions behind figures are called on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from annotator.app.agreement_places import CONFUSED, F1, OFFSETS, PLACES, Mark, PlaceRow, Question
from annotator.model.labels import LabelSet, name_in
from annotator.ui.isolates import isolated, one_line

UNDEFINED = "–"
_QUOTE = 40  # code points of what an annotator marked otherwise


def tr(text: str) -> str:
    """The sentence in the language of the window."""
    return QCoreApplication.translate("Agreement", text)


@dataclass(frozen=True, slots=True)
class Names:
    """What labels are called; names of people are isolated, so that they do not turn a sentence round."""

    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """A label's name, "" being what nobody marked."""
        return isolated(self.labels.get(name, name)) if name else tr("not marked")

    def pair(self, owners: tuple[str, ...]) -> str:
        """Some annotators in a sentence; without any, all of them."""
        if not owners:
            return tr("all annotators")
        if len(owners) == 1:
            return tr("{0} and each other").format(isolated(owners[0]))
        return tr("{0} and {1}").format(*map(isolated, owners))


def names_of(labels: LabelSet) -> Names:
    """The names of a project's labels."""
    return Names({label.name: name_in("en", label.names, label.name) for label in labels.labels})


def shown(value: float | None) -> str:
    """A figure with two decimals; a dash where it is not defined."""
    if value is None:
        return UNDEFINED
    # Rounding must not turn a small disagreement into none.
    cut = 0.99 if 0.995 <= value < 1 else value
    return f"{cut:.2f}".replace("-", "−")


def interval(found: tuple[float, float] | None) -> str:
    """An interval in brackets, "" for none."""
    return f"[{shown(found[0])}, {shown(found[1])}]" if found else ""


def number(n: int, one: str, many: str) -> str:
    """A count with its noun."""
    return f"{n:,} {one if n == 1 else many}"


def reading_name(reading: str) -> str:
    """What a reading of F1 is called."""
    names = {
        "strict": tr("Strict F1"),
        "exact": tr("Exact F1"),
        "partial": tr("Partial F1"),
        "type": tr("Type F1"),
    }
    return names[reading]


def class_name(kind: str) -> str:
    """What a class of disagreement, a fact of it, or what is agreed is called."""
    names = {
        "agreed": tr("Agreed"),
        "split": tr("One span or several"),
        "label+boundary": tr("Label and borders"),
        "label": tr("Label"),
        "boundary": tr("Borders"),
        "missing": tr("Not marked by all"),
        "attribute": tr("Attributes"),
        "link": tr("Links"),
        "start": tr("Start differs"),
        "end": tr("End differs"),
        "inside": tr("One inside the other"),
        "crossing": tr("Ranges cross"),
        "trivial": tr("Only blanks or punctuation"),
        "clitic": tr("Only a clitic or article"),
    }
    return names[kind]


def title(question: Question, names: Names) -> str:
    """What the list of places behind a figure is called."""
    of_label = f" – {names.label(question.label)}" if question.label else ""
    if question.documents:
        some = number(len(question.documents), tr("article"), tr("articles"))
        of_label += f" – {some}"
    if question.what == F1:
        return f"{reading_name(question.reading)}{of_label}: {names.pair(question.owners)}"
    if question.what == CONFUSED:
        cell = tr("{0} against {1}").format(names.label(question.label), names.label(question.other))
        return f"{cell}: {names.pair(question.owners)}"
    if question.what == OFFSETS:
        return tr("Labels on equal ranges")
    if question.what == PLACES:
        return (class_name(question.kind) if question.kind else tr("All disagreements")) + of_label
    return tr("Text that annotators label differently") + of_label


def who(row: PlaceRow, names: Names) -> str:
    """Who marked what at a place, in one line."""
    return " · ".join(_mark(mark, row, names) for mark in row.marks)


def _mark(mark: Mark, row: PlaceRow, names: Names) -> str:
    said = f"{isolated(mark.owner)}: {_labels(mark.label, names)}"
    if mark.end and (mark.start, mark.end) != (row.start, row.end):
        said += f" “{isolated(one_line(mark.quote, _QUOTE))}”"
    return said


def _labels(held: str, names: Names) -> str:
    return ", ".join(names.label(name) for name in held.split(", ")) if held else tr("nothing")
