"""Deciding cards one by one: what each choice puts into gold, and what later changes do to it."""

from pathlib import Path

import pytest
from adjudication_help import add_article, cards, gold, marked_project
from app_help import exported

from annotator.app import adjudicating
from annotator.app.adjudicating import take_unanimous
from annotator.app.card_queue import Queue
from annotator.app.cards import DECIDED, DEFERRED, OPEN, REOPENED, Card
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.store import check, documents, spans
from annotator.store.project import Project

TEXT = "Le maréchal Haftar a dit que l'ONU part."
TITLE, NAME, ONU = (3, 18, "PERSON"), (12, 18, "PERSON"), (31, 34, "ORGANIZATION")


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Project:
    """One article: A and C took the title in, B did not; the UNO is A's alone."""
    return marked_project(tmp_path, TEXT, A=[TITLE, ONU], B=[NAME], C=[TITLE])


def number(project: Project) -> int:
    return next(documents.numbers(project))


def in_gold(project: Project) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in spans.spans(project, number(project), "gold")]


def the(project: Project, kind: str) -> Card:
    return next(card for card in Queue(project).article(number(project)).cards if card.kind == kind)


def test_a_card_says_who_marked_what_without_names_in_its_order(project: Project) -> None:
    card = the(project, "boundary")
    assert [(variant.ranges, variant.voters) for variant in card.variants] == [
        ((TITLE,), ("A", "C")),
        ((NAME,), ("B",)),
    ]
    assert (card.votes, card.without, card.state, card.facts) == ((2, 1), (), OPEN, {"start"})
    assert Queue(project).article(card.number).sentence(card) == (0, len(TEXT))
    assert (the(project, "missing").votes, the(project, "missing").without) == ((1,), ("B", "C"))


@pytest.mark.parametrize(
    ("choice", "arguments", "expected"),
    [
        ("take", (0,), [TITLE]),
        ("take", (1,), [NAME]),
        ("none", (), []),
        ("both", (), [TITLE, NAME]),
        ("union", (), [TITLE]),
        ("intersection", (), [NAME]),
        ("relabel", ("ORGANIZATION",), [(3, 18, "ORGANIZATION")]),
        ("adjust", (0, 18), [(0, 18, "PERSON")]),
    ],
)
def test_each_choice_is_one_batch_that_undo_takes_back(
    project: Project, tmp_path: Path, choice: str, arguments: tuple[object, ...], expected: list[object]
) -> None:
    before, session, theirs = exported(project, tmp_path), gold(project), layers(project)
    done = getattr(adjudicating, choice)(session, the(project, "boundary"), *arguments)
    assert (done.batch.owner, done.batch.author) == ("gold", "Judge")
    assert in_gold(project) == expected
    decided = the(project, "boundary")
    assert decided.state == DECIDED
    assert decided.decision is not None
    assert (decided.decision.choice, decided.decision.rule) == (choice, "person")
    assert session.article(number(project)).status == IN_PROGRESS
    assert layers(project) == theirs
    session.undo()
    assert exported(project, tmp_path) == before
    assert the(project, "boundary").state == OPEN
    session.redo()
    assert (in_gold(project), the(project, "boundary").state) == (expected, DECIDED)
    assert list(check.problems(project)) == []


def layers(project: Project) -> dict[str, list[spans.Span]]:
    found = spans.all_spans(project, number(project))
    return {owner: held for owner, held in found.items() if owner != "gold"}


def test_a_deferred_card_keeps_its_note_and_leaves_gold_alone(project: Project) -> None:
    adjudicating.defer(gold(project), the(project, "boundary"), "ask Karim")
    card = the(project, "boundary")
    assert card.decision is not None
    assert (card.state, card.decision.reason, in_gold(project)) == (DEFERRED, "ask Karim", [])


def test_a_decision_names_the_revisions_that_were_on_the_table(project: Project) -> None:
    adjudicating.none(gold(project), the(project, "missing"), reason="a byline")
    decision = the(project, "missing").decision
    assert decision is not None
    ((mark,),) = decision.marks.values()
    assert (mark.revision, decision.without, decision.reason) == (mark.item, ("B", "C"), "a byline")


