"""The window of second readings: serves own articles again, lets the annotator read them, and shows the figure."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.app.agreement_places import PlaceRow
from annotator.app.people import persons
from annotator.app.second_reading import SEED, Measured, Standing, measuring, serve, standing
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError
from annotator.model.people import first_reader, second_reading
from annotator.model.revision import GOLD
from annotator.model.status import IN_PROGRESS
from annotator.ui.agreement.colours import view_rules
from annotator.ui.agreement.place_model import PlaceDelegate, PlaceModel
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import Names, names_of
from annotator.ui.companion import Companion
from annotator.ui.isolates import isolated
from annotator.ui.person_choice import PersonChoice
from annotator.ui.second_reading.words import agreement_words, standing_words, tr
from annotator.ui.slices import Slices
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN = 14
_FEW = 5  # articles that are offered first


class SecondReadingWindow(Companion):
    """Second readings of one annotator at a time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Second reading"))
        self.meaning, self.state, self.figure = Sentence(self), Sentence(self), Sentence(self)
        self.meaning.setText(
            tr(
                "Read some of your own articles again without seeing your earlier marks. "
                "How far both readings agree is the best that anybody can expect of two people."
            )
        )
        self.person = PersonChoice(self)
        self.wanted, self.days, self.seed = (
            self._spin(*bounds) for bounds in ((1, 99), (0, 999), (0, 99_999))
        )
        self.wanted.setValue(_FEW)
        self.seed.setValue(SEED)
        self.serve = QPushButton(tr("&Serve again"), self)
        self.read = QPushButton(self)
        self.rows, self.list = PlaceModel(), QListView(self)
        self.rows.setParent(self)
        self._delegate = PlaceDelegate(theme, self.rows)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Where both readings differ"))
        self.places: list[PlaceRow] = []
        self.measuring = Slices(self)
        self._standing: Standing | None = None
        self._stale = False
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(560, 680)

    def _spin(self, least: int, most: int) -> QSpinBox:
        made = QSpinBox(self)
        made.setRange(least, most)
        made.setAlignment(Qt.AlignmentFlag.AlignLeading)
        return made

    def _arrange(self) -> None:
        form = QFormLayout()
        form.addRow(tr("&Annotator"), self.person)
        form.addRow(tr("Articles to &draw"), self.wanted)
        form.addRow(tr("&Finished at least so many days ago"), self.days)
        form.addRow(tr("S&eed of the draw"), self.seed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.serve)
        buttons.addWidget(self.read)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(10)
        layout.addWidget(self.meaning)
        layout.addLayout(form)
        layout.addWidget(self.state)
        layout.addLayout(buttons)
        layout.addWidget(self.figure)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.person.activated.connect(lambda place: self._show())
        self.days.valueChanged.connect(lambda days: self._show())
        self.measuring.came.connect(self._take)
        self.measuring.failed.connect(self.figure.setText)
        self.serve.clicked.connect(lambda: self._serve())
        self.read.clicked.connect(lambda: self._change_owner())
        self.list.activated.connect(lambda index: self._open_place(index.row()))

    # whose readings

    def set_session(self, session: Session | None) -> None:
        """Show another project or owner, or none."""
        super().set_session(session)
        self.person.clear()
        self._offer_people()
        self._show()

    def follow(self, documents: Collection[int]) -> None:
        """Show how far it is now, or as soon as somebody looks."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._offer_people()
            self._show(documents)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what happened while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.follow(())

    def reader(self) -> str:
        """Whose readings are shown, "" for nobody's."""
        return self.person.person()

    def _offer_people(self) -> None:
        """Offer the annotators; who is chosen stays so, else it is whoever works here, in whichever reading."""
        session = self.session
        names = persons(session.project) if session else []
        self.person.offer(names, first_reader(session.owner) or session.owner if session else "")

    # what is shown

    def _show(self, changed: Collection[int] = ()) -> None:
        """Show how far it is; the figures anew where these documents (empty: any) may have changed them."""
        session, reader = self.session, self.reader()
        self.serve.setEnabled(bool(session and reader))
        self.read.setEnabled(False)
        if session is None or not reader:
            nobody = tr("The project has no annotators yet.") if session else tr("No project is open.")
            self._standing = None
            self.state.setText(nobody)
            self._clear_figure("")
            return
        before, self._standing = self._standing, standing(session.project, reader, days=self.days.value())
        self.state.setText(standing_words(self._standing))
        reading = session.owner == second_reading(reader)
        self.read.setText(tr("Back to the own &marks") if reading else tr("&Read them now"))
        self.read.setEnabled(reading or self._standing.served > 0)
        twice = self._standing.twice
        if not changed or before is None or before.twice != twice or set(changed) & set(twice):
            self._measure(session, reader)

    def _measure(self, session: Session, reader: str) -> None:
        if session.owner not in (reader, second_reading(reader), GOLD):
            self._clear_figure(tr("The figure is for {0} to see.").format(isolated(reader)))
            return
        self._clear_figure(self.figure.text())
        self.measuring.run(measuring(session.project, reader))

    def _clear_figure(self, sentence: str) -> None:
        self.measuring.stop()
        self.places = []
        self.rows.clear(names_of(self.session.labels) if self.session else Names())
        self.figure.setText(sentence)

    def _take(self, step: Measured) -> None:
        self.places += step.places
        self.rows.add([_named(place, self.reader()) for place in step.places])
        if step.is_last:
            self.figure.setText(agreement_words(step.agreement))

    # what is done

    def _serve(self) -> None:
        if self.session is None:
            return
        try:
            done = serve(
                self.session.project,
                self.reader(),
                self.wanted.value(),
                days=self.days.value(),
                seed=self.seed.value(),
            )
        except AnnotatorError as error:
            self.failed.emit(str(error))
            return
        self.changed.emit(set(done.documents))
        self.told.emit(tr("Served again: {0}.").format(len(done.documents)))
        self._show()

    def _change_owner(self) -> None:
        """Read what was served, or go back to the own marks."""
        if self.session is None:
            return
        again = second_reading(self.reader())
        if self.session.owner == again:
            self.owner_chosen.emit(self.reader(), "")
        else:
            self.owner_chosen.emit(again, IN_PROGRESS)

    def _open_place(self, row: int) -> None:
        place = self.places[row]
        owner = self.session.owner if self.session else ""
        self.place_chosen.emit(place.document, place.start, place.end, place.item_of(owner))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme) + view_rules(theme))
        self._delegate.theme = theme
        self.list.viewport().update()


def _named(place: PlaceRow, reader: str) -> PlaceRow:
    """The place with both readings called so, not by the annotator's name."""
    names = {reader: tr("First"), second_reading(reader): tr("Again")}
    return replace(place, marks=tuple(replace(mark, owner=names[mark.owner]) for mark in place.marks))
