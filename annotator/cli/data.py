"""Verbs that bring data in and out: import, export."""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from annotator.app import safety
from annotator.app.exporting import Exported, ExportOptions, Loss, Split, export
from annotator.app.importing import Imported, ImportOptions, Problem, import_paths
from annotator.app.opening import opened
from annotator.app.splitting import parse_shares
from annotator.cli.progress import progress_bar
from annotator.cli.speech import PARTLY, PROJECT, say

_SHOWN = 20  # problems printed; all are counted, and --report names them all


def _owner_pairs(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Names of owners; nothing behind the sign of equality leaves an owner out."""
    for pair in given:
        if "=" not in pair or pair.startswith("="):
            raise click.BadParameter(f"'{pair}' is not FROM=TO", ctx, parameter)
    return dict(pair.split("=", 1) for pair in given)


def _pairs(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    for pair in given:
        if "=" not in pair or pair.startswith("=") or pair.endswith("="):
            raise click.BadParameter(f"'{pair}' is not FROM=TO", ctx, parameter)
    return dict(pair.split("=", 1) for pair in given)


@click.command("import")
@PROJECT
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--format", "format_", default="", metavar="NAME", help="The format; without it, guessed.")
@click.option(
    "--owner", default="imported", metavar="NAME", help="Whose the annotations without an owner are."
)
@click.option("--status", default="finished", help="Owners' status where the data has none.")
@click.option(
    "--encoding", default="", metavar="NAME", help="The encoding of the files, where the guess is wrong."
)
@click.option(
    "--unit",
    default="",
    type=click.Choice(["", "codepoint", "utf16", "utf8", "grapheme"]),
    help="Of the offsets.",
)
@click.option(
    "--new-labels", type=click.Choice(["refuse", "add"]), default="refuse", help="Labels that are unknown."
)
@click.option(
    "--map", "labels", multiple=True, callback=_pairs, metavar="FROM=TO", help="Read a label as another."
)
@click.option(
    "--owners",
    multiple=True,
    callback=_owner_pairs,
    metavar="FROM=TO",
    help="Whose an owner's annotations are; FROM= leaves them out.",
)
@click.option(
    "--program", "programs", multiple=True, metavar="NAME", help="An owner in the data that is no person."
)
@click.option(
    "--field", "fields", multiple=True, callback=_pairs, metavar="NAME=VALUE", help="A setting of the format."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
@click.option("--report", type=click.Path(path_type=Path), help="Write every problem to this file (CSV).")
@click.pass_context
def import_(
    ctx: click.Context,
    project: Path,
    paths: tuple[Path, ...],
    format_: str,
    owner: str,
    status: str,
    encoding: str,
    unit: str,
    new_labels: str,
    labels: dict[str, str],
    owners: dict[str, str],
    programs: tuple[str, ...],
    fields: dict[str, str],
    dry_run: bool,
    report: Path | None,
) -> None:
    """Import files or folders. Good rows are kept; each bad one is named, and the exit status is then 1."""
    options = ImportOptions(
        format_,
        owner,
        status,
        encoding,
        unit,
        new_labels == "add",
        labels,
        fields,
        owners,
        frozenset(programs),
    )
    with ExitStack() as stack:
        file = stack.enter_context(opened(project))
        rows = stack.enter_context(_table(report, PROBLEM_HEAD)) if report else None
        tell = (lambda problem: rows(_problem_row(problem))) if rows else None
        if not dry_run:
            safety.before(file, safety.BEFORE_IMPORT)
        progress = stack.enter_context(progress_bar("Importing"))
        done = import_paths(file, paths, options, dry_run=dry_run, progress=progress, report=tell)
    _say_imported(done, dry_run=dry_run, report=report)
    if done.refused:
        ctx.exit(PARTLY)


PROBLEM_HEAD = ["place", "refused", "kind", "reason", "fix"]
LOSS_HEAD = ["document", "owner", "start", "end", "what", "reason"]


@contextmanager
def _table(path: Path, head: list[str]) -> Iterator[Callable[[list[str]], None]]:
    """A CSV file for spreadsheets that takes rows as they come."""
    try:
        file = path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise click.BadParameter(f"{path}: {error.strerror}", param_hint="--report") from error
    with file:
        rows = csv.writer(file)
        rows.writerow(head)
        yield rows.writerow


def _problem_row(problem: Problem) -> list[str]:
    refused = "refused" if problem.refused else "remark"
    return [problem.place, refused, problem.kind, problem.reason, problem.fix]


def _say_imported(done: Imported, *, dry_run: bool, report: Path | None) -> None:
    for problem in done.problems[:_SHOWN]:
        say(f"{'refused' if problem.refused else 'remark'}: {problem}")
    more = done.refused + done.remarks - min(len(done.problems), _SHOWN)
    if more:
        say(
            f"… and {more} more"
            + (f"; all are in {report}." if report else "; --report FILE writes them all.")
        )
    verb = "Would import" if dry_run else "Imported"
    known = f" ({done.known_documents} documents and {done.known_spans} spans were there already)"
    say(f"{verb} {done.documents} documents and {done.spans} spans{known if done.known_documents else ''}.")
    if done.new_labels:
        say(f"New labels: {', '.join(done.new_labels)}.")
    if done.left_out:
        spans = ", ".join(f"{name} ({count} spans)" for name, count in sorted(done.left_out.items()))
        say(f"Left out, as asked: {spans}.")
    if done.refused:
        say(f"{done.refused} refused.")


@click.command("export")
@PROJECT
@click.option("--format", "format_", required=True, metavar="NAME", help="The format, such as jsonl.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--owner", default="", metavar="NAME|gold|all", help="Whose annotations.")
@click.option("--label", "labels", multiple=True, metavar="NAME", help="Only this label; repeatable.")
@click.option("--finished", is_flag=True, help="Only what its owner has finished.")
@click.option("--unit", default="", type=click.Choice(["", "codepoint", "utf16", "utf8", "grapheme"]))
@click.option("--borders", default="strict", type=click.Choice(["strict", "expand", "contract"]))
@click.option(
    "--accept-losses", is_flag=True, help="Exit with 0 even when the format cannot hold everything."
)
@click.option("--conflicts", type=click.Choice(["refuse", "first"]), default="refuse")
@click.option(
    "--split", default="", metavar="TRAIN,DEV,TEST", help="Shares, such as 80,10,10: three files or folders."
)
@click.option("--seed", default=0, type=int, help="Of the split.")
@click.option(
    "--field", "fields", multiple=True, callback=_pairs, metavar="NAME=VALUE", help="A setting of the format."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be lost.")
@click.option("--report", type=click.Path(path_type=Path), help="Write every loss to this file (CSV).")
@click.pass_context
def export_(
    ctx: click.Context,
    project: Path,
    format_: str,
    out: Path,
    owner: str,
    labels: tuple[str, ...],
    finished: bool,
    unit: str,
    borders: str,
    accept_losses: bool,
    conflicts: str,
    split: str,
    seed: int,
    fields: dict[str, str],
    dry_run: bool,
    report: Path | None,
) -> None:
    """Write annotations to a file or folder of the given format, whole or absent, with a manifest beside it."""
    options = ExportOptions(
        format_,
        owner,
        frozenset(labels),
        finished,
        unit,
        borders,
        first_of_conflicts=conflicts == "first",
        fields=fields,
        split=Split(parse_shares(split), seed) if split else None,
    )
    with ExitStack() as stack:
        file = stack.enter_context(opened(project))
        rows = stack.enter_context(_table(report, LOSS_HEAD)) if report else None
        progress = stack.enter_context(progress_bar("Exporting"))
        tell = (lambda lost: rows(_loss_row(lost))) if rows else None
        done = export(file, out, options, dry_run=dry_run, progress=progress, report=tell)
    _say_exported(done, out, dry_run=dry_run)
    if done.lost and not accept_losses:
        ctx.exit(PARTLY)


def _loss_row(lost: Loss) -> list[str]:
    return [lost.document, lost.owner, str(lost.start), str(lost.end), lost.what, lost.reason]


def _say_exported(done: Exported, out: Path, *, dry_run: bool) -> None:
    for lost in done.losses[:_SHOWN]:
        place = f" {lost.start}–{lost.end}" if lost.end else ""
        say(f"lost: {lost.document}, {lost.owner}{place}: {lost.what}: {lost.reason}")
    if done.lost.total() > _SHOWN:
        say(f"… and {done.lost.total() - _SHOWN} more; --report FILE writes them all.")
    verb = "Would write" if dry_run else "Wrote"
    say(f"{verb} {done.documents} documents with {done.spans} spans to {out}.")
    if done.lost:
        counted = ", ".join(f"{what} {count}" for what, count in sorted(done.lost.items()))
        say(f"{done.lost.total()} things do not fit into this format: {counted}.")


VERBS = (import_, export_)
