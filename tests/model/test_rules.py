"""What may be annotated, and with what sentence it is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import rules
from annotator.model.errors import Refused
from annotator.model.labels import TINT, Attribute, Label, LabelSet, Layer, LinkRule
from annotator.model.span import Span, crosses

CERTAINTY = Attribute("certainty", ("asserted", "hedged"))
CLAIM = Label("CLAIM", "claims", "CL", attributes=(CERTAINTY,), links=(LinkRule("speaker", ("PERSON",)),))
PERSON = Label("PERSON", "entities", "PER")
LABELS = LabelSet("news", (Layer("entities"), Layer("claims", TINT)), (PERSON, CLAIM))


def test_a_label_is_found_by_name_or_the_names_are_told() -> None:
    assert rules.find_label(LABELS, "CLAIM") is CLAIM
    with pytest.raises(Refused, match=r"no label person.*PERSON, CLAIM"):
        rules.find_label(LABELS, "person")


@given(st.integers(-3, 8), st.integers(-3, 8), st.integers(0, 5))
def test_a_range_lies_in_the_text_and_is_not_empty(start: int, end: int, length: int) -> None:
    good = start in range(length) and end in range(start + 1, length + 1)
    if good:
        rules.check_range(start, end, length)
        return
    with pytest.raises(Refused, match=f"{length} code points"):
        rules.check_range(start, end, length)


def test_a_range_says_what_is_wrong_with_it() -> None:
    for start, end, said in (
        (3, 3, "is empty"),
        (4, 3, "before it starts"),
        (-1, 3, "leaves the text"),
        (0, 6, "leaves the text"),
    ):
        with pytest.raises(Refused, match=said):
            rules.check_range(start, end, 5)


def test_a_quote_is_what_stands_there() -> None:
    rules.check_quote("قال عليّ", 4, 8, "عليّ")
    with pytest.raises(Refused, match="«عليّ», not «علي»"):
        rules.check_quote("قال عليّ", 4, 8, "علي")


def test_only_a_finished_document_is_closed() -> None:
    for status in ("new", "in progress", "ignored"):
        rules.check_open(status)
    with pytest.raises(Refused, match="Reopen"):
        rules.check_open("finished")


def test_a_twin_is_the_same_range_and_label_of_another_item() -> None:
    there = Span(0, 3, "PERSON", item="a.0")
    rules.check_twin(replace(there, end=4), [there])
    rules.check_twin(replace(there, label="CLAIM", item=""), [there])
    rules.check_twin(there, [there])
    with pytest.raises(Refused, match="there already"):
        rules.check_twin(replace(there, item=""), [there])


def test_attributes_are_those_of_the_label() -> None:
    rules.check_attributes(CLAIM, {"certainty": "hedged"})
    with pytest.raises(Refused, match=r"cannot be 'sure'.*asserted, hedged"):
        rules.check_attributes(CLAIM, {"certainty": "sure"})
    with pytest.raises(Refused, match=r"no attribute certainty.*none"):
        rules.check_attributes(PERSON, {"certainty": "hedged"})


def test_a_link_has_a_role_and_a_target_of_an_allowed_label() -> None:
    rules.check_link(CLAIM, "speaker", Span(0, 1, "PERSON"))
    for role, target, said in (
        ("author", Span(0, 1, "PERSON"), "no link author.*speaker"),
        ("speaker", Span(0, 1, "CLAIM"), "is a PERSON, not a CLAIM"),
        ("speaker", None, "same owner"),
    ):
        with pytest.raises(Refused, match=said):
            rules.check_link(CLAIM, role, target)


def test_crossing_spans_and_claims_in_claims_are_warned_about() -> None:
    claim = Span(0, 9, "CLAIM", item="a.0")
    assert rules.warnings(replace(claim, item="a.1", end=5), [claim], LABELS) == [
        "CLAIM 0–5 and 0–9 lie in each other."
    ]
    assert rules.warnings(Span(8, 11, "PERSON"), [claim], LABELS) == ["PERSON 8–11 crosses CLAIM 0–9."]
    assert rules.warnings(Span(1, 4, "PERSON"), [claim], LABELS) == []
    assert rules.warnings(claim, [claim], LABELS) == []


@given(st.integers(0, 6), st.integers(1, 6), st.integers(0, 6), st.integers(1, 6))
def test_spans_cross_when_each_has_something_of_its_own_and_both_share(
    a: int, m: int, b: int, n: int
) -> None:
    one, other = set(range(a, a + m)), set(range(b, b + n))
    expected = bool(one & other and one - other and other - one)
    assert crosses(Span(a, a + m, "X"), Span(b, b + n, "Y")) is expected
