"""What is not defined is None, and what is missing is not empty."""

import pytest
from agreement_corpora import Mark, counted, figured, lettered

from annotator.agreement.article import Article, TokenRanges, article
from annotator.agreement.counts import count
from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import Figures, summary
from annotator.model.span import Excluded, Span


def figures_of(*sets: dict[str, list[Mark]], length: int = 20, labels: str = "PQ") -> Figures:
    articles = [lettered(held, length, f"d{n}") for n, held in enumerate(sets)]
    return summary(count(articles, ["A", "B", "C"], list(labels)), resamples=50)


def kappas(found: Figures, label: str = "") -> list[float | None]:
    """Cohen, Fleiss, alpha on tokens and u-alpha, of a label or of label sets and layered."""
    token = [found.token.cohen, found.token.fleiss, found.token.alpha]
    if label:
        return [*(value.labels[label] for value in token), found.u_alpha.labels[label]]
    return [*(value.label_sets for value in token), found.u_alpha.layered]


def test_nobody_marked_anything() -> None:
    found = figures_of({"A": [], "B": []})
    for reading in READINGS:
        assert (found.f1[reading].overall.mean, found.f1[reading].overall.pooled) == (None, None)
        assert found.f1[reading].pairs["A", "B"].pooled is None
    assert kappas(found) == kappas(found, "P") == [None] * 4
    assert (found.label_alpha, found.documents) == (None, 1)


def test_an_empty_article_counts_for_kappa_but_not_for_f1() -> None:
    marks: list[Mark] = [(0, 5, "P")]
    alone, more = (
        figures_of({"A": marks, "B": [(0, 4, "P")]}),
        figures_of({"A": marks, "B": [(0, 4, "P")]}, {"A": [], "B": []}),
    )
    assert more.f1["type"].overall == alone.f1["type"].overall
    for before, after in zip(kappas(alone, "P"), kappas(more, "P"), strict=True):
        assert before is not None
        assert after is not None
        assert after > before


def test_one_finished_without_a_mark() -> None:
    found = figures_of({"A": [(0, 5, "P")], "B": []})
    assert [found.f1[reading].overall.pooled for reading in READINGS] == [0, 0, 0, 0]
    cohen, *others = kappas(found, "P")
    assert cohen == 0
    assert all(value is not None and value < 0 for value in others)


def test_everything_is_one_label() -> None:
    found = figures_of({"A": [(0, 20, "P")], "B": [(0, 20, "P")]})
    assert kappas(found, "P") == [None] * 4
    assert found.f1["strict"].overall.pooled == 1


def test_a_label_nobody_used_and_one_that_only_one_used() -> None:
    found = figures_of({"A": [(0, 3, "P"), (8, 9, "Q")], "B": [(0, 3, "P")]}, labels="PQR")
    assert found.f1["strict"].labels["R"].pooled is None
    assert kappas(found, "R") == [None] * 4
    assert found.f1["strict"].labels["Q"].pooled == 0
    assert all(value == pytest.approx(0, abs=0.06) for value in kappas(found, "Q"))


def test_missing_is_not_empty() -> None:
    both: dict[str, list[Mark]] = {"A": [(0, 3, "P")], "B": [(0, 3, "P")]}
    missing = figures_of(both, {"A": [(5, 9, "P")]})
    empty = figures_of(both, {"A": [(5, 9, "P")], "B": []})
    assert (missing.documents, empty.documents) == (1, 2)
    assert missing.f1["strict"].overall.pooled == 1
    assert empty.f1["strict"].overall.pooled == pytest.approx(2 / 3)
    assert missing.tokens == 20


def test_a_pair_without_a_common_article_is_left_out() -> None:
    found = figures_of({"A": [(0, 3, "P")], "B": [(0, 3, "P")]}, {"B": [(4, 6, "P")], "C": [(4, 7, "P")]})
    assert list(found.f1["strict"].pairs) == [("A", "B"), ("B", "C")]
    assert found.f1["strict"].overall.mean == 0.5
    assert found.token.fleiss.label_sets is None
    assert found.token.alpha.label_sets is not None


@pytest.mark.parametrize("sets", [[], [{"A": [(0, 3, "P")]}]])
def test_fewer_than_two_is_nothing(sets: list[dict[str, list[Mark]]]) -> None:
    found = figures_of(*sets)
    assert (found.documents, found.annotators, found.f1["strict"].overall.pooled) == (0, (), None)
    assert kappas(found) == [None] * 4


def test_nested_spans_of_one_label_are_two_for_f1_and_one_in_the_layer() -> None:
    found = figures_of({"A": [(0, 9, "P"), (2, 5, "P")], "B": [(0, 9, "P")]})
    assert found.f1["strict"].overall.pooled == pytest.approx(2 / 3)
    assert kappas(found, "P") == [1, 1, 1, 1]


def test_nested_spans_of_two_labels_are_a_set_of_their_own() -> None:
    found = figures_of({"A": [(0, 9, "P"), (2, 5, "Q")], "B": [(0, 9, "P")]})
    assert kappas(found, "P") == [1, 1, 1, 1]
    assert found.token.alpha.label_sets is not None
    assert found.token.alpha.label_sets < 1


