"""What the window does about a bug: it is logged, and shown once with a way to copy it."""

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator import __version__
from annotator.ui.dialogs import notice

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class BugReport:
    """Takes tracebacks. Only the first one is shown: a bug in painting would come with every frame."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._shown: QMessageBox | None = None  # kept: a notice without a window dies with its last name

    def catch_all(self) -> None:
        """From now on take every exception that nobody caught."""
        sys.excepthook = self._caught

    def take(self, trace: str) -> None:
        """Log a traceback, and show the first one."""
        stamp = datetime.now(UTC).isoformat(timespec="seconds")
        print(trace, file=sys.stderr)
        with self._log.open("a", encoding="utf-8") as file:
            file.write(f"{stamp} Annotator {__version__}\n{trace}\n")
        if self._shown is not None:
            return
        copy = QApplication.translate("bug_report", "Copy the report")
        close = QApplication.translate("bug_report", "Close")
        sentence = QApplication.translate(
            "bug_report",
            "Something went wrong in the program. Nothing is lost: what you did is in the file. "
            "Please send the report to whoever looks after the program; it is also in {0}.",
        ).format(self._log)
        clipboard = QGuiApplication.clipboard()
        answers = ((copy, lambda: clipboard.setText(trace)), (close, lambda: None))
        self._shown = notice(QApplication.activeWindow(), sentence, details=trace, answers=answers)

    def _caught(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.take("".join(traceback.format_exception(kind, error, where)))
