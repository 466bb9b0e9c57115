"""Decisions as data: they come back from their content, and they hold as long as their variants do."""

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.decision import (
    CHOICES,
    RULES,
    Decision,
    GoldSpan,
    Mark,
    as_content,
    from_content,
    place_key,
    still_holds,
)

words = st.text("abاب", min_size=1, max_size=3)
places = st.tuples(st.integers(0, 9), st.integers(10, 19), words)
attributes = st.dictionaries(words, words, max_size=2)
links = st.dictionaries(words, st.lists(words, min_size=1, max_size=2).map(tuple), max_size=2)
marks = st.builds(lambda place, *rest: Mark(*place, *rest), places, words, attributes, links, words)
gold_spans = st.builds(lambda place, *rest: GoldSpan(*place, *rest), places, attributes, links)
decisions = st.builds(
    Decision,
    choice=st.sampled_from(CHOICES),
    rule=st.sampled_from(RULES),
    kind=words,
    marks=st.dictionaries(words, st.lists(marks, min_size=1, max_size=2).map(tuple), max_size=3),
    without=st.lists(words, max_size=2).map(tuple),
    gold=st.lists(gold_spans, max_size=2).map(tuple),
    reason=st.text(max_size=3),
)


@given(decisions)
def test_a_decision_comes_back_from_its_content(decision: Decision) -> None:
    back = from_content(as_content(decision))
    assert back == decision
    revisions = [mark.revision for held in decision.marks.values() for mark in held]
    assert [mark.revision for held in back.marks.values() for mark in held] == revisions


@given(decisions)
def test_a_decision_holds_about_what_it_was_made_of(decision: Decision) -> None:
    known = {*decision.marks, *decision.without}
    assert still_holds(decision, decision.marks, known)
    assert still_holds(decision, {}, set())


def decision_of(**held: Mark) -> Decision:
    return Decision("take", "person", "missing", {owner: (mark,) for owner, mark in held.items()}, ("C",))


HERE, THERE = Mark(0, 4, "PERSON", "1.0"), Mark(0, 5, "PERSON", "2.0")


def test_what_opens_a_decision_again() -> None:
    made = decision_of(A=HERE)
    held = {"A": (HERE,)}
    assert still_holds(made, held, {"A", "C"})
    assert not still_holds(made, {}, {"A", "C"})  # A deleted it
    assert not still_holds(made, {"A": (THERE,)}, {"A", "C"})
    assert not still_holds(made, held | {"C": (HERE,)}, {"A", "C"})
    assert still_holds(made, held | {"D": (Mark(0, 4, "PERSON", "9.9"),)}, {"A", "C", "D"})
    assert not still_holds(made, held | {"D": (THERE,)}, {"A", "C", "D"})
    linked = Mark(0, 4, "PERSON", "1.0", links={"speaker": ("7.0",)})
    assert not still_holds(made, {"A": (linked,)}, {"A", "C"})
    described = Mark(0, 4, "PERSON", "1.0", attributes={"x": "y"})
    assert not still_holds(made, {"A": (described,)}, {"A", "C"})


@given(st.lists(words, min_size=1, unique=True), st.randoms())
def test_the_key_of_a_place_depends_on_its_items_alone(items: list[str], rng: random.Random) -> None:
    shuffled = sorted(items, key=lambda _: rng.random())
    assert place_key(b"u", items) == place_key(b"u", shuffled)
    assert place_key(b"u", items) != place_key(b"v", items)
    assert place_key(b"u", items) != place_key(b"u", [*items, "new"])
