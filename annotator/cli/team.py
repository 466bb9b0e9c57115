"""Verbs for several people's files: merge; and where the other verbs of a team come together."""

from pathlib import Path

import click

from annotator.app.merging import merge
from annotator.app.opening import opened
from annotator.cli import assigning, handing, safety
from annotator.cli.main import PARTLY, PROJECT, say


@click.command("merge")
@PROJECT
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OTHER...")
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@click.pass_context
def merge_(ctx: click.Context, project: Path, others: tuple[Path, ...], dry_run: bool) -> None:
    """Take everything of other project files into this one. Order and repetition do not matter."""
    with opened(project) as file:
        done = merge(file, others, dry_run=dry_run)
    for sentence in done.refused:
        say(sentence)
    verb = "Would merge" if dry_run else "Merged"
    say(f"{verb} {done.batches} batches, with {done.documents} new documents.")
    if done.conflicts:
        say(f"{done.conflicts} conflict(s) to decide: items that were changed on two laptops.")
    if done.refused:
        ctx.exit(PARTLY)


VERBS = (merge_, *assigning.VERBS, *handing.VERBS, *safety.VERBS)
