from dataclasses import replace

from annotator.model.labels import KEYS, Attribute, Label, LabelSet, Layer, LinkRule, name_in

CLAIM = Label(
    "CLAIM", "claims", "CLM",
    attributes=(Attribute("certainty", ("asserted", "denied")),), links=(LinkRule("speaker", ("PERSON",)),),
)  # fmt: skip
NEWS = LabelSet(
    "news", (Layer("entities"), Layer("claims", "tint", "token")), (Label("PERSON", "entities", "PER"), CLAIM)
)


def test_things_are_found_by_name_and_missing_ones_are_none() -> None:
    assert NEWS.names == ("PERSON", "CLAIM")
    assert NEWS.label("CLAIM") is CLAIM
    assert NEWS.label("claim") is None
    assert NEWS.layer("claims") == Layer("claims", "tint", "token")
    assert NEWS.layer("CLAIM") is None
    assert NEWS.layer_of("PERSON") == Layer("entities")
    assert NEWS.layer_of("PLACE") is None
    assert CLAIM.attribute("certainty") is CLAIM.attributes[0]
    assert CLAIM.attribute("speaker") is None
    assert CLAIM.link("speaker") is CLAIM.links[0]
    assert CLAIM.link("certainty") is None


def test_the_uid_is_sixteen_bytes_of_the_body_and_equality_is_of_the_meaning() -> None:
    one, other = replace(NEWS, body="# one"), replace(NEWS, body="# other")
    assert one == other
    assert one.uid != other.uid
    assert len(one.uid) == 16
    assert one.uid == replace(NEWS, name="other name", body="# one").uid


def test_a_name_falls_back_to_english_and_then_to_the_stored_name() -> None:
    names = {"ar": "شخص", "en": "Person"}
    assert name_in("ar", names, "PERSON") == "شخص"
    assert name_in("fr", names, "PERSON") == "Person"
    assert name_in("fr", {"ar": "شخص"}, "PERSON") == "PERSON"
    assert name_in("ar", {"ar": ""}, "PERSON") == "PERSON"


def test_keys_leave_help_menus_and_full_screen_alone() -> None:
    assert not {"F1", "F10", "F11", "Shift+F10"} & set(KEYS)
    assert {"F2", "F12", "Shift+F2"} <= set(KEYS)
