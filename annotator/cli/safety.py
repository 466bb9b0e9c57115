"""Verbs for bad days: recover, backups, restore."""

from pathlib import Path

import click

from annotator.app import safety
from annotator.app.opening import opened
from annotator.app.recovering import recover
from annotator.cli.speech import PARTLY, PROJECT, say


@click.command("recover")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="PROJECT", help="The new file."
)
@click.pass_context
def recover_(ctx: click.Context, file: Path, out: Path) -> None:
    """Save every readable row of a damaged project into a new one; the damaged file stays as it is."""
    done = recover(file, out)
    say(
        f"Saved {done.documents} documents and {done.revisions} revisions of {done.batches} batches in {out}."
    )
    for lost in done.lost:
        say(f"lost: {lost}.")
    if not done.whole:
        say("Merge it with the newest backup or another copy; that cannot lose anything.")
        ctx.exit(PARTLY)


@click.command()
@PROJECT
@click.option("--make", is_flag=True, help="Make one now.")
def backups(project: Path, make: bool) -> None:
    """List the backups of a project: number, time (UTC), why, file (tab-separated)."""
    if make:
        with opened(project) as file:
            made = safety.back_up(file, "by hand")
        say(f"Made {made.path}." if made else "The newest backup holds the same already.")
    for number, found in enumerate(safety.backups(project), 1):
        click.echo(f"{number}\t{found.made:%Y-%m-%dT%H:%M:%S}\t{found.reason}\t{found.path}")


@click.command()
@PROJECT
@click.argument("backup")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would change.")
def restore(project: Path, backup: str, dry_run: bool) -> None:
    """Put a backup, by its number or file name, in the place of the project, which becomes a backup itself."""
    chosen = safety.named(project, backup)
    if dry_run:
        with opened(project) as file:
            away, back = safety.difference(file, chosen)
        _say("Would take away", away)
        _say("Would bring back", back)
        return
    done = safety.restore(project, chosen)
    say(f"{project} is as it was on {chosen.made:%Y-%m-%d %H:%M} (UTC).")
    if done.before:
        say(f"What stood there is kept in {done.before}; merging that file brings it back.")


def _say(verb: str, shares: list[safety.Share]) -> None:
    if not shares:
        click.echo(f"{verb} nothing.")
    for share in shares:
        click.echo(
            f"{verb} of {share.owner}: {share.batches} actions, {share.spans} spans, until {share.last}."
        )


VERBS = (recover_, backups, restore)
