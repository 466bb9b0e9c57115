"""Taking an article out of the work is a gesture like any other: the key for undo brings it back."""

from collections.abc import Callable
from typing import Any


def test_undo_brings_a_withdrawn_article_back(come_in: Callable[[], Any]) -> None:
    person = come_in()
    window = person.window
    lines = window.documents.lines
    before, number = lines.rowCount(), window.desk.article.number
    person.drag("Haftar")
    person.press("F2")
    window.actions_["withdraw"].trigger()
    assert lines.rowCount() == before - 1
    assert window.desk.article.number != number
    person.press("Ctrl+Z")
    assert lines.rowCount() == before
    person.press("Ctrl+Z")
    window.documents.choose(lines.place_of(number))
    assert window.desk.article.number == number
    assert not window.desk.spans()
