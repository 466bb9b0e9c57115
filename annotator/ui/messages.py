"""What happened, in sentences: the outcome of an import and of an export."""

from collections import Counter

from PySide6.QtCore import QCoreApplication

from annotator.app.exporting import Exported
from annotator.app.importing import Imported
from annotator.ui.isolates import isolated
from annotator.ui.remedies import in_window

_SHOWN = 200  # problems in a dialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)


def import_summary(done: Imported) -> str:
    """One sentence on what an import brought."""
    sentence = _tr("Imported {0} articles and {1} spans.").format(done.documents, done.spans)
    if done.known_documents:
        sentence += " " + _tr("{0} articles were there already.").format(done.known_documents)
    if done.refused:
        sentence += " " + _tr("{0} rows were refused.").format(done.refused)
    if done.left_out:
        names = ", ".join(isolated(name) for name in sorted(done.left_out))
        sentence += " " + _tr("Left out, as chosen: {0}.").format(names)
    if done.new_labels:
        sentence += " " + _tr("New labels: {0}.").format(", ".join(done.new_labels))
    return sentence


def import_details(done: Imported) -> str:
    """A line for each problem of an import, "" where there is none."""
    lines = [
        f"{isolated(problem.place)}: {problem.reason} – {in_window(problem.fix)}"
        for problem in done.problems[:_SHOWN]
    ]
    more = done.refused + done.remarks - len(lines)
    return "\n".join([*lines, _tr("… and {0} more").format(more)] if more > 0 else lines)


def export_summary(done: Exported, file: str) -> str:
    """One sentence on what an export wrote."""
    sentence = _tr("Wrote {0} articles with {1} spans to {2}.").format(
        done.documents, done.spans, isolated(file)
    )
    if done.lost:
        sentence += " " + _tr("{0} things do not fit into this format.").format(done.lost.total())
    return sentence


def export_details(done: Exported) -> str:
    """What the format could not hold, counted by kind and reason, "" where nothing was lost."""
    counted = Counter((lost.what, lost.reason) for lost in done.losses)
    lines = (f"{number} × {loss_words(what)}: {reason}" for (what, reason), number in counted.most_common())
    return "\n".join(lines)


def loss_words(what: str) -> str:
    """What was lost, in words; a format's own word is left as it is."""
    return {
        "owners": _tr("further owners"),
        "nesting": _tr("nested spans"),
        "crossing": _tr("crossing spans"),
        "links": _tr("links"),
        "attributes": _tr("attributes"),
        "fragments": _tr("fragments"),
        "notes": _tr("notes"),
        "excluded": _tr("excluded regions"),
        "borders": _tr("spans off the borders"),
        "text": _tr("characters of the text"),
    }.get(what, what)
