"""Everything that keys do in the article view: each command once, with its words, its keys and its method.

The view carries out the keys itself; whoever makes menus takes names, words and keys from here. No key is a
letter or a digit: those are elsewhere on other keyboards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.text.navigation import CLITIC, END, GRAPHEME, START, WORD

if TYPE_CHECKING:
    from annotator.ui.article.keyed import Keyed

CARET, SELECT, SPAN = "caret", "select", "span"
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that keys do. `words` are English, to be translated in the context "ArticleView"."""

    name: str
    words: str
    keys: tuple[str, ...]
    group: str  # CARET, SELECT or SPAN
    run: Callable[[Keyed], None]


def _command(
    name: str, words: object, keys: tuple[str, ...], group: str, run: Callable[[Keyed], None]
) -> Command:
    return Command(name, str(words), keys, group, run)


def _move(name: str, words: object, key: str) -> list[Command]:
    """A movement of the caret, and the same with Shift."""
    shifted = f"Ctrl+Shift+{key[5:]}" if key.startswith("Ctrl+") else f"Shift+{key}"
    if key.startswith("Alt+"):
        shifted = f"Alt+Shift+{key[4:]}"
    return [
        _command(name, words, (key,), CARET, lambda view: view.walk(name)),
        _command(f"select_{name}", words, (shifted,), SELECT, lambda view: view.walk(name, extend=True)),
    ]


def _resize(side: str, unit: str, words: object, key: str, *, grow: bool) -> Command:
    name = f"{'grow' if grow else 'shrink'}_{side}_{unit}"
    return _command(name, words, (key,), SPAN, lambda view: view.resize_end(side, unit, grow=grow))


COMMANDS: tuple[Command, ...] = (
    *_move("left", QT_TRANSLATE_NOOP("ArticleView", "A letter to the left"), "Left"),
    *_move("right", QT_TRANSLATE_NOOP("ArticleView", "A letter to the right"), "Right"),
    *_move("word_left", QT_TRANSLATE_NOOP("ArticleView", "A word to the left"), "Ctrl+Left"),
    *_move("word_right", QT_TRANSLATE_NOOP("ArticleView", "A word to the right"), "Ctrl+Right"),
    *_move("sentence_left", QT_TRANSLATE_NOOP("ArticleView", "A sentence to the left"), "Alt+Left"),
    *_move("sentence_right", QT_TRANSLATE_NOOP("ArticleView", "A sentence to the right"), "Alt+Right"),
    *_move("up", QT_TRANSLATE_NOOP("ArticleView", "A line up"), "Up"),
    *_move("down", QT_TRANSLATE_NOOP("ArticleView", "A line down"), "Down"),
    *_move("paragraph_up", QT_TRANSLATE_NOOP("ArticleView", "A paragraph up"), "Ctrl+Up"),
    *_move("paragraph_down", QT_TRANSLATE_NOOP("ArticleView", "A paragraph down"), "Ctrl+Down"),
    *_move("page_up", QT_TRANSLATE_NOOP("ArticleView", "A page up"), "PgUp"),
    *_move("page_down", QT_TRANSLATE_NOOP("ArticleView", "A page down"), "PgDown"),
    *_move("line_start", QT_TRANSLATE_NOOP("ArticleView", "To the start of the line"), "Home"),
    *_move("line_end", QT_TRANSLATE_NOOP("ArticleView", "To the end of the line"), "End"),
    *_move("article_start", QT_TRANSLATE_NOOP("ArticleView", "To the start of the article"), "Ctrl+Home"),
    *_move("article_end", QT_TRANSLATE_NOOP("ArticleView", "To the end of the article"), "Ctrl+End"),
    _command(
        "grow",
        QT_TRANSLATE_NOOP("ArticleView", "Select the word, phrase, sentence, paragraph"),
        ("Space",),
        SELECT,
        lambda view: view.grow(),
    ),
    _command(
        "shrink",
        QT_TRANSLATE_NOOP("ArticleView", "Back to the smaller selection"),
        ("Shift+Space",),
        SELECT,
        lambda view: view.shrink(),
    ),
    _command(
        "next_span",
        QT_TRANSLATE_NOOP("ArticleView", "Next span"),
        ("Return", "Enter"),
        SPAN,
        lambda view: view.step_span(1),
    ),
    _command(
        "previous_span",
        QT_TRANSLATE_NOOP("ArticleView", "Previous span"),
        ("Shift+Return", "Shift+Enter"),
        SPAN,
        lambda view: view.step_span(-1),
    ),
    _command(
        "select_here",
        QT_TRANSLATE_NOOP("ArticleView", "The span at the caret, then the one around it"),
        ("Alt+Shift+Return",),
        SPAN,
        lambda view: view.select_here(),
    ),
    _command(
        "select_repeat",
        QT_TRANSLATE_NOOP("ArticleView", "The next place with the same text and no label"),
        ("Alt+Return",),
        SPAN,
        lambda view: view.select_repeat(),
    ),
    _resize(START, WORD, QT_TRANSLATE_NOOP("ArticleView", "Begin a word earlier"), "Alt+Home", grow=True),
    _resize(
        START, WORD, QT_TRANSLATE_NOOP("ArticleView", "Begin a word later"), "Alt+Shift+Home", grow=False
    ),
    _resize(END, WORD, QT_TRANSLATE_NOOP("ArticleView", "End a word later"), "Alt+End", grow=True),
    _resize(END, WORD, QT_TRANSLATE_NOOP("ArticleView", "End a word earlier"), "Alt+Shift+End", grow=False),
    _resize(
        START,
        GRAPHEME,
        QT_TRANSLATE_NOOP("ArticleView", "Begin a letter earlier"),
        "Ctrl+Alt+Home",
        grow=True,
    ),
    _resize(
        START,
        GRAPHEME,
        QT_TRANSLATE_NOOP("ArticleView", "Begin a letter later"),
        "Ctrl+Alt+Shift+Home",
        grow=False,
    ),
    _resize(END, GRAPHEME, QT_TRANSLATE_NOOP("ArticleView", "End a letter later"), "Ctrl+Alt+End", grow=True),
    _resize(
        END,
        GRAPHEME,
        QT_TRANSLATE_NOOP("ArticleView", "End a letter earlier"),
        "Ctrl+Alt+Shift+End",
        grow=False,
    ),
    _resize(
        START,
        CLITIC,
        QT_TRANSLATE_NOOP("ArticleView", "Leave the attached letter out at the start"),
        "Alt+Del",
        grow=False,
    ),
    _resize(
        START,
        CLITIC,
        QT_TRANSLATE_NOOP("ArticleView", "Take the attached letter in at the start"),
        "Alt+Shift+Del",
        grow=True,
    ),
)
_BY_KEY = {QKeySequence(key).toString(): command for command in COMMANDS for key in command.keys}


def command_for(event: QKeyEvent) -> Command | None:
    """The command of a key press, or None."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
    return _BY_KEY.get(pressed.toString())


def is_modifier(event: QKeyEvent) -> bool:
    """Whether only Shift, Ctrl or the like was pressed."""
    return event.key() in _MODIFIERS
