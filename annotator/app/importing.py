"""Importing: files of any known format become documents, and their annotations batches of their owners.

Good rows are kept whatever the bad ones are; each bad one is reported with place, reason and fix. One import is
one transaction: cancelled or failed, it leaves no trace.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotator.app.imported import IMPORTED, Imported, ImportOptions
from annotator.app.intake import Intake
from annotator.app.pulse import Pulse
from annotator.app.watch import Progress
from annotator.interchange.beating_source import beating as beating_source
from annotator.interchange.format import Format, ReadOptions, formats, guess
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Beat, Source, source_of
from annotator.model.errors import Refused, Unavailable
from annotator.model.status import STATUSES
from annotator.store.beating import beating, settle
from annotator.store.project import Project

__all__ = ["IMPORTED", "ImportOptions", "Imported", "Problem", "import_paths"]

_OF_SPANS = frozenset({"span", "quote", "unit"})

Report = Callable[[Problem], None]  # where problems go as they are found


def import_paths(
    project: Project,
    paths: Iterable[Path],
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    report: Report | None = None,
) -> Imported:
    """Import files and folders as one job. Raises Refused or Unavailable only where nothing can be begun."""
    chosen = options or ImportOptions()
    if chosen.status not in STATUSES:
        raise Refused(f"There is no status '{chosen.status}'. It is one of: {', '.join(STATUSES)}.")
    skipped: frozenset[str] = frozenset()
    with Pulse(progress) as pulse, beating(project, pulse.beat):
        sources = [_opened(path, chosen, pulse.beat) for path in paths]
        while True:
            try:
                return _run(project, sources, chosen, skipped, pulse, dry_run=dry_run, report=report)
            except _SeenBefore as again:
                skipped |= {again.owner}


class _DryRun(Exception):
    """Raised to roll a dry run back."""


class _SeenBefore(Exception):
    """An owner's part of this import is in the project already, though some of it was deleted since."""

    def __init__(self, owner: str) -> None:
        self.owner = owner


def _run(
    project: Project,
    sources: list[tuple[Source, Format]],
    options: ImportOptions,
    skipped: frozenset[str],
    pulse: Pulse,
    *,
    dry_run: bool,
    report: Report | None,
) -> Imported:
    done = Imported()

    def tell(problem: Problem) -> None:
        done.tell(problem)
        if report and not skipped:  # a second run meets the same problems again
            report(problem)

    try:
        with project.writing():
            intake = Intake(project, options, done, tell, skipped)
            flawed = False  # whether the reader has refused spans of the record that comes next
            for item in pulse.watch(records_of(sources, options)):
                if isinstance(item, Problem):
                    tell(item)
                    flawed |= item.refused and item.kind in _OF_SPANS
                else:
                    intake.take(item, flawed=flawed)
                    flawed = False
            seen = intake.close("import " + ", ".join(source.name for source, _ in sources))
            if seen:
                raise _SeenBefore(seen)
            if dry_run:
                raise _DryRun
            settle(project, pulse.beat)
    except _DryRun:
        pass
    return done


def records_of(sources: list[tuple[Source, Format]], options: ImportOptions) -> Iterator[Record | Problem]:
    """What the sources hold, in their order; a file that the system does not give is a problem, not the end."""
    reading = ReadOptions(options.encoding, options.unit, options.fields)
    for source, chosen in sources:
        assert chosen.read is not None
        try:
            yield from chosen.read(source, reading)
        except OSError as error:
            yield Problem(source.name, f"cannot be read: {error.strerror or error}", "check the file", "file")


def _opened(path: Path, options: ImportOptions, beat: Beat) -> tuple[Source, Format]:
    try:
        source = beating_source(source_of(path, beat), beat)
    except FileNotFoundError as error:
        raise Unavailable(f"There is no file {path}. Check the name.") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror or error}.") from error
    return source, _format(source, options.format)


def _format(source: Source, name: str) -> Format:
    known = formats()
    readable = ", ".join(sorted(f.name for f in known.values() if f.can_read))
    if name:
        if name not in known or not known[name].can_read:
            raise Refused(f"There is no format '{name}' to import. There are: {readable}.")
        return known[name]
    try:
        likely = guess(source, known)
    except OSError as error:
        raise Unavailable(f"{source.name} cannot be read: {error.strerror or error}.") from error
    if not likely:
        raise Refused(f"{source.name} is of no known format. Name one with --format: {readable}.")
    return likely[0]
