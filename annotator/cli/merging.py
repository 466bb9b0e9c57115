"""The verb that unites project files: merge."""

from pathlib import Path

import click

from annotator.app.merging import Merged, OnlyHere, Received, merge
from annotator.app.opening import opened
from annotator.cli.progress import progress_bar
from annotator.cli.speech import PARTLY, PROJECT, say


@click.command("merge")
@PROJECT
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OTHER...")
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@click.option("--backup/--no-backup", default=True, help="Whether a backup is made first.")
@click.pass_context
def merge_(ctx: click.Context, project: Path, others: tuple[Path, ...], dry_run: bool, backup: bool) -> None:
    """Take everything of other project files into this one. Order and repetition do not matter."""
    with opened(project) as file, progress_bar("Merging") as progress:
        done = merge(file, others, dry_run=dry_run, backup=backup, progress=progress)
    for sentence in done.refused:
        say(sentence)
    for received in done.files:
        _say_file(received)
    _say_all(done, dry_run=dry_run)
    if done.refused:
        ctx.exit(PARTLY)


def _say_file(received: Received) -> None:
    if received.remark:
        say(f"remark: {received.remark}")
    if received.separate:
        say(f"remark: {received.path} was begun on its own; both are one project from now on.")
    for owner in sorted(received.new_spans.keys() | received.changed_spans.keys()):
        new, changed = received.new_spans[owner], received.changed_spans[owner]
        say(f"{received.path.name}: {owner}: {new} new spans, {changed} changes to spans.")
    if received.decisions:
        say(f"{received.path.name}: {received.decisions} decisions.")
    if received.label_sets:
        say(f"{received.path.name}: another label set: {', '.join(received.label_sets)}.")
    if received.only_here:
        _say_only_here(received.path.name, received.only_here)


def _say_only_here(file: str, here: OnlyHere) -> None:
    """What the file would not know without a merge the other way."""
    said = []
    for owner in sorted(here.new_spans.keys() | here.changed_spans.keys()):
        new, changed = here.new_spans[owner], here.changed_spans[owner]
        said.append(f"{owner}: {new} new spans, {changed} changes to spans")
    if here.documents:
        said.append(f"{here.documents} documents")
    if here.decisions:
        said.append(f"{here.decisions} decisions")
    if here.people:
        said.append(f"people: {', '.join(here.people)}")
    if here.label_sets:
        said.append(f"label sets: {', '.join(here.label_sets)}")
    say(f"Only here, not in {file}: {'; '.join(said) or 'nothing that people annotate'}.")


def _say_all(done: Merged, *, dry_run: bool) -> None:
    verb = "Would merge" if dry_run else "Merged"
    say(f"{verb} {done.batches} batches, with {done.documents} new documents.")
    if done.people:
        say(f"New people: {', '.join(done.people)}.")
    if len(done.labels) > 1:
        say("The label sets differ; decide which one holds:")
        for labels in done.labels:
            say(f"  {labels.name}: {', '.join(labels.labels)}{' (in force)' if labels.in_force else ''}")
    if done.shared[0] != done.shared[1]:
        say(f"Articles that two or more have finished: {done.shared[1]}, before {done.shared[0]}.")
    before, after = done.pairs
    for one, other in sorted(pair for pair in after if after[pair] != before.get(pair, 0)):
        say(f"  {one} and {other}: {after[one, other]}, before {before.get((one, other), 0)}.")
    if done.conflicts:
        say(f"{done.conflicts} conflict(s) to decide: items that were changed on two laptops.")


VERBS = (merge_,)
