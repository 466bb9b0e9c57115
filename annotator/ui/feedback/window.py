"""The window of feedback: an annotator's own differences from gold, as a list and as the sheet that can be printed."""

from collections import Counter
from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from annotator.app.feedback import Difference, Feedback
from annotator.app.people import people
from annotator.app.session import Session
from annotator.model.labels import LabelSet
from annotator.ui.agreement.colours import view_rules
from annotator.ui.agreement.place_model import PlaceDelegate, PlaceModel
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import names_of
from annotator.ui.companion import Companion
from annotator.ui.feedback.finding import Finding
from annotator.ui.feedback.output import FeedbackOutput
from annotator.ui.feedback.rows import DifferenceList, row_of
from annotator.ui.feedback.sheet import Sheet, sheet
from annotator.ui.feedback.words import AGREED, kind_name, tr
from annotator.ui.isolates import isolated
from annotator.ui.side_by_side.choices import ClassChoice
from annotator.ui.side_by_side.layer_view import LayerView
from annotator.ui.side_by_side.pane import class_lines
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN, _ABOVE = 10, 12.0  # pixels


class FeedbackWindow(Companion):
    """Feedback for one annotator. It looks for differences only while it is seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Feedback"))
        self.found: Feedback | None = None
        self.shown: list[Difference] = []  # of the classes that are shown
        self.sheet = Sheet("", (), (), ())
        self._stale = False
        self.finding = Finding(self)
        self.output = FeedbackOutput(self, self._printed)
        self.person, self.told_here = QComboBox(self), Sentence(self)
        self.person.setAccessibleName(tr("Annotator"))
        self.classes = ClassChoice(self, {AGREED: kind_name(AGREED)})
        self.rows, self.list, self.view = PlaceModel(), DifferenceList(self), LayerView(self)
        self.rows.setParent(self)
        self._delegate = PlaceDelegate(theme, self.rows)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._delegate)
        self.view.setAccessibleName(tr("Both sides of each difference"))
        self.place = QPushButton(tr("&Open in the article"), self)
        self.print, self.save = QPushButton(tr("&Print…"), self), QPushButton(tr("&Save…"), self)
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(1100, 760)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.person)
        top.addWidget(self.told_here, 1)
        for button in (self.place, self.print, self.save):
            top.addWidget(button)
        parts = QSplitter(self)
        parts.addWidget(self.list)
        parts.addWidget(self.view)
        parts.setSizes([400, 700])
        parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addLayout(top)
        layout.addWidget(self.classes)
        layout.addWidget(parts, 1)

    def _connect(self) -> None:
        self.person.activated.connect(lambda place: self._find())
        self.finding.found.connect(self._show_found)
        self.finding.failed.connect(self._show_nothing)
        self.classes.chosen.connect(self._show_differences)
        self.list.went_to.connect(self._go_to)
        self.list.opened.connect(self._open_place)
        self.place.clicked.connect(lambda: self._open_place())
        self.print.clicked.connect(lambda: self.output.ask_printer())
        self.save.clicked.connect(lambda: self.output.ask_file())
        self.output.told.connect(self.told)
        self.output.failed.connect(self.failed)

    # whose feedback

    def set_session(self, session: Session | None) -> None:
        """Show another project or owner, or none."""
        super().set_session(session)
        self.finding.stop()
        self.person.clear()
        if session is None:
            self._show_nothing(tr("No project is open."))
            return
        self.view.set_label_set(session.labels)
        self._offer_people()
        self._find()

    def follow(self, documents: Collection[int]) -> None:
        """Look again: a decision or an annotator's mark may have changed."""
        if self.session:
            self._offer_people()
            self._find()

    def _offer_people(self) -> None:
        """Offer the project's annotators; who is chosen stays so, else it is whoever works here."""
        if self.session is None:
            return
        names, kept = people(self.session.project), self.person.currentData() or self.session.owner
        blocked = QSignalBlocker(self.person)
        self.person.clear()
        for name in names:
            self.person.addItem(isolated(name), name)
        if kept in names:
            self.person.setCurrentIndex(names.index(kept))
        blocked.unblock()

    def _find(self) -> None:
        self._stale = not self.isVisible()
        if self._stale or self.session is None:
            return
        if name := self.person.currentData():
            self.finding.find(self.session, name)
        else:
            self._show_nothing(tr("The project has no annotators yet."))

    # what is shown

    def _show_found(self, found: Feedback) -> None:
        self.found = found
        said = tr("Gold is what {0} marked at {1} of {2} decided places.")
        if not found.places:
            said = tr("No place is decided yet in an article that {0} finished and you may see.")
        self.told_here.setText(said.format(isolated(found.annotator), found.same, found.places))
        self.classes.show_counts(Counter(one.kind for one in found.differences))
        self._show_differences()

    def _show_differences(self) -> None:
        if self.found is None or self.session is None:
            return
        before, top = self.sheet, self.view.top_place()
        wanted, row = self.classes.kinds(), max(self.list.currentIndex().row(), 0)
        self.shown = [one for one in self.found.differences if one.kind in wanted]
        self.sheet = sheet(self.shown)
        self.rows.clear(names_of(self.session.labels))
        self.rows.add([row_of(one) for one in self.shown])
        self.view.set_article(self.sheet.text)
        self.view.set_spans(self.sheet.spans)
        self.view.set_excluded(self.sheet.heads)
        if before.text == self.sheet.text:
            self.view.show_top(*top)
        for button in (self.place, self.print, self.save):
            button.setEnabled(bool(self.shown))
        if self.shown:
            self.list.setCurrentIndex(self.rows.index(min(row, len(self.shown) - 1)))

    def _show_nothing(self, sentence: str) -> None:
        self.found, self.shown = None, []
        self.sheet = Sheet("", (), (), ())
        self.told_here.setText(sentence)
        self.classes.show_counts({})
        self.rows.clear(self.rows.names)
        self.view.set_article("")
        for button in (self.place, self.print, self.save):
            button.setEnabled(False)

    def _go_to(self, row: int) -> None:
        self.view.show_top(self.sheet.places[row], -_ABOVE)

    def _open_place(self) -> None:
        """Open the article at the current difference in the program's window."""
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.shown):
            place, one = self.rows.places[row], self.shown[row]
            mine = (
                one.item if self.found and self.session and self.found.annotator == self.session.owner else ""
            )
            self.place_chosen.emit(place.document, place.start, place.end, mine)

    def _printed(self) -> tuple[Feedback, LabelSet]:
        """What is shown, with the differences of the classes that are shown only."""
        assert self.found is not None
        assert self.session is not None
        shown = Feedback(self.found.annotator, self.found.places, tuple(self.shown))
        return shown, self.session.labels

    # looks

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme) + view_rules(theme))
        self._delegate.theme = theme
        self.view.set_theme(theme)
        self.classes.set_colours(class_lines(theme), theme.muted)

    def showEvent(self, event: QShowEvent) -> None:
        """Look now."""
        super().showEvent(event)
        if self._stale:
            self._find()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks, so nothing is looked for."""
        super().hideEvent(event)
        self._stale = self._stale or self.finding.is_finding()
        self.finding.stop()
