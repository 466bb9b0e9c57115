"""Names of annotators: one person is one name, whatever the keyboard made of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.errors import Refused
from annotator.model.people import annotator_name, annotator_uid, person_name


def test_a_name_is_trimmed_and_composed() -> None:
    assert person_name("  Rene\u0301 ") == "Ren\u00e9"
    assert person_name("سَمَر") == unicodedata.normalize("NFC", "سَمَر")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\tb", "a\0b", "\ud800"])
def test_an_impossible_name_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        person_name(name)


@pytest.mark.parametrize("name", ["gold", "project", "all", " gold "])
def test_reserved_names_are_for_no_annotator(name: str) -> None:
    assert person_name(name) == name.strip()
    with pytest.raises(Refused, match="reserved"):
        annotator_name(name)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_a_name_and_its_identity_do_not_depend_on_composition(name: str) -> None:
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD")]
    assert person_name(forms[0]) == person_name(forms[1]) == person_name(person_name(name))
    assert annotator_uid(forms[0]) == annotator_uid(forms[1])
    assert len(annotator_uid(name)) == 16
