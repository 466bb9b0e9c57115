"""Offsets, quotes and hashes of texts whose newlines are normalised on the way in."""

from hashlib import sha256
from typing import Any

from interchange_help import lines, read, row_with, spans_in


def _crlf(**more: Any) -> tuple[list[tuple[int, int, str]], list[str]]:
    text = "a\r\nbc\rd"
    found, problems = read(lines({"text": text, **more}))
    assert found[0].text == "a\nbc\nd"
    return spans_in(found), [p.kind for p in problems]


def test_offsets_are_read_in_the_text_as_given_and_moved() -> None:
    span = {"start": 3, "end": 5, "label": "X"}
    assert _crlf(**row_with("", {**span, "quote": "bc"}) | {"text": "a\r\nbc\rd"}) == ([(2, 4, "X")], [])
    whole = {"start": 0, "end": 7, "label": "X", "quote": "a\nbc\nd"}
    assert _crlf(**row_with("", whole) | {"text": "a\r\nbc\rd"}) == ([(0, 6, "X")], [])
    half = {"start": 1, "end": 2, "label": "X"}
    assert _crlf(**row_with("", half) | {"text": "a\r\nbc\rd"}) == ([], ["span"])


def test_quotes_or_hash_that_fit_only_the_normalised_text_are_taken_and_reported() -> None:
    span = {"start": 2, "end": 4, "label": "X"}
    by_quote = row_with("", {**span, "quote": "bc"})
    assert _crlf(**by_quote | {"text": "a\r\nbc\rd"}) == ([(2, 4, "X")], ["text"])
    stored = sha256(b"a\nbc\nd").hexdigest()
    assert _crlf(**row_with("", span, sha256=stored) | {"text": "a\r\nbc\rd"}) == ([(2, 4, "X")], ["text"])
    given = sha256(b"a\r\nbc\rd").hexdigest().upper()
    assert _crlf(**row_with("", span, sha256=given) | {"text": "a\r\nbc\rd"}) == ([(1, 3, "X")], [])