def test_two_labels_at_one_place_are_two_spans() -> None:
    found = figures_of({"A": [(0, 3, "P"), (0, 3, "Q")], "B": [(0, 3, "P")]})
    assert found.f1["exact"].overall.pooled == pytest.approx(2 / 3)
    assert (found.offsets, found.label_alpha) == (0, None)


def test_touching_spans_are_two_for_f1_and_no_cut_in_the_layer() -> None:
    found = figures_of({"A": [(0, 4, "P"), (4, 8, "P")], "B": [(0, 8, "P")]})
    assert found.f1["strict"].overall.pooled == 0
    assert kappas(found, "P")[:3] == [1, 1, 1]
    assert found.u_alpha.labels["P"] == 1


def test_a_clitic_is_seen_by_f1_and_not_by_tokens() -> None:
    text = "قال والحكومة ثم"
    one = article("d", text, {"A": [Span(4, 12, "P")], "B": [Span(5, 12, "P")]})
    found = figured([one])
    assert (found.token.alpha.label_sets, found.f1["type"].overall.pooled) == (1, 1)
    assert found.f1["strict"].overall.pooled == 0


def test_a_span_that_came_twice_counts_once() -> None:
    twice = figures_of({"A": [(0, 3, "P"), (0, 3, "P")], "B": [(0, 3, "P")]})
    once = figures_of({"A": [(0, 3, "P")], "B": [(0, 3, "P")]})
    assert twice == once


def test_notes_attributes_and_links_are_no_part_of_the_measures() -> None:
    described = Span(0, 4, "P", attributes={"a": "b"}, note="?", links={"x": ("y",)})
    one = article("d", "some text", {"A": [described], "B": [Span(0, 4, "P")]})
    found = figured([one])
    assert found.f1["strict"].overall.pooled == 1
    assert found.token.alpha.label_sets == 1


def test_excluded_regions_take_no_part() -> None:
    text = "Share this page! Marie Curie spoke in Paris. Share this page!"
    ends = [(0, 16), (45, 61)]
    sets = {
        "A": [Span(0, 5, "Q"), Span(17, 28, "P"), Span(38, 43, "P")],
        "B": [Span(17, 28, "P"), Span(50, 55, "Q")],
    }
    cut = article("d", text, sets, [Excluded(*ends[0]), Excluded(*ends[1])])
    inside = text[17:45]
    moved = {
        owner: [Span(s.start - 17, s.end - 17, s.label) for s in spans if s.label == "P"]
        for owner, spans in sets.items()
    }
    # The region stands between blanks, so the text without it begins and ends with one more.
    plain = article("d", inside[:-1], moved)
    found, expected = (summary(count([one], ["A", "B"], ["P", "Q"])) for one in (cut, plain))
    assert found.tokens == expected.tokens
    assert (found.f1, found.token, found.classes) == (expected.f1, expected.token, expected.classes)
    assert found.characters == len(text) - 16 - 16


def test_a_span_that_reaches_out_of_an_excluded_region_counts() -> None:
    sets = {"A": [Span(2, 8, "P")], "B": [Span(2, 8, "P")]}
    found = figured([article("d", "aaa bbb ccc", sets, [Excluded(0, 4)])])
    assert found.f1["strict"].overall.spans == 2


def test_an_article_without_text_has_no_units() -> None:
    found = figures_of({"A": [], "B": []}, length=0)
    assert (found.tokens, found.characters, kappas(found)) == (0, 0, [None] * 4)


def test_no_label_at_all() -> None:
    found = figures_of({"A": [(0, 3, "P")], "B": []}, labels="")
    assert (found.documents, found.f1["strict"].overall.pooled, kappas(found)) == (1, None, [None] * 4)


def test_labels_and_owners_that_are_not_asked_for_are_left_out() -> None:
    sets: dict[str, list[Mark]] = {"A": [(0, 3, "P"), (5, 9, "Q")], "B": [(0, 3, "P")], "C": [(1, 2, "P")]}
    found = summary(count([lettered(sets, 20)], ["A", "B"], ["P"]))
    assert found.annotators == ("A", "B")
    assert found.f1["strict"].overall.pooled == 1


def test_more_annotators_than_a_word_has_bits_are_refused() -> None:
    sets = {f"annotator {n}": [Span(0, 1, "P")] for n in range(65)}
    one = Article("d", "abc", sets, counted_tokens())
    with pytest.raises(ValueError, match="64"):
        counted([one])


def test_as_many_annotators_as_a_word_has_bits() -> None:
    sets = {f"annotator {n}": [Span(0, 1, "P")] for n in range(64)}
    found = figured([Article("d", "abc", sets, counted_tokens())], resamples=1)
    assert (found.agreed, found.classes["missing"]) == (1, 0)
    assert found.f1["strict"].overall.mean == 1


def counted_tokens() -> TokenRanges:
    return lettered({"A": []}, 3).tokens
