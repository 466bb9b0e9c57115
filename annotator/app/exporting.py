"""Exporting: whose annotations of which documents go into which format, and what does not fit is said."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from annotator.app.manifest import manifest, manifest_path
from annotator.app.pulse import Pulse
from annotator.app.records import records
from annotator.app.splitting import PARTS, Split, keys_of, parts_of, together
from annotator.app.watch import Progress
from annotator.app.whole import Folder, OneFile, Output, whole_file, whole_folder
from annotator.interchange.format import Format, WriteOptions, formats
from annotator.interchange.iob import layer_fields
from annotator.interchange.losses import BOOKKEEPING, OWNERS, Loss
from annotator.interchange.record import Record
from annotator.interchange.source import Target
from annotator.model.errors import AnnotatorError, Refused
from annotator.model.people import first_reader
from annotator.model.revision import ALL, GOLD, SPAN, STATUS
from annotator.store import documents, joining, label_sets, spans
from annotator.store.beating import beating
from annotator.store.project import Project

__all__ = ["ExportOptions", "Exported", "Loss", "Split", "Undecided", "export", "whole_file"]

_KEPT = 1_000  # losses in memory; all are counted and go to the report


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
    fields: Mapping[str, str] = field(default_factory=dict)
    split: Split | None = None
    manifest: bool = True


@dataclass(slots=True)
class Exported:
    """What an export wrote and what the format could not hold. `losses` are the first thousand, `lost` counts all."""

    owner: str
    documents: int = 0
    spans: int = 0
    losses: list[Loss] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)  # by what

    def lose(self, loss: Loss) -> None:
        """Count a loss and keep it if it is one of the first."""
        self.lost[loss.what] += 1
        if len(self.losses) < _KEPT:
            self.losses.append(loss)


def export(
    project: Project,
    out: Path,
    options: ExportOptions,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    report: Callable[[Loss], None] | None = None,
) -> Exported:
    """Write the project's annotations to a file or folder, whole or absent, with a manifest beside it.

    Raises Refused, Undecided or Unavailable; then nothing is written.
    """
    chosen = writable_format(options.format)
    if options.unit and options.unit not in chosen.units:
        raise Refused(
            f"{chosen.name} cannot be written in {options.unit}; it has: {', '.join(chosen.units)}."
        )
    with Pulse(progress) as pulse, beating(project, pulse.beat):
        owner = _owner(project, chosen, options.owner)
        if not options.first_of_conflicts:
            _refuse_conflicts(project, owner)
        done = Exported(owner)
        fields = layer_fields(label_sets.label_set(project)) | dict(options.fields)
        writing = WriteOptions(options.unit, owner, options.borders, fields)
        job = _Job(project, chosen, options, writing, done)
        pulse.expect(documents.count(project))
        if dry_run:
            for _ in pulse.watch(job.records(None, report)):
                pass
        else:
            _write(job, out, pulse, report)
    return done


def _write(job: "_Job", out: Path, pulse: Pulse, report: Callable[[Loss], None] | None) -> None:
    parts = _parts(job.project, job.options, pulse.beat)
    with ExitStack() as stack:
        targets = []
        for name, target in _targets(stack, out, job.format, parts):
            job.write(pulse.watch(job.records(parts.get(name), report)), target)
            targets.append(target)
        for target in targets:  # before one of them appears: they come all or none
            target.settle(pulse.beat)
        digests = {name: digest for target in targets for name, digest in target.digests().items()}
    if job.options.manifest:
        _write_manifest(job, out, digests)


@dataclass(frozen=True, slots=True)
class _Job:
    """One export of one project, with what it was told."""

    project: Project
    format: Format
    options: ExportOptions
    writing: WriteOptions
    done: Exported

    def records(
        self, numbers: Collection[int] | None, report: Callable[[Loss], None] | None
    ) -> Iterator[Record]:
        """The records to write, each counted with what the format cannot hold of it."""
        options, owner = self.options, self.writing.owner
        for found in records(
            self.project, owner, labels=options.labels, finished=options.finished, only=numbers
        ):
            self.done.documents += 1
            self.done.spans += sum(len(owned.spans) for owned in found.annotations)
            for lost in self.format.losses(found, self.writing):
                if lost.what not in BOOKKEEPING:
                    self.done.lose(lost)
                    if report:
                        report(lost)
            yield found

    def write(self, found: Iterable[Record], target: Target) -> None:
        """Write records to a target."""
        assert self.format.write is not None
        self.format.write(found, self.writing, target)


def _parts(project: Project, options: ExportOptions, beat: Callable[[], None]) -> dict[str, set[int]]:
    """The documents of train, dev and test; {} where the corpus is not split."""
    if options.split is None:
        return {}
    numbers = list(documents.numbers(project))

    def keys(number: int) -> tuple[str, ...]:
        beat()
        return keys_of(documents.read(project, number))

    groups = together(map(keys, numbers))
    part_of = parts_of(groups, options.split)
    return {
        name: {n for n, group in zip(numbers, groups, strict=True) if part_of[group] == name}
        for name in PARTS
    }


def _targets(
    stack: ExitStack, out: Path, chosen: Format, parts: Mapping[str, object]
) -> Iterator[tuple[str, Output]]:
    """Each part's name ("" for a corpus that is not split) with its target; all appear when the stack closes."""
    if chosen.folder:
        folder = stack.enter_context(whole_folder(out))
        yield from (
            (name, Folder(folder / name, f"{out.name}/{name}" if name else out.name))
            for name in parts or [""]
        )
    else:
        for name in parts or [""]:
            path = out.with_name(f"{out.stem}.{name}{out.suffix}") if name else out
            yield name, OneFile(stack.enter_context(whole_file(path)), path.name)


