"""Layers beside each other: who may see which, who is shown first, and where they differ."""

from pathlib import Path

import pytest
from app_help import project_of

from annotator.app import assigning
from annotator.app.people import add_person
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.app.side_by_side import Layers, differences, first_choice, items_of, layers
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED

TEXT = "التقى المشير خليفة حفتر السبت اللواء عباس كامل"
NARROW = (TEXT.index("خليفة"), TEXT.index(" السبت"))
WIDE = (TEXT.index("المشير"), TEXT.index(" السبت"))
ABBAS = (TEXT.index("عباس"), len(TEXT))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = project_of(tmp_path, TEXT)
    add_person(made, "C")
    Session(made, "A").mark(1, *NARROW, "PERSON")
    Session(made, "B").mark(1, *WIDE, "PERSON")
    Session(made, "B").mark(1, *ABBAS, "PERSON")
    Session(made, GOLD, "A").mark(1, *NARROW, "PERSON")
    return made


def owners(shown: Layers) -> list[str]:
    return [layer.owner for layer in shown.layers]


def test_layers_come_by_name_and_gold_last(project: Project) -> None:
    assert owners(layers(project, 1, "B")) == ["A", "B", "C", GOLD]
    assert owners(layers(project, 1, "New")) == ["A", "B", "C", "New", GOLD]


def test_who_began_is_shown_first_the_viewer_among_them(project: Project) -> None:
    shown = layers(project, 1, "B")
    assert first_choice(shown, "B") == ["A", "B", GOLD]
    assert first_choice(shown, "B", most=1) == ["B"]
    assert first_choice(shown, "C", most=2) == ["A", "B"]


def test_differences_are_those_of_the_chosen_in_text_order(project: Project) -> None:
    shown = layers(project, 1, "A")
    found = differences(shown, ["A", "B"])
    assert [(place.kind, place.start, place.end) for place in found] == [
        ("boundary", *WIDE),
        ("missing", *ABBAS),
    ]
    assert set(items_of(found[0])) == {"A", "B"}
    assert found[1].without == ("A",)
    assert differences(shown, ["A", GOLD]) == differences(shown, ["A"]) == []
    assert [place.without for place in differences(shown, ["A", "B", "C"])] == [("C",), ("A", "C")]


def test_who_works_blind_sees_only_the_own_layer_before_finishing(project: Project) -> None:
    assigning.set_blind(project, blind=True)
    shown = layers(project, 1, "A")
    assert shown.blind
    assert owners(shown) == ["A"]
    assert owners(layers(project, 1, GOLD)) == ["A", "B", "C", GOLD]
    Session(project, "A").set_status(1, FINISHED)
    shown = layers(project, 1, "A")
    assert not shown.blind
    assert owners(shown) == ["A", "B", "C", GOLD]
