"""`annotator report`: one page that needs nothing beside it, whole or absent, with a sentence where a figure is not."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from cli_help import did, row, rows_file, run, span

TEXT = "Marie Curie a dit que l’ONU agit. قال عليّ إن الأمم المتحدة تعمل."
A = [span(0, 11), span(22, 27, "ORGANIZATION"), span(18, 32, "CLAIM"), span(38, 43)]
B = [span(0, 11), span(24, 27, "ORGANIZATION"), span(18, 32, "CLAIM")]
AMAL, BADR = "أمل <الفيتوري>", "Badr & Co"
EMPTY = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """What a browser would make of the page, and what is wrong with its nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: dict[str, str] = {}  # by section
        self._section = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag == "section":
            self._section = dict(attrs).get("id") or ""
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.words[self._section] = self.words.get(self._section, "") + data + " "


def project_of(tmp_path: Path, rows: list[dict[str, Any]], *more: str) -> Path:
    path = tmp_path / "p.annotator"
    did("new", path)
    if rows:
        did("import", path, rows_file(tmp_path / "rows.jsonl", *rows), *more)
    return path


def page_of(tmp_path: Path, path: Path) -> tuple[str, Page]:
    out = tmp_path / "report.html"
    did("report", path, "--out", out)
    text = out.read_text(encoding="utf-8")
    page = Page(text)
    assert (page.faults, page.open) == ([], [])
    return text, page


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    rows = [row(f"{TEXT} {n}", f"مقال {n}", **{AMAL: A, BADR: B, "gold": A}) for n in range(6)]
    return project_of(tmp_path, rows)


def test_the_page_says_what_there_is(tmp_path: Path, project: Path) -> None:
    _, page = page_of(tmp_path, project)
    words = page.words
    assert "6 articles" in words["project"]
    assert re.search(rf"{re.escape(AMAL)}\s+6\s+0\s+0\s+0\s+100 %", words["progress"])
    assert re.search(rf"{re.escape(BADR)}\s+6\s+6\s+6\s+18", words["labels"])
    assert "6 of 6 articles were finished by two annotators or more: 2 annotators" in words["agreement"]
    assert re.search(r"F1, strict\s+0\.57\s+0\.57\s+\[0\.57, 0\.57\]\s+42 spans", words["agreement"])
    assert re.search(r"PERSON\s+0\.67", words["by-label"])
    assert re.search(rf"{re.escape(AMAL)}\s+6\s+0\.57\s+1\.00", words["pairs"])
    assert "boundary: 6 (25 %)" in words["classes"]
    assert "مقال 0" in words["articles"]
    assert "12 agreed × 2 sides ÷ 42 spans marked = 0.57" in words["meaning"]
    assert "The intervals are rough: 6 shared articles." in words["notes"]


def test_the_page_needs_nothing_beside_it(tmp_path: Path, project: Path) -> None:
    text, page = page_of(tmp_path, project)
    assert not re.search(r"https?:|//|url\(|@import|<script|<link|<img|src=", text)
    assert ("lang", "en") in page.attributes
    assert ("dir", "ltr") in page.attributes
    assert "prefers-color-scheme: dark" in text
    assert text.count("<svg ") >= 2
    assert "أمل &lt;الفيتوري&gt;" in text
    assert "<الفيتوري>" not in text
    assert "<bdi>Badr &amp; Co</bdi>" in text


def test_the_same_project_gives_the_same_page(tmp_path: Path, project: Path) -> None:
    assert page_of(tmp_path, project)[0] == page_of(tmp_path, project)[0]


def test_a_page_that_cannot_be_written_is_not_there(tmp_path: Path, project: Path) -> None:
    out = tmp_path / "none" / "report.html"
    status, _, err = run("report", project, "--out", out)
    assert (status, "cannot be written" in err) == (1, True)
    assert not out.parent.exists()


@pytest.mark.parametrize(
    ("rows", "more", "says"),
    [
        ([], [], "here are none."),
        ([row("one", "a", A=[])], [], "here is one (A)."),
        ([row("one", "a", A=[]), row("two", "b", B=[])], [], "No article was finished by two annotators"),
        ([row("one", "a", A=[], B=[])], ["--status", "in progress"], "None yet: A, B."),
        ([row("one", "a", A=[], B=[])], [], "Nobody marked anything"),
    ],
)
def test_where_there_is_no_figure_there_is_a_sentence(
    tmp_path: Path, rows: list[dict[str, Any]], more: list[str], says: str
) -> None:
    _, page = page_of(tmp_path, project_of(tmp_path, rows, *more))
    assert says in page.words["notes"]
    assert "agreement" not in page.words


def test_a_label_that_nobody_used_has_a_dash_and_a_sentence(tmp_path: Path) -> None:
    _, page = page_of(tmp_path, project_of(tmp_path, [row(TEXT, "a", A=[span(0, 11)], B=[span(0, 11)])]))
    assert "Nobody used ORGANIZATION, CLAIM." in page.words["notes"]
    assert re.search(r"CLAIM\s+–\s+–\s+–\s+–", page.words["by-label"])
