"""The window of layers side by side: shows the article of the program's window, and steps through its differences."""

from collections import Counter
from collections.abc import Collection

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.listing import place_of
from annotator.app.session import Session
from annotator.app.side_by_side import Disagreement, Layers, differences, first_choice, items_of, layers
from annotator.model.errors import AnnotatorError
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import class_name
from annotator.ui.article.reading import Reading
from annotator.ui.companion import Companion
from annotator.ui.isolates import isolated
from annotator.ui.side_by_side.choices import ClassChoice, PeopleChoice
from annotator.ui.side_by_side.controls import Controls
from annotator.ui.side_by_side.pane import LayersPane, class_lines
from annotator.ui.side_by_side.words import name_shown, tr
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN = 10


class SideBySideWindow(Companion):
    """Annotators' layers over one article. Offsets are code points."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Side by side"))
        self.shown: Layers | None = None
        self.found: list[Disagreement] = []  # of the classes that are shown
        self.current = -1
        self._waiting = 0  # the article that is to be shown once this window is seen
        self._picked: list[str] | None = None  # whom the user chose, in whatever article
        self.controls = Controls(self)
        self.people, self.classes = PeopleChoice(self), ClassChoice(self)
        self.blind = Sentence(self)
        self.blind.setText(tr("Others' marks are hidden from you until you have finished the article."))
        self.pane = LayersPane(theme)
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        for part in (self.controls, self.people, self.classes, self.blind):
            layout.addWidget(part)
        layout.addWidget(self.pane, 1)
        self.set_theme(theme)
        self._show_nothing(tr("No project is open."))
        self.resize(1240, 780)

    def _connect(self) -> None:
        self.people.chosen.connect(lambda: self.choose(self.people.owners()))
        self.classes.chosen.connect(self._show_differences)
        self.pane.difference_clicked.connect(self.go_to)
        controls = self.controls
        controls.article_stepped.connect(self.step_article)
        controls.difference_stepped.connect(self.step)
        controls.place_requested.connect(self._open_place)
        controls.mode_chosen.connect(self._show_all)
        controls.names_hidden.connect(self._show_all)

    # which article

    def set_session(self, session: Session | None) -> None:
        """Show another project or owner, or none."""
        super().set_session(session)
        self.shown, self._picked, self._waiting = None, None, 0
        self._show_nothing(tr("No article is open.") if session else tr("No project is open."))

    def show_article(self, number: int) -> None:
        """Show an article of the project, 0 for none; not before somebody looks."""
        if self.session is None or not number:
            return
        self._waiting = 0 if self.isVisible() else number
        if self._waiting:
            return
        try:
            self.shown = layers(self.session.project, number, self.session.owner)
        except AnnotatorError as error:
            self.failed.emit(str(error))
            return
        self.current = -1
        self._show_all()

    def follow(self, documents: Collection[int]) -> None:
        """Show the article anew if it may have been changed, with the same difference current."""
        if self.session is None or self.shown is None or (documents and self.shown.number not in documents):
            return
        if not self.isVisible():
            self._waiting = self._waiting or self.shown.number
            return
        kept = self._place()
        self.show_article(self.shown.number)
        self._go_back(kept)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while nobody looked."""
        super().showEvent(event)
        self.show_article(self._waiting)

    def step_article(self, step: int) -> None:
        """Show the next (+1) or the previous (-1) article of the list; the program's window stays where it is."""
        if self.session is None or self.shown is None:
            return
        here = place_of(self.session.project, self.shown.number)
        place = (-1 if here is None else here) + step
        rows = self.session.rows(place, 1) if place >= 0 else []
        if rows:
            self.show_article(rows[0].number)

    # whose layers, and how

    def choose(self, owners: Collection[str]) -> None:
        """Show the layers of these owners from now on."""
        self._picked = list(owners)
        self._show_all()

    def _chosen(self, shown: Layers) -> list[str]:
        if self._picked is None and self.session:
            return first_choice(shown, self.session.owner)
        return [layer.owner for layer in shown.layers if layer.owner in (self._picked or ())]

    def _show_all(self) -> None:
        shown = self.shown
        if shown is None or self.session is None:
            return
        chosen, hidden = self._chosen(shown), self.controls.are_names_hidden()
        names = {
            layer.owner: name_shown(layer.owner, place, hidden=hidden)
            for place, layer in enumerate(shown.layers)
        }
        self.controls.name.setText(isolated(shown.document.name))
        self.people.show_people(names, chosen)
        self.blind.setVisible(shown.blind)
        if not chosen:
            self._show_nothing(tr("Choose whose marks you want to see."))
            return
        named = [(layer, names[layer.owner]) for layer in shown.layers if layer.owner in chosen]
        self.pane.show_layers(shown, named, self.session.labels, merged=self.controls.is_merged())
        self._show_differences()

    def _show_nothing(self, sentence: str) -> None:
        self.found, self.current = [], -1
        self.blind.setVisible(bool(self.shown and self.shown.blind))
        self.pane.show_nothing(sentence)
        self.classes.show_counts({})
        self._say()

    # differences

    def _show_differences(self) -> None:
        if self.shown is None:
            return
        kept, wanted = self._place(), self.classes.kinds()
        found = differences(self.shown, self._chosen(self.shown))
        self.classes.show_counts(Counter(place.kind for place in found))
        self.found = [place for place in found if place.kind in wanted]
        self.current = -1
        self.pane.set_differences(self.found)
        self._go_back(kept)

    def step(self, step: int) -> None:
        """Go to the next (+1) or the previous (-1) difference, round and round."""
        if self.found:
            start = self.current if self.current >= 0 else (-1 if step > 0 else 0)
            self.go_to((start + step) % len(self.found))

    def go_to(self, number: int) -> None:
        """Select a difference in all layers, and scroll to it."""
        self.current = number
        self.pane.go_to(number, self.found[number])
        self._say()
        self.pane.announce(self.controls.told.text())

    def _go_back(self, kept: tuple[int, int] | None) -> None:
        """Go to the difference that was current, if it is still there."""
        places = [(place.start, place.end) for place in self.found]
        if kept in places:
            self.go_to(places.index(kept))
        else:
            self._say()

    def _place(self) -> tuple[int, int] | None:
        found = self.found[self.current] if self.current >= 0 else None
        return (found.start, found.end) if found else None

    def _say(self) -> None:
        said = tr("Differences: {0}").format(len(self.found))
        if self.current >= 0:
            kind = class_name(self.found[self.current].kind)
            said = tr("{0} of {1}: {2}").format(self.current + 1, len(self.found), kind)
        self.controls.show_differences(said, len(self.found))

    def _open_place(self) -> None:
        """Open the article here in the program's window, at the current difference."""
        if self.shown is None or self.session is None:
            return
        start, end = self._place() or (0, 0)
        items = items_of(self.found[self.current]) if self.current >= 0 else {}
        self.place_chosen.emit(self.shown.number, start, end, items.get(self.session.owner, ""))

    def set_reading(self, reading: Reading) -> None:
        """Set the article by a reader's choices."""
        self.pane.set_reading(reading)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))
        self.pane.set_theme(theme)
        self.controls.set_theme(theme)
        self.classes.set_colours(class_lines(theme), theme.muted)
        self._show_all()
