"""Every figure against a naive definition or somebody else's library, on corpora with nesting and gaps."""

from itertools import combinations
from statistics import fmean

import pytest
from agreement_corpora import LABELS, corpus, figured
from agreement_oracles import (
    layer_disagreements,
    nominal_alpha,
    offset_votes,
    pair_f1,
    token_votes,
    vote_rows,
)
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from annotator.agreement.article import Article
from annotator.agreement.f1 import READINGS

CORPORA = {
    "three, all complete": {"seed": 1, "articles": 6},
    "two": {"seed": 2, "articles": 5, "owners": ("A", "B")},
    "four, many missing": {
        "seed": 3, "articles": 12, "owners": ("A", "B", "C", "D"), "missing": 0.4, "spans": 5,
    },
    "much noise, deep nesting": {"seed": 4, "articles": 5, "spans": 14, "words": 30, "noise": 0.3},
    "little": {"seed": 5, "articles": 4, "spans": 1, "missing": 0.3},
}  # fmt: skip
LONG = {
    f"long {seed}": {
        "seed": seed, "articles": 40, "owners": ("A", "B", "C", "D", "E"), "missing": 0.35,
        "spans": 20, "words": 120, "noise": 0.1 + 0.05 * (seed % 5),
    }
    for seed in range(10, 18)
}  # fmt: skip
ALL = [pytest.param(made, id=name) for name, made in CORPORA.items()] + [
    pytest.param(made, id=name, marks=pytest.mark.long) for name, made in LONG.items()
]


@pytest.fixture(name="articles", params=ALL)
def _articles(request: pytest.FixtureRequest) -> list[Article]:
    return corpus(**request.param)


def near(value: float | None) -> object:
    return None if value is None or value != value else pytest.approx(value, abs=1e-9)


def shared(articles: list[Article]) -> list[Article]:
    return [article for article in articles if len(article.sets) > 1]


def owner_pairs(articles: list[Article]) -> list[tuple[str, str]]:
    owners = sorted({owner for article in articles for owner in article.sets})
    return [(a, b) for a, b in combinations(owners, 2) if any({a, b} <= set(d.sets) for d in articles)]


def nltk_task(rows: list[dict[str, object]]) -> AnnotationTask:
    votes = [(owner, k, frozenset([vote])) for k, row in enumerate(rows) for owner, vote in row.items()]
    return AnnotationTask(votes)


@pytest.mark.parametrize("reading", READINGS)
def test_f1_is_the_best_assignment(articles: list[Article], reading: str) -> None:
    found = figured(articles, seed=1).f1[reading]
    assert list(found.pairs) == owner_pairs(articles)
    for pair, value in found.pairs.items():
        assert value.pooled == near(pair_f1(articles, reading, *pair))
        for label in found.labels:
            assert value.labels[label] == near(pair_f1(articles, reading, *pair, label))
    defined = [value.pooled for value in found.pairs.values() if value.pooled is not None]
    assert found.overall.mean == near(fmean(defined) if defined else None)


def test_cohen_is_that_of_scikit_learn(articles: list[Article]) -> None:
    found = figured(articles).token.cohen_pairs
    for a, b in owner_pairs(articles):
        both = [article for article in articles if {a, b} <= set(article.sets)]
        for label in ("", *LABELS):
            votes = [[v for d in both for v in token_votes(d, owner, label)] for owner in (a, b)]
            value = found[a, b].labels.get(label) if label else found[a, b].label_sets
            if len(set(votes[0] + votes[1])) < 2:
                assert value is None
            else:
                assert value == near(cohen_kappa_score(*votes))


def test_fleiss_is_that_of_statsmodels_and_nltk(articles: list[Article]) -> None:
    found = figured(articles).token.fleiss
    everybody = {owner for article in shared(articles) for owner in article.sets}
    full = [article for article in articles if set(article.sets) == everybody]
    for label in ("", *found.labels):
        rows = vote_rows(full, label)
        value = found.labels[label] if label else found.label_sets
        if len({vote for row in rows for vote in row.values()}) < 2:
            assert value is None
            continue
        table, _ = aggregate_raters([[str(row[owner]) for owner in sorted(row)] for row in rows])
        assert value == near(fleiss_kappa(table))
        if len(everybody) == 2:
            assert value == near(nltk_task(rows).pi())


def test_alpha_on_tokens_is_that_of_nltk(articles: list[Article]) -> None:
    found = figured(articles).token.alpha
    for label in ("", *found.labels):
        rows = vote_rows(shared(articles), label)
        value = found.labels[label] if label else found.label_sets
        assert value == near(nominal_alpha(rows))
        if value is not None:
            assert value == near(nltk_task(rows).alpha())


def test_alpha_on_equal_offsets(articles: list[Article]) -> None:
    found = figured(articles)
    rows = offset_votes(articles)
    assert found.offsets == len(rows)
    assert found.label_alpha == near(nominal_alpha(rows))


@pytest.mark.parametrize("seed", range(3))
def test_u_alpha_looks_at_every_pairing(seed: int) -> None:
    """On few characters, since the oracle pairs every vote with every other."""
    articles = corpus(seed, articles=3, owners=("A", "B", "C"), spans=3, words=8, missing=0.3, noise=0.2)
    found = figured(articles).u_alpha
    both = [layer_disagreements(articles, label) for label in LABELS]
    for label, (observed, expected) in zip(LABELS, both, strict=True):
        if label in found.labels:
            assert found.labels[label] == near(1 - observed / expected if expected else None)
    observed, expected = (sum(values) for values in zip(*both, strict=True))
    assert found.layered == near(1 - observed / expected if expected else None)
