"""Verbs that annotate: mark, unmark, undo, redo. Offsets are code points and are never snapped."""

from pathlib import Path

import click

from annotator.app.finding import find_document
from annotator.app.history import Done
from annotator.app.opening import opened
from annotator.app.session import Session
from annotator.cli.speech import PROJECT, say

OWNER = click.option("--owner", required=True, metavar="NAME", help="Whose annotations change.")


@click.command()
@PROJECT
@click.argument("document")
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.argument("label")
@OWNER
@click.option(
    "--link", "links", multiple=True, metavar="ROLE=ITEM", help="Point to another span; repeatable."
)
def mark(
    project: Path, document: str, start: int, end: int, label: str, owner: str, links: tuple[str, ...]
) -> None:
    """Add a span and print its item once it is on disk."""
    wanted: dict[str, list[str]] = {}
    for link in links:
        role, separator, item = link.partition("=")
        if not (role and separator and item):
            raise click.BadParameter(f"'{link}' is not ROLE=ITEM", param_hint="--link")
        wanted.setdefault(role, []).append(item)
    with opened(project) as file:
        done = Session(file, owner).mark(find_document(file, document), start, end, label, links=wanted)
        click.echo(done.item)
        for warning in done.warnings:
            say(f"remark: {warning}")


@click.command()
@PROJECT
@click.argument("item")
@OWNER
def unmark(project: Path, item: str, owner: str) -> None:
    """Delete a span by its item, as `mark` and `show` print it."""
    with opened(project) as file:
        say(f"Done: {Session(file, owner).unmark(item).batch.what}.")


@click.command()
@PROJECT
@OWNER
def undo(project: Path, owner: str) -> None:
    """Take back the owner's last action on this computer."""
    with opened(project) as file:
        _say_done("Undone", Session(file, owner).undo())


@click.command()
@PROJECT
@OWNER
def redo(project: Path, owner: str) -> None:
    """Bring back what was undone last."""
    with opened(project) as file:
        _say_done("Redone", Session(file, owner).redo())


def _say_done(verb: str, done: Done) -> None:
    for what in done.stepped_over:
        say(f"Stepped over: {what} (changed since).")
    say(f"{verb}: {done.batch.what}.")


VERBS = (mark, unmark, undo, redo)