def test_deciding_again_replaces_what_the_first_decision_put_into_gold(project: Project) -> None:
    session = gold(project)
    adjudicating.both(session, the(project, "boundary"))
    adjudicating.take(session, the(project, "boundary"), 1)
    assert in_gold(project) == [NAME]


def test_a_span_that_another_decision_needs_stays(project: Project) -> None:
    session = gold(project)
    adjudicating.adjust(session, the(project, "missing"), *TITLE[:2], label="PERSON")
    adjudicating.take(session, the(project, "boundary"), 0)
    assert in_gold(project) == [TITLE]
    adjudicating.none(session, the(project, "missing"))
    assert in_gold(project) == [TITLE]
    adjudicating.none(session, the(project, "boundary"))
    assert in_gold(project) == []


def test_choices_that_a_card_does_not_allow_are_refused(project: Project, tmp_path: Path) -> None:
    session, card, before = gold(project), the(project, "boundary"), exported(project, tmp_path)
    for refused in (
        lambda: adjudicating.take(session, card, 2),
        lambda: adjudicating.relabel(session, card, "PLACE"),
        lambda: adjudicating.adjust(session, card, 3, 99),
        lambda: adjudicating.take(session, card, 0, attributes={"certainty": "asserted"}),
        lambda: adjudicating.take(Session(project, "A"), card, 0),
    ):
        with pytest.raises(Refused):
            refused()
    assert exported(project, tmp_path) == before


def test_a_card_that_was_changed_since_it_was_shown_is_refused(project: Project) -> None:
    card = the(project, "boundary")
    change(project, "B", NAME, (13, 18))
    with pytest.raises(Refused, match="changed since"):
        adjudicating.take(gold(project), card, 0)


def change(project: Project, owner: str, old: tuple[int, int, str], new: tuple[int, int] | None) -> None:
    """An annotator reopens, moves or deletes a span, and finishes again."""
    session = Session(project, owner)
    session.set_status(number(project), IN_PROGRESS)
    held = spans.spans(project, number(project), owner)
    item = next(span.item for span in held if (span.start, span.end, span.label) == old)
    if new:
        session.move(item, *new)
    else:
        session.unmark(item)
    session.set_status(number(project), FINISHED)


def test_a_later_change_opens_just_its_own_card_again(project: Project) -> None:
    session = gold(project)
    adjudicating.take(session, the(project, "boundary"), 1)
    adjudicating.none(session, the(project, "missing"))
    change(project, "A", TITLE, (0, 18))
    assert (the(project, "boundary").state, the(project, "missing").state) == (REOPENED, DECIDED)
    assert in_gold(project) == [NAME]
    adjudicating.take(session, the(project, "boundary"), 0)  # now every variant has one vote: by start
    assert in_gold(project) == [(0, 18, "PERSON")]
    assert the(project, "boundary").state == DECIDED


def test_a_reopened_article_keeps_its_decisions(project: Project) -> None:
    adjudicating.take(gold(project), the(project, "boundary"), 1)
    session = Session(project, "C")
    session.set_status(number(project), IN_PROGRESS)
    assert the(project, "boundary").state == DECIDED
    session.set_status(number(project), FINISHED)
    assert the(project, "boundary").state == DECIDED


@pytest.mark.parametrize(
    ("range_", "state"), [(NAME, DECIDED), (None, DECIDED), ((9, 18, "PERSON"), REOPENED)]
)
def test_who_finishes_later_opens_a_card_only_with_a_new_variant(
    project: Project, range_: tuple[int, int, str] | None, state: str
) -> None:
    adjudicating.take(gold(project), the(project, "boundary"), 1)
    session = Session(project, "D")
    if range_:
        session.mark(number(project), *range_)
    session.set_status(number(project), FINISHED)
    assert the(project, "boundary").state == state


