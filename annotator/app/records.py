"""A document of a project as formats write it: whose annotations, of which labels, without twins."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from annotator.interchange.record import AnnotationSet, Record
from annotator.model.revision import ALL
from annotator.model.span import Span
from annotator.model.status import FINISHED, NEW
from annotator.store import documents, label_sets, spans
from annotator.store.project import Project


def records(
    project: Project,
    owner: str,
    *,
    labels: frozenset[str] = frozenset(),
    finished: bool = False,
    only: Collection[int] | None = None,
) -> Iterator[Record]:
    """The listed documents in project order; with `finished` only what its owner has finished."""
    programs = label_sets.programs(project)
    for number in documents.numbers(project):
        if only is not None and number not in only:
            continue
        found = record(project, number, owner, labels=labels, programs=programs)
        if finished:
            found = replace(found, annotations=tuple(s for s in found.annotations if s.status == FINISHED))
        if found.annotations or not finished:
            yield found


def record(
    project: Project,
    number: int,
    owner: str,
    *,
    labels: frozenset[str] = frozenset(),
    programs: frozenset[str] = frozenset(),
) -> Record:
    """One document as formats write it, with the sets of one owner or of ALL, owners by name."""
    document = documents.read(project, number)
    excluded, work = spans.beside(project, number)
    if owner == ALL:
        owned = spans.all_spans(project, number)
        names = sorted(owned.keys() | work.keys())
    else:
        owned = {owner: spans.spans(project, number, owner)}
        names = [owner] if owned[owner] or owner in work else []
    sets = []
    for name in names:
        done = work.get(name)
        kept, twins = _once(owned.get(name, []), labels)
        outside = tuple(spans.with_outside_ids(kept, twins))
        status, note = (done.status, done.note) if done else (NEW, "")
        sets.append(AnnotationSet(name, status, note, outside, program=name in programs))
    return Record(
        text=document.text,
        id=document.id,
        name=document.name,
        language=document.language,
        source=document.source,
        direction=document.direction,
        meta=document.meta,
        excluded=tuple(excluded),
        annotations=tuple(sets),
    )


def _once(owned: list[Span], labels: frozenset[str]) -> tuple[list[Span], dict[str, str]]:
    """The spans in reading order, only those of the labels if any are named, without twins that a merge brought.

    Also the items of the twins left out, each with the id of the span that stands for it.
    """
    kept: list[Span] = []
    twins: dict[str, str] = {}
    for span in owned:
        if labels and span.label not in labels:
            continue
        last = kept[-1] if kept else None
        if last and (last.start, last.end, last.label) == (span.start, span.end, span.label):
            twins[span.item] = last.id
        else:
            kept.append(span)
    return kept, twins
