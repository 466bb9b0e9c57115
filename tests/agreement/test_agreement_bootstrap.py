"""Intervals: drawn by article, the same for the same seed, none for too few articles, as wide as they should be."""

import random

import numpy as np
import pytest
from agreement_corpora import corpus, counted, figured, lettered
from scipy.stats import bootstrap

from annotator.agreement.article import Article
from annotator.agreement.bootstrap import LEAST_ARTICLES, interval, resample, table
from annotator.agreement.draws import draw_keys, draws
from annotator.agreement.figures import summary

STORED = [[0, 1, 1, 1, 1, 1, 2, 1, 0, 1, 4, 0], [2, 2, 2, 2, 2, 0, 1, 1, 1, 2, 1, 1]]


def test_each_article_is_drawn_a_poisson_number_of_times() -> None:
    times = draws(draw_keys([b"%d" % n for n in range(50)]), 4, 4_000)
    assert times.mean() == pytest.approx(1, abs=0.01)
    assert times.astype(float).var() == pytest.approx(1, abs=0.02)
    shares = np.bincount(times.ravel(), minlength=4)[:4] / times.size
    assert shares == pytest.approx([0.3679, 0.3679, 0.1839, 0.0613], abs=0.005)
    # Articles are drawn independently of each other.
    apart = np.corrcoef(times)[~np.eye(50, dtype=bool)]
    assert np.abs(apart).max() < 0.1


def test_draws_follow_the_article_and_the_seed() -> None:
    """Stored numbers: neither another version of a library nor another computer may change them."""
    keys = draw_keys([b"one", b"two"])
    assert draws(keys, 1, 12).tolist() == STORED
    assert draws(keys[::-1], 1, 12).tolist() == STORED[::-1]
    assert draws(keys, 2, 12).tolist() != STORED


def test_sums_are_those_of_the_drawn_articles() -> None:
    counts = counted(corpus(2, articles=7, missing=0.2))
    drawn = resample(counts, seed=4, resamples=20)
    rows = table(counts)
    times = draws(counts.articles.key, 4, 20).T.tolist()
    again = [sum(n * row for n, row in zip(weights, rows, strict=True)) for weights in times]
    assert drawn.sums == pytest.approx(np.array(again))


def test_the_same_seed_gives_the_same_interval_and_another_one_another() -> None:
    some = corpus(3, articles=8)
    one, same, other = (figured(some, seed=seed).f1["strict"].overall.interval for seed in (1, 1, 2))
    assert one == same != other


@pytest.mark.parametrize(("articles", "there"), [(LEAST_ARTICLES - 1, False), (LEAST_ARTICLES, True)])
def test_too_few_articles_have_no_interval(articles: int, there: bool) -> None:
    found = figured(corpus(4, articles=articles))
    intervals = [found.u_alpha.interval, *(value.overall.interval for value in found.f1.values())]
    assert {interval is not None for interval in intervals} == {there}


def test_the_value_lies_in_its_interval() -> None:
    found = figured(corpus(5, articles=12, missing=0.2))
    for value in found.f1.values():
        for one in (value.overall, *value.labels.values()):
            assert one.interval is not None
            assert one.pooled is not None
            assert one.interval[0] <= one.pooled <= one.interval[1]
    assert found.u_alpha.interval is not None
    assert found.u_alpha.layered is not None
    assert found.u_alpha.interval[0] <= found.u_alpha.layered <= found.u_alpha.interval[1]


def test_it_is_scipys_percentile_interval() -> None:
    counts = counted(corpus(6, articles=15))
    credit = counts.pairs.twice[:, -1, 0].reshape(15, 3).sum(axis=1)
    size = counts.pairs.sizes[:, -1].reshape(15, 3).sum(axis=1)
    ours = summary(counts, seed=1, resamples=4_000).f1["strict"].overall.interval
    theirs = bootstrap(
        (credit, size),
        lambda c, n, axis: c.sum(axis=axis) / n.sum(axis=axis),
        paired=True,
        method="percentile",
        n_resamples=4_000,
        random_state=1,
    ).confidence_interval
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_undefined_resamples_are_left_out() -> None:
    assert interval(np.array([np.nan, 0.5, 0.5]), 9) == (0.5, 0.5)
    assert interval(np.array([np.nan, np.nan]), 9) is None


def unequal(random_: random.Random, articles: int) -> list[Article]:
    """Articles of unequal difficulty: the share of equal spans differs from one to the next."""
    found = []
    for n in range(articles):
        share = min(1.0, max(0.0, random_.gauss(0.7, 0.13)))
        truth = [(k, k + 3, "P") for k in range(0, 120, 4)]
        sets = {"A": truth, "B": [(s, e + (random_.random() > share), "P") for s, e, _ in truth]}
        found.append(lettered(sets, 130, f"d{n}"))
    return found


@pytest.mark.long
def test_intervals_cover_the_true_value_as_often_as_the_note_on_the_method_says() -> None:
    """30 articles, expected 0.94; the true F1 is the mean share."""
    random_ = random.Random(9)
    hits, rounds = 0, 200
    for seed in range(rounds):
        found = figured(unequal(random_, 30), seed=seed, resamples=500).f1["strict"].overall.interval
        assert found is not None
        hits += found[0] <= 0.7 <= found[1]
    assert 0.88 <= hits / rounds <= 0.99
