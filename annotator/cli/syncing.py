"""The verb that meets a server: sync."""

from pathlib import Path

import click

from annotator.app.opening import opened
from annotator.app.syncing import sync, sync_job
from annotator.cli.progress import progress_bar
from annotator.cli.speech import PROJECT, say


@click.command("sync")
@PROJECT
@click.argument("url")
@click.option("--join", is_flag=True, help="Unite two projects that were begun separately.")
@click.option("--dry-run", is_flag=True, help="Exchange nothing; say what waits on either side.")
def sync_(project: Path, url: str, join: bool, dry_run: bool) -> None:
    """Exchange what is new with a PostgreSQL server: postgresql://NAME@HOST/DATABASE or service=NAME.

    A PROJECT that does not exist yet is made of what the server has. Stop it at any moment and start it again.
    """
    with progress_bar("Syncing") as progress:
        if dry_run:
            with opened(project) as file:
                done = sync(file, url, dry_run=True)
        else:
            done = sync_job(project, url, join=join, progress=progress)
    verb = "Would pull" if dry_run else "Pulled"
    say(
        f"{verb} {done.pulled} batches with {done.documents} new documents; {_pushed(dry_run)} {done.pushed}."
    )
    if done.held_back:
        say(f"{done.held_back} batches stay here: the account may not push them.")
    if done.people:
        say(f"New people: {', '.join(done.people)}.")
    if done.conflicts:
        say(f"{done.conflicts} conflict(s) to decide: items that were changed on two laptops.")


def _pushed(dry_run: bool) -> str:
    return "would push" if dry_run else "pushed"


VERBS = (sync_,)
