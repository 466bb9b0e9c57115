"""The line at the foot of the window: the last message, what runs, where one is, whether it is saved."""

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from annotator.ui.icons import SIZE, icon
from annotator.ui.isolates import align_leading
from annotator.ui.theme import Theme

_SHOWN = 12_000  # milliseconds that a message stays
_SURE = 2.0  # seconds of work before the time left can be told


class JobBar(QWidget):
    """How far a job is, how long it will take, and a button to stop it."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began = 0.0
        self._name = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._left = QLabel(self)
        self._cancel = QToolButton(self)
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._name, self._bar, self._left, self._cancel):
            row.addWidget(widget)
        self.hide()

    def begin(self, name: str) -> None:
        """A job of that name has begun."""
        self._began = time.monotonic()
        self._name.setText(name)
        self._cancel.setEnabled(True)
        self.tell(0, None)
        self.show()

    def stopping(self) -> None:
        """The job was asked to stop."""
        self._cancel.setEnabled(False)
        self._left.setText(self.tr("Stopping…"))

    def tell(self, done: int, total: int | None) -> None:
        """So many of so many are done; None where nobody knows how many there are."""
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        if self._cancel.isEnabled():
            self._left.setText(self._time_left(done, total))

    def share(self) -> str:
        """What is shown of how far the job is."""
        return self._left.text()

    def ask_to_stop(self) -> None:
        """Press the button that cancels."""
        self._cancel.click()

    def _time_left(self, done: int, total: int | None) -> str:
        took = time.monotonic() - self._began
        if not total:
            return f"{done:,}" if done else ""
        share = f"{done:,} / {total:,}"
        if not done or took < _SURE:
            return share
        seconds = round(took / done * (total - done))
        return self.tr("{0}, {1} left").format(share, f"{seconds // 60}:{seconds % 60:02}")


class StatusBar(QStatusBar):
    """The foot of the window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._warned = self._whole = False
        self._drawn = ""  # which sign stands beside the word
        self._sign, self._message = QLabel(self), QLabel(self)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        align_leading(self._message)
        self._message.setMinimumWidth(50)  # a long sentence must not widen the window
        self.job = JobBar(self)
        self._place, self._tick, self._saved = QLabel(self), QLabel(self), QLabel(self)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 2, 8, 2)
        self.addWidget(self._sign)
        self.addWidget(self._message, 1)
        for widget in (self.job, self._place, self._tick, self._saved):
            self.addPermanentWidget(widget)
        self._gone = QTimer(self, singleShot=True, interval=_SHOWN)
        self._gone.timeout.connect(lambda: self.tell(""))
        self.set_theme(theme)
        self.set_saved(None)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        side = QSize(SIZE, SIZE)
        name, self._drawn = self._drawn or "finished", ""
        self._draw_tick(name)
        self._sign.setPixmap(icon("warning", theme).pixmap(side, self.devicePixelRatioF()))
        self._sign.setVisible(self._warned)

    def tell(self, sentence: str) -> None:
        """Show a message for a while; "" takes the last one away."""
        self._show(sentence, warned=False)

    def warn(self, sentence: str) -> None:
        """Show a refusal or something to take care of."""
        self._show(sentence, warned=True)

    def message(self) -> str:
        """The message that is shown."""
        return self._message.text()

    def is_warning(self) -> bool:
        """Whether the message that is shown is a warning."""
        return self._warned

    def saved_sign(self) -> str:
        """What the sign says, "" where there is none."""
        return "" if self._saved.isHidden() else self._saved.text()

    def set_place(self, text: str) -> None:
        """Show where in the list one is."""
        self._place.setText(text)

    def set_saved(self, whole: bool | None) -> None:
        """Show that everything is saved, and whether in a single file; None: no project is open."""
        self._draw_tick("finished")
        self._tick.setVisible(whole is not None)
        self._saved.setVisible(whole is not None)
        self._saved.setText(self.tr("Saved in one file") if whole else self.tr("Saved"))
        tip = (
            self.tr(
                "Every action is on disk, and the project file is whole: it can be copied or mailed as it is."
            )
            if whole
            else self.tr("Every action is on disk. In a moment the project file alone will hold everything.")
        )
        self._saved.setToolTip(tip)
        self._tick.setToolTip(tip)

    def set_unsaved(self, reason: str) -> None:
        """Show that something is not saved or could not be, and why."""
        self._draw_tick("warning")
        for part in (self._tick, self._saved):
            part.show()
            part.setToolTip(reason)
        self._saved.setText(self.tr("Not saved"))

    def _draw_tick(self, name: str) -> None:
        if name != self._drawn:
            self._drawn = name
            drawn = icon(name, self._theme).pixmap(QSize(SIZE, SIZE), self.devicePixelRatioF())
            self._tick.setPixmap(drawn)

    def _show(self, sentence: str, *, warned: bool) -> None:
        self._warned = warned and bool(sentence)
        self._sign.setVisible(self._warned)
        self._message.setText(sentence)
        self._message.setToolTip(sentence)
        self._gone.start()
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
