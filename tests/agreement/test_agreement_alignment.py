"""The alignment and the classes of disagreement."""

import random

import pytest
from agreement_corpora import corpus, counted, lettered
from agreement_oracles import clusters
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.article import Article, article
from annotator.agreement.classes import CLASSES, FACTS
from annotator.agreement.disagreement import Disagreement, disagreements, with_label
from annotator.model.span import Span


def only(found: list[Disagreement]) -> Disagreement:
    assert len(found) == 1, found
    return found[0]


def ranges(found: Disagreement) -> list[tuple[tuple[int, int, str], ...]]:
    return [variant.ranges for variant in found.variants]


def as_sets(found: list[Disagreement]) -> set[frozenset[tuple[int, int, str]]]:
    return {frozenset(mark for variant in d.variants for mark in variant.ranges) for d in found}


marks = st.lists(
    st.tuples(st.integers(0, 14), st.integers(1, 9), st.sampled_from("PQ")).map(
        lambda m: (m[0], m[0] + m[1], m[2])
    ),
    max_size=7,
    unique=True,
)
articles = st.dictionaries(st.sampled_from("ABCD"), marks, min_size=2, max_size=4).map(
    lambda sets: lettered(sets, 24)
)


@given(articles)
def test_it_is_the_alignment_of_the_definition(article: Article) -> None:
    found = [d for d in disagreements(article) if d.kind not in ("attribute", "link")]
    assert as_sets(found) == clusters(article)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_that_of_the_definition_on_real_sizes(seed: int) -> None:
    for one in corpus(seed, articles=4, owners=("A", "B", "C", "D"), spans=25, words=80, noise=0.3):
        assert as_sets(disagreements(one)) == clusters(one)


def test_a_component_too_large_for_a_word_is_the_same() -> None:
    random_ = random.Random(4)
    sets = {
        owner: {(k + random_.randint(0, 2), k + 6 + random_.randint(0, 3), "P") for k in range(0, 120, 3)}
        for owner in "ABC"
    }
    one = lettered({owner: sorted(held) for owner, held in sets.items()})
    assert sum(map(len, clusters(one))) > 64
    assert as_sets(disagreements(one)) == clusters(one)


