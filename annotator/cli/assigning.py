"""The verb that says who works on which article: assign."""

from pathlib import Path

import click

from annotator.app import assigning, joining
from annotator.app.finding import find_document
from annotator.app.listing import place_of
from annotator.app.opening import opened
from annotator.app.project_file import Project
from annotator.cli.speech import PROJECT, say


@click.command()
@PROJECT
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--annotator", "names", multiple=True, metavar="NAME", help="Whom; repeatable. Default: all.")
@click.option("--per-article", type=click.IntRange(1), metavar="N", help="Give each article to N of them.")
@click.option("--shared", type=click.IntRange(0), default=0, metavar="N", help="N articles for all of them.")
@click.option(
    "--seed", type=int, default=assigning.SEED, help="Who gets which; the same seed, the same plan."
)
@click.option("--all", "everything", is_flag=True, help="Every article instead of named ones.")
@click.option("--remove", is_flag=True, help="Take articles away instead; what was done there stays.")
@click.option(
    "--blind/--no-blind", default=None, help="Whether others' work is hidden until one has finished."
)
@click.option("--join", nargs=2, metavar="OLD NEW", help="OLD is another spelling of NEW: one person.")
@click.option("--part", metavar="OLD", help="Take such a join back.")
@click.option("--author", default="project", metavar="NAME", help="Who assigns, for the history.")
@click.option("--dry-run", is_flag=True, help="Change nothing; print who would get what.")
@click.pass_context
def assign(
    ctx: click.Context,
    project: Path,
    documents: tuple[str, ...],
    names: tuple[str, ...],
    per_article: int | None,
    shared: int,
    seed: int,
    everything: bool,
    remove: bool,
    blind: bool | None,
    join: tuple[str, str] | None,
    part: str | None,
    author: str,
    dry_run: bool,
) -> None:
    """Say who works on which article; without options, list who has what.

    That list has name, articles, code points, finished, articles by language (tab-separated). With one --annotator
    alone: that person's own list.
    """
    _check_usage(documents, names, per_article, shared, everything, remove)
    if (join or part) and (documents or names or per_article or everything or remove or dry_run):
        raise click.UsageError("--join and --part are about names; they take nothing else.")
    with opened(project) as file:
        if join or part:
            _join(file, join, part, author)
            return
        if blind is not None and not dry_run:
            assigning.set_blind(file, blind=blind, author=author)
            say(f"Annotators work {'blind' if blind else 'openly'} from now on.")
        numbers = None if everything else [find_document(file, name) for name in documents]
        if per_article:
            options = {"per_article": per_article, "shared": shared, "seed": seed}
            done = assigning.share_out(file, names, **options, author=author, dry_run=dry_run)
        elif remove:
            done = assigning.unassign(file, names, numbers, author=author, dry_run=dry_run)
        elif everything or numbers:
            done = assigning.assign(file, names, numbers, author=author, dry_run=dry_run)
        else:
            if blind is None:
                _list(file, names)
            return
        _say(file, done, remove=remove, dry_run=dry_run)


def _check_usage(
    documents: tuple[str, ...],
    names: tuple[str, ...],
    per_article: int | None,
    shared: int,
    everything: bool,
    remove: bool,
) -> None:
    named = bool(documents) or everything
    if documents and everything:
        raise click.UsageError("Name documents or give --all, not both.")
    if per_article and (named or remove):
        raise click.UsageError(
            "--per-article shares all articles out; it takes no documents, --all or --remove."
        )
    if shared and not per_article:
        raise click.UsageError("--shared goes with --per-article.")
    if remove and not (named and names):
        raise click.UsageError("--remove needs --annotator and either documents or --all.")
    if documents and not names:
        raise click.UsageError("Whom are they for? Add --annotator NAME.")


def _join(file: Project, join: tuple[str, str] | None, part: str | None, author: str) -> None:
    if join:
        joining.join(file, *join, author=author)
        say(
            f"{join[0]} is {joining.person_named(file, join[0])} from now on; earlier and later work reads so."
        )
    if part:
        joining.part(file, part, author=author)
        say(f"{part} is somebody else again.")


def _list(file: Project, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        own = assigning.own_list(file, names[0])
        for number in own.numbers:
            click.echo(f"{(place_of(file, number) or 0) + 1}\t{assigning.name_of(file, number)}")
        say(f"{names[0]}: {own.finished} of {len(own.numbers)} finished; {own.hidden} hidden.")
        return
    others = joining.other_spellings(file)
    for load in assigning.who_has_what(file):
        if not names or load.name in names:
            languages = ", ".join(f"{language or '?'} {n}" for language, n in load.languages.items()) or "-"
            row = [load.name, str(load.documents), str(load.length), str(load.finished), languages]
            click.echo("\t".join(row))
    for person, spelt in others.items():
        say(f"{person} is also spelt {', '.join(spelt)}.")
    say(f"Annotators work {'blind' if assigning.is_blind(file) else 'openly'}.")


def _say(file: Project, done: assigning.Assigned, *, remove: bool, dry_run: bool) -> None:
    if dry_run:
        for number, name in done.pairs:
            click.echo(f"{name}\t{assigning.name_of(file, number)}")
    for name in done.new_people:
        say(f"{'Would add' if dry_run else 'Added'} the annotator {name}.")
    verb = (
        ("Would take away" if dry_run else "Took away") if remove else ("Would make" if dry_run else "Made")
    )
    say(f"{verb} {len(done.pairs)} assignment(s).")
    if done.begun:
        say(f"{done.begun} of these articles were begun; that work stays, and its owner still sees it.")


VERBS = (assign,)
