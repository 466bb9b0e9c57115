"""What is in a project, for people who read it on a terminal: its documents, one document, its history."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.app.finding import find_document
from annotator.model.document import Document
from annotator.model.labels import LabelSet
from annotator.model.revision import Batch
from annotator.model.span import Excluded, Span
from annotator.store import batches, check, derived, documents, joining, label_sets, spans
from annotator.store.project import Project
from annotator.text.direction import article_direction, paragraphs
from annotator.text.visual import visual

_PAGE = 500
DAMAGED = check.DAMAGED  # how a problem begins that no repair mends
_RESET = "\x1b[0m"
_COLOURS = (32, 34, 35, 36, 33, 31)  # of labels, in the order of the label set


@dataclass(frozen=True, slots=True)
class Line:
    """One document in the list, with every owner's status."""

    place: int  # from 1, as `list` counts
    row: documents.Row
    statuses: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One document with the annotations of some owners."""

    document: Document
    excluded: list[Excluded]
    sets: dict[str, list[Span]]
    work: dict[str, spans.Work]


def lines(project: Project) -> Iterator[Line]:
    """The documents in project order."""
    for offset in range(0, documents.count(project), _PAGE):
        page = documents.page(project, offset, _PAGE)
        statuses = documents.work(project, [row.number for row in page])
        for place, row in enumerate(page, offset + 1):
            yield Line(place, row, dict(sorted(statuses.get(row.number, {}).items())))


def shown(project: Project, name: str, owner: str = "") -> Shown:
    """One document by id, name or number, with one owner's annotations or everyone's."""
    number = find_document(project, name)
    sets, work = spans.all_spans(project, number), spans.work(project, number)
    if owner:
        owner = joining.person_named(project, owner)
        sets = {owner: sets.get(owner, [])}
        work = {owner: work[owner]} if owner in work else {}
    return Shown(
        documents.read(project, number), spans.excluded(project, number), dict(sorted(sets.items())), work
    )


def history(project: Project, name: str = "") -> list[Batch]:
    """The batches of the project or of one document, in the order in which this file received them."""
    return batches.of_document(project, find_document(project, name)) if name else batches.after(project, 0)


def labels(project: Project) -> LabelSet:
    """The label set in force."""
    return label_sets.label_set(project)


def problems(project: Project) -> list[str]:
    """A sentence for each law that the file breaks."""
    return list(check.problems(project))


def repair(project: Project) -> None:
    """Make the derived tables anew; nothing permanent changes."""
    derived.rebuild(project)


def text_for_terminal(found: Shown, labels: LabelSet, *, reorder: bool, colour: bool) -> Iterator[str]:
    """The text a paragraph a line with its spans coloured; reordered and shaped for terminals without bidi."""
    base = found.document.direction or article_direction(found.document.text)
    codes = {label.name: _COLOURS[i % len(_COLOURS)] for i, label in enumerate(labels.labels)}
    # Longest first, so that an inner span's colour comes later and shows.
    owned = sorted((s for spans_ in found.sets.values() for s in spans_), key=lambda s: (s.start, -s.end))
    for start, end in paragraphs(found.document.text):
        marks = [
            (max(s.start, start) - start, min(s.end, end) - start, f"\x1b[{codes.get(s.label, 37)}m", _RESET)
            for s in owned
            if colour and s.start < end and start < s.end
        ]
        text = found.document.text[start:end]
        yield visual(text, marks, base) if reorder else _coloured(text, marks)


def _coloured(text: str, marks: list[tuple[int, int, str, str]]) -> str:
    colour = [""] * len(text)
    for start, end, on, _ in marks:
        colour[start:end] = [on] * (end - start)
    out, last = [], ""
    for letter, on in zip(text, colour, strict=True):
        if on != last:
            out.append((_RESET if last else "") + on)
            last = on
        out.append(letter)
    return "".join(out) + (_RESET if last else "")
