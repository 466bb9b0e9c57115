"""The card of the selected span: its attributes, links and note in one panel; without a span the article's note."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from annotator.app.edits import Article
from annotator.model.labels import Label, LabelSet, LinkRule, name_in
from annotator.model.span import Span
from annotator.ui.choice_row import Answer, ChoiceRow
from annotator.ui.escape import keeps_escape
from annotator.ui.isolates import QuoteLabel, align_leading, isolated, one_line
from annotator.ui.link_choice import offered
from annotator.ui.note_field import NoteField
from annotator.ui.physical_keys import digit_of

_QUOTED = 24  # code points of a span that can be linked


class SpanCard(QWidget):
    """Asks and shows; what was answered is a signal. Digits answer the current row, the arrows change it."""

    attribute_chosen = Signal(str, str, str)  # item, attribute, value or "" for none
    link_chosen = Signal(str, str, object)  # item, role, the items it points to now
    picking_requested = Signal(str)  # role: the next click in the article says where the link points
    note_written = Signal(object, str)  # an item, or an article's number
    left = Signal()  # by a key: the keyboard belongs to the article again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Details of the span"))
        self._labels = LabelSet("", (), ())
        self._article: Article | None = None
        self._span: Span | None = None
        self._roles: dict[str, QToolButton] = {}
        self._made_for: object = None
        self.rows: dict[str, ChoiceRow] = {}  # by attribute, and by role with "→" before it
        self._current = 0
        self.title, self.quote = QLabel(self), QuoteLabel(self)
        bold = self.title.font()
        bold.setBold(True)
        self.title.setFont(bold)
        self._asked = QVBoxLayout()
        self._asked.setSpacing(2)
        self._note_title = QLabel(self)
        self.note = NoteField(self)
        self.note.written.connect(self.note_written)
        self.note.left.connect(self.left)
        inside = QWidget(self)
        inside.setObjectName("card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        for part in (self.title, self.quote):
            column.addWidget(part)
        column.addLayout(self._asked)
        column.addWidget(self._note_title)
        column.addWidget(self.note)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scroll)

    # what is shown

    def set_label_set(self, labels: LabelSet) -> None:
        """Ask by the rules of these labels."""
        self._labels, self._made_for = labels, None

    def show_span(self, article: Article | None, item: str) -> None:
        """Show a span of an article, or the article itself where there is none of that item."""
        spans = article.spans if article else ()
        span = next((span for span in spans if item and span.item == item), None)
        self._article, self._span = article, span
        self.setEnabled(article is not None)
        for words in (self.title, self._note_title):
            align_leading(words)
        label = self._labels.label(span.label) if span else None
        self.title.setText(self._title(span, label))
        self.quote.show_quote(article.document.text[span.start : span.end] if article and span else "")
        made_for = (article.number if article else 0, item, span.label if span else "", tuple(spans))
        if made_for != self._made_for:
            self._make_rows(label)
            self._made_for = made_for
        self._show_taken()
        self._show_note()

    def _show_note(self) -> None:
        article, span = self._article, self._span
        words = self.tr("Note on the span") if span else self.tr("Note on the article")
        self._note_title.setText(words)
        self.note.setAccessibleName(words)
        owner: object = span.item if span else article.number if article else None
        self.note.show_note(owner, span.note if span else article.note if article else "")

    def _title(self, span: Span | None, label: Label | None) -> str:
        if span is None:
            return self.tr("No span is selected") if self._article else ""
        return isolated(name_in("en", label.names, span.label) if label else span.label)

    def _make_rows(self, label: Label | None) -> None:
        kept = list(self.rows)[self._current : self._current + 1]
        while (item := self._asked.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.rows, self._roles = {}, {}
        for rule in label.links if label else ():
            self._add(f"→{rule.role}", self._link_row(rule))
        for attribute in label.attributes if label else ():
            answers = [
                Answer(value, name_in("en", attribute.value_names.get(value, {}), value))
                for value in attribute.values
            ]
            row = ChoiceRow(name_in("en", attribute.names, attribute.name), answers, self)
            row.answered.connect(lambda value, name=attribute.name: self._take_attribute(name, value))
            self._add(attribute.name, row)
        names = list(self.rows)
        self._current = names.index(kept[0]) if kept and kept[0] in names else 0
        self._show_current()

    def _add(self, name: str, row: ChoiceRow) -> None:
        self.rows[name] = row
        self._asked.addWidget(row)

    def _link_row(self, rule: LinkRule) -> ChoiceRow:
        span, article = self._span, self._article
        answers = []
        if span and article:
            text = article.document.text
            for other in offered(span, article.spans, rule, span.links.get(rule.role, ())):
                quote = text[other.start : other.end]
                answers.append(Answer(other.item, one_line(quote, _QUOTED), isolated(one_line(quote))))
        row = ChoiceRow(name_in("en", rule.names, rule.role), answers, self)
        row.answered.connect(lambda item, role=rule.role: self._take_link(role, item))
        pick = QToolButton(row)
        pick.setText(self.tr("In the article…"))
        pick.setCheckable(True)
        pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pick.setToolTip(self.tr("Click the span in the article, or the text of one"))
        pick.clicked.connect(lambda on, role=rule.role: self.picking_requested.emit(role if on else ""))
        self._roles[rule.role] = pick
        row.add(pick)
        return row

    def show_picking(self, role: str) -> None:
        """Show which link the next click in the article is for, "" for none."""
        for name, button in self._roles.items():
            button.setChecked(name == role)

    def _show_taken(self) -> None:
        for name, row in self.rows.items():
            linked = self._span.links.get(name[1:], ()) if self._span else ()
            said = self._span.attributes.get(name, "") if self._span else ""
            row.set_taken(linked if name.startswith("→") else (said,))

    # answers

    def _take_attribute(self, name: str, value: str) -> None:
        if self._span:
            again = self._span.attributes.get(name) == value
            self.attribute_chosen.emit(self._span.item, name, "" if again else value)

    def _take_link(self, role: str, target: str) -> None:
        if self._span:
            again = target in self._span.links.get(role, ())
            self.link_chosen.emit(self._span.item, role, () if again or not target else (target,))

    def event(self, event: QEvent) -> bool:
        """Keep Esc."""
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer, 0 takes an answer away, the arrows walk from row to row, Esc goes back to the article."""
        key, digit = event.key(), digit_of(event, QGuiApplication.platformName())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif digit is not None and self.rows:
            self._answer(digit)
        else:
            super().keyPressEvent(event)

    def _answer(self, digit: int) -> None:
        names = list(self.rows)
        name = names[self._current]
        if digit == 0:
            self._give_up(name)
        elif self.rows[name].press(digit):
            self._step(1)

    def _give_up(self, name: str) -> None:
        if self._span is None:
            return
        if name.startswith("→"):
            self.link_chosen.emit(self._span.item, name[1:], ())
        else:
            self.attribute_chosen.emit(self._span.item, name, "")

    def _step(self, by: int) -> None:
        self._current = min(max(self._current + by, 0), max(len(self.rows) - 1, 0))
        self._show_current()

    def start(self) -> None:
        """Take the keyboard, at the first row; without rows in the note."""
        self._current = 0
        if self.rows:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_current()

    def _show_current(self) -> None:
        for place, row in enumerate(self.rows.values()):
            current = self.hasFocus() and place == self._current
            row.set_current(current)
            if current:
                self._scroll.ensureWidgetVisible(row)
                self.setAccessibleDescription(row.question)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the digits."""
        super().focusInEvent(event)
        self._show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the digits."""
        super().focusOutEvent(event)
        self._show_current()
