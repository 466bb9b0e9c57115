"""Exporting: whose annotations of which documents go into which format; a file is whole or absent."""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from annotator.app.watch import Progress, watch
from annotator.interchange.format import Format, WriteOptions, formats
from annotator.interchange.losses import BOOKKEEPING, OWNERS, Loss
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.errors import AnnotatorError, Refused, Unavailable
from annotator.model.revision import ALL, GOLD, SPAN, STATUS
from annotator.model.span import Span
from annotator.model.status import FINISHED, NEW
from annotator.store import documents, spans
from annotator.store.project import Project


class Undecided(AnnotatorError):
    """The caller must say more: whose annotations to take."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the person who exports decided; each field is an option of `annotator export`."""

    format: str
    owner: str = ""  # "": all where the format holds several, else the only one, else gold
    labels: frozenset[str] = frozenset()  # empty: all
    finished: bool = False
    unit: str = ""
    borders: str = "strict"
    first_of_conflicts: bool = False
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Exported:
    """What an export wrote and what the format could not hold."""

    owner: str
    documents: int = 0
    spans: int = 0
    losses: list[Loss] = field(default_factory=list)


def export(
    project: Project,
    out: Path,
    options: ExportOptions,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write the project's annotations to a file. Raises Refused, Undecided or Unavailable; then nothing is written."""
    chosen = writable_format(options.format)
    if options.unit and options.unit not in chosen.units:
        raise Refused(
            f"{chosen.name} cannot be written in {options.unit}; it has: {', '.join(chosen.units)}."
        )
    owner = _owner(project, chosen, options.owner)
    if not options.first_of_conflicts:
        _refuse_conflicts(project, owner)
    done = Exported(owner)
    writing = WriteOptions(options.unit, owner, options.borders, options.fields)
    records = _counted(_records(project, owner, options), chosen, writing, done)
    watched = watch(records, progress, documents.count(project))
    if dry_run:
        for _ in watched:
            pass
    else:
        assert chosen.write is not None
        with whole_file(out) as stream:
            chosen.write(watched, writing, _One(stream))
    return done


def writable_format(name: str) -> Format:
    """The format of that name. Raises Refused, naming those that there are."""
    known = formats()
    if name not in known or not known[name].can_write:
        writable = ", ".join(sorted(f.name for f in known.values() if f.can_write))
        raise Refused(f"There is no format '{name}' to export. There are: {writable}.")
    return known[name]


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is complete and on disk. Raises Unavailable."""
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(out)
    except OSError as error:
        raise Unavailable(f"{out} cannot be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _One:
    """A target of one file."""

    stream: BinaryIO

    def open(self, name: str = "") -> contextlib.AbstractContextManager[BinaryIO]:
        return contextlib.nullcontext(self.stream)


def _owner(project: Project, chosen: Format, asked: str) -> str:
    there = spans.owners(project)
    if asked == ALL or (not asked and OWNERS in chosen.holds):
        return ALL
    if asked:
        if asked not in there and project.owner_number(asked) is None:
            raise Refused(f"The project has no annotator {asked}. It has: {', '.join(there) or 'none yet'}.")
        return asked
    if len(there) == 1:
        return there[0]
    if GOLD in there or not there:
        return GOLD
    raise Undecided(
        f"{chosen.name} holds one owner's annotations. Name one with --owner: {', '.join(there)}."
    )


def _refuse_conflicts(project: Project, owner: str) -> None:
    found = [
        f"{owned} in {documents.read(project, number).name}"
        for kind, owned, number, _ in spans.conflicts(project)
        if kind in (SPAN, STATUS) and owner in (ALL, owned)
    ]
    if found:
        shown = "; ".join(found[:10]) + ("; …" if len(found) > 10 else "")
        raise Refused(
            f"{len(found)} conflict(s) between laptops are not decided: {shown}. "
            "Decide them, or take the first version of each with --conflicts first."
        )


def _records(project: Project, owner: str, options: ExportOptions) -> Iterator[Record]:
    for number in documents.numbers(project):
        found = record(project, number, owner, labels=options.labels)
        if options.finished:
            finished = tuple(owned for owned in found.annotations if owned.status == FINISHED)
            if not finished:
                continue
            found = replace(found, annotations=finished)
        yield found


def record(project: Project, number: int, owner: str, *, labels: frozenset[str] = frozenset()) -> Record:
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
        sets.append(AnnotationSet(name, done.status if done else NEW, done.note if done else "", outside))
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


def _counted(
    records: Iterable[Record], chosen: Format, options: WriteOptions, done: Exported
) -> Iterator[Record]:
    for found in records:
        done.documents += 1
        done.spans += sum(len(owned.spans) for owned in found.annotations)
        done.losses += [lost for lost in chosen.losses(found, options) if lost.what not in BOOKKEEPING]
        yield found
