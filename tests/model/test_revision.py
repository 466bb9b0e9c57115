"""Revisions: which item they belong to, and whether two of them say the same."""

from dataclasses import replace
from typing import Any

from annotator.model.revision import SPAN, STATUS, Edit, Ref, Revision, differ

EDIT = Edit(SPAN, 1, None, 0, 3, "PERSON")
NEW = Revision(Ref(5, 0), "A1", EDIT)


def changed(**fields: Any) -> Revision:
    return replace(NEW, ref=Ref(6, 0), edit=EDIT._replace(item=Ref(5, 0), replaces=(NEW.ref,), **fields))


def test_a_new_revision_is_its_own_item_and_a_later_one_names_it() -> None:
    assert NEW.item == changed().item == Ref(5, 0)
    assert NEW.place == changed(start=1).place


def test_the_place_of_a_keyed_kind_is_its_key_for_each_owner_and_document() -> None:
    status = Revision(Ref(7, 1), "A1", Edit(STATUS, 1, "", content={"status": "new"}))
    assert status.place == replace(status, ref=Ref(9, 4)).place
    others = [
        replace(status, owner="A2"),
        replace(status, edit=status.edit._replace(document=2)),
        replace(status, edit=status.edit._replace(key="k")),
    ]
    assert status.place not in {other.place for other in others}


def test_states_differ_in_what_people_see_and_not_in_history() -> None:
    assert NEW.same_state(changed())
    assert NEW.same_state(changed(content={}))
    different = [
        {"start": 1}, {"end": 4}, {"label": "CLAIM"}, {"deleted": True}, {"content": {"note": "n"}},
        {"links": (("speaker", Ref(5, 1)),)},
    ]  # fmt: skip
    assert not any(NEW.same_state(changed(**fields)) for fields in different)


def test_leaves_differ_when_any_says_something_else() -> None:
    assert not differ([NEW])
    assert not differ([NEW, changed()])
    assert differ([NEW, changed(), changed(label="CLAIM")])
