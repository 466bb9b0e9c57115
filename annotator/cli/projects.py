"""Verbs about a project as a whole: new, list, show, history, check, self-test."""

import sys
from pathlib import Path

import click

from annotator.app import overview
from annotator.app.opening import labels_from, new_project, opened
from annotator.app.self_test import self_test
from annotator.cli.speech import PARTLY, PROJECT, say


@click.command()
@PROJECT
@click.option("--labels", type=click.Path(path_type=Path), help="A label set; without it the one for news.")
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Add an annotator; repeatable."
)
def new(project: Path, labels: Path | None, annotators: tuple[str, ...]) -> None:
    """Make a new, empty project file."""
    new_project(project, labels=labels_from(labels) if labels else None, annotators=annotators).close()
    say(f"Made {project}.")


@click.command("list")
@PROJECT
def list_(project: Path) -> None:
    """List the documents: number, id, name, code points, spans by label, status by owner (tab-separated)."""
    with opened(project) as file:
        for line in overview.lines(file):
            spans = ", ".join(f"{label} {n}" for label, n in sorted(line.row.counts.items())) or "-"
            statuses = ", ".join(f"{owner}: {status}" for owner, status in line.statuses.items()) or "-"
            row = line.row
            click.echo("\t".join([str(line.place), row.id, row.name, str(row.length), spans, statuses]))


@click.command()
@PROJECT
@click.argument("document")
@click.option("--owner", default="", metavar="NAME", help="Only this owner's annotations.")
@click.option(
    "--visual", is_flag=True, help="Reorder and shape for a terminal that cannot show right-to-left text."
)
def show(project: Path, document: str, owner: str, visual: bool) -> None:
    """Show a document's text and its annotations: item, range in code points, label, quote."""
    with opened(project) as file:
        found = overview.shown(file, document, owner)
        colour = visual or sys.stdout.isatty()
        click.echo(f"{found.document.name} ({found.document.id}), {len(found.document.text)} code points\n")
        lines = overview.text_for_terminal(found, overview.labels(file), reorder=visual, colour=colour)
        for line in lines:
            click.echo(line, color=True)
    for name in sorted(found.sets.keys() | found.work.keys()):
        work = found.work.get(name)
        click.echo(
            f"\n{name}: {work.status if work else 'new'}" + (f" — {work.note}" if work and work.note else "")
        )
        for span in found.sets.get(name, ()):
            quote = " ".join(found.document.text[span.start : span.end].split())
            links = " ".join(f"{role}={target}" for role, targets in span.links.items() for target in targets)
            extra = " ".join([*(f"{k}={v}" for k, v in span.attributes.items()), links, span.note]).strip()
            click.echo(f"{span.item}\t{span.start}–{span.end}\t{span.label}\t{quote}\t{extra}".rstrip())


@click.command()
@PROJECT
@click.option("--document", default="", help="Only what touched this document.")
def history(project: Path, document: str) -> None:
    """Who did what when: batch, time (UTC), owner, author, what (tab-separated)."""
    with opened(project) as file:
        for batch in overview.history(file, document):
            undoing = "undo of " if batch.undoes is not None else ""
            row = [str(batch.number), batch.made_at, batch.owner, batch.author, undoing + batch.what]
            click.echo("\t".join(row))


@click.command()
@PROJECT
@click.option("--repair", is_flag=True, help="Make what can be derived anew, where it is wrong.")
@click.pass_context
def check(ctx: click.Context, project: Path, repair: bool) -> None:
    """Prove every law of the file; say in sentences what is wrong."""
    with opened(project) as file:
        found = overview.problems(file)
        if found and repair:
            overview.repair(file)
            left = overview.problems(file)
            say(f"Repaired {len(found) - len(left)} of {len(found)} problem(s).")
            found = left
    for sentence in found:
        click.echo(sentence)
    if found:
        ctx.exit(PARTLY)
    say("Everything is in order.")


@click.command("self-test")
def self_test_() -> None:
    """Try the installed program in a temporary project."""
    for step in self_test():
        say(step)
    click.echo("The self-test passed.")


VERBS = (new, list_, show, history, check, self_test_)
