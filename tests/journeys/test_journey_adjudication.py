"""From two people's files to figures to gold by keys alone, on a French and on an Arabic keyboard."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from two_readers import IN, OUT, Range, ranges, write_sets

from annotator.app.cards import Card
from annotator.ui.dialogs import ImportForm

pytestmark = pytest.mark.long

KEY = Qt.Key
CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))
# Where a US keyboard has these keys (X11), and what the two layouts write there.
PLACES = {"1": 10, "2": 11, "U": 30, "I": 31, "B": 56}
FRENCH = {"1": "&", "2": "é", "U": "u", "I": "i", "B": "b"}
ARABIC = {"1": "١", "2": "٢", "U": "ع", "I": "ه", "B": "لا"}


class Judge:
    """Somebody with nothing but a keyboard of one layout."""

    def __init__(self, qtbot: QtBot, layout: dict[str, str]) -> None:
        self._qtbot, self._layout = qtbot, layout

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self._qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key, held)

    def press_at(self, place: str) -> None:
        """Press the key that a US keyboard has in that place."""
        text = self._layout[place]
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(text[0].upper()), NONE, PLACES[place], 0, 0, text)
            QApplication.sendEvent(QApplication.focusWidget(), event)

    def write(self, words: str) -> None:
        for letter in words:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(QApplication.focusWidget(), QKeyEvent(kind, 0, NONE, letter))

    def wait_for(self, kind: type[QWidget]) -> Any:
        """The dialog of that kind, once it has the keyboard."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=15_000)
        return QApplication.activeModalWidget()

    def choose_file(self, words: str) -> None:
        dialog = self.wait_for(QFileDialog)
        self._qtbot.waitUntil(dialog.isActiveWindow)
        self.write(words)
        self.press(KEY.Key_Return)

    def go_to(self, combo: QWidget) -> None:
        """Go to a field by Tab."""
        for _ in range(40):
            if QApplication.focusWidget() is combo:
                break
            self.press(KEY.Key_Tab)
        assert QApplication.focusWidget() is combo

    def open_from_menu(self, window: QWidget, menu: Qt.Key, entry: Qt.Key) -> None:
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)
        self._qtbot.keyClick(window, menu, ALT)
        self._qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        self.press(entry)


