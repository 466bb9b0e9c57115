"""Values that are printed in the literature, to their printed digits."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from agreement_corpora import coded, figured, lettered

from annotator.agreement.figures import Figures

DATA = Path(__file__).parent.parent / "data" / "agreement" / "worked-examples"
CASES = {case["published_in"]: case for case in json.loads((DATA / "cases.json").read_text(encoding="utf-8"))}


def table(rows: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The items behind a table of two raters: rows are the first one's categories."""
    return [(i, j) for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)]


def cohen(items: Sequence[Sequence[Any]]) -> float | None:
    return figured(coded(items), resamples=1).token.cohen.label_sets


def fleiss(items: Sequence[Sequence[Any]]) -> float | None:
    return figured(coded(items), resamples=1).token.fleiss.label_sets


def alpha(items: Sequence[Sequence[Any]]) -> float | None:
    return figured(coded(items), resamples=1).token.alpha.label_sets


def printed(value: float | None, digits: int) -> float:
    assert value is not None
    return round(value, digits)


def test_cohen_1960() -> None:
    assert printed(cohen(table([[25, 12, 3], [13, 2, 15], [12, 16, 2]])), 2) == -0.09
    assert printed(cohen(table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])), 3) == 0.492


def test_fleiss_1971() -> None:
    case = CASES["Fleiss (1971), p. 379"]
    found = figured(coded(case["items"]), resamples=1).token.fleiss
    assert printed(found.label_sets, 3) == 0.430
    # The paper's categories come from rounded shares; without rounding they are these, 0.003 away at most.
    exact = {"1": 0.245, "2": 0.245, "3": 0.520, "4": 0.471, "5": 0.566}
    assert {label: printed(value, 3) for label, value in found.labels.items()} == exact
    assert exact == pytest.approx(case["expected"]["per_category_kappa"], abs=0.0031)


def test_artstein_and_poesio_2008_two_labels() -> None:
    items = table([[20, 10], [20, 50]])
    assert printed(cohen(items), 3) == 0.348
    assert printed(fleiss(items), 3) == 0.341


def test_artstein_and_poesio_2008_three_labels() -> None:
    votes: dict[str, dict[str, str]] = defaultdict(dict)
    for line in (DATA / "artstein_poesio_example.txt").read_text(encoding="utf-8").splitlines():
        coder, item, label = line.split()
        votes[item][coder] = label
    items = [(found["a"], found["b"]) for found in votes.values()]
    expected = json.loads((DATA / "artstein_poesio_expected.json").read_text(encoding="utf-8"))["expected"]
    assert printed(cohen(items), 5) == expected["kappa"]
    assert printed(fleiss(items), 5) == expected["pi"]
    assert printed(alpha(items), 5) == expected["alpha"]


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("Krippendorff (2004), p. 224", 0.095),
        ("Krippendorff (2004), p. 227", 0.734),
        ("Krippendorff (2004), p. 230", 0.743),
    ],
)
def test_krippendorff_2004(where: str, value: float) -> None:
    assert printed(alpha(CASES[where]["items"]), 3) == value


def test_krippendorff_2011() -> None:
    """Computing Krippendorff's alpha-reliability, sections A, B and C (nominal)."""
    two_values = zip("1100000000", "0110010100", strict=True)
    five_values = zip("aabbdcccedda", "babbbccceddd", strict=True)
    four_observers = ["123321412---", "1233224125-3", "-3332342251-", "12332441251-"]
    assert printed(alpha(list(two_values)), 3) == 0.095
    assert printed(alpha(list(five_values)), 3) == 0.692
    missing = [
        [None if vote == "-" else vote for vote in votes] for votes in zip(*four_observers, strict=True)
    ]
    assert printed(alpha(missing), 3) == 0.743


def on_continuum(left: str, right: str) -> Figures:
    """Two observers' units as digits on a continuum of 24, a bar where one unit follows another."""
    sets = {}
    for name, drawn in (("left", left), ("right", right)):
        position, spans = 0, []
        for part in drawn.split("|"):
            if part.strip("0"):
                spans.append((position, position + len(part), "U"))
            position += len(part)
        sets[name] = spans
    return figured([lettered(sets, 24)], resamples=1)


@pytest.mark.parametrize(
    ("left", "right", "kappa", "pi"),
    [
        ("00|11111111|0000|111111|0000", "0000|1111|0000000|11|0000000", 0.385, 0.314),
        ("111111111111111111|000000", "11|1|1|1|1|111|1|00000000000000", 0.385, 0.314),
        ("00|111111|00|11|00|1111|00|11|00", "11|00|1111|00|1111|00|11|00|11|00", 0.314, 0.314),
        ("11|11111111|1111|111111|1111", "1111|1111|1111111|11|1111111", None, None),
    ],
)
def test_krippendorff_1995_digitised(left: str, right: str, kappa: float | None, pi: float | None) -> None:
    token = on_continuum(left, right).token
    assert [kappa, pi] == [
        None if value is None else round(value, 3) for value in (token.cohen.labels["U"], token.fleiss.labels["U"])
    ]  # fmt: skip


def values(gold: list[tuple[int, int, str]], system: list[tuple[int, int, str]]) -> dict[str, float]:
    found = figured([lettered({"gold": gold, "system": system}, 100)], resamples=1).f1
    return {reading: printed(found[reading].overall.pooled, 2) for reading in found}


def test_semeval_2013_task_9_1() -> None:
    """The six situations, the first of them twice: equal, other type, other border, both, missing, spurious."""
    gold = [(0, 5, "DRUG"), (10, 15, "DRUG"), (20, 31, "DRUG"), (43, 51, "DRUG"), (65, 79, "GROUP")]
    system = [(0, 5, "DRUG"), (10, 15, "DRUG"), (20, 31, "BRAND"), (40, 51, "DRUG"), (60, 79, "DRUG")]
    found = values([*gold, (80, 86, "BRAND")], [*system, (90, 97, "BRAND")])
    assert found == {"type": 0.5, "partial": 0.67, "exact": 0.5, "strict": 0.33}


def test_the_two_sentences_of_nervaluate() -> None:
    """Tokens as letters: PER and LOC moved or of other length, ORG and DATE equal."""
    gold = [(1, 3, "PER"), (6, 8, "ORG"), (11, 12, "LOC"), (12, 14, "PER"), (16, 17, "DATE")]
    system = [(2, 4, "PER"), (6, 8, "ORG"), (11, 13, "LOC"), (13, 14, "PER"), (16, 17, "DATE")]
    found = values(gold, system)
    assert (found["strict"], found["exact"], found["type"], found["partial"]) == (0.4, 0.4, 1.0, 0.7)


def test_a_claim_around_a_name_costs_the_same_in_both_directions() -> None:
    """Where nervaluate says 0.667 one way round and 0 the other."""
    with_claim, without = [(0, 41, "CLAIM"), (5, 9, "PERSON")], [(5, 9, "PERSON")]
    assert values(with_claim, without) == values(without, with_claim)
    assert values(with_claim, without)["strict"] == 0.67
