"""`annotator agree`: whose articles count, what is printed, and what is said where nothing can be measured."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_help import did, row, rows_file, run, span
from click.testing import CliRunner

from annotator.__main__ import build
from annotator.app.joining import join
from annotator.app.opening import opened
from annotator.cli.agree import agree as verb

TEXT = "Marie Curie a dit que l’ONU agit. قال عليّ إن الأمم المتحدة تعمل."
A = [span(0, 11), span(22, 27, "ORGANIZATION"), span(18, 32, "CLAIM"), span(38, 43)]
B = [span(0, 11), span(24, 27, "ORGANIZATION"), span(18, 32, "CLAIM")]


def agree(*arguments: object) -> tuple[int, str, str]:
    command = build(lambda path: 0, lambda *given, **options: None)
    command.add_command(verb)
    result = CliRunner().invoke(command, ["agree", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def measured(*arguments: object) -> dict[str, Any]:
    status, out, err = agree(*arguments, "--json")
    assert status == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def project_of(tmp_path: Path, rows: list[dict[str, Any]]) -> Path:
    path = tmp_path / "p.annotator"
    did("new", path)
    did("import", path, rows_file(tmp_path / "rows.jsonl", *rows))
    return path


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    """Six articles of A and B, one of A alone, one that C has not finished; gold and a program on all."""
    rows = [row(f"{TEXT} {n}", f"d{n}", A=A, B=B, gold=A) for n in range(6)]
    rows.append(row(f"{TEXT} alone", "alone", A=A))
    path = project_of(tmp_path, rows)
    unfinished = row(f"{TEXT} open", "open", A=A, C=B)
    did("import", path, rows_file(tmp_path / "open.jsonl", unfinished), "--status", "in progress")
    return path


def test_the_figures_as_json(project: Path) -> None:
    found = measured(project)
    assert (found["documents"], found["annotators"]) == (6, ["A", "B"])
    strict = found["f1"]["strict"]
    assert strict["mean"] == strict["pooled"] == pytest.approx(2 * 2 / 7)
    assert strict["interval"] == [pytest.approx(strict["pooled"])] * 2
    assert strict["labels"]["CLAIM"]["pooled"] == 1
    assert strict["pairs"]["A|B"]["documents"] == 6
    assert strict["pairs"]["A|B"]["labels"] == {"PERSON": pytest.approx(2 / 3), "ORGANIZATION": 0, "CLAIM": 1}
    assert found["f1"]["type"]["labels"]["ORGANIZATION"]["pooled"] == 1
    assert found["u_alpha"]["labels"]["CLAIM"] == 1
    assert found["token"]["cohen"]["labels"]["ORGANIZATION"] == pytest.approx(0.6383, abs=5e-5)
    assert found["classes"] == {
        "split": 0, "label+boundary": 0, "label": 0, "boundary": 6, "missing": 6, "attribute": 0, "link": 0,
    }  # fmt: skip
    assert found["facts"]["clitic"] == 6
    assert found["confusion"]["counts"] == [[6, 0, 0, 6], [0, 6, 0, 0], [0, 0, 6, 0], [6, 0, 0, 0]]
    assert found["items"]["f1"] == {
        "documents": 6, "pairs": 1, "spans": 42,
        "labels": {"PERSON": 18, "ORGANIZATION": 12, "CLAIM": 12},
    }  # fmt: skip
    assert found["items"]["classes"] == {"agreed": 12, "disagreements": 12}
    assert found["reopened"] == []


def test_the_promised_keys_are_there(project: Path) -> None:
    found = measured(project, "--seed", 7)
    assert found["seed"] == 7
    assert {
        "documents", "annotators", "seed", "f1", "u_alpha", "token", "label_alpha", "confusion", "classes", "items",
    } <= found.keys()  # fmt: skip
    assert set(found["f1"]) == {"strict", "exact", "partial", "type"}
    assert set(found["token"]) == {"cohen", "fleiss", "alpha"}
    assert {"layered", "labels", "interval"} == set(found["u_alpha"])
    for reading in found["f1"].values():
        assert set(reading) == {"mean", "pooled", "interval", "labels", "pairs"}


def test_the_same_project_prints_the_same_bytes(project: Path) -> None:
    assert agree(project, "--json") == agree(project, "--json")


def test_a_table_for_people(project: Path) -> None:
    status, out, err = agree(project)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "6 shared articles, 2 annotators (A, B), 1 pair, 42 spans"
    assert any(line.split()[:1] == ["all"] and "0.57" in line for line in lines)
    assert "Disagreements: boundary 6, missing 6. Agreed: 12." in lines
    assert "The intervals are rough: 6 shared articles." in lines


def test_only_these_owners_and_labels(project: Path) -> None:
    gold = measured(project, "--owner", "gold", "--owner", "A", "--label", "PERSON")
    assert gold["annotators"] == ["A", "gold"]
    assert gold["labels"] == ["PERSON"]
    assert gold["f1"]["strict"]["pooled"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--owner", "Nobody"], "The project has no annotator Nobody. It has: A, B, C, gold."),
        (["--label", "PLACE"], "The project has no label PLACE. It has: PERSON, ORGANIZATION, CLAIM."),
    ],
)
def test_who_is_not_there_is_refused(project: Path, arguments: list[str], says: str) -> None:
    assert agree(project, *arguments) == (1, "", f"{says}\n")


def test_one_owner_alone_cannot_be_compared(project: Path) -> None:
    status, out, err = agree(project, "--owner", "A")
    assert (status, out) == (0, "")
    assert err == "Agreement needs two annotators or more; here is one (A).\n"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "here are none."),
        ([row("one", "a", A=[]), row("two", "b", B=[])], "No article was finished by two annotators"),
        ([row("one", "a", A=[], B=[])], "Nobody marked anything"),
    ],
)
def test_where_there_is_nothing_to_measure_a_sentence_says_why(
    tmp_path: Path, rows: list[dict[str, Any]], says: str
) -> None:
    path = project_of(tmp_path, rows or [row("one", "a")])
    status, out, err = agree(path)
    assert (status, out) == (0, "")
    assert says in err
    found = measured(path)
    assert found["f1"]["strict"]["pooled"] is None
    assert found["u_alpha"]["layered"] is None


def test_where_nobody_has_finished_it_says_who(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    did("new", path)
    did(
        "import",
        path,
        rows_file(tmp_path / "r.jsonl", row("one", "a", A=[], B=[])),
        "--status",
        "in progress",
    )
    assert "fewer than two annotators have any. None yet: A, B." in agree(path)[2]


def test_files_for_spreadsheets_and_pygamma(project: Path, tmp_path: Path) -> None:
    table, folder = tmp_path / "table.csv", tmp_path / "gamma"
    status, _, err = agree(project, "--csv", table, "--pygamma", folder)
    assert (status, "6 files" in err) == (0, True)
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("measure,label,pair,value")
    assert any(line.startswith("f1 strict,PERSON,A|B,0.66") for line in rows)
    files = sorted(folder.iterdir())
    assert len(files) == 6
    assert files[0].read_text(encoding="utf-8").splitlines()[:2] == ["A,PERSON,0,11", "A,CLAIM,18,32"]


def test_what_to_know_is_in_the_table_and_in_json(tmp_path: Path) -> None:
    rows = [row(f"{TEXT} 1", "ab", A=A, B=B), row(f"{TEXT} 2", "bc", B=B, C=A)]
    path = project_of(tmp_path, rows)
    did("import", path, rows_file(tmp_path / "o.jsonl", row("x", "x", Dina=[])), "--status", "in progress")
    notes = measured(path)["notes"]
    assert notes == [
        "No intervals: they need 5 shared articles.",
        "Has not finished any article yet: Dina.",
        "No shared article, so no figure for the pair: A | C.",
    ]
    assert agree(path)[1].splitlines()[-3:] == notes


def test_an_annotator_under_another_name_is_one_person(tmp_path: Path) -> None:
    path = project_of(tmp_path, [row(f"{TEXT} 1", "a", amal=A, B=B), row(f"{TEXT} 2", "b", Amal=A, B=B)])
    assert measured(path)["annotators"] == ["Amal", "B", "amal"]
    with opened(path) as file:
        join(file, "amal", "Amal")
    found = measured(path)
    assert (found["documents"], found["annotators"]) == (2, ["Amal", "B"])
    assert "The work of amal counts as that of Amal." in found["notes"]
    assert measured(path, "--owner", "amal", "--owner", "B")["annotators"] == ["Amal", "B"]


LABELS = """name = "{}"
[[layers]]
name = "entities"
[[labels]]
name = "{}"
layer = "entities"
"""


def test_label_sets_of_two_laptops(tmp_path: Path) -> None:
    """After a merge both stand side by side: figures are by the one in force, and a sentence says so."""
    paths_ = []
    for name, labels in (("one", "PERSON"), ("two", "PLACE")):
        path = tmp_path / f"{name}.annotator"
        file = tmp_path / f"{name}.toml"
        file.write_text(LABELS.format(name, labels), encoding="utf-8")
        did("new", path, "--labels", file)
        owner = {"one": "A", "two": "B"}[name]
        did(
            "import",
            path,
            rows_file(tmp_path / f"{name}.jsonl", row(TEXT, "a", **{owner: [span(0, 11, labels)]})),
        )
        paths_.append(path)
    run("merge", *paths_)
    found = measured(paths_[0])
    assert any("2 label sets" in sentence for sentence in found["notes"])
    assert any(sentence.startswith("Not in the label set, so in no figure: P") for sentence in found["notes"])
    assert found["f1"]["strict"]["pooled"] == 0
