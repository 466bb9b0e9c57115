"""With a real X server, a real mouse and real keyboards: what is drawn over is what `export` writes.

Needs Xvfb, xdotool and setxkbmap (packages xvfb, xdotool, x11-xkb-utils).
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from x11_desktop import Desktop

from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.opening import new_project, opened

pytestmark = pytest.mark.long

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
