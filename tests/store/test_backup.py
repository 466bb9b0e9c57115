"""Which backups are kept, that one is whole, and what differs from it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from store_help import new_project, open_as

from annotator.app.session import Session
from annotator.store import backup, spans

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
ages = st.lists(
    st.integers(0, 200 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), unique=True
)


@given(ages)
def test_the_newest_stays_and_what_stays_is_bounded(made: list[datetime]) -> None:
    kept = backup.kept(made, NOW)
    assert kept <= set(made)
    assert not made or max(made) in kept
    assert len(kept) <= 24 + 15 + 11 + 1
    assert backup.kept(kept, NOW) == kept
    for days in (2, 5, 13):
        on_day = [time for time in made if time.date() == (NOW - timedelta(days=days)).date()]
        assert not on_day or max(on_day) in kept


def test_one_a_day_then_one_a_week() -> None:
    hourly = [NOW - timedelta(hours=hours) for hours in range(24 * 100)]
    kept = backup.kept(hourly, NOW)
    assert sum(NOW - time <= timedelta(days=1) for time in kept) == 24
    days = {time.date() for time in kept if NOW - time <= timedelta(days=14)}
    assert len(days) == 15
    weeks = sorted(time for time in kept if NOW - time > timedelta(days=14))
    assert len(weeks) == 8
    assert all(later - time == timedelta(days=7) for time, later in pairwise(weeks))


def test_a_backup_is_whole_and_made_once_for_each_state(tmp_path: Path) -> None:
    project = new_project(tmp_path / "one")
    session, folder = Session(project, "A1"), tmp_path / "backups"
    session.mark(1, 6, 10, "PERSON")
    first = backup.make(project, folder, "before merge", NOW)
    assert first is not None
    assert backup.make(project, folder, "on open", NOW + timedelta(hours=1)) is None
    session.mark(1, 14, 19, "ORGANIZATION")
    backup.make(project, folder, "on open", NOW + timedelta(hours=2))
    assert [found.reason for found in backup.listed(folder)] == ["on open", "before merge"]
    assert backup.listed(folder)[1] == first
    assert [span.label for span in spans.spans(open_as(first.path, "other"), 1, "A1")] == ["PERSON"]
    (folder / "holiday.annotator").touch()
    assert len(backup.listed(folder)) == 2


def test_old_backups_go(tmp_path: Path) -> None:
    project, folder = new_project(tmp_path / "one"), tmp_path / "backups"
    for days in range(40):
        Session(project, "A1").set_document_note(1, str(days))
        backup.make(project, folder, "on open", NOW + timedelta(days=days))
    assert 15 < len(backup.listed(folder)) < 22


def test_what_differs_from_a_backup_is_said_by_owner(tmp_path: Path) -> None:
    project = new_project(tmp_path / "one")
    Session(project, "A1").mark(1, 6, 10, "PERSON")
    made = backup.make(project, tmp_path / "backups", "on open", NOW)
    assert made is not None
    assert backup.difference(project, made.path) == ([], [])
    Session(project, "A2").mark(1, 6, 10, "PERSON")
    Session(project, "A2").undo()
    (share,), brought = backup.difference(project, made.path)
    assert (share.owner, share.batches, share.spans, brought) == ("A2", 2, 2, [])