@pytest.mark.parametrize(
    ("layout", "rtl"), [(FRENCH, False), (ARABIC, True)], ids=["french", "arabic, right to left"]
)
def test_from_files_to_gold(
    layout: dict[str, str],
    rtl: bool,
    qtbot: QtBot,
    come_in: Callable[[], Any],
    tmp_path: Path,
    qapp: QApplication,
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    try:
        journey(Judge(qtbot, layout), qtbot, come_in().window, tmp_path)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def journey(judge: Judge, qtbot: QtBot, window: Any, folder: Path) -> None:
    import_sets(judge, qtbot, window, write_sets(folder, SEEDS))
    differ = read_figures(judge, qtbot, window)
    wanted = adjudicate(judge, qtbot, window, differ)
    found = export_gold(judge, qtbot, window, folder / "gold.jsonl")
    assert {name: one["ranges"] for name, one in found.items()} == wanted
    assert {one["status"] for one in found.values()} == {"finished"}


def import_sets(judge: Judge, qtbot: QtBot, window: Any, files: list[Path]) -> None:
    judge.press(KEY.Key_I, CTRL)
    judge.choose_file(" ".join(f'"{path}"' for path in files))
    form = judge.wait_for(ImportForm)
    qtbot.waitUntil(form.isActiveWindow)
    with qtbot.waitSignal(window.files.job_ended, timeout=60_000):
        judge.press(KEY.Key_Return)
    for box in QApplication.topLevelWidgets():
        if box.isVisible() and box.isModal():
            box.close()
    assert {IN, OUT} <= set(window.files.people())


def read_figures(judge: Judge, qtbot: QtBot, window: Any) -> int:
    """How many places the agreement view says differ."""
    judge.open_from_menu(window, KEY.Key_T, KEY.Key_A)
    view = window.companions.show("agreement")
    qtbot.waitUntil(lambda: view.report is not None and not view.report.nothing, timeout=60_000)
    figures = view.report.figures
    assert figures.documents == len(SEEDS)
    assert 0.3 < figures.f1["strict"].overall.pooled < 0.9
    assert figures.classes["boundary"] > 3
    assert figures.classes["label"] + figures.classes["label+boundary"] > 0
    view.close()
    return sum(figures.classes.values())


def adjudicate(judge: Judge, qtbot: QtBot, window: Any, differ: int) -> dict[str, set[Range]]:
    """Decide every card by keys; what gold should be then, by article."""
    judge.open_from_menu(window, KEY.Key_T, KEY.Key_D)
    view = window.companions.show("adjudicate")
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.waitUntil(lambda: not view.work.is_busy() and not view.looking.is_looking(), timeout=60_000)
    wanted = {
        seed.name: ranges(text, titles=True) & ranges(text, titles=False)
        for seed in SEEDS
        if (text := seed.read_text(encoding="utf-8").replace("\r\n", "\n"))
    }
    decided = 0
    while view.judging.open:
        shown = view.judging.open
        wanted[shown.article.document.name] |= decide(judge, shown.card, shown.variant, decided)
        decided += 1
        qtbot.waitUntil(lambda: not view.judging.is_seeking(), timeout=10_000)
    assert decided == differ
    said = f"{decided} of {decided} decided"
    qtbot.waitUntil(lambda: view.standing.text().startswith(said), timeout=10_000)
    judge.press(KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not view.work.is_busy(), timeout=60_000)
    assert "Gold is finished: 5 articles" in view.told_line.words.text()
    view.close()
    return wanted


def decide(judge: Judge, card: Card, marked: int, number: int) -> set[Range]:
    """Decide a card by the next key of a round; the spans that this must mean."""
    every = [place for variant in card.variants for place in variant.ranges]
    label = card.variants[0].ranges[0][2]
    deeds: list[Callable[[], set[Range]]] = [
        lambda: by_place(judge, "1", set(card.variants[0].ranges)),
        lambda: by_place(judge, "2", set(card.variants[-1].ranges)) if len(card.variants) == 2 else set(),
        lambda: by_place(judge, "U", {(min(p[0] for p in every), max(p[1] for p in every), label)}),
        lambda: by_place(judge, "I", {(max(p[0] for p in every), min(p[1] for p in every), label)}),
        lambda: by_place(judge, "B", set(every)),
        lambda: by_key(judge, KEY.Key_Delete, set()),
        lambda: by_key(judge, KEY.Key_Return, set(card.variants[marked].ranges)),
        lambda: by_key(judge, KEY.Key_F2, {(s, e, "PERSON") for s, e, _ in card.variants[marked].ranges}),
    ]
    one = number % len(deeds)
    return deeds[one if len(card.variants) == 2 or one != 1 else 0]()


def by_place(judge: Judge, place: str, means: set[Range]) -> set[Range]:
    judge.press_at(place)
    return means


def by_key(judge: Judge, key: Qt.Key, means: set[Range]) -> set[Range]:
    judge.press(key)
    return means


def export_gold(judge: Judge, qtbot: QtBot, window: Any, out: Path) -> dict[str, Any]:
    """What an export of gold holds, by the article's name."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    judge.press(KEY.Key_E, CTRL)
    form = judge.wait_for(QWidget)
    qtbot.waitUntil(form.isActiveWindow)
    judge.go_to(form.format)
    judge.write("Annotator JSONL")
    judge.go_to(form.owner)
    judge.press(KEY.Key_End)
    assert (form.format.currentData(), form.owner.currentData()) == ("jsonl", "gold")
    judge.press(KEY.Key_Return)
    judge.choose_file(str(out))
    qtbot.waitUntil(lambda: window.files.job is None and out.exists(), timeout=60_000)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = {}
    for row in rows:
        (held,) = row["annotations"]
        places = {(s["start"], s["end"], s["label"]) for s in held["spans"]}
        found[row["name"]] = {"ranges": places, "status": held["status"]}
    return found
