"""Laws that hold for all marks: symmetry, no regard to order or names, 1 for equals, more for one difference less."""

import random
import re
from dataclasses import replace
from typing import Any

import pytest
from agreement_corpora import FEWER, Mark, counted, figured, lettered
from agreement_oracles import best_credit
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.agreement.arrays import ints
from annotator.agreement.article import Article
from annotator.agreement.counts import count
from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import Figures, summary
from annotator.agreement.kept import counted_again, counts_of, figures, kept, parts
from annotator.agreement.matching import matched_pairs, most_pairs
from annotator.agreement.tables import Counts

LENGTH = 24


def marks(most: int = 6) -> st.SearchStrategy[list[Mark]]:
    return st.lists(
        st.tuples(st.integers(0, 14), st.integers(1, 9), st.sampled_from("PQR")).map(
            lambda m: (m[0], m[0] + m[1], m[2])
        ),
        max_size=most,
        unique=True,
    )


def articles(least: int = 1, owners: str = "ABCD") -> st.SearchStrategy[list[Article]]:
    one = st.dictionaries(st.sampled_from(owners), marks(), min_size=1)
    return st.lists(one, min_size=least, max_size=4).map(
        lambda held: [lettered(sets, LENGTH, f"d{n}") for n, sets in enumerate(held)]
    )


def values(found: Figures) -> dict[str, Any]:
    """Everything but what carries names of annotators."""
    f1 = {reading: (value.overall, value.labels) for reading, value in found.f1.items()}
    token = (found.token.cohen, found.token.fleiss, found.token.alpha)
    pairs = sorted(repr(value) for reading in READINGS for value in found.f1[reading].pairs.values())
    rest = (found.label_alpha, found.classes, found.facts, found.agreed, found.offsets)
    return {"f1": f1, "u": found.u_alpha, "token": token, "pairs": pairs, "rest": rest}


@FEWER
@given(articles(), st.randoms(use_true_random=False))
def test_neither_names_nor_the_order_of_annotators_and_spans_matter(
    found: list[Article], random_: random.Random
) -> None:
    names = dict(zip("ABCD", random_.sample(["Z", "y", "ليلى", "Œ"], 4), strict=True))
    renamed = [
        replace(
            one,
            sets={
                names[owner]: random_.sample(list(one.sets[owner]), len(one.sets[owner]))
                for owner in random_.sample(sorted(one.sets), len(one.sets))
            },
        )
        for one in found
    ]
    assert values(figured(found, resamples=20)) == values(figured(renamed, resamples=20))


@FEWER
@given(articles(), st.randoms(use_true_random=False))
def test_the_numbering_of_owners_and_labels_does_not_matter(
    found: list[Article], random_: random.Random
) -> None:
    owners, labels = random_.sample("ABCD", 4), random_.sample("PQR", 3)
    straight = summary(count(found, "ABCD", "PQR"), resamples=20)
    turned = summary(count(found, owners, labels), resamples=20)
    assert values(straight)["token"] == values(turned)["token"]
    assert straight.f1 == turned.f1
    assert {k: dict(v) for k, v in straight.spans.items()} == {k: dict(v) for k, v in turned.spans.items()}
    assert straight.u_alpha == turned.u_alpha


@FEWER
@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_articles_matters_to_the_draws_only(
    found: list[Article], random_: random.Random
) -> None:
    shuffled = random_.sample(found, len(found))
    one, other = (summary(count(some, "ABCD", "PQR"), resamples=1) for some in (found, shuffled))
    assert values(one) == values(other)


@FEWER
@given(marks(), marks())
def test_f1_is_symmetric_and_the_best_assignment(left: list[Mark], right: list[Mark]) -> None:
    one = figured([lettered({"A": left, "B": right}, LENGTH)], resamples=1).f1
    other = figured([lettered({"A": right, "B": left}, LENGTH)], resamples=1).f1
    for reading in READINGS:
        assert one[reading].overall == other[reading].overall
        if left or right:
            credit = best_credit(reading, left, right)
            assert one[reading].overall.pooled == 2 * credit / (len(left) + len(right))


@FEWER
@given(st.lists(marks(), min_size=1, max_size=3), st.integers(2, 4))
def test_identical_sets_agree_wholly(held: list[list[Mark]], people: int) -> None:
    assume(any(held))
    found = figured(
        [lettered(dict.fromkeys("ABCD"[:people], spans), LENGTH, f"d{n}") for n, spans in enumerate(held)],
        resamples=1,
    )
    assert {found.f1[reading].overall.pooled for reading in READINGS} == {1}
    for value in (
        found.u_alpha.layered,
        *found.u_alpha.labels.values(),
        found.token.cohen.label_sets,
        found.token.fleiss.label_sets,
        found.token.alpha.label_sets,
    ):
        assert value in (1, None)
    assert not any(found.classes.values())


