"""A comparison that stays: after each change its report is the one that is made anew."""

import multiprocessing
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from annotator.app.agreement_report import NOTHING, Asked, Report, Reporter, WhatIf, report
from annotator.app.agreement_time import DAYS, TENS, WEEKS, groups
from annotator.app.agreement_worker import answer
from annotator.app.comparing_facts import Tokens
from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.session import Session
from annotator.app.withdrawing import withdraw
from annotator.app.worker import DONE, PROGRESS, REFUSED
from annotator.model.errors import Unavailable
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.store import appending, documents
from annotator.store.project import Project

ALL = WhatIf(trivial=True, clitics=True, titles=True)
TEXT = (
    "قال المشير خليفة حفتر إن الجيش الليبي والحكومة الليبية مع l’ONU. Le maréchal Khalifa Haftar l’a dit, {}."
)
QUOTES = (
    ("المشير خليفة حفتر", "PERSON"),
    ("خليفة حفتر", "PERSON"),
    ("والحكومة الليبية", "ORGANIZATION"),
    ("الحكومة الليبية", "ORGANIZATION"),
    ("l’ONU.", "ORGANIZATION"),
    ("ONU", "ORGANIZATION"),
    ("Khalifa Haftar", "PERSON"),
)


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Iterator[Project]:
    """Eight articles; A and B have finished six of them, C two."""
    for n in range(8):
        (tmp_path / f"{n}.txt").write_text(TEXT.format(n), encoding="utf-8")
    made = new_project(tmp_path / "p.annotator")
    import_paths(made, sorted(tmp_path.glob("?.txt")))
    for place, number in enumerate(documents.numbers(made)):
        for owner in ("AB" if place % 4 else "ABC") if place < 6 else "A":
            work(made, number, owner, place + ord(owner))
    yield made
    made.close()


def work(project: Project, number: int, owner: str, seed: int) -> None:
    """Mark what chance says and finish the article."""
    random_, session = random.Random(seed), Session(project, owner)
    text = session.article(number).document.text
    for quote, label in random_.sample(QUOTES, 3):
        start = text.index(quote)
        session.mark(number, start, start + len(quote), label)
    session.set_status(number, FINISHED)


def plain(found: Report | None) -> str:
    """Everything in a report; the last bits of sums of fractions do not count."""
    return re.sub(r"\d+\.\d+(e-\d+)?", lambda m: f"{float(m[0]):.9f}", repr(found))


def test_after_each_change_the_report_is_the_one_made_anew(project: Project, tmp_path: Path) -> None:
    reporter = Reporter(project)
    numbers = list(documents.numbers(project))
    amal, badr, gold = Session(project, "A"), Session(project, "B"), Session(project, "gold", "A")

    def reopen_and_unmark() -> None:
        amal.set_status(numbers[0], IN_PROGRESS)
        amal.unmark(amal.article(numbers[0]).spans[0].item)

    def come_with_another() -> None:
        (tmp_path / "new.txt").write_text("Khalifa Haftar", encoding="utf-8")
        import_paths(project, [tmp_path / "new.txt"])

    steps = (
        lambda: badr.set_status(numbers[1], IN_PROGRESS),
        lambda: badr.set_status(numbers[1], FINISHED),
        reopen_and_unmark,
        lambda: amal.set_status(numbers[0], FINISHED),
        lambda: work(project, numbers[6], "B", 3),
        lambda: amal.undo(),
        lambda: work(project, numbers[2], "Dina", 4),
        lambda: gold.mark(numbers[2], 4, 12, "PERSON"),
        lambda: gold.set_status(numbers[2], FINISHED),
        lambda: badr.set_status(numbers[2], IN_PROGRESS),
        come_with_another,
        lambda: withdraw(amal, [numbers[3]]),
    )
    for step in steps:
        step()
        for asked in (Asked(grouping=TENS), Asked(ALL, DAYS)):
            assert plain(reporter.news(asked)) == plain(report(project, asked))


def test_without_a_change_there_is_no_news(project: Project) -> None:
    reporter = Reporter(project)
    assert reporter.news(Asked()) is not None
    assert reporter.news(Asked()) is None
    assert reporter.news(Asked(WhatIf(clitics=True))) is not None
    Session(project, "A").set_status(next(documents.numbers(project)), IN_PROGRESS)
    assert reporter.news(Asked(WhatIf(clitics=True))) is not None


