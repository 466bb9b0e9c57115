"""Verbs that carry a project to an annotator and back: hand-out, hand-in."""

from pathlib import Path

import click

from annotator.app.handing import hand_in, hand_out
from annotator.app.opening import opened
from annotator.cli.speech import PROJECT, say


@click.command("hand-out")
@PROJECT
@click.option("--annotator", required=True, metavar="NAME", help="Whom the file is for.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--with", "also", multiple=True, metavar="NAME|gold", help="Also this owner's annotations.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be in the file.")
def hand_out_(project: Path, annotator: str, out: Path, also: tuple[str, ...], dry_run: bool) -> None:
    """Write a project file for one annotator, without what the others have done."""
    with opened(project) as file:
        done = hand_out(file, annotator, out, also=also, dry_run=dry_run)
    verb = "Would write" if dry_run else "Wrote"
    say(f"{verb} {done.out} for {done.annotator}: {done.documents} article(s) to do, {done.hidden} hidden.")
    say(f"It holds the annotations of {', '.join(done.owners)}.")
    if done.left_out:
        say(f"Left out: {', '.join(done.left_out)}.")


@click.command("hand-in")
@PROJECT
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="A file, or a folder, where it is named."
)
@click.option(
    "--annotator", default="", metavar="NAME", help="Whose work it is, where the file does not say."
)
def hand_in_(project: Path, out: Path, annotator: str) -> None:
    """Write a whole copy of the project, with a checksum beside it, and print its name."""
    with opened(project) as file:
        done = hand_in(file, out, annotator=annotator)
    click.echo(done.out)
    say(
        f"{done.annotator}: {done.finished} of {done.documents} article(s) finished. Checksum: {done.checksum.name}."
    )


VERBS = (hand_out_, hand_in_)
