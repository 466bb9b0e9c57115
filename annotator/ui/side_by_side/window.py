"""The window of layers side by side: shows the article of the program's window, and steps through its differences."""

from collections import Counter
from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.app.listing import place_of
from annotator.app.session import Session
from annotator.app.side_by_side import (
    CLASSES,
    Disagreement,
    Layers,
    differences,
    first_choice,
    items_of,
    layers,
)
from annotator.model.errors import AnnotatorError
from annotator.ui.agreement.colours import class_colours
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.words import class_name
from annotator.ui.companion import Companion
from annotator.ui.isolates import isolated
from annotator.ui.side_by_side.choices import ClassChoice, PeopleChoice
from annotator.ui.side_by_side.columns import Columns
from annotator.ui.side_by_side.controls import Controls
from annotator.ui.side_by_side.layer_view import Framed
from annotator.ui.side_by_side.merged import Legend, MergedView
from annotator.ui.side_by_side.words import name_shown, status_shown, tag, tr
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
        self._picked: list[str] | None = None  # whom the user chose, in whatever article
        self.controls = Controls(self)
        self.people, self.classes = PeopleChoice(self), ClassChoice(self)
        self.nothing, self.told_here = Sentence(self), Sentence(self)
        self.columns = Columns(theme)
        self.merged, self.legend = MergedView(), Legend()
        self.stack = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.resize(1240, 780)

    def _arrange(self) -> None:
        lanes = QWidget()
        column = QVBoxLayout(lanes)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.legend)
        column.addWidget(self.merged, 1)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.merged.setAccessibleName(tr("All layers in one view"))
        for page in (self.nothing, self.columns, lanes):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        for part in (self.controls, self.people, self.classes, self.told_here):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.people.chosen.connect(self._pick)
        self.classes.chosen.connect(self._show_differences)
        self.columns.difference_clicked.connect(self.go_to)
        self.merged.difference_clicked.connect(self.go_to)
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
        self.shown, self._picked = None, None
        if session is None:
            self._show_nothing(tr("No project is open."))
        else:
            self._show_nothing(tr("No article is open."))

    def show_article(self, number: int) -> None:
        """Show an article of the project, 0 for none."""
        if self.session is None or not number:
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
        kept = self._place()
        self.show_article(self.shown.number)
        places = [(place.start, place.end) for place in self.found]
        if kept in places:
            self.go_to(places.index(kept))

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
        if self.shown:
            self._show_all()

    def _pick(self) -> None:
        self.choose(self.people.owners())

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
        self.told_here.setText(tr("You work blind: finish the article to see the others' marks.") if shown.blind else "")
        self.told_here.setVisible(shown.blind)
        if not chosen:
            self._show_nothing(tr("Choose whose marks you want to see."))
            return
        sets = [(layer, names[layer.owner]) for layer in shown.layers if layer.owner in chosen]
        labels = self.session.labels
        if self.controls.is_merged():
            self._show_merged(shown, [(name, layer.spans) for layer, name in sets])
        else:
            heads = [
                tr("{0} – {1}, spans: {2}").format(name, status_shown(layer.status), len(layer.spans))
                for layer, name in sets
            ]
            self.columns.show_layers(shown, chosen, heads, labels)
        self.stack.setCurrentIndex(2 if self.controls.is_merged() else 1)
        self._show_differences()

    def _show_merged(self, shown: Layers, sets: list[tuple[str, tuple]]) -> None:
        view, document = self.merged, shown.document
        if view.text() != document.text:
            view.set_article(document.text, direction=document.direction)
        view.show_lanes(sets, self.session.labels)
        view.set_excluded(shown.excluded)
        self.legend.show_names([name for name, _ in sets], self.theme)

    # differences

    def _show_differences(self) -> None:
        shown = self.shown
        if shown is None:
            return
        kept = self._place()
        found = differences(shown, self._chosen(shown))
        self.classes.show_counts(Counter(place.kind for place in found))
        wanted = self.classes.kinds()
        self.found = [place for place in found if place.kind in wanted]
        colours = self._colours()
        framed = [Framed(p.start, p.end, p.kind, tag(p.kind), colours[p.kind]) for p in self.found]
        items = [items_of(place) for place in self.found]
        self.columns.set_differences(framed, items)
        self.merged.set_differences(
            framed, {span.item: n for n, place in enumerate(self.found) for v in place.variants for held in v.spans.values() for span in held}
        )
        places = [(place.start, place.end) for place in self.found]
        self.current = places.index(kept) if kept in places else -1
        self._mark_current()

    def step(self, step: int) -> None:
        """Go to the next (+1) or the previous (-1) difference, round and round."""
        if self.found:
            start = self.current if self.current >= 0 else (-1 if step > 0 else 0)
            self.go_to((start + step) % len(self.found))

    def go_to(self, number: int) -> None:
        """Select a difference in all layers, and scroll to it."""
        self.current = number
        place = self.found[number]
        self.columns.go_to(number, place.start, place.end, items_of(place))
        self.merged.set_current(number)
        self.merged.scroll_to(place.start, place.end)
        self._say()

    def _mark_current(self) -> None:
        if self.current >= 0:
            self.go_to(self.current)
        else:
            self._say()

    def _say(self) -> None:
        total = len(self.found)
        if self.current >= 0:
            said = tr("{0} of {1}: {2}").format(self.current + 1, total, class_name(self.found[self.current].kind))
        else:
            said = tr("Differences: {0}").format(total)
        self.controls.show_differences(said, total)

    def _place(self) -> tuple[int, int] | None:
        found = self.found[self.current] if 0 <= self.current < len(self.found) else None
        return (found.start, found.end) if found else None

    def _open_place(self) -> None:
        """Open the article here in the program's window, at the current difference."""
        if self.shown is None or self.session is None:
            return
        start, end = self._place() or (0, 0)
        item = items_of(self.found[self.current]).get(self.session.owner, "") if self.current >= 0 else ""
        self.place_chosen.emit(self.shown.number, start, end, item)

    # looks

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme))
        self.columns.set_theme(theme)
        self.merged.set_theme(theme)
        self.classes.set_colours(self._colours())
        self.controls.set_theme(theme)
        self._show_all()

    def _colours(self) -> dict[str, str]:
        return dict(zip(CLASSES, class_colours(self.theme)[1:], strict=True))

    def _show_nothing(self, sentence: str) -> None:
        self.found, self.current = [], -1
        self.nothing.setText(sentence)
        self.stack.setCurrentWidget(self.nothing)
        self.classes.show_counts({})
        self._say()
