"""Whoever waits for long statements hears of them all the time, and can stop them."""

import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from annotator.store.beat import Step, Stopped, beating

COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT count(*) FROM n"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)) as connection:
        yield connection


def test_a_long_statement_is_spoken_of_while_it_runs(connection: sqlite3.Connection) -> None:
    told: list[float] = []
    step = Step(connection)

    def work() -> int:
        step.say(0.5)
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            connection.execute(COUNT, (200_000,)).fetchone()
        return 7

    assert beating(work, step, told.append) == 7
    assert told == sorted(told)
    assert len(told) >= 3
    assert told[-1] == 0.5


def test_each_part_is_a_part_of_the_whole(connection: sqlite3.Connection) -> None:
    told: list[float] = []
    step = Step(connection)

    def work() -> None:
        for place in range(2):
            step.begin(place, 2)
            step.say(0.5)
        step.say(1)

    beating(work, step, told.append)
    assert list(dict.fromkeys(told)) == [0, 0.25, 0.5, 0.75, 1]


def test_what_is_raised_stops_a_statement_that_would_never_end(connection: sqlite3.Connection) -> None:
    told = itertools.count()

    def tell(share: float) -> None:
        if next(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        beating(lambda: connection.execute(COUNT, (10**12,)).fetchone(), Step(connection), tell)
    assert connection.execute("SELECT 1").fetchone() == (1,)


def test_work_that_is_stopped_at_a_step_does_not_go_on(connection: sqlite3.Connection) -> None:
    step, reached = Step(connection), []

    def work() -> None:
        for place in range(10):
            step.begin(place, 10)
            reached.append(place)

    def tell(share: float) -> None:
        if share >= 0.3:
            raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        beating(work, step, tell)
    assert reached == [0, 1, 2]
    with pytest.raises(Stopped):
        step.say(1)


def test_an_error_of_the_work_is_raised(connection: sqlite3.Connection) -> None:
    with pytest.raises(ZeroDivisionError):
        beating(lambda: 1 // 0, Step(connection), lambda share: None)
