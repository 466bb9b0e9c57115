"""The report of a project as one HTML page that needs nothing beside it: what there is, and how far people agree."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from annotator.app.agreement_notes import notes
from annotator.app.agreement_report import Asked, Report, report
from annotator.app.agreement_time import WEEKS
from annotator.app.report_agreement import agreement_sections
from annotator.app.report_html import bdi, count, table
from annotator.app.report_overview import Overview, overview
from annotator.app.report_style import STYLE
from annotator.app.watch import Progress
from annotator.app.whole import whole_file
from annotator.model.status import FINISHED, IGNORED, IN_PROGRESS, NEW
from annotator.store.project import Project

_STATUSES = (FINISHED, IN_PROGRESS, NEW, IGNORED)


def write_report(project: Project, out: Path, progress: Progress | None = None) -> None:
    """Write the report of a project. Raises Unavailable; the file is whole or absent."""
    page = report_page(
        project.path.stem, overview(project), report(project, Asked(grouping=WEEKS), progress=progress)
    )
    with whole_file(out) as stream:
        stream.write(page.encode())


def report_page(name: str, around: Overview, found: Report) -> str:
    """The page. The same project gives the same bytes."""
    title = f"Annotation report: {name}"
    sections = [*_overview_sections(around), _notes(found), *agreement_sections(found)]
    body = "\n".join(part for part in sections if part)
    return (
        '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>Annotation report: {bdi(name)}</h1>\n{body}\n</body>\n</html>\n"
    )


def _notes(found: Report) -> str:
    said = notes(found.figures, found.finished, found.reopened, found.around)
    if found.nothing:
        said.insert(0, found.nothing)
    if not said:
        return ""
    listed = "".join(f'<p class="note" dir="auto">{escape(sentence)}</p>' for sentence in said)
    return f'<section id="notes"><h2>Before you quote a figure</h2>{listed}</section>'


def _overview_sections(found: Overview) -> Iterable[str]:
    languages = ", ".join(
        f"{escape(language) or 'language not known'}: {n:,}" for language, n in found.languages.items()
    )
    yield (
        '<section id="project"><h2>The project</h2>'
        f"<p>{count(found.articles, 'article')}, {found.characters:,} characters"
        f"{f' ({languages})' if languages else ''}; {count(len(found.statuses), 'annotator')}.</p></section>"
    )
    if not found.statuses:
        return
    yield f'<section id="progress"><h2>Progress</h2>{_progress(found)}</section>'
    yield f'<section id="labels"><h2>Spans</h2>{_spans(found)}</section>'


def _progress(found: Overview) -> str:
    rows = [
        [
            bdi(owner),
            *(f"{held.get(status, 0):,}" for status in _STATUSES),
            _share(held.get(FINISHED, 0), found.articles),
        ]
        for owner, held in found.statuses.items()
    ]
    return table("Articles by annotator and status", ["Annotator", *_STATUSES, "done"], rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part // whole} %" if whole else "–"


def _spans(found: Overview) -> str:
    names = [label.name for label in found.labels]
    more = sorted({name for held in found.spans.values() for name in held} - set(names))
    columns: Sequence[str] = [*names, *more]
    rows = [
        [bdi(owner), *(f"{held.get(name, 0):,}" for name in columns), f"{sum(held.values()):,}"]
        for owner, held in found.spans.items()
    ]
    return table("Spans by annotator and label", ["Annotator", *map(bdi, columns), "all"], rows)
