"""Attributes and links in gold, and what two laptops decide about one place."""

from pathlib import Path

import pytest
from adjudication_help import add_article, cards, gold, marked_project
from app_help import hasty

from annotator.app import adjudicating
from annotator.app.adjudicating import take_unanimous
from annotator.app.card_queue import Queue
from annotator.app.cards import DECIDED, DISPUTED, Card
from annotator.app.merging import merge
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import DECISION
from annotator.model.span import Span
from annotator.model.status import FINISHED
from annotator.store import check, conflicts, documents, spans
from annotator.store.opening import open_project
from annotator.store.project import Project

TEXT = "Le maréchal Haftar a dit que l'ONU part. Marie parle."
TITLE, NAME, CLAIM = (3, 18), (12, 18), (22, 39)


def number(project: Project) -> int:
    return next(documents.numbers(project))


def in_gold(project: Project, label: str) -> list[Span]:
    return [span for span in spans.spans(project, number(project), "gold") if span.label == label]


def the(project: Project, kind: str) -> Card:
    return next(card for card in Queue(project).article(number(project)).cards if card.kind == kind)


def claims(folder: Path, *, other_speaker: bool = False, **certainty: str) -> Project:
    """Both mark the claim and say who makes it; their speakers' borders differ, or the speakers themselves."""
    project = marked_project(folder, TEXT, A=[], B=[])
    for owner, speaker in (("A", TITLE), ("B", (41, 46) if other_speaker else NAME)):
        session = Session(project, owner)
        session.set_status(number(project), "in progress")
        if other_speaker:
            session.mark(number(project), *(TITLE if owner == "B" else (41, 46)), "PERSON")
        item = session.mark(number(project), *speaker, "PERSON").item
        attributes = {"certainty": certainty[owner]} if owner in certainty else {}
        session.mark(number(project), *CLAIM, "CLAIM", links={"speaker": [item]}, attributes=attributes)
        session.set_status(number(project), FINISHED)
    return project


def test_a_link_points_to_what_is_decided_at_its_target_and_follows_it(tmp_path: Path) -> None:
    project = claims(tmp_path)
    session = gold(project)
    take_unanimous(session)
    assert in_gold(project, "CLAIM")[0].links == {}  # the speaker is not decided yet
    adjudicating.take(session, the(project, "boundary"), 0)
    assert in_gold(project, "CLAIM")[0].links == {"speaker": (in_gold(project, "PERSON")[0].item,)}
    adjudicating.take(session, the(project, "boundary"), 1)
    (person,) = in_gold(project, "PERSON")
    assert (person.start, in_gold(project, "CLAIM")[0].links) == (12, {"speaker": (person.item,)})
    adjudicating.none(session, the(project, "boundary"))
    assert in_gold(project, "CLAIM")[0].links == {}
    session.undo()
    assert in_gold(project, "CLAIM")[0].links == {"speaker": (person.item,)}
    assert list(check.problems(project)) == []


def test_links_stay_in_their_article_when_many_are_taken_over_at_once(tmp_path: Path) -> None:
    project = marked_project(tmp_path, TEXT, A=[], B=[])
    add_article(project, tmp_path, "1", f"{TEXT} Oui.", A=[], B=[])
    for document in documents.numbers(project):
        for owner in "AB":
            session = Session(project, owner)
            session.set_status(document, "in progress")
            item = session.mark(document, *NAME, "PERSON").item
            session.mark(document, *CLAIM, "CLAIM", links={"speaker": [item]})
            session.set_status(document, FINISHED)
    take_unanimous(gold(project))
    for document in documents.numbers(project):
        person, claim = spans.spans(project, document, "gold")
        assert claim.links == {"speaker": (person.item,)}
    assert list(check.problems(project)) == []


def test_a_link_made_by_hand_stays_when_its_neighbours_are_decided(tmp_path: Path) -> None:
    project = claims(tmp_path)
    session = gold(project)
    take_unanimous(session)
    hand = session.mark(number(project), 41, 46, "PERSON").item
    session.set_links(in_gold(project, "CLAIM")[0].item, {"speaker": [hand]})
    adjudicating.take(session, the(project, "boundary"), 0)
    assert hand in in_gold(project, "CLAIM")[0].links["speaker"]


