"""The queue over a project, deciding many cards at once, precedents and feedback."""

from pathlib import Path

import pytest
from adjudication_help import add_article, cards, gold, marked_project
from app_help import exported

from annotator.app import adjudicating
from annotator.app.adjudicating import decide_all, take_unanimous
from annotator.app.card_queue import Filter, Queue, guidelines
from annotator.app.choices import (
    LONGEST,
    NOTHING,
    SHORTEST,
    Choice,
    always,
    by_preselection,
    majority,
    preselected,
)
from annotator.app.feedback import as_html, feedback
from annotator.app.precedents import as_markdown, drop_precedent, make_precedent, precedents
from annotator.app.previewing import DECIDED_ALREADY, FINISHED_ARTICLE, NO_CHOICE, preview
from annotator.app.session import Session
from annotator.model.decision import NONE, TAKE
from annotator.model.errors import Refused
from annotator.store import documents, spans
from annotator.store.project import Project

FRENCH = "Le maréchal Haftar a dit que l'ONU part."
ARABIC = "وصل المشير حفتر، والأمم المتحدة رحبت."
HAFTAR_AR, TITLE_AR = (11, 15), (4, 15)
COMMA, ONU, UN_AR = (4, 16), (31, 34), (18, 31)


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Project:
    """Two articles of three annotators, and one that only A has finished."""
    project = marked_project(
        tmp_path,
        FRENCH,
        A=[(3, 18, "PERSON"), (*ONU, "ORGANIZATION")],
        B=[(12, 18, "PERSON"), (*ONU, "PERSON")],
        C=[(3, 18, "PERSON"), (*ONU, "ORGANIZATION")],
    )
    add_article(
        project,
        tmp_path,
        "1",
        ARABIC,
        A=[(*TITLE_AR, "PERSON"), (*UN_AR, "ORGANIZATION")],
        B=[(*COMMA, "PERSON")],
        C=[(*TITLE_AR, "PERSON")],
    )
    add_article(project, tmp_path, "2", "Une autre.", A=[(0, 3, "PERSON")])
    return project


def kinds(project: Project, **wanted: object) -> list[str]:
    return [card.kind for card in cards(project, **wanted)]


def test_the_queue_goes_through_the_shared_articles_in_order(project: Project) -> None:
    queue = Queue(project)
    assert queue.articles == tuple(documents.numbers(project))[:2]
    assert kinds(project) == ["boundary", "label", "boundary", "missing"]
    passed, card = [], queue.next()
    while card:
        passed.append(card.key)
        card = queue.next(after=card)
    assert passed == [card.key for card in queue.cards()]
    card = queue.previous()
    back = []
    while card:
        back.append(card.key)
        card = queue.previous(before=card)
    assert back == passed[::-1]


def test_filters(project: Project) -> None:
    second = tuple(documents.numbers(project))[1]
    assert kinds(project, kinds=frozenset({"label", "missing"})) == ["label", "missing"]
    assert kinds(project, labels=frozenset({"ORGANIZATION"})) == ["label", "missing"]
    assert kinds(project, article=second) == ["boundary", "missing"]
    assert kinds(project, trivial=True) == ["boundary"]
    assert kinds(project, pair=("A", "C")) == ["missing"]
    assert kinds(project, pair=("A", "nobody")) == []
    assert kinds(project, article=999) == []
    queue = Queue(project)
    assert queue.look(Filter(pair=("A", "C"))).open == 1
    assert queue.standing().open == 4


def test_the_queue_sees_what_was_decided_undone_and_finished(project: Project) -> None:
    queue, session = Queue(project), gold(project)
    first = queue.next()
    assert first is not None
    assert (queue.look().open, queue.standing().seconds_left) == (4, None)
    adjudicating.take(session, first, 0)
    assert queue.next() != first
    second = queue.next()
    assert second is not None
    adjudicating.defer(session, second, "later")
    found = queue.look()
    assert (found.decided, found.open, found.deferred) == (1, 2, 1)
    assert found.seconds_left is not None
    assert 0 <= found.seconds_left < 20
    session.undo()
    assert queue.look().deferred == 0
    Session(project, "B").set_status(tuple(documents.numbers(project))[2], "finished")
    assert len(queue.articles) == 3
    assert queue.look().open == 4