def _write_manifest(job: "_Job", out: Path, digests: Mapping[str, str]) -> None:
    options, done = job.options, job.done
    asked = {
        "format": options.format,
        "owner": done.owner,
        "labels": sorted(options.labels),
        "finished": options.finished,
        "unit": options.unit or "codepoint",
        "borders": options.borders,
        "fields": dict(sorted(options.fields.items())),
        "split": list(options.split.shares) if options.split else None,
        "seed": options.split.seed if options.split else None,
    }
    counts = {"documents": done.documents, "spans": done.spans, "lost": done.lost.total()}
    with whole_file(manifest_path(out)) as stream:
        stream.write(manifest(label_sets.label_set(job.project), digests, asked, counts))


def writable_format(name: str) -> Format:
    """The format of that name. Raises Refused, naming those that there are."""
    known = formats()
    if name not in known or not known[name].can_write:
        writable = ", ".join(sorted(f.name for f in known.values() if f.can_write))
        raise Refused(f"There is no format '{name}' to export. There are: {writable}.")
    return known[name]


def _owner(project: Project, chosen: Format, asked: str) -> str:
    there = spans.owners(project)
    if asked == ALL or (not asked and OWNERS in chosen.holds):
        return ALL
    if asked:
        asked = joining.person_named(project, asked)
        if asked not in there and project.owner_number(asked) is None:
            raise Refused(f"The project has no annotator {asked}. It has: {', '.join(there) or 'none yet'}.")
        return asked
    firsts = [name for name in there if not first_reader(name)]
    if len(firsts) == 1:
        return firsts[0]
    if GOLD in there or not there:
        return GOLD
    raise Undecided(
        f"{chosen.name} holds one owner's annotations. Name one with --owner: {', '.join(there)}."
    )


def _refuse_conflicts(project: Project, owner: str) -> None:
    found = [
        f"{owned} in {documents.read(project, number).name}"
        for kind, owned, number, _ in spans.conflicts(project)
        if kind in (SPAN, STATUS) and owner in (ALL, owned) and documents.is_listed(project, number)
    ]
    if found:
        shown = "; ".join(found[:10]) + ("; …" if len(found) > 10 else "")
        raise Refused(
            f"{len(found)} conflict(s) between laptops are not decided: {shown}. "
            "Decide them, or take the first version of each with --conflicts first."
        )
