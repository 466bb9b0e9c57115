"""Annotators' folders and sample continua of other projects, with the values that those publish."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement_corpora import figured, lettered, letters

from annotator.agreement.article import Article, article
from annotator.agreement.disagreement import disagreements
from annotator.model.span import Span

DATA = Path(__file__).parent.parent / "data" / "agreement"
NAME = "CASE_OF__TALMANE_v._LATVIA"
TEXT_BOUND = re.compile(r"T\d+\t(\S+) ([\d ;]+)\t")


def brat(annotator: str, renamed: Callable[[str], str]) -> list[Span]:
    """The spans of a brat file, every fragment one; where they overlap, the later one in the file wins."""
    text = (DATA / "echr-claims" / annotator / f"{NAME}.ann").read_text(encoding="utf-8")
    letters_: dict[int, str] = {}
    for found in TEXT_BOUND.finditer(text):
        for fragment in found[2].split(";"):
            start, end = map(int, fragment.split())
            letters_.update(dict.fromkeys(range(start, end), renamed(found[1])))
    spans: list[Span] = []
    for place in sorted(letters_):
        last = spans[-1] if spans else None
        if last and last.end == place and last.label == letters_[place]:
            spans[-1] = Span(last.start, place + 1, last.label)
        else:
            spans.append(Span(place, place + 1, letters_[place]))
    return spans


def judgment(renamed: Callable[[str], str], tokens: Any = None) -> Article:
    text = (DATA / "echr-claims" / "M" / f"{NAME}.txt").read_text(encoding="utf-8")
    made = article("judgment", text, {name: brat(name, renamed) for name in "MC"})
    return made if tokens is None else Article("judgment", text, made.sets, tokens(text))


def words(text: str) -> Any:
    """The tokens with which the published values are met (SOURCE.md)."""
    return np.array([found.span() for found in re.finditer(r"\w+|[^\w\s]", text)], dtype=np.int32).T


PUBLISHED = json.loads((DATA / "echr-claims" / "expected.json").read_text(encoding="utf-8"))
KAPPAS = {
    "class": str,
    "simple": lambda label: "claim" if label == "major-claim" else label,
    "arg": lambda label: "Arg",
}


@pytest.mark.parametrize("tokens", [words, None])
@pytest.mark.parametrize("kind", KAPPAS)
def test_claims_in_court_judgments(kind: str, tokens: Any) -> None:
    """Teruel et al. 2018; they took NLTK's tokens, so values are met to 0.02."""
    found = figured([judgment(KAPPAS[kind], tokens)], resamples=1)
    published = PUBLISHED[NAME][kind]["M-C"]
    assert found.token.cohen.label_sets == pytest.approx(published, abs=PUBLISHED["tolerance"])


def test_alpha_on_court_judgments() -> None:
    found = figured([judgment(KAPPAS["arg"], words)], resamples=1)
    published = PUBLISHED[NAME]["krippendorff_alpha_arg"]
    assert found.token.alpha.label_sets == pytest.approx(published, abs=PUBLISHED["tolerance"])


def test_the_continuum_of_krippendorff_2004() -> None:
    """Figure 2: where observers agree on all of k the layer is 1; c is below it. (alpha_U of 1995 is not offered.)"""
    sets = {}
    for name in "ij":
        path = DATA / "text-alpha" / "figure-2-example" / name / "test.adm.json"
        made = json.loads(path.read_text(encoding="utf-8"))
        sets[name] = [
            (mention["startOffset"], mention["endOffset"], item["type"])
            for item in made["attributes"]["entities"]["items"]
            for mention in item["mentions"]
        ]
    one = lettered(sets, len(made["data"]))
    found = figured([one], resamples=1)
    assert found.u_alpha.labels["k"] == 1
    assert found.u_alpha.labels["c"] is not None
    assert 0.5 < found.u_alpha.labels["c"] < 1
    assert found.u_alpha.layered is not None
    assert found.u_alpha.labels["c"] < found.u_alpha.layered < 1
    assert [d.kind for d in disagreements(one)] == ["boundary", "boundary", "missing"]


def continuum(name: str) -> Article:
    sets: dict[str, list[Span]] = {}
    with (DATA / "gamma" / name).open(encoding="utf-8", newline="") as rows:
        for owner, label, start, end in csv.reader(rows):
            sets.setdefault(owner, []).append(Span(int(start), int(end), label))
    length = max(span.end for spans in sets.values() for span in spans)
    return Article(name, "x" * length, sets, letters(length))


def test_units_of_equal_offsets_are_one_thing_with_several_labels() -> None:
    found = disagreements(continuum("annotation_paul_suzann_alex_almost_same.csv"), agreed=True)
    assert [
        (d.kind, [(v.ranges[0][2], len(v.spans)) for v in d.variants], len(d.without)) for d in found
    ] == [
        ("label", [("1", 3), ("4", 1), ("5", 1)], 0),
        ("label", [("2", 4), ("3", 1)], 0),
        ("missing", [("2", 1)], 4),
    ]


@pytest.mark.parametrize("name", ["AlexPaulSuzan.csv", "annotation_paul_suzann_alex.csv", "3by100.csv"])
def test_continua_of_pygamma_are_measured_whole(name: str) -> None:
    one = continuum(name)
    found = figured([one], resamples=1)
    marked = sum(len(v.spans) for d in disagreements(one, agreed=True) for v in d.variants)
    assert 0 < marked <= sum(map(len, one.sets.values()))
    assert found.u_alpha.layered is not None
    assert -1 < found.u_alpha.layered < 1


@pytest.mark.parametrize("name", ["01_two_annotators_simple", "02_unequal_counts", "03_identical_perfect"])
def test_pairs_of_pygammas_best_alignment(name: str) -> None:
    made = json.loads((DATA / "gamma" / "pygamma" / f"fixture_{name}.json").read_text(encoding="utf-8"))
    sets: dict[str, list[tuple[int, int, str]]] = {}
    for unit in made["continuum"]:
        sets.setdefault(unit["annotator"], []).append((unit["start"], unit["end"], unit["category"]))
    found = disagreements(lettered(sets), agreed=True)
    assert sum(len(v.spans) for d in found for v in d.variants) == sum(map(len, sets.values()))
    if name.startswith("03"):
        assert {d.kind for d in found} == {"agreed"}
    if name.startswith("01"):
        assert [(d.kind, d.start, d.end) for d in found] == [
            ("boundary", s, e) for s, e in ((1, 6), (6, 11), (11, 16))
        ]
