"""Saved web pages: all that can be seen is kept, what is not the article is excluded."""

import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from interchange_help import read

from annotator.interchange import html_page
from annotator.interchange.format import ReadOptions, formats, guess
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import source_of
from annotator.model.errors import Unavailable

BY = html_page.FORMAT
FILE = Path(__file__).parents[1] / "data" / "html" / "ar-news.html"
LINE = "Phrase numéro {n} d’un article assez long pour être reconnu, avec des détails."
BODY = "".join(f"<p>{LINE.format(n=n)}</p>" for n in range(9))


def read_page(data: bytes, name: str = "x.html", encoding: str = "") -> tuple[list[Record], list[Problem]]:
    return read(data, ReadOptions(encoding=encoding), name=name, by=BY)


def kept(record: Record) -> list[str]:
    """The lines that are not excluded."""
    at, lines = 0, []
    for line in record.text.split("\n"):
        if not any(region.start <= at < region.end for region in record.excluded):
            lines.append(line)
        at += len(line) + 1
    return lines


def test_a_news_page() -> None:
    (made,), problems = read_page(FILE.read_bytes(), "ar-news.html")
    assert problems == []
    assert made.name == "حفتر يلتقي وفدا أمميا في بنغازي"
    assert made.source == "https://news.example.org/ar/1234"
    assert (made.meta["date"], made.meta["sitename"]) == ("2021-03-14", "بوابة الوسط")
    assert [line[:12] for line in kept(made)] == [
        "حفتر يلتقي و",
        "التقى القائد",
        "وقالت البعثة",
        "وأضاف البيان",
    ]
    assert {"شارك", "الرئيسية", "جميع الحقوق محفوظة"} <= set(made.text.split("\n"))
    assert "لا يُقرأ" not in made.text
    assert all(made.text[r.start : r.end].strip() == made.text[r.start : r.end] for r in made.excluded)
    assert guess(source_of(FILE), formats())[0].name == "html"


def test_lines_are_folded_as_browsers_do() -> None:
    (made,), _ = read_page(
        "<p>a\n  <b>b</b>c\u00a0 d<br>e<script>x</script>f<span hidden>g</span></p>h".encode()
    )
    assert made.text == "a bc\u00a0 d\nef\nh"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings(declared: str, codec: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    (made,), _ = read_page(f"<html><head>{meta}</head><body>{BODY}</body></html>".encode(codec))
    assert made.text.split("\n")[3] == LINE.format(n=3)


def test_pages_in_an_envelope() -> None:
    message = EmailMessage()
    message.set_content("plain")
    message.add_alternative(f"<html><body>{BODY}</body></html>", subtype="html")
    (made,), _ = read_page(message.as_bytes(), "x.mhtml")
    assert made.text.startswith("Phrase numéro 0")
    found, problems = read_page(b"Content-Type: text/plain\n\nx", "x.mhtml")
    assert (found, [p.kind for p in problems]) == ([], ["file"])


def test_a_page_without_article_is_kept_whole() -> None:
    (made,), problems = read_page(b"<p>abc</p>")
    assert (made.text, made.excluded) == ("abc", ())
    assert [p.refused for p in problems] in ([], [False])


@pytest.mark.parametrize("data", [b"", b"<html><body><script>x</script></body></html>", b"   "])
def test_an_empty_page_is_refused(data: bytes) -> None:
    found, problems = read_page(data)
    assert found == []
    assert [(p.kind, p.refused) for p in problems] == [("empty", True)]


def test_without_the_library_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(Unavailable, match=r"annotator\[html\]"):
        read_page(b"<p>abc</p>")
