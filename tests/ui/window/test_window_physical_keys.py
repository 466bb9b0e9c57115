"""Keys by their places: the tables, and real windows under Arabic and French layouts."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.ui.physical_keys import is_latin, letter_at

# Prints the name of each action that a key triggers.
PROGRAM = """
import sys
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow
from annotator.ui.physical_keys import PhysicalKeys
app = QApplication([])
window = QMainWindow()
window.setWindowTitle("keys under test")
for keys in ("Ctrl+Z", "Ctrl+Y", "F2", "Ctrl+0", "Delete", "Ctrl+W", "Ctrl+Shift+Z"):
    action = QAction(keys, window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda checked=False, keys=keys: print(keys, flush=True))
    window.addAction(action)
watcher = PhysicalKeys(window.actions, window)
window.show()
watcher.watch(window.windowHandle())
sys.exit(app.exec())
"""


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "letter"),
    [
        ("xcb", 52, 0, "Z"),
        ("wayland", 29, 0, "Y"),
        ("xcb", 19, 0, "0"),
        ("windows", 44, 0xE7, "Z"),
        ("windows", 21, 0, "Y"),
        ("cocoa", 0, 6, "Z"),
        ("cocoa", 0, 16, "Y"),
        ("xcb", 9, 0, ""),
    ],
)
def test_a_place_has_its_letter(platform: str, scan_code: int, virtual_key: int, letter: str) -> None:
    assert letter_at(scan_code, virtual_key, platform=platform) == letter


def test_no_two_places_share_a_letter_on_a_mac() -> None:
    letters = [letter_at(0, code, platform="cocoa") for code in range(64)]
    found = sorted(letter for letter in letters if letter)
    assert found == sorted("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def test_latin_letters_and_digits_count_by_themselves() -> None:
    assert is_latin(ord("Z"))
    assert is_latin(ord("0"))
    assert not is_latin(0x626)  # ئ
    assert not is_latin(ord("&"))


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen of its own, without a window manager."""
    assert shutil.which("Xvfb"), "install xvfb, xdotool and x11-xkb-utils to test real windows"
    read, write = os.pipe()
    # Without -noreset the server forgets the layout as soon as setxkbmap, its only client, is gone.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        name = f":{number.readline().strip()}"
    yield name
    server.terminate()
    server.wait()


def pressed(display: str, layout: str, keys: list[str], log: Path) -> list[str]:
    """The shortcuts that these X key names or key codes triggered under a layout."""
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    run = {"env": env, "check": True, "capture_output": True}
    subprocess.run(["setxkbmap", "-layout", layout], **run)
    with log.open("w") as out:
        program = subprocess.Popen([sys.executable, "-c", PROGRAM], env=env, stdout=out)
    try:
        found = subprocess.run(["xdotool", "search", "--sync", "--name", "keys under test"], **run)
        subprocess.run(["xdotool", "windowfocus", "--sync", found.stdout.split()[0]], **run)
        for key in keys:
            subprocess.run(["xdotool", "key", key], **run)
        deadline = time.monotonic() + 5
        while len(log.read_text().split()) < len(keys) and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        program.terminate()
        program.wait()
    return log.read_text().split()


def test_keys_under_an_arabic_layout_work_by_their_places(display: str, tmp_path: Path) -> None:
    keys = ["ctrl+52", "ctrl+29", "F2", "ctrl+19", "Delete", "ctrl+25", "ctrl+shift+52"]
    expected = ["Ctrl+Z", "Ctrl+Y", "F2", "Ctrl+0", "Delete", "Ctrl+W", "Ctrl+Shift+Z"]
    assert pressed(display, "ara", keys, tmp_path / "log") == expected


def test_keys_under_a_french_layout_work_by_their_letters(display: str, tmp_path: Path) -> None:
    # Code 25 is Z on AZERTY and W on QWERTY, 52 the other way round; the 0 of the digit row writes à.
    keys = ["ctrl+25", "ctrl+29", "F2", "ctrl+19", "ctrl+52"]
    assert pressed(display, "fr", keys, tmp_path / "log") == ["Ctrl+Z", "Ctrl+Y", "F2", "Ctrl+0", "Ctrl+W"]
