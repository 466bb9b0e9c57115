"""Every figure can name what is behind it, and what it names adds up to the figure."""

from itertools import combinations

import pytest
from agreement_corpora import FEWER, corpus, counted, figured, lettered
from agreement_oracles import offset_votes
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.article import article
from annotator.agreement.behind import confused, matches, offsets, stretches
from annotator.agreement.by_article import against_others, by_article
from annotator.agreement.f1 import READINGS
from annotator.model.span import Excluded, Span

marks = st.lists(
    st.tuples(st.integers(0, 14), st.integers(1, 9), st.sampled_from("PQ")).map(
        lambda m: (m[0], m[0] + m[1], m[2])
    ),
    max_size=7,
    unique=True,
)


@given(marks, marks)
def test_matches_add_up_to_f1(left: list[tuple[int, int, str]], right: list[tuple[int, int, str]]) -> None:
    one = lettered({"A": left, "B": right}, 24)
    found = figured([one], resamples=1).f1
    for reading in READINGS:
        for label in ("", *found[reading].labels):
            places = matches(one, "A", "B", reading, label)
            value = found[reading].labels[label] if label else found[reading].overall
            spans = sum((m.left is not None) + (m.right is not None) for m in places)
            assert spans == value.spans
            if spans:
                assert 2 * sum(m.credit for m in places) / spans == value.pooled


def test_matches_are_in_text_order_and_name_their_spans() -> None:
    one = lettered({"A": [(0, 4, "P"), (9, 12, "Q")], "B": [(8, 12, "Q"), (0, 4, "P")]}, 20)
    found = matches(one, "A", "B", "partial")
    assert [(m.credit, m.left and m.left.start, m.right and m.right.start) for m in found] == [
        (1, 0, 0),
        (0.5, 9, 8),
    ]
    with pytest.raises(ValueError, match="strict, exact, partial, type"):
        matches(one, "A", "B", "loose")


@FEWER
@given(st.dictionaries(st.sampled_from("ABC"), marks, min_size=2))
def test_cells_of_the_confusion_add_up(sets: dict[str, list[tuple[int, int, str]]]) -> None:
    one = lettered(sets, 24)
    counts = counted([one])
    found = figured([one], resamples=1)
    names = [*counts.labels, ""]
    for pair, matrix in found.confusion.items():
        for x, row in zip(names, matrix, strict=True):
            for y, times in zip(names, row, strict=True):
                if times or x == y:
                    assert len(confused(one, *pair, x, y)) == times
                    assert [(b, a) for a, b in confused(one, *reversed(pair), y, x)] == confused(
                        one, *pair, x, y
                    )


def test_every_thing_is_in_one_cell_only() -> None:
    for one in corpus(3, articles=3, spans=15, noise=0.25):
        found = figured([one], resamples=1)
        for (a, b), matrix in found.confusion.items():
            labels = [*found.labels, ""]
            sides = [side for x in labels for y in labels for side in confused(one, a, b, x, y)]
            assert len(sides) == sum(map(sum, matrix))
            for k, owner in enumerate((a, b)):
                named = [(s[k].start, s[k].end, s[k].label) for s in sides if s[k] is not None]
                assert len(named) == len(set(named)) <= len(one.sets[owner])


def test_stretches_are_where_a_layer_differs() -> None:
    one = lettered({"A": [(0, 9, "P"), (3, 5, "P")], "B": [(2, 9, "P"), (4, 6, "Q")], "C": [(0, 9, "P")]}, 12)
    assert [(s.start, s.end) for s in stretches(one, "P")] == [(0, 2)]
    assert [(s.start, s.end) for s in stretches(one, owners="AC")] == []
    everything = stretches(one)
    assert [(s.start, s.end) for s in everything] == [(0, 2), (4, 6)]
    assert everything[1].labels == {"A": {"P"}, "B": {"P", "Q"}, "C": {"P"}}


def test_stretches_leave_out_excluded_regions() -> None:
    sets = {"A": [Span(0, 9, "P"), Span(10, 12, "P")], "B": []}
    one = article("d", "a b c d e f g", sets, [Excluded(2, 6), Excluded(10, 13)])
    assert [(s.start, s.end) for s in stretches(one, "P")] == [(0, 2), (6, 9)]


@pytest.mark.parametrize("seed", range(3))
def test_characters_of_stretches_are_those_that_u_alpha_counts(seed: int) -> None:
    for one in corpus(seed, articles=3, owners=("A", "B"), noise=0.3):
        counts = counted([one])
        for k, label in enumerate(counts.labels):
            differing = sum(s.end - s.start for s in stretches(one, label))
            both = int(counts.pairs.characters[0, k])
            assert differing == counts.seats.characters[:, k].sum() - 2 * both


def test_offsets_are_those_of_label_alpha() -> None:
    for one in corpus(8, articles=4, noise=0.3):
        found = [sorted(votes.items()) for _, _, votes in offsets(one)]
        assert sorted(found) == sorted(sorted(votes.items()) for votes in offset_votes([one]))
        assert figured([one], resamples=1).offsets == len(found)


def test_articles_one_by_one() -> None:
    some = corpus(5, articles=4, missing=0.2)
    counts = counted(some)
    found = by_article(counts)
    shared = [one for one in some if len(one.sets) > 1]
    assert counts.documents == tuple(one.document for one in shared)
    for place, one in enumerate(shared):
        alone = figured([one], resamples=1)
        assert found.annotators[place] == len(one.sets)
        assert found.twice[place] / found.spans[place] == alone.f1["strict"].overall.pooled
        assert (found.classes[place].sum(), found.agreed[place]) == (
            sum(alone.classes.values()),
            alone.agreed,
        )
    assert by_article(counts, "type").twice.sum() >= found.twice.sum()


def test_each_annotator_against_the_others() -> None:
    found = figured(corpus(6, articles=5), resamples=1)
    pairs = found.f1["strict"].pairs
    values = against_others(found)
    assert list(values) == ["A", "B", "C"]
    for name in values:
        own = [pairs[pair].pooled or 0.0 for pair in combinations("ABC", 2) if name in pair]
        assert values[name] == pytest.approx(sum(own) / 2)
