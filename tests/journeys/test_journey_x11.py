"""With a real X server, a real mouse and real keyboards: what is drawn over is what `export` writes.

Needs Xvfb, xdotool and setxkbmap (packages xvfb, xdotool, x11-xkb-utils).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.opening import new_project, opened

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
LONG = "وقال المتحدث باسم القيادة العامة في مؤتمر صحفي عقده مساء السبت في مدينة بنغازي إن القوات "
# A text, what is drawn over in it, and whether Alt is held (letters instead of words).
PHRASES: list[tuple[str, str, bool]] = [
    ("التقى المشير خليفة حفتر السبت.", "خليفة حفتر", False),
    ("Le maréchal Khalifa Haftar a parlé.", "Khalifa Haftar", False),
    ("قال Khalifa Haftar إن الجيش تقدم.", "Khalifa Haftar", False),
    ("Selon خليفة حفتر, tout va bien.", "خليفة حفتر", False),
    ("😀 التقى خليفة حفتر الوفد.", "خليفة حفتر", False),
    ("👩\u200d🔬👩\u200d🔬 Khalifa Haftar parle.", "Khalifa Haftar", False),
    ("قال «الجيش الليبي» إنه تقدم.", "الجيش الليبي", False),
    ("Il cite « armée nationale libyenne » encore.", "armée nationale libyenne", False),
    ("لجنة (5+5) العسكرية المشتركة.", "5+5", True),
    ("في 24 ديسمبر 2021 قال.", "ديسمبر 2021", False),
    ("عام 2021 قال 300 شخص.", "300", False),
    ("والحكومة الليبية قالت.", "الحكومة الليبية", True),
    ("قال سلام لنا.", "سل", True),
    ("قال سلام لنا.", "ام", True),
    ("مُحَمَّدٌ قَالَ ذَلِكَ.", "مُحَمَّدٌ", False),
    ("قناة BBC عربي و CNN قالتا.", "BBC عربي", False),
    ("l’armée nationale libyenne (ANL) avance.", "ANL", False),
    (LONG * 3, "القيادة العامة في مؤتمر صحفي عقده مساء السبت في مدينة بنغازي", False),
    ("A خليفة B حفتر C.", "خليفة B حفتر", False),
    ("1. خليفة حفتر\n2. Khalifa Haftar\n3. قال", "Khalifa Haftar", False),
]


class Desktop:
    """An X server with the window on it, and hands at mouse and keyboard."""

    def __init__(self, project: Path, user: Path) -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self._env = {**os.environ, "DISPLAY": f":{told.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        self._window = subprocess.Popen(
            [sys.executable, str(HERE / "x11_window.py"), str(project), str(user)],
            env={**self._env, "PYTHONPATH": str(HERE.parent.parent)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.do("windowfocus", str(self.state()["window"]))
        self.until(lambda now: now["focus"])

    def ask(self, line: str) -> Any:
        """An answer of the window."""
        assert self._window.stdin
        assert self._window.stdout
        print(line, file=self._window.stdin, flush=True)
        return json.loads(self._window.stdout.readline())

    def state(self) -> dict[str, Any]:
        """What the window shows."""
        found: dict[str, Any] = self.ask("state")
        return found

    def until(self, is_so: Any) -> dict[str, Any]:
        """What the window shows once that is so; fails after some seconds."""
        end = time.monotonic() + 10
        while not is_so(now := self.state()):
            assert time.monotonic() < end, now
            time.sleep(0.03)
        return now

    def do(self, *words: str) -> None:
        """Move the mouse, press keys."""
        subprocess.run(["xdotool", *words], env=self._env, check=True, timeout=30)

    def layout(self, name: str) -> None:
        """Plug in another keyboard."""
        subprocess.run(["setxkbmap", "-layout", name], env=self._env, check=True, timeout=30)
        time.sleep(0.3)

    def drag(self, start: int, end: int, *, alt: bool) -> None:
        """Draw over [start, end), with the mouse moving as a hand would."""
        (x, y), (to_x, to_y) = self.ask(f"place {start} {end}")
        held, let = (("keydown", "alt"), ("keyup", "alt")) if alt else ((), ())
        middle = (str((x + to_x) // 2), str((y + to_y) // 2))
        self.do(*held, "mousemove", str(x), str(y), "mousedown", "1", "sleep", "0.03", "mousemove", *middle)
        self.do("mousemove", str(to_x), str(to_y), "sleep", "0.03", "mouseup", "1", *let)

    def close(self) -> None:
        """Close the window, then the server."""
        if self._window.stdin and self._window.poll() is None:
            print("close", file=self._window.stdin, flush=True)
        try:
            assert self._window.wait(timeout=20) == 0
        finally:
            self._window.kill()
            self._server.terminate()
            self._server.wait(timeout=10)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    rows = [{"name": f"{n:02}", "id": str(n), "text": text} for n, (text, _, _) in enumerate(PHRASES)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "phrases.jsonl").write_text(lines, encoding="utf-8")
    path = tmp_path / "phrases.annotator"
    made = new_project(path)
    import_paths(made, [tmp_path / "phrases.jsonl"])
    made.close()
    return path


@pytest.fixture
def desktop(project: Path, tmp_path: Path) -> Iterator[Desktop]:
    user = tmp_path / "user"
    user.mkdir()
    made = Desktop(project, user)
    yield made
    made.close()


def test_what_was_drawn_over_is_what_export_writes(desktop: Desktop, project: Path, tmp_path: Path) -> None:
    for number, (text, quote, alt) in enumerate(PHRASES):
        desktop.until(lambda now, number=number: now["name"] == f"{number:02}")
        start = text.index(quote)
        desktop.drag(start, start + len(quote), alt=alt)
        desktop.until(lambda now: now["stretch"])
        desktop.do("key", "F2")
        desktop.until(lambda now: now["spans"])
        desktop.do("key", "alt+Down")
    with opened(project) as file:
        export(file, tmp_path / "out.jsonl", ExportOptions("jsonl"))
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [
        [(record["text"][s["start"] : s["end"]], s["quote"]) for s in record["annotations"][0]["spans"]]
        for record in sorted(written, key=lambda record: record["name"])
    ]
    assert found == [[(quote, quote)] for _, quote, _ in PHRASES]


@pytest.mark.parametrize("layout", ["ara", "fr", "de"])
def test_every_key_works_on_another_keyboard(desktop: Desktop, layout: str) -> None:
    desktop.layout(layout)
    for key, label in (("F2", "PERSON"), ("F3", "ORGANIZATION"), ("F4", "CLAIM")):
        desktop.do("key", key)
        desktop.until(lambda now, label=label: now["sticky"] == label)
        desktop.do("key", "Escape")
        desktop.until(lambda now: not now["sticky"])
    start = PHRASES[0][0].index("خليفة")
    desktop.drag(start, start + 10, alt=False)
    desktop.until(lambda now: now["stretch"])
    desktop.do("key", "F4")
    desktop.until(lambda now: now["spans"])
    # By the places of the keys where the layout writes no Latin letters, else by the letters themselves.
    place = {"ara": "ctrl+40", "fr": "ctrl+d", "de": "ctrl+d"}[layout]
    desktop.do("key", place)
    desktop.until(lambda now: now["card"])
    desktop.do("key", "Down")
    desktop.do("key", "11")  # the key of the 2, which writes é on a French keyboard
    desktop.until(lambda now: now["spans"][0][3] == {"check_worthiness": "medium"})
    desktop.do("key", "Escape")
    desktop.until(lambda now: now["focus"])
    desktop.do("key", {"ara": "ctrl+52", "fr": "ctrl+z", "de": "ctrl+z"}[layout])
    desktop.until(lambda now: now["spans"][0][3] == {})
    desktop.do("key", {"ara": "Arabic_question_mark", "fr": "question", "de": "question"}[layout])
    desktop.until(lambda now: now["sheet"])
    desktop.do("key", "Escape")
