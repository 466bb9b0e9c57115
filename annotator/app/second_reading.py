"""Second reading: serves a few of an annotator's finished articles again, and says how far both readings agree.

What is marked the second time belongs to an owner of its own, whose name tells whose second reading it is. It is
stored, undone and merged like any other, and takes no part in agreement, adjudication and progress.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from annotator.agreement.counts import count
from annotator.agreement.figures import Figures, summary
from annotator.app.agreement_places import PLACES, PlaceRow, Question, places_behind
from annotator.app.comparing import SEED, shared_article
from annotator.app.edits import Edits
from annotator.app.history import Done, History
from annotator.app.languages import languages_of
from annotator.model.errors import Refused
from annotator.model.people import annotator_name, first_reader, second_reading
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.store import assignments, documents, label_sets
from annotator.store.project import Project

__all__ = [
    "SEED",
    "Measured",
    "SelfAgreement",
    "Standing",
    "drawn",
    "measuring",
    "self_agreement",
    "serve",
    "standing",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a second reading is: articles that could be read again, that were served, that were read twice."""

    ready: int
    served: int
    twice: tuple[int, ...]  # the documents that were finished in both readings


@dataclass(frozen=True, slots=True, eq=False)
class SelfAgreement:
    """The figures of an annotator against the own earlier marks, and the documents that they rest on."""

    documents: tuple[int, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Measured:
    """A step of measuring: the places of one article in which both readings differ, or the figures at the end."""

    places: tuple[PlaceRow, ...] = ()
    is_last: bool = False
    agreement: SelfAgreement | None = None


def serve(
    project: Project, name: str, wanted: int, *, days: int = 0, seed: int = SEED, now: datetime | None = None
) -> Done:
    """Serve up to `wanted` of the articles that the annotator finished at least `days` ago again, as one action.

    Drawn by the seed, balanced over languages; what was served before is left out. Raises Refused where none is left.
    """
    reader = _reader(name)
    with project.writing():
        ready = _ready(project, reader, days, now or datetime.now(UTC))
        chosen = drawn(list(languages_of(project, documents.rows(project, ready)).items()), wanted, seed)
        if not chosen:
            raise Refused(_nothing_left(reader, days))
        again = second_reading(reader)
        made = Edits(project, again, label_sets.label_set(project))
        edits = [made.status(number, status=IN_PROGRESS) for number in chosen]
        return History(project, again, reader).do(edits, f"serve {len(chosen)} articles again (seed {seed})")


def drawn(articles: Sequence[tuple[int, str]], wanted: int, seed: int) -> list[int]:
    """`wanted` of the (number, language) pairs by chance, from each language in turn; in the order given."""
    chance = random.Random(seed)
    by_language: defaultdict[str, list[int]] = defaultdict(list)
    for number, language in articles:
        by_language[language].append(number)
    for held in by_language.values():
        chance.shuffle(held)
    found: set[int] = set()
    turns = sorted(by_language)
    while turns and len(found) < wanted:
        for language in turns:
            if len(found) < wanted:
                found.add(by_language[language].pop())
        turns = [language for language in turns if by_language[language]]
    return [number for number, _ in articles if number in found]


def standing(project: Project, name: str, *, days: int = 0, now: datetime | None = None) -> Standing:
    """How far the second reading of an annotator is."""
    reader = _reader(name)
    ready = _ready(project, reader, days, now or datetime.now(UTC))
    return Standing(len(ready), len(_served(project, reader)), tuple(_both(project, reader)))


def self_agreement(project: Project, name: str, *, seed: int = SEED) -> SelfAgreement | None:
    """How far an annotator agrees with the own earlier marks; None before an article was read twice."""
    *_, last = measuring(project, name, seed=seed)
    return last.agreement


def measuring(project: Project, name: str, *, seed: int = SEED) -> Iterator[Measured]:
    """The same in steps of some milliseconds: article by article where the readings differ, then the figures."""
    reader = _reader(name)
    owners = (reader, second_reading(reader))
    both = _both(project, reader)
    articles = []
    for number in both:
        if article := shared_article(project, number, owners):
            articles.append(article)
            rows = places_behind(project, Question(PLACES, owners), owners, [number])
            yield Measured(tuple(row for found in rows for row in found))
    if not articles:
        yield Measured(is_last=True)
        return
    counts = count(articles, owners, label_sets.label_set(project).names)
    yield Measured(is_last=True, agreement=SelfAgreement(tuple(both), summary(counts, seed=seed)))


def _reader(name: str) -> str:
    return first_reader(name) or annotator_name(name)


def _served(project: Project, reader: str) -> set[int]:
    return assignments.begun_by(project, second_reading(reader))


def _both(project: Project, reader: str) -> list[int]:
    """The listed documents that were finished in both readings, in project order."""
    done = [documents.with_status(project, owner, FINISHED) for owner in (reader, second_reading(reader))]
    both = done[0] & done[1]
    return [number for number in documents.numbers(project) if number in both] if both else []


def _ready(project: Project, reader: str, days: int, now: datetime) -> list[int]:
    """The listed documents that can be served, in project order."""
    done = documents.with_status(project, reader, FINISHED) - _served(project, reader)
    if days > 0:
        latest = (now - timedelta(days=days)).astimezone(UTC).isoformat(timespec="milliseconds")
        done = {
            n for n, made in documents.status_times(project, reader).items() if n in done and made <= latest
        }
    return [number for number in documents.numbers(project) if number in done] if done else []


def _nothing_left(reader: str, days: int) -> str:
    when = f" {days} days ago or earlier" if days > 0 else ""
    return f"{reader} has finished no article{when} that was not served again already."