def test_links_that_differ_are_a_card_of_their_own(tmp_path: Path) -> None:
    project = claims(tmp_path, other_speaker=True)
    session = gold(project)
    take_unanimous(session)
    card = the(project, "link")
    assert card.votes == (1, 1)
    people = {span.start: span.item for span in in_gold(project, "PERSON")}
    for n, variant in enumerate(card.variants):
        adjudicating.take(session, the(project, "link"), n)
        expected = people[3 if variant.voters == ("A",) else 41]
        assert in_gold(project, "CLAIM")[0].links == {"speaker": (expected,)}


def test_attributes_that_differ_are_a_card_and_can_be_given_anew(tmp_path: Path) -> None:
    project = claims(tmp_path, A="asserted", B="hedged")
    session = gold(project)
    for n, variant in enumerate(the(project, "attribute").variants):
        adjudicating.take(session, the(project, "attribute"), n)
        expected = "asserted" if variant.voters == ("A",) else "hedged"
        assert in_gold(project, "CLAIM")[0].attributes == {"certainty": expected}
    adjudicating.take(session, the(project, "attribute"), 0, attributes={"certainty": "denied"})
    assert [span.attributes for span in in_gold(project, "CLAIM")] == [{"certainty": "denied"}]
    with pytest.raises(Refused):
        adjudicating.take(session, the(project, "attribute"), 0, attributes={"certainty": "perhaps"})


def two_laptops(tmp_path: Path) -> tuple[Project, Project]:
    here = marked_project(tmp_path, TEXT, A=[(*TITLE, "PERSON")], B=[(*NAME, "PERSON")])
    other = tmp_path / "other.annotator"
    here.close()
    other.write_bytes(here.path.read_bytes())
    return hasty(open_project(here.path, b"1" * 16)), hasty(open_project(other, b"2" * 16))


def united(here: Project, there: Project) -> None:
    there.close()
    merge(here, [there.path])


def test_the_same_decision_on_two_laptops_is_one(tmp_path: Path) -> None:
    here, there = two_laptops(tmp_path)
    for project in (here, there):
        adjudicating.take(gold(project), the(project, "boundary"), 1)
    united(here, there)
    assert the(here, "boundary").state == DECIDED
    assert list(conflicts.conflicts(here)) == []
    assert {(span.start, span.end) for span in in_gold(here, "PERSON")} == {NAME}


@pytest.mark.parametrize("last", [0, 1])
def test_different_decisions_on_two_laptops_are_open_until_a_person_saw_both(
    tmp_path: Path, last: int
) -> None:
    here, there = two_laptops(tmp_path)
    adjudicating.take(gold(here), the(here, "boundary"), 0)
    adjudicating.take(gold(there), the(there, "boundary"), 1)
    assert the(here, "boundary").key == the(there, "boundary").key
    united(here, there)
    assert [leaves[0].edit.kind for leaves in conflicts.conflicts(here)] == [DECISION]
    assert the(here, "boundary").state == DISPUTED
    assert Queue(here).look().reopened == 1
    adjudicating.take(gold(here), the(here, "boundary"), last)
    assert the(here, "boundary").state == DECIDED
    assert [(span.start, span.end) for span in in_gold(here, "PERSON")] == [(TITLE, NAME)[last]]
    assert list(conflicts.conflicts(here)) == []


def test_cards_come_in_an_order_that_names_have_no_part_in(tmp_path: Path) -> None:
    marks = [[(*TITLE, "PERSON")], [(*NAME, "PERSON")], [(*NAME, "ORGANIZATION")]]
    found = []
    for n, names in enumerate(("ABC", "CBA", "BCA")):
        (tmp_path / str(n)).mkdir()
        project = marked_project(tmp_path / str(n), TEXT, **dict(zip(names, marks, strict=True)))
        found.append([[variant.ranges for variant in card.variants] for card in cards(project)])
    assert found[0] == found[1] == found[2]
