"""Sharing articles out among people: who gets which, balanced by language and length, the same for the same seed."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Portion:
    """What counts about an article when it is shared out; `length` is in code points."""

    number: int
    length: int
    language: str


def shared_out(
    articles: Sequence[Portion],
    people: Sequence[str],
    held: Mapping[str, Collection[int]],
    *,
    per_article: int,
    shared: int,
    seed: int,
) -> list[tuple[int, str]]:
    """The (article, person) pairs that are missing: `shared` articles for all, the others for `per_article` each.

    `held` is what people have already; it counts, and is never taken away. The order of `articles` matters as much
    as the seed does.
    """
    chance = random.Random(seed)
    loads = _Loads(people)
    for article in articles:
        loads.add(article, [person for person in people if article.number in held.get(person, ())])
    pairs: list[tuple[int, str]] = []
    common = _calibration(articles, people, held, shared, chance)
    ordered = sorted(articles, key=lambda article: (article.language, -article.length, chance.random()))
    for article in sorted(ordered, key=lambda article: article.number not in common):
        has = [person for person in people if article.number in held.get(person, ())]
        wanted = len(people) if article.number in common else per_article
        for person in loads.next_people(article, has, wanted - len(has), chance):
            pairs.append((article.number, person))
    return pairs


def _calibration(
    articles: Sequence[Portion],
    people: Sequence[str],
    held: Mapping[str, Collection[int]],
    shared: int,
    chance: random.Random,
) -> set[int]:
    """The articles that all get: those that all have, and as many more, of each language and length in proportion."""
    found = {a.number for a in articles if all(a.number in held.get(person, ()) for person in people)}
    rest = sorted(
        (article for article in articles if article.number not in found),
        key=lambda article: (article.language, article.length),
    )
    missing = min(max(0, shared - len(found)), len(rest))
    start = chance.random()
    found |= {rest[int((start + n) * len(rest) / missing)].number for n in range(missing)}
    return found


class _Loads:
    """How much each person has: code points by language, and how often two have the same article."""

    def __init__(self, people: Sequence[str]) -> None:
        self._people = people
        self._length: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._total: defaultdict[str, int] = defaultdict(int)
        self._together: defaultdict[frozenset[str], int] = defaultdict(int)

    def add(self, article: Portion, people: Iterable[str]) -> None:
        """These people have this article."""
        has = list(people)
        for person in has:
            self._count(article, person)
        for pair in combinations(has, 2):
            self._together[frozenset(pair)] += 1

    def next_people(
        self, article: Portion, has: Sequence[str], count: int, chance: random.Random
    ) -> list[str]:
        """Who shall have the article too, and now has it."""
        chosen: list[str] = []
        for _ in range(count):
            free = [person for person in self._people if person not in has and person not in chosen]
            if not free:
                break
            least = min(self._length[person, article.language] for person in free)
            beside = [*has, *chosen]
            order = {person: self._order(article, person, beside, least, chance) for person in free}
            person = min(free, key=order.__getitem__)
            for other in beside:
                self._together[frozenset((person, other))] += 1
            self._count(article, person)
            chosen.append(person)
        return chosen

    def _order(
        self, article: Portion, person: str, beside: Sequence[str], least: int, chance: random.Random
    ) -> tuple[float, ...]:
        # Whoever has no more than one such article above the least counts as equal: else the same two people would
        # meet in every article, and agreement would compare nobody else.
        length = self._length[person, article.language]
        over = max(0, length - least - article.length) if beside else 0
        met = sum(self._together[frozenset((person, other))] for other in beside)
        return (over, met, length, self._total[person], chance.random())

    def _count(self, article: Portion, person: str) -> None:
        self._length[person, article.language] += article.length
        self._total[person] += article.length