def test_what_was_decided_about_spans_that_are_gone_can_be_dropped(project: Project) -> None:
    session = gold(project)
    adjudicating.take(session, the(project, "missing"), 0)
    change(project, "A", ONU, None)
    assert [stray.decision.kind for stray in Queue(project).article(number(project)).strays] == ["missing"]
    assert in_gold(project) == [ONU]
    adjudicating.drop_strays(session, number(project))
    assert in_gold(project) == []
    with pytest.raises(Refused):
        adjudicating.drop_strays(session, number(project))


def test_what_all_agree_on_is_taken_over_in_one_batch(tmp_path: Path) -> None:
    project = marked_project(tmp_path, TEXT, A=[NAME, ONU], B=[NAME])
    add_article(project, tmp_path, "1", TEXT + " Oui.", A=[ONU], B=[ONU])
    session = gold(project)
    done = take_unanimous(session)
    assert done is not None
    assert len(done.documents) == 2
    assert in_gold(project) == [NAME]
    assert take_unanimous(session) is None
    decision = the(project, "agreed").decision
    assert decision is not None
    assert decision.rule == "unanimous"
    session.undo()
    assert in_gold(project) == []


def test_a_decision_about_what_all_agree_on_opens_again_when_one_moves(tmp_path: Path) -> None:
    project = marked_project(tmp_path, TEXT, A=[NAME], B=[NAME])
    take_unanimous(gold(project))
    change(project, "A", NAME, (3, 18))
    card = the(project, "boundary")
    assert card.state == REOPENED
    adjudicating.take(gold(project), card, 0)
    assert in_gold(project) == [TITLE]


def test_gold_is_finished_when_every_card_is_decided_and_read_only_then(project: Project) -> None:
    session = gold(project)
    with pytest.raises(Refused, match="2 places"):
        adjudicating.finish(session, [number(project)])
    for card in cards(project):
        adjudicating.take(session, card, 0)
    adjudicating.finish(session, [number(project)])
    assert session.article(number(project)).status == FINISHED
    with pytest.raises(Refused, match="finished"):
        adjudicating.none(session, the(project, "missing"))
    with pytest.raises(Refused, match="already"):
        adjudicating.finish(session, [number(project)])


def test_two_decisions_that_become_one_card_are_one_after_deciding_again(tmp_path: Path) -> None:
    project = marked_project(tmp_path, TEXT, A=[TITLE], B=[ONU])
    session = gold(project)
    for card in cards(project):
        adjudicating.take(session, card, 0)
    assert in_gold(project) == [TITLE, ONU]
    change(project, "A", TITLE, (29, 34))
    session_a = Session(project, "A")
    session_a.set_status(number(project), IN_PROGRESS)
    session_a.relabel(spans.spans(project, number(project), "A")[0].item, "ORGANIZATION")
    session_a.set_status(number(project), FINISHED)
    (card,) = cards(project)
    assert (card.kind, card.state) == ("boundary", REOPENED)
    adjudicating.take(session, card, 1)
    assert in_gold(project) == [ONU]
    article = Queue(project).article(number(project))
    assert (len(article.stored), article.strays) == (1, ())
    session.undo()
    assert in_gold(project) == [TITLE, ONU]


def test_a_text_with_braces_gives_its_name_to_the_gesture(tmp_path: Path) -> None:
    project = marked_project(tmp_path, "Le {} {0} part.", A=[(3, 9, "PERSON")], B=[])
    done = adjudicating.take(gold(project), cards(project)[0], 0)
    assert done.batch.what == "take missing «{} {0}»"


def test_pieces_of_a_split_are_one_variant(tmp_path: Path) -> None:
    pieces = [(3, 11, "PERSON"), (12, 18, "PERSON")]
    project = marked_project(tmp_path, TEXT, A=[TITLE], B=pieces)
    (card,) = cards(project)
    assert (card.kind, card.votes) == ("split", (1, 1))
    session = gold(project)
    adjudicating.take(session, card, [v.voters for v in card.variants].index(("B",)))
    assert in_gold(project) == pieces
    adjudicating.union(session, the(project, "split"))
    assert in_gold(project) == [TITLE]
