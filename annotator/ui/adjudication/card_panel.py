"""The open card: what it is, its text with the lanes, the rows to choose from, and what speaks for a choice."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from annotator.app.decided import Verdict
from annotator.app.precedents import Precedent
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.text.direction import article_direction
from annotator.ui.adjudication.card_text import CardText
from annotator.ui.adjudication.facts import (
    Excerpt,
    difference_of,
    excerpt_of,
    guideline_line,
    lanes_of,
    precedent_words,
    rows_of,
    stray_words,
    verdict_words,
)
from annotator.ui.adjudication.variant_rows import VariantRows
from annotator.ui.adjudication.walking import Open
from annotator.ui.adjudication.words import facts_of, marked_words, state_name, tr
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import names_of
from annotator.ui.isolates import isolated
from annotator.ui.theme import Theme

_MOST = 0.5  # of the panel's height: more text than that scrolls
_LEAST = 90  # pixels


class CardPanel(QWidget):
    """Shows a card. It decides nothing."""

    row_marked = Signal(int)
    row_taken = Signal(int)
    article_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._excerpt = Excerpt(0, 0, "")
        self._named = False
        self.open: Open | None = None
        self.kind, self.state, self.article = QLabel(self), QLabel(self), QToolButton(self)
        self.text, self.rows, self.notes = CardText(self), VariantRows(self), Sentence()
        self.area = QScrollArea(self)
        self.text.set_theme(theme)
        self._labels = LabelSet("", (), ())
        self._arrange()
        self.rows.chosen.connect(self.row_marked)
        self.rows.taken.connect(self.row_taken)
        self.text.lane_chosen.connect(self.row_marked)
        self.article.clicked.connect(self.article_requested)

    def _arrange(self) -> None:
        bold = self.kind.font()
        bold.setBold(True)
        bold.setPointSizeF(bold.pointSizeF() * 1.15)
        self.kind.setFont(bold)
        self.article.setToolTip(tr("Show the place in the article"))
        self.article.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        for part in (self.kind, self.state):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.article)
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.rows)
        rows.addWidget(self.notes, 1)
        self.area.setWidget(below)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notes.setTextFormat(Qt.TextFormat.RichText)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.area, 1)

    # what is shown

    def show_card(self, shown: Open, labels: LabelSet, *, named: bool) -> None:
        """Show a card with the rows that can be chosen."""
        self.open, self._labels, self._named = shown, labels, named
        card, article = shown.card, shown.article
        self._excerpt = excerpt_of(article, card)
        self.kind.setText(facts_of(card))
        self.state.setText(state_name(card.state))
        self.article.setText(isolated(article.document.name).replace("&", "&&"))
        self.text.set_label_set(labels)
        text = article.document.text[self._excerpt.start : self._excerpt.end]
        self.text.show_card(text, self._excerpt.direction, lanes_of(card, self._excerpt), self._tints())
        self.rows.show_rows(rows_of(card, article, labels, names_of(labels)), labels, self._theme)
        self._mark_row(shown)
        self.text.setAccessibleDescription(text)
        self._fit()
        start, end = difference_of(card)
        self.text.scroll_to(start - self._excerpt.start, end - self._excerpt.start)

    def turn_page(self, way: int) -> None:
        """Scroll a long text down (+1) or up (-1)."""
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + way * round(0.8 * bar.pageStep()))

    def spoken(self) -> str:
        """The card in words, for those who hear it."""
        if self.open is None:
            return ""
        rows = [row.accessibleName() for row in self.rows.rows]
        return ". ".join((self.kind.text(), self.state.text(), *rows))

    def show_marked(self, shown: Open, *, named: bool) -> None:
        """Show which row Enter takes, and whether names are shown."""
        self.open, self._named = shown, named
        self.text.set_tints(self._tints())
        self._mark_row(shown)

    def _mark_row(self, shown: Open) -> None:
        self.rows.set_state(shown.marked, marked_words(shown.why), named=self._named)
        if shown.marked is not None:
            self.area.ensureWidgetVisible(self.rows.rows[shown.marked], 0, 0)

    def show_notes(
        self,
        verdicts: Sequence[Verdict],
        precedents: Sequence[Precedent],
        guidelines: dict[str, str],
        pending: str,
    ) -> None:
        """Show what speaks for a choice: precedents, what was decided before, the guideline, a pending note."""
        if self.open is None:
            return
        names, text = names_of(self._labels), self.open.article.document.text
        said = [("", pending)] if pending else []
        if self.open.marked is None:
            said.append(("", tr("As many marked one as the other: nothing is preselected. Press a number.")))
        said += [(tr("Precedent"), precedent_words(one, names)) for one in precedents]
        said += [(tr("Decided"), verdict_words(one, text, names)) for one in verdicts]
        said += [(tr("In gold"), stray_words(one, text, names)) for one in self.open.article.strays]
        own = "rtl" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "ltr"
        rules = [(names.label(name), guideline_line(rule)) for name, rule in guidelines.items()]
        paragraphs = [_paragraph(head, words, own) for head, words in said]
        paragraphs += [_paragraph(head, words, article_direction(words) or own) for head, words in rules]
        self.notes.setText("".join(paragraphs))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.text.set_theme(theme)
        if self.open:
            self.show_card(self.open, self._labels, named=self._named)

    def _tints(self) -> list[Span]:
        """Where gold would be if Enter were pressed."""
        shown = self.open
        if shown is None or shown.marked is None or shown.marked >= len(shown.card.variants):
            return []
        base = self._excerpt.start
        places = shown.card.variants[shown.marked].ranges
        return [Span(start - base, end - base, label) for start, end, label in places]

    # the editor

    def begin_edit(self) -> None:
        """Let the ends of the marked variant be moved."""
        if self.open:
            places, base = self.open.card.variants[self.open.variant].ranges, self._excerpt.start
            self.text.begin_edit(Span(places[0][0] - base, places[-1][1] - base, places[0][2]))

    def edited_range(self) -> tuple[int, int]:
        """Where the ends are now, in the article's code points."""
        start, end = self.text.edited_range()
        return start + self._excerpt.start, end + self._excerpt.start

    def end_edit(self) -> None:
        """Leave the editor."""
        self.text.end_edit()
        self.text.set_tints(self._tints())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text the height that it needs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = max(round(self.height() * _MOST), _LEAST)
        wanted = self.text.height_for(self.text.width())
        scrolls = wanted > most
        always, never = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.text.setVerticalScrollBarPolicy(always if scrolls else never)
        self.text.setFixedHeight(min(wanted, most))


def _paragraph(head: str, words: str, direction: str) -> str:
    """A note with what it is before it."""
    bold = f"<b>{escape(head)}</b> – " if head else ""
    return f'<p dir="{direction}" style="margin-top: 0; margin-bottom: 7px">{bold}{escape(words)}</p>'
