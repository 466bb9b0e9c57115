"""What the journeys share: the sample articles in a project, the whole window, and a person's hands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.ui.application import application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings

SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application()


@pytest.fixture
def project_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setattr(paths, "user_data", lambda: folder)
    path = tmp_path / "news.annotator"
    project = new_project(path)
    import_paths(project, sorted(SEEDS.glob("*.txt")))
    project.close()
    return path


class Person:
    """Somebody at the window, with a mouse and the keys."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self.window = qtbot, window

    @property
    def text(self) -> str:
        """The text of the article."""
        article = self.window.desk.article
        assert article
        return article.document.text

    def drag(self, quote: str, *, alt: bool = False) -> None:
        """Draw the mouse from the first to the last letter of a quote, from edge to edge."""
        start = self.text.index(quote)
        last = start + len(quote) - 1
        view = self.window.view
        view.scroll_to(start, last + 1)
        held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        mouse, button = self._qtbot, Qt.MouseButton.LeftButton
        mouse.mousePress(view.viewport(), button, held, self._edge(start, leading=True))
        self._move(self._edge(last, leading=False), held)
        mouse.mouseRelease(view.viewport(), button, held, self._edge(last, leading=False))

    def click(self, quote: str) -> None:
        """Click on the middle letter of a quote."""
        view = self.window.view
        place = self.text.index(quote) + len(quote) // 2
        view.scroll_to(place, place + 1)
        self._qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.point_of(place).toPoint())

    def press(self, key: str) -> None:
        """Press a key of the window, as the menu names it."""
        action = next(a for a in self.window.actions_.every() if key in [k.toString() for k in a.shortcuts()])
        assert action.isEnabled(), key
        action.trigger()

    def spans(self) -> list[tuple[str, str]]:
        """Quote and label of the article's spans in reading order."""
        return [(self.text[span.start : span.end], span.label) for span in self.window.desk.spans()]

    def _edge(self, offset: int, *, leading: bool) -> QPoint:
        """A point just inside the edge of a letter."""
        view = self.window.view
        rect = view.rects(offset, offset + 1)[0]
        rtl = self._is_rtl(offset)
        x = rect.right() - 1 if rtl == leading else rect.left() + 1
        return QPoint(round(x), round(rect.center().y()))

    def _is_rtl(self, offset: int) -> bool:
        return "\u0590" <= self.text[offset] <= "\u08ff"

    def _move(self, place: QPoint, held: Qt.KeyboardModifier) -> None:
        # qtbot's move holds no button, so the drag is sent as the window system would send it.
        viewport = self.window.view.viewport()
        point = QPointF(place)
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            point,
            QPointF(viewport.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            button,
            held,
        )
        QApplication.sendEvent(viewport, event)


@pytest.fixture
def come_in(qtbot: QtBot, project_path: Path) -> Iterator[Callable[[], Person]]:
    """Open the project in a new window, as after a start of the program."""
    windows: list[MainWindow] = []

    def opened() -> Person:
        settings = Settings(paths.user_data() / "settings.ini")
        settings.set_owner(project_path, "Amal")
        window = MainWindow(settings)
        windows.append(window)
        qtbot.addWidget(window)
        window.files.take(open_existing(project_path, window=True))
        with qtbot.waitExposed(window):
            window.show()
        return Person(qtbot, window)

    yield opened
    for window in windows:
        window.close()
