"""The history of an article names every act and its place, and each of its states can be had again, undoably."""

import shutil
import tempfile
from pathlib import Path

import pytest
from app_help import SENTENCE, hasty, project_of
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.app.article_history import Rewind, article_events, rewind, span_events
from annotator.app.merging import merge
from annotator.app.opening import open_existing
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.store import check
from annotator.store.arrivals import last_batch
from annotator.store.project import Project

acts = st.lists(
    st.tuples(
        st.sampled_from(["mark", "unmark", "relabel", "undo", "redo", "note", "finish", "reopen"]),
        st.integers(0, 8),
        st.integers(1, 6),
    ),
    max_size=14,
)


def act(session: Session, what: str, a: int, b: int) -> None:
    spans = session.article(1).spans
    item = spans[a % len(spans)].item if spans else "00.0"
    try:
        match what:
            case "mark":
                session.mark(1, a, a + b, "PERSON")
            case "unmark":
                session.unmark(item)
            case "relabel":
                session.relabel(item, ("CLAIM", "ORGANIZATION")[b % 2])
            case "note":
                session.set_note(item, str(b))
            case "finish" | "reopen":
                session.set_status(1, "finished" if what == "finish" else "in progress")
            case _:
                getattr(session, what)()
    except Refused:
        pass


@settings(max_examples=settings().max_examples // 2)
@given(acts, st.integers(0, 100))
def test_every_state_can_be_had_again_and_undone(given_acts: list[tuple[str, int, int]], which: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(Path(folder), SENTENCE)
        session = Session(project, "A")
        states = {last_batch(project): session.article(1).spans}
        for given_act in given_acts:
            act(session, *given_act)
            states[last_batch(project)] = session.article(1).spans
        batch = sorted(states)[which % len(states)]
        before, status = session.article(1).spans, session.article(1).status
        planned = rewind(session, 1, batch, dry_run=True)
        assert session.article(1).spans == before
        done = rewind(session, 1, batch)
        assert session.article(1).spans == states[batch]
        assert (done.back, done.gone, done.changed) == (planned.back, planned.gone, planned.changed)
        assert (done.done is None) == (before == states[batch])
        if done.done:
            session.undo()
            assert session.article(1).spans == before
            assert session.article(1).status == status
        assert list(check.problems(project)) == []
        project.connection.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An article in which A marked, moved and deleted a span, and B marked another."""
    made = project_of(tmp_path, SENTENCE, "Le ministre")
    session = Session(made, "A", "lead")
    item = session.mark(1, 6, 10, "PERSON").item
    session.move(item, 6, 9)
    session.unmark(item)
    Session(made, "B").mark(1, 14, 19, "ORGANIZATION")
    Session(made, "B").mark(2, 0, 2, "ORGANIZATION")
    return made


def test_the_history_of_an_article_says_who_did_what_where(project: Project) -> None:
    events = article_events(project, 1)
    assert [event.batch.owner for event in events] == ["B", "A", "A", "A", "project"]
    mine = article_events(project, 1, "A")
    assert [event.batch.what.split()[0] for event in mine] == ["delete", "move", "mark"]
    assert [(place.start, place.end) for event in mine for place in event.places] == [(6, 9), (6, 9), (6, 10)]
    assert {event.batch.author for event in mine} == {"lead"}


def test_the_history_of_a_span_is_only_its_own(project: Project) -> None:
    item = article_events(project, 1, "A")[-1].places[0].item
    Session(project, "A").undo()
    events = span_events(project, item)
    assert [(event.is_undo, event.places[0].end) for event in events] == [
        (True, 9), (False, 9), (False, 9), (False, 10),
    ]  # fmt: skip
    with pytest.raises(Refused):
        span_events(project, "00.1")


def test_going_back_reopens_a_finished_article_and_leaves_others_alone(project: Project) -> None:
    session = Session(project, "A")
    marked = article_events(project, 1, "A")[-1].batch.number
    session.set_status(1, "finished")
    assert rewind(session, 1, marked).back == 1
    assert session.article(1).status == "in progress"
    assert [(span.start, span.end) for span in session.article(1).spans] == [(6, 10)]
    assert len(Session(project, "B").article(1).spans) == 1
    assert rewind(session, 1, marked) == Rewind()
    assert rewind(session, 1, marked - 1).gone == 1
    with pytest.raises(Refused, match="no batch 999"):
        rewind(session, 1, 999)


def test_going_back_settles_a_conflict(project: Project, tmp_path: Path) -> None:
    session = Session(project, "B")
    item = session.article(1).spans[0].item
    batch = last_batch(project)
    other = hasty(open_existing(Path(shutil.copy(_closed(project), tmp_path / "other"))))
    one = hasty(open_existing(project.path))
    Session(one, "B").relabel(item, "PERSON")
    Session(other, "B").move(item, 14, 18)
    merge(one, [other.path], backup=False)
    rewind(Session(one, "B"), 1, batch)
    assert [(s.start, s.end, s.label) for s in Session(one, "B").article(1).spans] == [
        (14, 19, "ORGANIZATION")
    ]
    assert merge(one, [other.path], backup=False).conflicts == 0
    assert list(check.problems(one)) == []


def _closed(project: Project) -> Path:
    project.close()
    return project.path
