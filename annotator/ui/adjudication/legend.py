"""The keys of a card as buttons: what each does, by the letter that the active keyboard has there."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.model.decision import BOTH, DEFER, INTERSECTION, NONE, RELABEL, UNION
from annotator.model.labels import LabelSet, name_in
from annotator.ui.adjudication.deeds import (
    EDIT,
    LETTERS,
    NOTE,
    PRECEDENT,
    PRESELECTED,
    SHOW,
    STEP,
    Deed,
    KeyCaps,
)
from annotator.ui.adjudication.words import tr
from annotator.ui.flow_layout import FlowLayout
from annotator.ui.icons import swatch
from annotator.ui.isolates import isolated
from annotator.ui.keys import native
from annotator.ui.theme import Theme


def deed_words() -> Mapping[str, str]:
    """What each deed is called on its button."""
    return {
        PRESELECTED: tr("take the marked one"),
        NONE: tr("no span"),
        BOTH: tr("keep every variant"),
        UNION: tr("one over all"),
        INTERSECTION: tr("only what all share"),
        EDIT: tr("move the ends"),
        DEFER: tr("put off…"),
        NOTE: tr("note…"),
        PRECEDENT: tr("precedent…"),
        SHOW: tr("open the article"),
    }


class Legend(QWidget):
    """The buttons. Pressing one does what its key does."""

    asked = Signal(object)  # a Deed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, spacing=4)
        self.buttons: dict[Deed, QToolButton] = {}
        self._said: tuple[object, ...] = ()  # what the buttons were made for
        self._shown: tuple[KeyCaps, LabelSet, Theme] | None = None

    def show_keys(self, caps: KeyCaps, labels: LabelSet, theme: Theme) -> None:
        """Show the keys of the active layout and of these labels."""
        self._shown = (caps, labels, theme)
        caps_now = tuple(map(caps.cap, LETTERS))
        said = (caps_now, labels, theme.name, self.layoutDirection())
        if said == self._said:
            return
        self._said = said
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        places = {deed: place for place, deed in LETTERS.items()}
        fixed = {PRESELECTED: tr("Enter"), NONE: tr("Del")}
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for way, arrow, words in (
            (-1, "→" if rtl else "←", tr("the card before")),
            (1, "←" if rtl else "→", tr("next card")),
        ):
            self._add(Deed(STEP, way), arrow, words)
        for name, words in deed_words().items():
            key = fixed.get(name) or _key(caps.cap(places[name]), places[name])
            self._add(Deed(name), key, words)
        for label in labels.labels:
            button = self._add(
                Deed(RELABEL, label=label.name),
                native(label.key) if label.key else "",
                isolated(name_in("en", label.names, label.name)),
            )
            button.setIcon(swatch(label.dark if theme.dark else label.light))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Turn the arrows round with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self._shown:
            self.show_keys(*self._shown)

    def words(self) -> list[str]:
        """What the buttons say."""
        return [button.text() for button in self.buttons.values()]

    def _add(self, deed: Deed, key: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setText((f"{isolated(key)}  {words}" if key else words).replace("&", "&&"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.asked.emit(deed))
        self._row.addWidget(button)
        self.buttons[deed] = button
        button.show()
        return button


def _key(cap: str, place: str) -> str:
    """A key's cap; with its place on a US keyboard where that is another letter."""
    return cap if cap == place else f"{cap} ({place})"
