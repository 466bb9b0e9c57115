"""The window of feedback: a list of an annotator's own differences from gold, and the current one with both sides."""

from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from annotator.app.feedback import Difference, Feedback, feedback_by_article, joined
from annotator.app.people import persons
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.ui.agreement.colours import view_rules
from annotator.ui.agreement.place_model import PlaceDelegate, PlaceModel
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import names_of
from annotator.ui.article.reading import Reading
from annotator.ui.companion import Companion
from annotator.ui.feedback.output import FeedbackOutput
from annotator.ui.feedback.rows import DifferenceList, row_of
from annotator.ui.feedback.sheet import sheet
from annotator.ui.feedback.words import AGREED, kind_name, tr
from annotator.ui.isolates import isolated
from annotator.ui.person_choice import PersonChoice
from annotator.ui.side_by_side.choices import ClassChoice
from annotator.ui.side_by_side.layer_view import LayerView
from annotator.ui.side_by_side.pane import class_lines
from annotator.ui.slices import Slices
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN = 10


class FeedbackWindow(Companion):
    """Feedback for one annotator. It looks for differences only while it is seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Feedback"))
        self.found: Feedback | None = None
        self.shown: list[Difference] = []  # of the classes that are shown
        self._stale = False
        self.finding = Slices(self)
        self._parts: list[Feedback] = []
        self.output = FeedbackOutput(self, self._printed)
        self.person, self.told_here = PersonChoice(self), Sentence(self)
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
        self.finding.came.connect(lambda part: self._parts.append(part))
        self.finding.ended.connect(lambda: self._show_found(joined(self.person.person(), self._parts)))
        self.finding.failed.connect(self._show_nothing)
        self.classes.chosen.connect(self._show_differences)
        self.list.went_to.connect(lambda row: self._show_sheet(self.shown[row : row + 1], row + 1))
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
        self.person.offer(persons(self.session.project), self.session.owner)

    def _find(self) -> None:
        self._stale = not self.isVisible()
        if self._stale or self.session is None:
            return
        name = self.person.person()
        if not name:
            self._show_nothing(tr("The project has no annotators yet."))
            return
        self._parts = []
        try:
            self.finding.run(feedback_by_article(self.session.project, name, self.session.owner))
        except AnnotatorError as error:
            self._show_nothing(str(error))

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
        wanted, row = self.classes.kinds(), max(self.list.currentIndex().row(), 0)
        self.shown = [one for one in self.found.differences if one.kind in wanted]
        self.rows.clear(names_of(self.session.labels))
        self.rows.add([row_of(one) for one in self.shown])
        self._show_sheet(())
        if self.shown:
            self.list.setCurrentIndex(self.rows.index(min(row, len(self.shown) - 1)))

    def _show_sheet(self, some: Sequence[Difference], first: int = 1) -> None:
        """Show these differences as they would be printed, numbered from the first."""
        made = sheet(some, first)
        self.view.set_article(made.text)
        self.view.set_spans(made.spans)
        self.view.set_excluded(made.heads)
        for button in (self.place, self.print, self.save):
            button.setEnabled(bool(some))

    def _show_nothing(self, sentence: str) -> None:
        self.found, self.shown = None, []
        self.told_here.setText(sentence)
        self.classes.show_counts({})
        self.rows.clear(self.rows.names)
        self._show_sheet(())

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

    def set_reading(self, reading: Reading) -> None:
        """Set sentences by a reader's choices."""
        self.view.set_reading(reading)

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
        self._stale = self._stale or self.finding.is_running()
        self.finding.stop()
