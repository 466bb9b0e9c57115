"""The verbs that measure agreement: agree and report."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.app.opening import opened
from annotator.cli.progress import progress_bar
from annotator.cli.speech import PROJECT, say

if TYPE_CHECKING:
    from annotator.app.comparing import Compared


@click.command()
@PROJECT
@click.option("--owner", "owners", multiple=True, metavar="NAME", help="Compare these only; repeatable.")
@click.option("--label", "labels", multiple=True, metavar="NAME", help="Only this label; repeatable.")
@click.option("--json", "as_json_", is_flag=True, help="All figures as JSON.")
@click.option("--seed", type=click.IntRange(0), default=None, metavar="N", help="Of the intervals' draws.")
@click.option(
    "--csv", "csv_", type=click.Path(path_type=Path), metavar="FILE", help="Also write a spreadsheet."
)
@click.option(
    "--pygamma",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also write the spans as CSV files that pygamma reads, one an article.",
)
def agree(
    project: Path,
    owners: tuple[str, ...],
    labels: tuple[str, ...],
    as_json_: bool,
    seed: int | None,
    csv_: Path | None,
    pygamma: Path | None,
) -> None:
    """Measure how far annotators agree, on the articles that two or more of them finished.

    Everyone but gold and programs, unless --owner names some.
    """
    # Not above: numpy would cost every other command a tenth of a second.
    from annotator.app.comparing import SEED, compare, why_nothing
    from annotator.app.comparing_output import write_csv, write_pygamma

    with opened(project) as file:
        with progress_bar("Comparing") as progress:
            found = compare(
                file, owners=owners, labels=labels, seed=SEED if seed is None else seed, progress=progress
            )
        if pygamma:
            say(f"Wrote {write_pygamma(file, found, pygamma)} files to {pygamma}.")
    if csv_:
        write_csv(found, csv_)
        say(f"Wrote {csv_}.")
    nothing = why_nothing(found)
    if nothing:
        for sentence in found.notes:
            say(sentence)
    _print(found, as_json_=as_json_, empty=bool(nothing))


def _print(found: "Compared", *, as_json_: bool, empty: bool) -> None:
    from annotator.app.comparing_output import as_json, json_text
    from annotator.app.comparing_table import as_lines

    if as_json_:
        click.echo(json_text(as_json(found)), nl=False)
    elif not empty:
        for line in as_lines(found):
            click.echo(line)


@click.command()
@PROJECT
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FILE.html", help="The page to write."
)
def report(project: Path, out: Path) -> None:
    """Write one HTML page about a project: what there is, who is how far, and how far annotators agree."""
    from annotator.app.report_page import write_report

    with opened(project) as file, progress_bar("Counting") as progress:
        write_report(file, out, progress)
    say(f"Wrote {out}.")


VERBS = (agree, report)
