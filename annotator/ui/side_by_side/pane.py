"""The layers themselves, in one of the two modes: columns, or lanes of one view with their legend."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.app.side_by_side import CLASSES, Disagreement, Layer, Layers, items_of
from annotator.model.labels import LabelSet
from annotator.ui.agreement.colours import class_colours
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.article.reading import Reading
from annotator.ui.side_by_side.columns import Columns
from annotator.ui.side_by_side.layer_view import Framed, line_colour
from annotator.ui.side_by_side.merged import Legend, MergedView
from annotator.ui.side_by_side.words import status_shown, tag, tr
from annotator.ui.theme import Theme

Named = Sequence[tuple[Layer, str]]  # what each annotator is called


class LayersPane(QStackedWidget):
    """Both modes know the same differences, so that changing the mode keeps one's place."""

    difference_clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.nothing = Sentence(self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.columns = Columns(theme)
        self.merged, self.legend = MergedView(), Legend()
        self.merged.setAccessibleName(tr("All layers in one view"))
        lanes = QWidget()
        column = QVBoxLayout(lanes)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.legend)
        column.addWidget(self.merged, 1)
        for page in (self.nothing, self.columns, lanes):
            self.addWidget(page)
        for part in (self.columns, self.merged):
            part.difference_clicked.connect(self.difference_clicked)

    def show_layers(self, shown: Layers, named: Named, labels: LabelSet, *, merged: bool) -> None:
        """Show these layers of an article."""
        if merged:
            view, document = self.merged, shown.document
            if view.text() != document.text:
                view.set_article(document.text, direction=document.direction)
            view.show_lanes([(name, layer.spans) for layer, name in named], labels)
            view.set_excluded(shown.excluded)
            self.legend.show_names([name for _, name in named], self._theme)
        else:
            said = tr("{0} – {1}, spans: {2}")
            heads = [said.format(name, status_shown(layer.status), len(layer.spans)) for layer, name in named]
            self.columns.show_layers(shown, [layer.owner for layer, _ in named], heads, labels)
        self.setCurrentIndex(2 if merged else 1)

    def show_nothing(self, sentence: str) -> None:
        """Show a sentence in the place of layers."""
        self.nothing.setText(sentence)
        self.setCurrentIndex(0)

    def set_differences(self, found: Sequence[Disagreement]) -> None:
        """Frame these."""
        marks = {kind: (tag(kind), colour) for kind, colour in class_lines(self._theme).items()}
        framed = [Framed(place.start, place.end, *marks[place.kind]) for place in found]
        self.columns.set_differences(framed, [items_of(place) for place in found])
        numbers = {
            span.item: number
            for number, place in enumerate(found)
            for variant in place.variants
            for held in variant.spans.values()
            for span in held
        }
        self.merged.set_differences(framed, numbers)

    def go_to(self, number: int, place: Disagreement) -> None:
        """Select a difference in all layers, and scroll to it."""
        self.columns.go_to(number, place.start, place.end, items_of(place))
        self.merged.set_current(number)
        self.merged.scroll_to(place.start, place.end)

    def announce(self, message: str) -> None:
        """Have a screen reader say this."""
        self.merged.announce(message)

    def set_reading(self, reading: Reading) -> None:
        """Set the article by a reader's choices."""
        self.columns.set_reading(reading)
        self.merged.set_reading(reading)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.columns.set_theme(theme)
        self.merged.set_theme(theme)


def class_lines(theme: Theme) -> dict[str, str]:
    """The colour of the lines that mark each class."""
    colours = class_colours(theme)[1:]
    return {kind: line_colour(c, dark=theme.dark) for kind, c in zip(CLASSES, colours, strict=True)}
