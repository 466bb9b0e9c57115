"""From two people's labels over the five seed articles to gold, and the law that undoing everything returns."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from adjudication_help import IN, OUT, gold, seed_project
from app_help import exported
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.app import adjudicating
from annotator.app.adjudicating import decide_all, take_unanimous
from annotator.app.card_queue import Queue
from annotator.app.cards import DECIDED, Card
from annotator.app.choices import by_preselection
from annotator.app.previewing import preview
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.store import check
from annotator.store.project import Project


@pytest.fixture(name="project", scope="module")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = seed_project(tmp_path_factory.mktemp("seeds"))
    yield made
    made.close()


def theirs(project: Project, folder: Path) -> list[bytes]:
    return [exported(project, folder, owner=owner) for owner in (IN, OUT)]


def undo_all(session: Session) -> None:
    while session.history.next_undo():
        session.undo()


def test_from_labels_to_gold(project: Project, tmp_path: Path) -> None:
    before, theirs_before = exported(project, tmp_path), theirs(project, tmp_path)
    session, queue = gold(project), Queue(project)
    take_unanimous(session)
    decide_all(session, preview(session, queue.cards(), by_preselection()))
    for card in queue.cards(undecided=True):
        adjudicating.take(session, card, 0, reason="as the guideline says")
    found = queue.look()
    assert (found.open, found.deferred, found.articles) == (0, 0, 5)
    assert found.decided > 10
    adjudicating.finish(session, queue.articles)
    rows = [json.loads(line) for line in exported(project, tmp_path, owner="gold").splitlines()]
    sets = [one for row in rows for one in row["annotations"]]
    assert [one["status"] for one in sets] == ["finished"] * 5
    held = [span for one in sets for span in one["spans"]]
    assert len(held) >= 20
    assert {span["label"] for span in held} == {"PERSON", "ORGANIZATION", "CLAIM"}
    assert all(span["links"]["speaker"] for span in held if span["label"] == "CLAIM")
    assert theirs(project, tmp_path) == theirs_before
    undo_all(session)
    assert exported(project, tmp_path) == before
    assert list(check.problems(project)) == []


GESTURES = ("take", "none", "both", "union", "intersection", "relabel", "adjust", "defer", "unanimous")


def act(session: Session, card: Card, gesture: str, rng: random.Random) -> None:
    """One decision of that kind, or a refusal where the card does not allow it."""
    arguments: dict[str, tuple[object, ...]] = {
        "take": (rng.randrange(len(card.variants)),),
        "relabel": (rng.choice(["PERSON", "ORGANIZATION", "CLAIM"]),),
        "adjust": (card.start, card.end + rng.randrange(3)),
        "defer": ("later",),
    }
    if gesture == "unanimous":
        take_unanimous(session, [card.number])
    else:
        getattr(adjudicating, gesture)(session, card, *arguments.get(gesture, ()))


@settings(
    max_examples=max(settings().max_examples // 6, 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(gestures=st.lists(st.sampled_from(GESTURES), min_size=1, max_size=25), seed=st.integers(0, 9_999))
def test_deciding_in_any_order_and_undoing_all_returns_to_the_start(
    project: Project, tmp_path: Path, gestures: list[str], seed: int
) -> None:
    rng = random.Random(seed)
    before, theirs_before = exported(project, tmp_path), theirs(project, tmp_path)
    session, queue = gold(project), Queue(project)
    shown = list(queue.cards())
    states = [before]
    for gesture in gestures:
        card = queue.again(rng.choice(shown))
        assert card is not None
        try:
            act(session, card, gesture, rng)
        except Refused:
            assert exported(project, tmp_path) == states[-1]
            continue
        states.append(exported(project, tmp_path))
        now = queue.again(card)
        assert now is not None
        assert gesture in ("unanimous", "defer") or now.state == DECIDED
    assert theirs(project, tmp_path) == theirs_before
    gold_is_what_decisions_say(project)
    undo_all(session)
    assert exported(project, tmp_path) == before
    assert Queue(project).look().decided == 0


def gold_is_what_decisions_say(project: Project) -> None:
    queue, session = Queue(project), gold(project)
    for number in queue.articles:
        said = {span.range for one in queue.article(number).stored.values() for span in one.decision.gold}
        found = [(span.start, span.end, span.label) for span in session.article(number).spans]
        assert len(found) == len(set(found))
        assert set(found) == said
