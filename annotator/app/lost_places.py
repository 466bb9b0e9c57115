"""Where in the project that stands which an export leaves out, so that a person can go to each place."""

from collections.abc import Callable, Sequence

from annotator.app.exporting import Loss
from annotator.app.importing import Problem
from annotator.store import documents
from annotator.store.project import Project


def lost_problems(project: Project, losses: Sequence[Loss], words: Callable[[str], str]) -> list[Problem]:
    """A line of a report for each loss, in order: article, owner and range; `words` say what kind of thing it is."""
    names: dict[str, str] = {}
    return [_problem(project, loss, names, words) for loss in losses]


def place_of_loss(project: Project, loss: Loss) -> tuple[int, int, int] | None:
    """The document's number and the range (code points) of a loss, None where the article is gone."""
    found = documents.find(project, loss.document)
    return (found[0], loss.start, loss.end) if found else None


def _problem(project: Project, loss: Loss, names: dict[str, str], words: Callable[[str], str]) -> Problem:
    if loss.document not in names:
        found = documents.find(project, loss.document)
        names[loss.document] = documents.read(project, found[0]).name if found else loss.document
    place = [names[loss.document], loss.owner, f"{loss.start}–{loss.end}" if loss.end else ""]
    said = f"{words(loss.what)}: {loss.reason}"
    return Problem(", ".join(filter(None, place)), said, kind=loss.what, refused=False)