def test_it_reads_one_article_for_the_first_card(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read = documents.read
    asked: list[int] = []
    monkeypatch.setattr(documents, "read", lambda p, number: asked.append(number) or read(p, number))
    queue = Queue(project)
    queue.next()
    assert len(asked) == 1
    queue.next()
    queue.next()
    assert len(asked) == 1


def test_the_majority_is_preselected_and_a_rule_breaks_ties(project: Project, tmp_path: Path) -> None:
    boundary, label, _, missing = cards(project)
    assert preselected(boundary) == Choice(TAKE, variant=0)
    assert preselected(label) == Choice(TAKE, variant=0)
    assert preselected(missing) == Choice(NONE)
    (tmp_path / "two").mkdir()
    two = marked_project(
        tmp_path / "two", FRENCH, A=[(3, 18, "PERSON")], B=[(12, 18, "PERSON"), (*ONU, "PERSON")]
    )
    boundary, missing = cards(two)
    assert preselected(boundary, LONGEST) == Choice(TAKE, variant=0)
    assert preselected(boundary, SHORTEST) == Choice(TAKE, variant=1)
    assert preselected(boundary, NOTHING) is None
    assert preselected(missing, LONGEST) == Choice(TAKE, variant=0)


def test_a_majority_is_more_than_half_of_all_and_as_many_as_asked(tmp_path: Path) -> None:
    marks = [(3, 18), (3, 18), (12, 18), (4, 18)]
    sets = {owner: [(*place, "PERSON")] for owner, place in zip("ABCD", marks, strict=True)}
    project = marked_project(tmp_path, FRENCH, **sets)
    (card,) = cards(project)
    assert (card.votes, preselected(card), majority(2)(card)) == ((2, 1, 1), Choice(TAKE), None)
    (tmp_path / "five").mkdir()
    project = marked_project(tmp_path / "five", FRENCH, E=[(3, 18, "PERSON")], **sets)
    (card,) = cards(project)
    assert (majority(3)(card), majority(4)(card)) == (Choice(TAKE), None)


def test_many_cards_are_decided_in_one_step_after_a_preview(project: Project, tmp_path: Path) -> None:
    session, before = gold(project), exported(project, tmp_path)
    found = preview(session, Queue(project).cards(Filter(kinds=frozenset({"boundary"}))), majority(2))
    assert (found.count, found.articles, dict(found.skipped)) == (2, 2, {})
    assert [card.kind for card, _ in found.first] == ["boundary", "boundary"]
    assert exported(project, tmp_path) == before
    done = decide_all(session, found, auto=True)
    assert len(done.documents) == 2
    assert kinds(project, rules=frozenset({"auto"})) == ["boundary", "boundary"]
    assert Queue(project).look().decided == 2
    session.undo()
    assert exported(project, tmp_path) == before


def test_a_preview_says_what_is_left_and_why(project: Project) -> None:
    session = gold(project)
    first, second = cards(project)[:2]
    adjudicating.none(session, first)
    adjudicating.none(session, second)
    adjudicating.finish(session, [first.number])
    third = cards(project)[2]
    adjudicating.defer(session, third, "?")
    found = preview(session, cards(project), majority(3))
    assert found.skipped == {FINISHED_ARTICLE: 2, DECIDED_ALREADY: 1, NO_CHOICE: 1}
    with pytest.raises(Refused, match="no card"):
        decide_all(session, found)


def test_a_choice_that_some_cards_do_not_allow_skips_them(project: Project) -> None:
    found = preview(gold(project), cards(project), always(Choice(TAKE, variant=1)))
    assert found.count == 3
    assert sum(found.skipped.values()) == 1


def test_the_guideline_of_each_label_on_a_card(project: Project) -> None:
    label = cards(project)[1]
    said = guidelines(label, gold(project).labels, "fr")
    assert set(said) == {"ORGANIZATION", "PERSON"}
    assert "Un individu" in said["PERSON"]
    assert "named" in guidelines(label, gold(project).labels, "de")["PERSON"]


def test_a_precedent_speaks_for_cards_alike_until_it_is_dropped(project: Project, tmp_path: Path) -> None:
    session, first = gold(project), cards(project)[0]
    with pytest.raises(Refused, match="Decide"):
        make_precedent(session, first, "Titles stay out.")
    adjudicating.take(session, first, 1)
    first = cards(project)[0]
    with pytest.raises(Refused, match="sentence"):
        make_precedent(session, first, "  ")
    with pytest.raises(Refused, match="adjudicator"):
        make_precedent(Session(project, "A"), first, "Mine.")
    make_precedent(session, first, "Titles stay *out*.")
    same = FRENCH.replace("maréchal Haftar", "marechal  HAFTAR")
    add_article(project, tmp_path, "3", same, A=[(3, 19, "PERSON")], B=[(13, 19, "PERSON")])
    queue = Queue(project)
    assert [len(queue.precedents(card)) for card in queue.cards()] == [0, 0, 0, 0, 1]
    (precedent,) = precedents(project)
    assert precedent.outcomes == (("Haftar", "PERSON"),)
    said = as_markdown([precedent])
    assert "### Boundary" in said
    assert r"Titles stay \*out\*." in said
    assert "«\u2068maréchal Haftar\u2069»" in said
    drop_precedent(session, precedent)
    assert precedents(project) == []
    assert "none yet" in as_markdown([])
    session.undo()
    assert precedents(project) == [precedent]
    make_precedent(session, first, "Better said.")
    assert [one.reason for one in precedents(project)] == ["Better said."]


def test_feedback_shows_an_annotator_where_gold_differs_and_why(project: Project) -> None:
    session = gold(project)
    boundary, label, arabic, missing = cards(project)
    adjudicating.take(session, boundary, 0, reason="<Titles> & ranks")
    adjudicating.take(session, label, 0)
    adjudicating.take(session, arabic, 0, reason="الفاصلة خارج الاسم")
    adjudicating.defer(session, missing, "?")
    mine, theirs = feedback(project, "B"), feedback(project, "A")
    assert (mine.places, mine.same, [one.kind for one in mine.differences]) == (
        3,
        0,
        ["boundary", "label", "boundary"],
    )
    assert (theirs.places, theirs.differences) == (3, ())
    first = mine.differences[0]
    assert (first.mine, first.gold, first.text) == (((12, 18, "PERSON"),), ((3, 18, "PERSON"),), FRENCH)
    page = as_html(mine)
    assert "&lt;Titles&gt; &amp; ranks" in page
    assert '<mark class="gold">maréchal Haftar</mark>' in page
    assert '<mark class="mine">المشير حفتر،</mark>' in page
    assert 'dir="auto"' in page
    with pytest.raises(Refused, match="no annotator"):
        feedback(project, "D")


def test_feedback_is_about_attributes_too(tmp_path: Path) -> None:
    project = marked_project(tmp_path, FRENCH, A=[], B=[])
    number = next(documents.numbers(project))
    for owner, certainty in (("A", "asserted"), ("B", "hedged")):
        session = Session(project, owner)
        session.set_status(number, "in progress")
        session.mark(number, 20, 39, "CLAIM", attributes={"certainty": certainty})
        session.set_status(number, "finished")
    (card,) = cards(project)
    adjudicating.take(gold(project), card, [v.voters for v in card.variants].index(("A",)))
    assert feedback(project, "A").differences == ()
    assert feedback(project, "B").differences[0].details == ("certainty",)


def test_nothing_to_adjudicate_is_said_by_counts(tmp_path: Path) -> None:
    project = marked_project(tmp_path, FRENCH, A=[(3, 18, "PERSON")])
    queue = Queue(project)
    assert (queue.next(), queue.look().all_articles) == (None, 0)
    assert take_unanimous(gold(project)) is None
    assert spans.spans(project, next(documents.numbers(project)), "gold") == []
    assert preview(gold(project), queue.cards(), by_preselection()).count == 0
