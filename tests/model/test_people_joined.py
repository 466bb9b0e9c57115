"""Which of several names is the person: chains, circles, and no matter in which order it was said."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.people import standing_for

NAMES = st.sampled_from("ABCDEF")


def test_a_chain_ends_at_its_last_name() -> None:
    assert standing_for({"a": "b", "b": "c"}) == {"a": "c", "b": "c"}


def test_of_a_circle_the_smallest_name_is_the_person() -> None:
    assert standing_for({"b": "c", "c": "a", "a": "b"}) == {"b": "a", "c": "a"}
    assert standing_for({"d": "b", "b": "c", "c": "b"}) == {"d": "b", "c": "b"}


def test_a_name_that_stands_for_itself_is_the_person() -> None:
    assert standing_for({"a": "a"}) == {}


@given(st.dictionaries(NAMES, NAMES))
def test_a_person_stands_for_nobody_and_connected_names_have_one_person(said: dict[str, str]) -> None:
    found = standing_for(said)
    assert not found.keys() & set(found.values())
    for name, other in said.items():
        assert found.get(name, name) == found.get(other, other)
    assert found == standing_for(dict(reversed(said.items())))
