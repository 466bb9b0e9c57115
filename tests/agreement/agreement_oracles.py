"""The definitions of agreement written down naively, or asked of other people's libraries."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from annotator.agreement.article import Article

Mark = tuple[int, int, str]


def marks_of(article: Article, owner: str, label: str = "") -> list[Mark]:
    """The ranges of one owner, of one label or all."""
    return [(s.start, s.end, s.label) for s in article.sets[owner] if label in ("", s.label)]


def weight(reading: str, a: Mark, b: Mark) -> float:
    """What two spans are worth to each other in a reading of F1."""
    same, meet = a[:2] == b[:2], max(a[0], b[0]) < min(a[1], b[1])
    return {
        "strict": float(a == b),
        "exact": float(same),
        "partial": 1.0 if same else 0.5 * meet,
        "type": float(meet and a[2] == b[2]),
    }[reading]


def best_credit(reading: str, left: Sequence[Mark], right: Sequence[Mark]) -> float:
    """The weight of the best one-to-one matching, by scipy."""
    if not left or not right:
        return 0.0
    weights = np.array([[weight(reading, a, b) for b in right] for a in left])
    return float(weights[linear_sum_assignment(weights, maximize=True)].sum())


def pair_f1(articles: Sequence[Article], reading: str, a: str, b: str, label: str = "") -> float | None:
    """F1 of two annotators over the articles that both completed."""
    shared = [article for article in articles if a in article.sets and b in article.sets]
    sides = [(marks_of(article, a, label), marks_of(article, b, label)) for article in shared]
    size = sum(len(left) + len(right) for left, right in sides)
    credit = sum(best_credit(reading, left, right) for left, right in sides)
    return 2 * credit / size if size else None


def token_votes(article: Article, owner: str, label: str = "") -> list[Any]:
    """Per token whether it shares a character with a span of the label, or the set of labels that do."""
    spans = marks_of(article, owner, label)
    tokens = article.tokens.T.tolist()
    sets = [frozenset(name for s, e, name in spans if s < end and start < e) for start, end in tokens]
    return [label in found for found in sets] if label else ["+".join(sorted(found)) for found in sets]


def vote_rows(articles: Sequence[Article], label: str = "", *, units: str = "token") -> list[dict[str, Any]]:
    """For each unit of every article: who voted what."""
    rows: list[dict[str, Any]] = []
    for article in articles:
        votes = {
            owner: token_votes(article, owner, label)
            if units == "token"
            else character_votes(article, owner, label)
            for owner in article.sets
        }
        size = len(next(iter(votes.values()), ()))
        rows += [{owner: found[k] for owner, found in votes.items()} for k in range(size)]
    return rows


def character_votes(article: Article, owner: str, label: str) -> list[bool]:
    """Per character whether a span of the label covers it."""
    spans = marks_of(article, owner, label)
    return [any(s <= k < e for s, e, _ in spans) for k in range(len(article.text))]


def nominal_alpha(rows: Sequence[dict[str, Any]]) -> float | None:
    """Krippendorff's alpha from the coincidence matrix, as the textbook has it."""
    together: Counter[tuple[Any, Any]] = Counter()
    for row in rows:
        votes = list(row.values())
        for i, j in combinations(range(len(votes)), 2):
            together[votes[i], votes[j]] += 1 / (len(votes) - 1)
            together[votes[j], votes[i]] += 1 / (len(votes) - 1)
    totals: Counter[Any] = Counter()
    for (c, _), n in together.items():
        totals[c] += n
    size = sum(totals.values())
    unequal = sum(n for (c, k), n in together.items() if c != k)
    chance = sum(totals[c] * totals[k] for c in totals for k in totals if c != k)
    return 1 - (size - 1) * unequal / chance if chance else None


