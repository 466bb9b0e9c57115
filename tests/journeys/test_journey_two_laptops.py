"""The story that the README tells in ten lines, done exactly as it is told: commands as programs, windows by hand."""

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from glob import glob
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS, Person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.app.opening import open_existing
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.who import WhoForm

README = Path(__file__).parents[2] / "README.md"
CTRL = Qt.KeyboardModifier.ControlModifier
# By the first three letters of the article's name: what Samira marks, what Bob does, and the key of the label.
MARKS = {
    "000": ("le maréchal Khalifa Haftar", "Khalifa Haftar", "F2"),
    "001": ("القيادة العامة للقوات المسلحة", "القيادة العامة للقوات المسلحة", "F3"),
    "002": ("المشير خليفة حفتر", "خليفة حفتر", "F2"),
    "003": ("عبد الفتاح السيسي", "عبد الفتاح السيسي", "F2"),
    "004": ("Khalifa Haftar", "maréchal Khalifa Haftar", "F2"),
}


def story() -> list[str]:
    """The lines of the team section's shell block."""
    section = README.read_text(encoding="utf-8").split("## Team\n", 1)[1]
    return section.split("```sh\n", 1)[1].split("```", 1)[0].splitlines()


def command(words: list[str]) -> None:
    """Run a command as people do."""
    asked = [path for word in words for path in (sorted(glob(word)) if "*" in word else [word])]
    done = subprocess.run(
        [sys.executable, "-m", "annotator", *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stderr}"


@pytest.fixture
def open_file(qtbot: QtBot) -> Callable[[str], MainWindow]:
    def opened(name: str) -> MainWindow:
        window = MainWindow(Settings(paths.user_data() / "settings.ini"))
        qtbot.addWidget(window)
        window.files.take(open_existing(Path(name).resolve(), window=True))
        with qtbot.waitExposed(window):
            window.show()
        return window

    return opened


def say_who(qtbot: QtBot, name: str) -> None:
    """Answer the question of a project that sees this person for the first time."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), WhoForm))
    form: Any = QApplication.activeModalWidget()
    qtbot.waitUntil(form.name.hasFocus)
    qtbot.keyClicks(form.name.lineEdit(), name)
    qtbot.keyClick(form.name, Qt.Key.Key_Return)


def label(qtbot: QtBot, window: MainWindow, which: int) -> None:
    """Mark a name in each article and finish it."""
    person = Person(qtbot, window)
    for place in range(len(MARKS)):
        window.documents.choose(place)
        assert window.desk.article
        *quotes, key = MARKS[window.desk.article.document.name[:3]]
        person.drag(quotes[which])
        person.press(key)
        assert [quote for quote, _ in person.spans()] == [quotes[which]]
        window.actions_["finish"].trigger()


def decide(qtbot: QtBot, window: MainWindow) -> None:
    """Look at the figures, then take the marked variant of every card and finish gold."""
    agreement: Any = window.companions.show("agreement")
    qtbot.waitUntil(lambda: bool(agreement.report and not agreement.report.nothing), timeout=60_000)
    assert agreement.report.figures.documents == len(MARKS)
    assert agreement.report.figures.f1["strict"].overall.pooled == pytest.approx(2 / 5)
    view: Any = window.companions.show("adjudicate")
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.waitUntil(lambda: not view.work.is_busy() and not view.looking.is_looking(), timeout=60_000)
    for _ in range(3):
        qtbot.waitUntil(lambda: view.judging.open is not None and not view.judging.is_seeking())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.judging.open is None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not view.work.is_busy(), timeout=60_000)


def test_the_two_laptops(
    qtbot: QtBot,
    open_file: Callable[[str], MainWindow],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("PYTHONPATH", str(README.parent))
    shutil.copytree(SEEDS, tmp_path / "seeds")
    deeds = [
        lambda window: (say_who(qtbot, "Samira"), label(qtbot, window, 0)),
        lambda window: label(qtbot, window, 1),
        lambda window: decide(qtbot, window),
    ]
    lines = [shlex.split(line, comments=True)[1:] for line in story()]
    assert len(lines) == 10
    for words in lines:
        if len(words) > 1:
            command(words)
            continue
        window = open_file(words[0])
        deeds.pop(0)(window)
        window.close()
    gold = [json.loads(line) for line in Path("gold.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {row["name"][:3]: [span["quote"] for span in row["annotations"][0]["spans"]] for row in gold}
    assert found.keys() == MARKS.keys()
    assert all(len(quotes) == 1 and quotes[0] in MARKS[name] for name, quotes in found.items())
    assert {row["annotations"][0]["status"] for row in gold} == {"finished"}
