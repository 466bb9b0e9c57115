"""What a format cannot hold is named, thing by thing."""

import pytest

from annotator.interchange import jsonl_flat
from annotator.interchange import losses as words
from annotator.interchange.format import WriteOptions
from annotator.interchange.losses import BOOKKEEPING, EVERYTHING, losses
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.quick_span import quick_span
from annotator.model.span import Excluded, Span

SPANS = (
    Span(0, 9, "CLAIM", {"certainty": "hedged"}, {"speaker": ("s2",)}, "look", id="s1"),
    Span(2, 5, "PERSON", id="s2"),
    Span(4, 12, "CLAIM", fragments=((4, 5), (8, 12)), id="s3"),
    Span(20, 25, "PERSON", id="s4"),
)
RECORD = Record(
    "x" * 30, "a7", "n", "ar", "s", "rtl", {"k": 1}, (Excluded(0, 1),),
    (AnnotationSet("A1", "finished", "note", SPANS), AnnotationSet("A2", spans=SPANS[:1])),
)  # fmt: skip


def test_nothing_is_lost_where_everything_is_held() -> None:
    assert losses(RECORD, EVERYTHING) == []


@pytest.mark.parametrize(
    ("word", "places"),
    [
        (words.OWNERS, [("A2", 0, 0)]),
        (words.NESTING, [("A1", 2, 5)]),
        (words.CROSSING, [("A1", 4, 12), ("A1", 4, 12)]),
        (words.LINKS, [("A1", 0, 9), ("A2", 0, 9)]),
        (words.ATTRIBUTES, [("A1", 0, 9), ("A2", 0, 9)]),
        (words.FRAGMENTS, [("A1", 4, 12)]),
        (words.NOTES, [("A1", 0, 0), ("A1", 0, 9), ("A2", 0, 9)]),
        (words.STATUS, [("A1", 0, 0)]),
        (words.SPAN_IDS, [("A1", 0, 0), ("A2", 0, 0)]),
        (words.ORIGINS, [("A1", 0, 0), ("A2", 0, 0)]),
        (words.OWNER_NAMES, [("A1", 0, 0), ("A2", 0, 0)]),
        (words.EXCLUDED, [("", 0, 0)]),
        (words.NAMES, [("", 0, 0)]),
        (words.LANGUAGE, [("", 0, 0)]),
        (words.DIRECTION, [("", 0, 0)]),
        (words.META, [("", 0, 0)]),
    ],
)
def test_each_thing_that_is_not_held_is_named(word: str, places: list[tuple[str, int, int]]) -> None:
    found = losses(RECORD, EVERYTHING - {word})
    assert [(loss.owner, loss.start, loss.end) for loss in found] == places
    assert {loss.what for loss in found} == {word}
    assert {loss.document for loss in found} == {"a7"}


def test_a_record_with_nothing_special_loses_only_bookkeeping() -> None:
    plain = Record("abc", "1", "n", annotations=(AnnotationSet("A1", "new", "", (Span(0, 1, "X", id="s"),)),))
    found = jsonl_flat.FORMAT.losses(plain, WriteOptions())
    assert found
    assert {loss.what for loss in found} <= BOOKKEEPING


def test_equal_ranges_are_nested_and_touching_ones_are_not() -> None:
    spans = (Span(0, 3, "A"), Span(0, 3, "B"), Span(3, 5, "A"))
    made = Record("abcde", "1", annotations=(AnnotationSet("", spans=spans),))
    found = losses(made, EVERYTHING - {words.NESTING, words.CROSSING})
    assert [(loss.what, loss.start, loss.end) for loss in found] == [(words.NESTING, 0, 3)]


def test_a_quick_span_is_a_span_in_every_way() -> None:
    made = quick_span(1, 2, "X", {"a": "b"}, {"r": ("s",)}, "n", "copied", "s1")
    same = Span(1, 2, "X", {"a": "b"}, {"r": ("s",)}, "n", "copied", (), "s1", "")
    assert made == same
    assert type(made) is Span
    assert repr(made) == repr(same)
    with pytest.raises(AttributeError):
        made.__setattr__("start", 3)
