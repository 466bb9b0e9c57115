"""A French and an Arabic article of three annotators, and the keys of a person who adjudicates them."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.ui.adjudication.window import AdjudicationWindow

FRENCH = "Le maréchal Haftar a dit que l'ONU part."
ARABIC = "وصل المشير حفتر، والأمم المتحدة رحبت."
HAFTAR, TITLE, ONU = (12, 18), (3, 18), (31, 34)
TITLE_AR, COMMA_AR, UN_AR = (4, 15), (4, 16), (18, 31)
PERSON, ORGANIZATION = "PERSON", "ORGANIZATION"

# In their order: borders, a label, borders with a comma, and what only one marked; both articles agree on nothing.
MARKS: dict[str, dict[str, list[tuple[int, int, str]]]] = {
    FRENCH: {
        "Amal": [(*TITLE, PERSON), (*ONU, ORGANIZATION)],
        "Benoît": [(*HAFTAR, PERSON), (*ONU, PERSON)],
        "Chadi": [(*TITLE, PERSON), (*ONU, ORGANIZATION)],
    },
    ARABIC: {
        "Amal": [(*TITLE_AR, PERSON), (*UN_AR, ORGANIZATION)],
        "Benoît": [(*COMMA_AR, PERSON)],
        "Chadi": [(*TITLE_AR, PERSON)],
    },
}
Spans = list[dict[str, Any]]


def span(start: int, end: int, label: str, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


def row(id: str, text: str, sets: dict[str, Spans], status: str = "finished") -> dict[str, Any]:
    """An article with each annotator's spans."""
    held = [{"owner": owner, "status": status, "spans": spans} for owner, spans in sets.items()]
    return {"id": id, "name": f"{id}.txt", "text": text, "annotations": held}


def add_rows(project: Project, folder: Path, *rows: dict[str, Any]) -> None:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")
    import_paths(project, [path])


def make_project(folder: Path) -> Project:
    project = new_project(folder / "judged.annotator")
    project.connection.execute("PRAGMA synchronous = OFF")
    rows = [
        row(f"a{n}", text, {owner: [span(*mark) for mark in marks] for owner, marks in sets.items()})
        for n, (text, sets) in enumerate(MARKS.items())
    ]
    add_rows(project, folder, *rows)
    return project


def gold_of(project: Project, number: int = 1) -> list[tuple[int, int, str]]:
    """Gold's spans of an article."""
    return [(s.start, s.end, s.label) for s in Session(project, "gold").article(number).spans]


# The places of keys on X11: a US keyboard's letters, eight above evdev's codes.
SCAN = {
    "B": 56,
    "U": 30,
    "I": 31,
    "E": 26,
    "D": 40,
    "N": 57,
    "P": 33,
    "O": 32,
    "Z": 52,
    "Y": 29,
    "1": 10,
    "2": 11,
}
NONE = Qt.KeyboardModifier.NoModifier


def drag(widget: QWidget, place: QPoint) -> None:
    """A move with the left button held: qtbot's own holds none."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    there = QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), there, none, left, NONE)
    QApplication.sendEvent(widget, event)


class Hands:
    """Keys for whatever has the keyboard in the window."""

    def __init__(self, qtbot: QtBot, window: AdjudicationWindow) -> None:
        self._qtbot, self.window = qtbot, window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key of a keyboard that tells no places."""
        self._qtbot.keyClick(self.window.focusWidget() or self.window, key, held)

    def press_at(self, place: str, text: str, key: int = 0, held: Qt.KeyboardModifier = NONE) -> None:
        """Press the key in the place where a US keyboard has `place`; it writes `text`."""
        event = QKeyEvent(QEvent.Type.KeyPress, key or ord(text[0]), held, SCAN[place], 0, 0, text)
        QApplication.sendEvent(self.window.focusWidget() or self.window, event)

    def write(self, words: str) -> None:
        """Write words into the field that has the keyboard."""
        for letter in words:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter)
            QApplication.sendEvent(self.window.focusWidget(), event)

    def card(self) -> str:
        """The class of the open card."""
        shown = self.window.judging.open
        return shown.card.kind if shown else ""

    def said(self) -> str:
        """What the window says was done."""
        return self.window.told_line.words.text()

    def settle(self) -> None:
        """Wait until every article was looked at and nothing is looked for."""
        window = self.window
        self._qtbot.waitUntil(
            lambda: not (
                window.later.isActive() or window.looking.is_looking() or window.judging.is_seeking()
                or window.work.is_busy()
            ),
            timeout=30_000,
        )  # fmt: skip
