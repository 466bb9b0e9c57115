"""What a merge brings and what it changes, file by file: what comes in beside what only this project has."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.app.merging import Merged, OnlyHere, Received
from annotator.ui.isolates import isolated
from annotator.ui.team.words import named, tr

_SIDE = 190  # pixels of a column of figures
Row = tuple[str, str, str]  # what, how much comes, how much only this project has


class PlanTree(QTreeWidget):
    """One branch a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What the files bring"))
        self.setHeaderLabels([tr("File"), tr("Comes from the file"), tr("Only in this project")])
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, _SIDE)

    def show_files(self, paths: list[Path]) -> None:
        """Show files of which nothing is known yet."""
        self.clear()
        for path in paths:
            QTreeWidgetItem(self, [isolated(path.name)])

    def show_plan(self, done: Merged) -> None:
        """Show what each file brings; what was refused is said elsewhere."""
        self.clear()
        for received in done.files:
            branch = QTreeWidgetItem(self, [isolated(received.path.name)])
            for row in rows(received):
                leaf = QTreeWidgetItem(branch, list(row))
                for column in (0, 1, 2):
                    leaf.setToolTip(column, row[column])
                    if column:
                        leaf.setTextAlignment(column, Qt.AlignmentFlag.AlignLeading)
            if not branch.childCount():
                branch.setText(1, tr("nothing new"))
            branch.setExpanded(True)


def rows(received: Received) -> Iterator[Row]:
    """The lines of one file; what is the same on both sides is left out."""
    here = received.only_here or OnlyHere()
    for words, comes, stays in (
        (tr("Articles"), received.documents, here.documents),
        (tr("Decisions"), received.decisions, here.decisions),
    ):
        if comes or stays:
            yield words, f"{comes:,}", f"{stays:,}"
    yield from _of_people(received, here)
    for words, new, lacking in (
        (tr("People"), received.people, here.people),
        (tr("Label sets"), received.label_sets, here.label_sets),
    ):
        if new or lacking:
            yield words, named(new), named(lacking)


def _of_people(received: Received, here: OnlyHere) -> Iterator[Row]:
    counts = (received.new_spans, received.changed_spans, here.new_spans, here.changed_spans)
    for name in sorted({name for counted in counts for name in counted}):
        comes = _work(received.new_spans, received.changed_spans, name)
        yield (
            tr("Spans of {0}").format(isolated(name)),
            comes,
            _work(here.new_spans, here.changed_spans, name),
        )


def _work(new: Counter[str], changed: Counter[str], name: str) -> str:
    if changed[name]:
        return tr("{0} new, {1} changed").format(f"{new[name]:,}", f"{changed[name]:,}")
    return f"{new[name]:,}"
