"""Many cards at once by the path of the project: previews that hold or refuse, what is taken over, who decided."""

from pathlib import Path

import pytest
from adjudication_help import add_article, cards, gold, marked_project

from annotator.app import adjudicating
from annotator.app.adjudication_jobs import (
    BatchRule,
    decide_job,
    finish_job,
    not_finished,
    preview_job,
    take_over_job,
)
from annotator.app.card_filter import Filter
from annotator.app.card_queue import Queue
from annotator.app.cards import DECIDED, DEFERRED
from annotator.app.choices import SHORTEST
from annotator.app.decided import verdicts
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.store.project import Project

TEXT = "Le maréchal Haftar a dit que l'ONU part."
TITLE, NAME, ONU = (3, 18, "PERSON"), (12, 18, "PERSON"), (31, 34, "ORGANIZATION")


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Project:
    """Three annotators: two of them take the title in, and all agree on the UN; two more articles like it."""
    project = marked_project(tmp_path, TEXT, A=[TITLE, ONU], B=[NAME, ONU], C=[TITLE, ONU])
    for n in (1, 2):
        add_article(
            project, tmp_path, str(n), TEXT + " Oui." * n, A=[TITLE, ONU], B=[NAME, ONU], C=[TITLE, ONU]
        )
    return project


def gold_of(project: Project, number: int) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.label) for s in Session(project, "gold").article(number).spans]


def test_a_preview_is_carried_out_as_it_was_seen(project: Project) -> None:
    wanted = Filter(kinds=frozenset({"boundary"}))
    found = preview_job(project.path, "Judge", wanted, BatchRule(2))
    assert (found.count, found.articles, len(found.first)) == (3, 3, 3)
    assert not any(gold_of(project, number) for number in (1, 2, 3))
    done = decide_job(project.path, "Judge", found, True)
    assert done.documents == (1, 2, 3)
    assert gold_of(project, 1) == [TITLE]
    assert {card.decision.rule for card in cards(project) if card.decision} == {"auto"}
    gold(project).undo()
    assert not any(gold_of(project, number) for number in (1, 2, 3))


def test_a_preview_that_is_out_of_date_decides_nothing(project: Project) -> None:
    found = preview_job(project.path, "Judge", Filter(article=2), BatchRule(tie=SHORTEST))
    session = Session(project, "B")
    session.set_status(2, "in progress")
    session.unmark(session.article(2).spans[0].item)
    session.set_status(2, "finished")
    with pytest.raises(Refused, match="changed since"):
        decide_job(project.path, "Judge", found, False)
    assert gold_of(project, 2) == []


def test_what_all_agree_on_and_a_majority_are_two_steps(project: Project) -> None:
    assert take_over_job(project.path, "Judge", [1], 0).auto is None
    assert gold_of(project, 1) == [ONU]
    taken = take_over_job(project.path, "Judge", [1, 2, 3], 2)
    assert (taken.auto_count, taken.unanimous is not None) == (3, True)
    assert gold_of(project, 3) == [TITLE, ONU]
    session = gold(project)
    session.undo()
    assert gold_of(project, 3) == [ONU]
    session.undo()
    assert gold_of(project, 3) == []
    assert gold_of(project, 1) == [ONU]


def test_articles_are_finished_together(project: Project) -> None:
    take_over_job(project.path, "Judge", [1, 2], 2)
    assert finish_job(project.path, "Judge", [1, 2]).documents == (1, 2)
    assert not_finished(project, [1, 2, 3]) == [3]


def test_states_restrict_what_is_listed_and_walked_through(project: Project) -> None:
    queue, session = Queue(project), gold(project)
    first, second, third = queue.cards()
    adjudicating.take(session, first, 0)
    adjudicating.defer(session, second, "later")
    assert [card.number for card in queue.cards(Filter(states=frozenset({DEFERRED})))] == [2]
    assert queue.next(Filter(states=frozenset({DECIDED}))).key == first.key
    assert queue.next().key == third.key
    assert queue.next(Filter(rules=frozenset({"person"})), after=first).key == second.key
    found = queue.look()
    assert (found.decided, found.deferred, found.open) == (1, 1, 1)


def test_counts_follow_every_change_and_are_those_of_all_articles(project: Project) -> None:
    queue, session = Queue(project), gold(project)
    queue.look()
    before = queue.known_counts(1)
    card = queue.next()
    adjudicating.take(session, card, 1)
    assert queue.standing().articles == 2  # that article is to be looked at again
    assert queue.known_counts(1) is None
    assert queue.counts(1) != before
    assert sum(queue.total().values()) == sum(sum(queue.counts(n).values()) for n in queue.articles)
    Session(project, "A").set_status(1, "in progress")
    Session(project, "B").set_status(1, "in progress")
    assert 1 not in queue.articles
    assert queue.look().articles == 2
    assert queue.counts(1) == {}


def test_who_decided_and_when(project: Project) -> None:
    session, queue = gold(project), Queue(project)
    card = queue.next()
    adjudicating.take(session, card, 1, reason="no titles")
    (said,) = verdicts(project, queue.article(1).stored[card.key])
    assert (said.author, said.is_here, said.decision.reason) == ("Judge", True, "no titles")
    assert said.made_at.startswith("20")
