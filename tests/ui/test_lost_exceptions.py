"""An exception in paintEvent is seen by the tests: without that, a broken view would pass them."""

import contextlib

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


class Broken(QWidget):
    painted = False

    def paintEvent(self, event):
        self.painted = True
        raise ZeroDivisionError("on purpose")


def test_an_exception_while_painting_is_caught(qtbot, lost_exceptions):
    """It comes out of the call that made Qt paint, or it is handed to the hook."""
    widget = Broken()
    qtbot.addWidget(widget)
    found: list[BaseException] = []
    with qtbot.captureExceptions() as caught:
        try:
            with contextlib.suppress(TimeoutError):
                widget.show()
                qtbot.waitUntil(lambda: widget.painted, timeout=2000)
        except ZeroDivisionError as error:
            found.append(error)
    found += [error for _, error, _ in caught] + lost_exceptions
    lost_exceptions.clear()
    widget.hide()
    assert any(isinstance(error, ZeroDivisionError) for error in found)


def test_an_exception_in_a_slot_is_caught(qtbot, lost_exceptions):
    def fail() -> None:
        raise ZeroDivisionError("on purpose")

    with qtbot.captureExceptions() as caught:
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: bool(caught or lost_exceptions), timeout=2000)
    found = [*(error for _, error, _ in caught), *lost_exceptions]
    lost_exceptions.clear()
    assert any(isinstance(error, ZeroDivisionError) for error in found)
