"""What was found and what happened, in sentences: files before an import, the outcome of imports and exports."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from annotator.app.exporting import Exported
from annotator.app.importing import Imported
from annotator.app.looking_ahead import Ahead
from annotator.ui.isolates import isolated
from annotator.ui.remedies import in_window

_SHOWN = 200  # problems in a dialog
_NAMED = 12  # labels in a summary


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)


def ahead_summary(ahead: Ahead, titles: Mapping[str, str]) -> str:
    """What was found in files before they are imported; `titles` are those of formats by name."""
    formats = ", ".join(isolated(titles.get(name, name)) for name in ahead.formats)
    words = (
        _tr("{0}: {1} articles with {2} spans.")
        if ahead.whole
        else _tr("{0}: {1} articles and more, {2} spans in these.")
    )
    said = [words.format(formats, ahead.records, ahead.labels.total())]
    labels = [f"{isolated(name)} {count}" for name, count in sorted(ahead.labels.items())]
    if labels:
        more = [_tr("and {0} more").format(len(labels) - _NAMED)] if len(labels) > _NAMED else []
        said.append(_tr("Labels: {0}.").format(", ".join(labels[:_NAMED] + more)))
    if nobody := ahead.owners.get("", 0):
        said.append(_tr("{0} spans are nobody’s by name.").format(nobody))
    if ahead.refused:
        said.append(_tr("{0} rows will be refused.").format(ahead.refused))
    return "\n".join(said)


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
