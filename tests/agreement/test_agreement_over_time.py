"""Parts of a corpus and merged counts: the figures of some articles alone are those of a corpus of just these."""

import pytest
from agreement_corpora import corpus, counted, figured

from annotator.agreement.bootstrap import LEAST_ARTICLES
from annotator.agreement.kept import figures, kept, parts, with_others
from annotator.agreement.merged import merged
from annotator.agreement.over_time import MEASURES, U_ALPHA, headline
from annotator.agreement.tables import chosen
from annotator.agreement.with_one import strict_with


def test_the_headline_of_some_articles_is_that_of_a_corpus_of_these() -> None:
    some = corpus(3, articles=14, missing=0.2)
    held = kept(counted(some), seed=1, resamples=50)
    few = [one for one in some[4:11] if len(one.sets) > 1]
    found = headline(parts(held, [one.document for one in few]), seed=7, resamples=300)
    alone = figured(few, seed=7, resamples=300)
    assert (found.documents, found.spans) == (len(few), alone.f1["strict"].overall.spans)
    for reading in MEASURES[:-1]:
        value = alone.f1[reading].overall
        assert found.values[reading] == (value.pooled, pytest.approx(value.interval))
    assert found.values[U_ALPHA] == (
        pytest.approx(alone.u_alpha.layered),
        pytest.approx(alone.u_alpha.interval),
    )


def test_few_articles_have_a_value_and_no_interval() -> None:
    some = corpus(3, articles=LEAST_ARTICLES - 1)
    found = headline(counted(some), seed=1, resamples=20)
    assert all(value is not None and drawn is None for value, drawn in found.values.values())


def test_nothing_marked_is_not_defined() -> None:
    empty = counted(corpus(3, articles=6, spans=0))
    assert set(headline(empty, seed=1, resamples=20).values.values()) == {(None, None)}


def test_merged_counts_are_small_and_say_the_same() -> None:
    some = corpus(5, articles=30, owners=("A", "B", "C", "D"), missing=0.4)
    counts = counted(some)
    small = merged(counts)
    who = {tuple(sorted(one.sets)) for one in some if len(one.sets) > 1}
    assert len(small.articles.article) == len(who) < counts.size == small.size
    assert merged(small).pairs.twice.tolist() == small.pairs.twice.tolist()


def test_some_articles_can_take_the_place_of_others() -> None:
    some, others = corpus(5, articles=9), corpus(6, articles=3)
    held = with_others(kept(counted(some), seed=1, resamples=20), counted(others))
    assert held.size == 9
    anew = figured([*others, *some[3:]], seed=1, resamples=20)
    assert figures(kept(held, seed=1, resamples=20)).f1["strict"].overall == anew.f1["strict"].overall


def test_chosen_articles_alone() -> None:
    some = corpus(5, articles=6)
    counts = counted(some)
    rows = counts.articles.annotators > 0
    rows[[1, 4]] = False
    assert chosen(counts, rows).documents == tuple(
        one.document for n, one in enumerate(some) if n not in (1, 4)
    )


def test_strict_f1_with_one_of_them() -> None:
    for one in corpus(8, articles=5, missing=0.2):
        pairs = figured([one], resamples=1).f1["strict"].pairs
        labels = frozenset(("CLAIM", "ORGANIZATION", "PERSON"))
        for owner, (same, size) in strict_with(one, "B", labels).items():
            assert pairs[min("B", owner), max("B", owner)].pooled == 2 * same / size
        assert ("B" in one.sets) or strict_with(one, "B", labels) == {}
