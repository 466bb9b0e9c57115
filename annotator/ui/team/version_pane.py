"""One version of a conflict: its words in the article, what it says, and who made it when and where."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.app.conflict_facts import DELETED, Facts
from annotator.app.deciding import Version
from annotator.app.edits import Article
from annotator.model.labels import LabelSet, name_in
from annotator.model.revision import EXCLUDED, SPAN
from annotator.model.span import Excluded, Span
from annotator.ui.adjudication.words import when
from annotator.ui.isolates import align_leading, isolated
from annotator.ui.side_by_side.layer_view import LayerView
from annotator.ui.team.words import tr
from annotator.ui.theme import Theme

_ITEM = "version"  # no span of the project has this name


class VersionPane(QFrame):
    """The pane; its button, or its key, chooses the version."""

    chosen = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.take = QPushButton(tr("Take this one ({0})").format(key))
        self.take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.take.clicked.connect(self.chosen)
        self.facts, self.made = QLabel(), QLabel()
        for label in (self.facts, self.made):
            label.setWordWrap(True)
            align_leading(label)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.facts.setAlignment(
            self.facts.alignment() & ~Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTop
        )
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.made.setTextFormat(Qt.TextFormat.PlainText)
        self.view = LayerView()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMinimumHeight(160)
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.facts)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        column.addWidget(self.made)
        column.addLayout(foot)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.view.set_theme(theme)

    def show_version(
        self, version: Version, facts: Facts, differ: set[str], article: Article | None, labels: LabelSet
    ) -> None:
        """Show a version; what differs is set off."""
        self.facts.setText(_told(facts, differ, labels))
        laptop = tr("laptop {0}").format(version.device) if version.device else tr("this laptop")
        self.made.setText(
            tr("By {0}, {1}, on {2}").format(
                isolated(version.author), isolated(when(version.made_at)), isolated(laptop)
            )
        )
        self.view.setVisible(article is not None and version.edit.start is not None)
        if article:
            self._show_words(version, article, labels)

    def _show_words(self, version: Version, article: Article, labels: LabelSet) -> None:
        edit, view = version.edit, self.view
        start, end = edit.start or 0, edit.end or 0
        others = [span for span in article.spans if span.start >= end or span.end <= start]
        view.set_label_set(labels)
        view.set_article(article.document.text, direction=article.document.direction)
        view.set_spans([])
        view.set_excluded([])
        if edit.kind == SPAN and not edit.deleted:
            view.set_spans([*others, Span(start, end, edit.label or "", item=_ITEM)])
            view.select_span(_ITEM)
        elif edit.kind == EXCLUDED and not edit.deleted:
            view.set_excluded([Excluded(start, end, "", _ITEM)])
        else:
            view.set_spans(others)
        view.scroll_to(start, end)


def _told(facts: Facts, differ: set[str], labels: LabelSet) -> str:
    """The facts in one line each; those that differ are bold."""
    names = {label.name: name_in("en", label.names, label.name) for label in labels.labels}
    lines: list[str] = []
    for topic, value in facts.items():
        if topic == DELETED:
            lines.append(f"<b>{escape(tr('Deleted'))}</b>")
            continue
        shown = names.get(value, value) if topic == "Label" else value
        mark = "b" if topic in differ else "span"
        words = tr("{0}: {1}").format(tr(topic), isolated(shown))
        lines.append(f"<{mark}>{escape(words)}</{mark}>")
    return "<br>".join(lines)