def layer_disagreements(articles: Sequence[Article], label: str) -> tuple[float, float]:
    """Observed and expected disagreement of u-alpha: every pairing of two votes looked at, one by one.

    A vote is not paired with itself, nor with another of the same marked unit.
    """
    observed, votes = 0.0, []
    for number, article in enumerate(articles):
        if len(article.sets) < 2:
            continue
        for row in vote_rows([article], label, units="character"):
            marked = sum(row.values())
            observed += 2 * marked * (len(row) - marked) / (len(row) - 1)
        for owner in article.sets:
            votes += _unit_votes(article, owner, label, (number, owner))
    pairs = [(x, y) for i, x in enumerate(votes) for j, y in enumerate(votes) if i != j]
    allowed = [(x, y) for x, y in pairs if x[1] is None or x[1] != y[1]]
    unequal = sum(x[0] != y[0] for x, y in allowed)
    return observed, len(votes) * unequal / len(allowed) if allowed else 0.0


def _unit_votes(article: Article, owner: str, label: str, name: object) -> list[tuple[bool, Any]]:
    """Per character whether it is marked, and the marked unit it is in: overlapping spans are one unit."""
    units: list[list[int]] = []
    for start, end, _ in sorted(marks_of(article, owner, label)):
        if units and start < units[-1][1]:
            units[-1][1] = max(units[-1][1], end)
        else:
            units.append([start, end])
    found: list[tuple[bool, Any]] = []
    for k in range(len(article.text)):
        unit = next((n for n, (start, end) in enumerate(units) if start <= k < end), None)
        found.append((unit is not None, None if unit is None else (name, unit)))
    return found


def offset_votes(articles: Sequence[Article]) -> list[dict[str, str]]:
    """For each offset that two or more marked, and nobody twice: who called it what."""
    rows = []
    for article in articles:
        held: dict[tuple[int, int], list[tuple[str, str]]] = {}
        for owner in article.sets:
            for start, end, label in marks_of(article, owner):
                held.setdefault((start, end), []).append((owner, label))
        rows += [dict(votes) for votes in held.values() if len(votes) == len(dict(votes)) > 1]
    return rows


def clusters(article: Article) -> set[frozenset[tuple[int, int, str]]]:
    """The alignment step by step: which (start, end, label) belong together, what all agree on left out."""
    voters: dict[Mark, set[str]] = {}
    for owner in article.sets:
        for mark in marks_of(article, owner):
            voters.setdefault(mark, set()).add(owner)
    nodes = sorted(mark for mark, who in voters.items() if len(who) < len(article.sets))
    links = {}
    for a, b in combinations(nodes, 2):
        moved = abs(a[0] - b[0]) + abs(a[1] - b[1])
        distance = 3 * (moved / (a[1] - a[0] + b[1] - b[0])) ** 2 + (a[2] != b[2])
        if a[1] > b[0] and b[1] > a[0] and not voters[a] & voters[b] and distance < 2:
            links[a, b] = distance
    home = {node: {node} for node in nodes}
    for a, b in sorted(links, key=lambda link: (links[link], link)):
        ours, theirs = home[a], home[b]
        apart = not {v for n in ours for v in voters[n]} & {v for n in theirs for v in voters[n]}
        if ours is not theirs and apart and all(tuple(sorted((x, y))) in links for x in ours for y in theirs):
            ours |= theirs
            for node in theirs:
                home[node] = ours
    return _with_pieces(nodes, home, voters)


def _with_pieces(
    nodes: list[Mark], home: dict[Mark, set[Mark]], voters: dict[Mark, set[str]]
) -> set[frozenset[Mark]]:
    joining: dict[Mark, set[Mark]] = {}
    for lone in [node for node in nodes if len(home[node]) == 1]:
        options = []
        for other in nodes:
            overlap = min(lone[1], other[1]) - max(lone[0], other[0])
            there = {v for n in home[other] for v in voters[n]}
            if (
                2 * overlap >= lone[1] - lone[0]
                and lone[2] == other[2]
                and not voters[lone] & voters[other]
                and voters[lone] <= there
            ):
                options.append((-overlap, other))
        if options:
            joining[lone] = home[min(options)[1]]
    found: dict[int, set[Mark]] = {}
    for node in nodes:
        target = joining.get(node, home[node])
        found.setdefault(id(target), set()).add(node)
    return {frozenset(cluster) for cluster in found.values()}
