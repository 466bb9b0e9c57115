"""Values that are printed in the literature, from a file through the import to `agree`.

Of the values in the note on measures these are met to their printed digits, here or in
tests/agreement/test_agreement_published.py: Cohen 1960 p. 37 and 45; Fleiss 1971 (0.430; its categories to 0.003,
since the paper rounds on the way); Artstein and Poesio 2008 p. 558 and 568; Krippendorff 2011 A, B, C; Krippendorff
2004 p. 224, 227, 230; the digitised kappa and pi of Krippendorff 1995 p. 57; SemEval-2013 task 9.1; the README of
nervaluate; |u-alpha of Krippendorff 2019 figure 12.11; and kappa and alpha of Teruel et al. 2018 to 0.02, because
they took other words.

These are not, and why:
- alpha_U of 1995 (Krippendorff 1995 p. 57, in the limit; 2004 p. 254: 0.8591, c 0.7286): this program has the
  u-alpha of 2016 in its stead, another number on the same marks. What both say is tested below: the layer k is 1,
  c is below it, the whole is between.
- Of Krippendorff 2019 figure 12.11: u-alpha 0.510, cu-alpha 0.724 and (k)u-alpha, which need all labels on one
  continuum. Here each label has its own, so that spans may nest. Its |u-alpha, which asks only where there is a
  unit, is what a layer of one label has: 0.4136, printed as 0.413.
- gamma and gamma-cat: not offered; spans are written for pygamma instead.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from cli_help import did, rows_file, run, span

DATA = Path(__file__).parent.parent / "data" / "agreement" / "worked-examples"
CASES = {case["published_in"]: case for case in json.loads((DATA / "cases.json").read_text(encoding="utf-8"))}


def measured(tmp_path: Path, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    path = tmp_path / "p.annotator"
    did("new", path)
    did("import", path, rows_file(tmp_path / "rows.jsonl", *rows), "--new-labels", "add")
    found: dict[str, Any] = json.loads(did("agree", path, "--json"))
    return found


def coded(items: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """An article of one word for each item, marked by each rater who judged it."""
    return [
        {
            "id": f"{n:03}",
            "text": f"w{n}",
            "annotations": [
                {"owner": f"rater {r}", "status": "finished", "spans": [span(0, len(f"w{n}"), f"C{vote}")]}
                for r, vote in enumerate(votes)
                if vote is not None
            ],
        }
        for n, votes in enumerate(items)
    ]


def table(rows: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)]


@pytest.mark.parametrize(
    ("items", "measure", "value"),
    [
        (table([[25, 12, 3], [13, 2, 15], [12, 16, 2]]), "cohen", -0.09),
        (table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), "cohen", 0.492),
        (CASES["Fleiss (1971), p. 379"]["items"], "fleiss", 0.430),
        (table([[20, 10], [20, 50]]), "fleiss", 0.341),
        (CASES["Krippendorff (2004), p. 224"]["items"], "alpha", 0.095),
        (CASES["Krippendorff (2004), p. 227"]["items"], "alpha", 0.734),
        (CASES["Krippendorff (2004), p. 230"]["items"], "alpha", 0.743),
    ],
)
def test_a_worked_example(tmp_path: Path, items: Sequence[Sequence[Any]], measure: str, value: float) -> None:
    found = measured(tmp_path, coded(items))["token"][measure]["label_sets"]
    assert round(found, len(str(abs(value))) - 2) == value


def test_the_units_of_krippendorff_2019_figure_12_11(tmp_path: Path) -> None:
    """The book's three observers on a continuum of 60, units without their values."""
    units = {
        "Alex": [(0, 7), (7, 13), (30, 32), (32, 37), (37, 44), (44, 60)],
        "Paul": [(0, 7), (7, 13), (13, 21), (32, 44)],
        "Suzan": [(0, 7), (7, 13), (13, 21), (32, 37), (37, 41), (41, 44)],
    }
    annotations = [
        {"owner": name, "status": "finished", "spans": [span(*unit, "UNIT") for unit in found]}
        for name, found in units.items()
    ]
    found = measured(tmp_path, [{"id": "a", "text": "x" * 60, "annotations": annotations}])["u_alpha"]
    assert round(found["labels"]["UNIT"], 4) == 0.4136
    assert found["layered"] == found["labels"]["UNIT"]


def test_semeval_2013_task_9_1(tmp_path: Path) -> None:
    """The six situations, the first of them twice: equal, other type, other border, both, missing, spurious."""
    gold = [(0, 5, "DRUG"), (10, 15, "DRUG"), (20, 31, "DRUG"), (43, 51, "DRUG"), (65, 79, "GROUP")]
    system = [(0, 5, "DRUG"), (10, 15, "DRUG"), (20, 31, "BRAND"), (40, 51, "DRUG"), (60, 79, "DRUG")]
    sets = {"gold standard": [*gold, (80, 86, "BRAND")], "system": [*system, (90, 97, "BRAND")]}
    annotations = [
        {"owner": owner, "status": "finished", "spans": [span(*mark) for mark in marks]}
        for owner, marks in sets.items()
    ]
    found = measured(tmp_path, [{"id": "a", "text": "x" * 100, "annotations": annotations}])["f1"]
    assert {reading: round(value["pooled"], 2) for reading, value in found.items()} == {
        "type": 0.5, "partial": 0.67, "exact": 0.5, "strict": 0.33,
    }  # fmt: skip


def test_the_continuum_of_krippendorff_2004(tmp_path: Path) -> None:
    (case,) = json.loads((DATA / "unitizing.json").read_text(encoding="utf-8"))
    begin, length = case["continuum"]["begin"], case["continuum"]["length"]
    held: dict[int, list[dict[str, Any]]] = {}
    for offset, size, rater, label in case["units"]:
        held.setdefault(rater, []).append(span(offset - begin, offset - begin + size, label))
    annotations = [{"owner": f"rater {r}", "status": "finished", "spans": spans} for r, spans in held.items()]
    found = measured(tmp_path, [{"id": "a", "text": "x" * length, "annotations": annotations}])["u_alpha"]
    assert found["labels"]["k"] == case["expected"]["alpha_u_per_category"]["k"] == 1
    assert 0.5 < found["labels"]["c"] < found["layered"] < 1


ECHR = Path(__file__).parent.parent / "data" / "agreement" / "echr-claims"


@pytest.mark.parametrize(
    ("kind", "maps"),
    [
        ("class", []),
        ("simple", ["major-claim=claim"]),
        ("arg", ["major-claim=premise", "claim=premise"]),
    ],
)
def test_two_annotators_folders_of_brat_give_the_published_kappa(
    tmp_path: Path, kind: str, maps: list[str]
) -> None:
    path = tmp_path / "p.annotator"
    did("new", path)
    for owner in "MC":
        mapped = [word for one in maps for word in ("--map", one)]
        # Relations that the label set lacks are refused one by one, so the status is 1; spans all come in.
        run(
            "import", path, ECHR / owner, "--format", "brat", "--owner", owner, "--new-labels", "add", *mapped
        )
    published = json.loads((ECHR / "expected.json").read_text(encoding="utf-8"))
    expected = published["CASE_OF__TALMANE_v._LATVIA"][kind]["M-C"]
    found = json.loads(did("agree", path, "--json"))
    assert found["items"]["f1"]["spans"] > 60
    assert found["token"]["cohen"]["label_sets"] == pytest.approx(expected, abs=published["tolerance"])