def test_supposing_raises_agreement_and_real_figures_come_back(project: Project) -> None:
    reporter = Reporter(project)
    real = reporter.report(Asked())
    supposed = reporter.report(Asked(ALL))
    values = [found.figures.f1["strict"].overall.pooled or 0 for found in (real, supposed)]
    assert values[0] < values[1]
    assert supposed.figures.documents == real.figures.documents == 6
    assert plain(reporter.report(Asked())) == plain(real)
    assert (real.asked.what_if, supposed.asked.what_if) == (NOTHING, ALL)


def test_only_changed_articles_are_read_and_cut_into_words_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = Reporter(project)
    reporter.report(Asked(ALL))
    read: list[int] = []
    known = documents.read
    monkeypatch.setattr(documents, "read", lambda p, number: read.append(number) or known(p, number))
    monkeypatch.setattr("annotator.app.comparing_facts.token_ranges", lambda text: pytest.fail("cut again"))
    number = next(documents.numbers(project))
    Session(project, "A").set_status(number, IN_PROGRESS)
    read.clear()
    assert reporter.news(Asked(ALL)) is not None
    assert set(read) <= {number}


def test_tokens_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.app.comparing_facts._MOST_TOKENS", 3)
    known = Tokens()
    assert known.of(1, "one two") is known.of(1, "one two")
    assert known.of(2, "three four") is not known.of(2, "three four")


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (DAYS, [[3], [1, 2], [4]]),
        (WEEKS, [[3, 1, 2], [4]]),
        (TENS, [[3, 1, 2, 4]]),
    ],
)
def test_articles_are_grouped_by_time(grouping: str, expected: list[list[int]]) -> None:
    when = {1: "2026-03-07T08:00", 2: "2026-03-07T09:00", 3: "2026-03-02T23:59", 4: "2026-03-09T00:00"}
    assert groups(when, grouping) == expected


def test_agreement_over_time(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of the annotators decides when an article was finished."""

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Later":
            return cls.fromtimestamp((datetime.now(UTC) + timedelta(days=21)).timestamp(), tz)

    monkeypatch.setattr(appending, "datetime", Later)
    number = list(documents.numbers(project))[6]
    work(project, number, "B", 5)
    points = report(project, Asked(grouping=WEEKS)).times
    assert [point.numbers == (number,) for point in points] == [False, True]
    assert [point.figures.documents for point in points] == [6, 1]
    value, interval = points[0].figures.values["strict"]
    assert interval is not None
    assert value is not None
    assert interval[0] <= value <= interval[1]
    assert points[1].figures.values["strict"][1] is None
    together = report(project).figures
    sizes = [point.figures.spans for point in points]
    pooled = sum(n * (point.figures.values["strict"][0] or 0) for n, point in zip(sizes, points, strict=True))
    assert pooled / sum(sizes) == pytest.approx(together.f1["strict"].overall.pooled)


def asked_of(pipe: Connection, asked: Asked) -> tuple[str, Any]:
    pipe.send(asked)
    while True:
        kind, said = pipe.recv()
        if kind != PROGRESS:
            return kind, said


def test_another_process_answers_until_nobody_asks(project: Project) -> None:
    context = multiprocessing.get_context("spawn")
    pipe, far_end = context.Pipe()
    process = context.Process(target=answer, args=(far_end, project.path), daemon=True)
    process.start()
    far_end.close()
    kind, first = asked_of(pipe, Asked())
    assert (kind, plain(first)) == (DONE, plain(report(project)))
    assert asked_of(pipe, Asked()) == (DONE, None)
    Session(project, "A").set_status(next(documents.numbers(project)), IN_PROGRESS)
    kind, second = asked_of(pipe, Asked(ALL, TENS))
    assert (kind, plain(second)) == (DONE, plain(report(project, Asked(ALL, TENS))))
    pipe.close()
    process.join(timeout=20)
    assert process.exitcode == 0


def test_a_project_that_is_not_there_is_refused(tmp_path: Path) -> None:
    pipe, far_end = multiprocessing.Pipe()
    answer(far_end, tmp_path / "none.annotator")
    kind, error = pipe.recv()
    assert (kind, type(error)) == (REFUSED, Unavailable)
    pipe.close()