@FEWER
@given(marks(), marks())
def test_a_difference_less_raises_f1(left: list[Mark], right: list[Mark]) -> None:
    """Strict: taking over a span of the other. The other readings: taking over all of them is the best there is."""
    lacking = [mark for mark in right if mark not in left]
    assume(lacking)
    before, after, equal = (
        figured([lettered({"A": held, "B": right}, LENGTH)], resamples=1).f1
        for held in (left, [*left, lacking[0]], right)
    )
    pooled = [found["strict"].overall.pooled or 0.0 for found in (before, after)]
    assert pooled[1] > pooled[0]
    assert {equal[reading].overall.pooled for reading in READINGS} == {1}


@given(marks(), marks())
def test_a_difference_less_in_a_layer_never_lowers_the_observed_agreement(
    left: list[Mark], right: list[Mark]
) -> None:
    """u-alpha's numerator: making B's layer of P equal to A's leaves nothing of that layer to disagree on."""
    same = [mark for mark in right if mark[2] != "P"] + [mark for mark in left if mark[2] == "P"]
    found = summary(count([lettered({"A": left, "B": same}, LENGTH)], "AB", "PQR"), resamples=1)
    assert found.u_alpha.labels["P"] in (1, None)


@FEWER
@given(articles(least=2), st.data())
def test_counting_changed_articles_again_is_counting_all_again(
    found: list[Article], data: st.DataObject
) -> None:
    """Articles change, come and go, some more than once; with many changes the table is made anew."""
    now = {one.document: one for one in found}
    held = kept(count(found, "ABCD", "PQR"), seed=3, resamples=40)
    for _ in range(data.draw(st.integers(1, 3))):
        documents = data.draw(st.lists(st.sampled_from(["d0", "d1", "d7"]), min_size=1, unique=True))
        drawn = data.draw(articles(least=1)) * 3
        edited = [replace(one, document=d) for d, one in zip(documents, drawn, strict=False)]
        now.update({one.document: one for one in edited})
        held = counted_again(held, edited)
    anew = count(list(now.values()), "ABCD", "PQR")
    assert sorted(held.documents) == sorted(anew.documents)
    assert plain(parts(held, anew.documents)) == plain(anew)
    assert sorted(counts_of(held).documents) == sorted(anew.documents)
    assert close(figures(held), summary(anew, seed=3, resamples=40))


def plain(counts: Counts) -> list[Any]:
    tables = (counts.articles, counts.pairs, counts.seats, counts.sets, counts.confusion)
    return [counts.documents, *({n: v.tolist() for n, v in table.columns()} for table in tables)]


def close(one: Figures, other: Figures) -> bool:
    """Equal but for the last bits of sums of fractions."""
    rounded = [re.sub(r"\d+\.\d+", lambda m: f"{float(m[0]):.9f}", repr(found)) for found in (one, other)]
    return rounded[0] == rounded[1]


def test_many_changes_are_put_in_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.agreement.kept._LOOSE", 2)
    some = [lettered({"A": [(0, n + 1, "P")], "B": [(0, 3, "P")]}, LENGTH, f"d{n}") for n in range(4)]
    held = kept(count(some[:1], "AB", "P"), seed=3, resamples=40)
    for one in some:
        held = counted_again(held, [one])
    assert len(held.changed) <= 2
    assert sorted(held.documents) == ["d0", "d1", "d2", "d3"]
    assert figures(held) == summary(count(some, "AB", "P"), seed=3, resamples=40)


@FEWER
@given(articles(least=3), st.randoms(use_true_random=False))
def test_figures_and_intervals_do_not_depend_on_the_order_of_articles(
    found: list[Article], random_: random.Random
) -> None:
    shuffled = random_.sample(found, len(found))
    one, other = (summary(count(some, "ABCD", "PQR"), seed=3, resamples=40) for some in (found, shuffled))
    assert close(one, other)


rows = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 12), st.integers(0, 1)), max_size=30
).map(sorted)


@given(rows)
def test_matching_all_groups_abreast_is_matching_each(found: list[tuple[int, int, int, int]]) -> None:
    group, start, size, side = (ints([row[k] for row in found]) for k in range(4))
    for g, n in enumerate(most_pairs(group, start, start + size, side, 3)):
        own = [(s, s + length, which) for h, s, length, which in found if h == g]
        left, right = ([(s, e, "P") for s, e, which in own if which == k] for k in (0, 1))
        assert n == len(matched_pairs(own)) == best_credit("type", left, right)


def test_a_component_too_large_for_a_word_is_matched_too() -> None:
    spans = sorted((k, k + 3, k % 2) for k in range(100))
    start, end, side = (ints([span[k] for span in spans]) for k in range(3))
    assert most_pairs(start * 0, start, end, side, 1).tolist() == [len(matched_pairs(spans))] == [50]


def test_counts_do_not_depend_on_how_many_articles_are_taken_at_once() -> None:
    found = [lettered({"A": [(n % 9, 12, "P")], "B": [(0, 12, "P")]}, LENGTH, f"d{n}") for n in range(1_100)]
    together = counted(found)
    assert together.documents == tuple(one.document for one in found)
    assert together.pairs.article.tolist() == list(range(1_100))
    for n in range(490, 1_100, 100):
        assert plain(together.part(n, n + 1)) == plain(counted([found[n]]))
