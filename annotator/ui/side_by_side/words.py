"""How the classes of disagreement and the annotators are called where layers stand side by side."""

from PySide6.QtCore import QCoreApplication

from annotator.model.people import first_reader
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED, IGNORED, IN_PROGRESS, NEW
from annotator.ui.isolates import isolated


def tr(text: str) -> str:
    """The sentence in the language of the window."""
    return QCoreApplication.translate("SideBySide", text)


def tag(kind: str) -> str:
    """The letters that mark a class of disagreement in the margin."""
    tags = {
        "missing": tr("M"),
        "boundary": tr("B"),
        "label": tr("L"),
        "label+boundary": tr("LB"),
        "split": tr("S"),
        "attribute": tr("A"),
        "link": tr("K"),
    }
    return tags[kind]


def name_shown(owner: str, place: int, *, hidden: bool) -> str:
    """What an annotator is called: by name, or by the place (from 0) where names are hidden."""
    if owner == GOLD:
        return tr("Gold")
    if hidden:
        return tr("Annotator {0}").format(place + 1)
    reader = first_reader(owner)
    return tr("{0} (second reading)").format(isolated(reader)) if reader else isolated(owner)


def status_shown(status: str) -> str:
    """How far an annotator is with the article."""
    names = {
        NEW: tr("not begun"),
        IN_PROGRESS: tr("in progress"),
        FINISHED: tr("finished"),
        IGNORED: tr("ignored"),
    }
    return names[status]
