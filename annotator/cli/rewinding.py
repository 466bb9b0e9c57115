"""The verb that goes back in an article's history: rewind."""

from pathlib import Path

import click

from annotator.app.article_history import rewind
from annotator.app.finding import find_document
from annotator.app.opening import opened
from annotator.app.session import Session
from annotator.cli.speech import PROJECT, say


@click.command("rewind")
@PROJECT
@click.argument("document")
@click.argument("batch", type=int)
@click.option("--owner", required=True, metavar="NAME", help="Whose annotations go back.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would change.")
def rewind_(project: Path, document: str, batch: int, owner: str, dry_run: bool) -> None:
    """Bring an owner's spans of an article back to what they were after a BATCH, as `history` numbers them.

    It is one action: undo takes it back.
    """
    with opened(project) as file:
        done = rewind(Session(file, owner), find_document(file, document), batch, dry_run=dry_run)
    verb = "Would go back" if dry_run else "Went back"
    say(f"{verb}: {done.back} spans return, {done.gone} go, {done.changed} become what they were.")


VERBS = (rewind_,)