@given(articles, st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(article: Article, random_: random.Random) -> None:
    names = dict(zip(sorted(article.sets), random_.sample("WXYZ", len(article.sets)), strict=True))
    shuffled = {
        names[owner]: random_.sample(list(article.sets[owner]), len(article.sets[owner]))
        for owner in random_.sample(sorted(article.sets), len(article.sets))
    }
    other = Article("d", article.text, shuffled, article.tokens)
    before, after = disagreements(article), disagreements(other)
    assert [(d.kind, d.facts, d.start, d.end, ranges(d)) for d in before] == [
        (d.kind, d.facts, d.start, d.end, ranges(d)) for d in after
    ]
    assert [{names[v] for v in x.variants[0].voters} for x in before] == [
        set(x.variants[0].voters) for x in after
    ]


@given(articles)
def test_counts_are_the_numbers_of_places(article: Article) -> None:
    counts = counted([article])
    found = disagreements(article, agreed=True)
    for k, kind in enumerate(CLASSES):
        assert counts.articles.classes[0, k] == sum(d.kind == kind for d in found)
    for k, fact in enumerate(FACTS):
        assert counts.articles.facts[0, k] == sum(fact in d.facts for d in found)
    assert counts.articles.agreed[0] == sum(d.kind == "agreed" for d in found)


@pytest.mark.parametrize(
    ("sets", "kind", "facts"),
    [
        ({"A": [(2, 8, "P")], "B": []}, "missing", {"missing"}),
        ({"A": [(2, 8, "P")], "B": [(2, 8, "P")], "C": []}, "missing", {"missing"}),
        ({"A": [(2, 8, "P")], "B": [(3, 8, "P")]}, "boundary", {"start"}),
        ({"A": [(2, 8, "P")], "B": [(2, 9, "P")]}, "boundary", {"end"}),
        ({"A": [(2, 9, "P")], "B": [(3, 8, "P")]}, "boundary", {"inside"}),
        ({"A": [(2, 8, "P")], "B": [(3, 9, "P")]}, "boundary", {"crossing"}),
        ({"A": [(2, 8, "P")], "B": [(3, 8, "P")], "C": []}, "boundary", {"start", "missing"}),
        ({"A": [(2, 8, "P")], "B": [(2, 8, "Q")]}, "label", set()),
        ({"A": [(2, 8, "P")], "B": [(2, 9, "Q")]}, "label+boundary", {"end"}),
        ({"A": [(0, 20, "P")], "B": [(0, 11, "P"), (12, 20, "P")]}, "split", set()),
    ],
)
def test_each_class(sets: dict[str, list[tuple[int, int, str]]], kind: str, facts: set[str]) -> None:
    found = only(disagreements(lettered(sets, 24)))
    assert (found.kind, found.facts - {"clitic", "trivial"}) == (kind, facts)


def test_agreed_is_no_disagreement_but_can_be_asked_for() -> None:
    one = lettered({"A": [(2, 8, "P")], "B": [(2, 8, "P")]})
    assert disagreements(one) == []
    assert only(disagreements(one, agreed=True)).kind == "agreed"


def test_a_name_in_a_claim_pairs_with_nothing() -> None:
    one = lettered({"A": [(0, 60, "CLAIM"), (5, 9, "PERSON")], "B": [(5, 9, "PERSON")]})
    found = only(disagreements(one))
    assert (found.kind, ranges(found), found.without) == ("missing", [((0, 60, "CLAIM"),)], ("B",))


def test_a_chain_whose_ends_do_not_meet_stays_apart() -> None:
    one = lettered({"A": [(0, 10, "P")], "B": [(6, 16, "P")], "C": [(12, 22, "P")]})
    assert len(disagreements(one)) == 2


def test_variants_come_by_votes_and_the_pieces_of_a_split_are_one() -> None:
    pieces = [(0, 11, "P"), (12, 20, "P")]
    one = lettered({"A": [(0, 20, "P")], "B": pieces, "C": pieces})
    found = only(disagreements(one))
    assert ranges(found) == [tuple(pieces), ((0, 20, "P"),)]
    assert [variant.voters for variant in found.variants] == [("B", "C"), ("A",)]


def attributed(attributes: list[dict[str, str]], links: list[dict[str, tuple[str, ...]]]) -> Article:
    """Two annotators with a claim and the same two names, their claims described as given."""
    sets = {}
    for owner, held, linked in zip("AB", attributes, links, strict=True):
        names = [Span(n, n + 3, "PERSON", id=f"{owner}{n}") for n in (2, 7)]
        sets[owner] = [Span(0, 20, "CLAIM", attributes=held, links=linked, id=f"{owner}c"), *names]
    return article("d", "x" * 30, sets)


def test_attributes_differ() -> None:
    one = attributed([{"certainty": "asserted"}, {"certainty": "denied"}], [{}, {}])
    found = only(disagreements(one))
    assert (found.kind, len(found.variants)) == ("attribute", 2)
    assert disagreements(attributed([{"certainty": "denied"}] * 2, [{}, {}])) == []


def test_links_differ() -> None:
    speakers: list[dict[str, tuple[str, ...]]] = [{"speaker": ("A2",)}, {"speaker": ("B7",)}]
    found = only(disagreements(attributed([{}, {}], speakers)))
    assert (found.kind, len(found.variants)) == ("link", 2)
    same: list[dict[str, tuple[str, ...]]] = [{"speaker": ("A2",)}, {"speaker": ("B2",)}]
    assert disagreements(attributed([{}, {}], same)) == []


def test_a_link_to_a_name_with_another_border_is_the_same_link() -> None:
    sets = {
        "A": [Span(0, 20, "C", links={"speaker": ("p",)}, id="c"), Span(2, 8, "P", id="p")],
        "B": [Span(0, 20, "C", links={"speaker": ("p",)}, id="c"), Span(2, 7, "P", id="p")],
    }
    assert [d.kind for d in disagreements(article("d", "x" * 30, sets))] == ["boundary"]


def test_notes_and_origins_are_no_disagreement() -> None:
    sets = {"A": [Span(0, 5, "P", note="?")], "B": [Span(0, 5, "P", origin="accepted")]}
    assert disagreements(article("d", "x" * 9, sets)) == []


@pytest.mark.parametrize(
    ("text", "left", "right", "fact"),
    [
        ("قال والحكومة اليوم", (4, 12), (5, 12), "clitic"),
        ("قال والحكومة اليوم", (4, 12), (7, 12), "clitic"),
        ("قال بالجيش اليوم", (4, 10), (5, 10), "clitic"),
        ("قال للجيش اليوم", (4, 9), (5, 9), "clitic"),
        ("dit que l’ONU est", (8, 13), (10, 13), "clitic"),
        ("l'accord qu'Ali a", (9, 15), (12, 15), "clitic"),
        ("a « Ali Ben » b", (2, 13), (4, 11), "trivial"),
        ("قال عَلِيٌّ هنا", (4, 11), (4, 9), "trivial"),
        ("le ministre Ali", (3, 15), (12, 15), ""),
        ("the Ali", (0, 7), (4, 7), ""),
    ],
)
def test_trivial_edges_and_clitics_are_told(
    text: str, left: tuple[int, int], right: tuple[int, int], fact: str
) -> None:
    one = article("d", text, {"A": [Span(*left, "P")], "B": [Span(*right, "P")]})
    found = only(disagreements(one))
    assert found.kind == "boundary"
    assert found.facts & {"trivial", "clitic"} == ({fact} if fact else set())


def test_those_with_a_label() -> None:
    one = lettered({"A": [(0, 5, "P"), (9, 12, "Q")], "B": []})
    assert [d.start for d in with_label(disagreements(one), "Q")] == [9]
