"""The verb `assign`: its list, its plans, and what it refuses as bad usage."""

from pathlib import Path

import pytest
from cli_help import did, row, rows_file, run


@pytest.fixture
def four(tmp_path: Path) -> Path:
    path = tmp_path / "four.annotator"
    did("new", path, "--annotator", "A1", "--annotator", "سمر")
    did("import", path, rows_file(tmp_path / "four.jsonl", *(row(f"article {n}", f"d{n}") for n in range(4))))
    return path


def test_the_list_says_who_has_what(four: Path) -> None:
    did("assign", four, "--per-article", 1, "--seed", 3)
    assert did("assign", four) == "A1\t2\t18\t0\t? 2\nسمر\t2\t18\t0\t? 2\n"
    own = did("assign", four, "--annotator", "سمر").splitlines()
    assert len(own) == 2
    assert all(line.split("\t")[1].startswith("d") for line in own)


def test_a_dry_run_prints_the_plan_and_changes_nothing(four: Path) -> None:
    plan = did("assign", four, "--per-article", 2, "--dry-run").splitlines()
    assert len(plan) == 8
    assert did("assign", four).count("\t0\t0\t0\t-") == 2
    did("assign", four, "--per-article", 2)
    assert "Made 0" in run("assign", four, "--per-article", 2).err


def test_by_hand_and_back(four: Path) -> None:
    status, _, err = run("assign", four, "d1", "d2.txt", "--annotator", "New")
    assert (status, "Added the annotator New" in err) == (0, True)
    assert did("assign", four, "--annotator", "New") == "2\td1.txt\n3\td2.txt\n"
    did("assign", four, "d1", "--annotator", "New", "--remove")
    assert did("assign", four, "--annotator", "New") == "3\td2.txt\n"
    did("assign", four, "--all", "--annotator", "New", "--remove")
    did("assign", four, "--all", "--annotator", "A1")
    assert did("assign", four).splitlines()[0].startswith("A1\t4\t")


def test_blind_is_set_and_said(four: Path) -> None:
    assert "work openly" in run("assign", four).err
    did("assign", four, "--blind", "--author", "lead")
    assert "work blind" in run("assign", four).err
    assert "\tlead\tlet annotators work blind" in did("history", four)


@pytest.mark.parametrize(
    "options",
    [
        ["d1"],
        ["d1", "--all", "--annotator", "A1"],
        ["--remove", "--annotator", "A1"],
        ["--remove", "--all"],
        ["--shared", "2"],
        ["d1", "--per-article", "1"],
        ["--per-article", "0"],
    ],
)
def test_bad_usage(four: Path, options: list[str]) -> None:
    assert run("assign", four, *options).status == 2


def test_refusals(four: Path) -> None:
    assert run("assign", four, "--per-article", 3).status == 1
    assert run("assign", four, "nowhere", "--annotator", "A1").status == 1
    assert run("assign", four, "--all", "--annotator", "gold").status == 1


def test_two_spellings_are_joined_and_parted(four: Path) -> None:
    did("mark", four, "d0", 0, 3, "PERSON", "--owner", "samar")
    did("mark", four, "d1", 0, 3, "PERSON", "--owner", "سمر")
    assert "samar is سمر from now on" in run("assign", four, "--join", "samar", "سمر").err
    assert [line.split("\t")[0] for line in did("assign", four).splitlines()] == ["A1", "سمر"]
    assert "سمر is also spelt samar" in run("assign", four).err
    assert len(did("show", four, "d0", "--owner", "سمر").splitlines()) > 1
    assert did("show", four, "d0", "--owner", "samar") == did("show", four, "d0", "--owner", "سمر")
    assert run("check", four).status == 0
    did("assign", four, "d2", "--annotator", "samar")
    assert did("assign", four, "--annotator", "سمر") == did("assign", four, "--annotator", "samar")
    status, _, err = run("assign", four, "--join", "samar", "Nobody")
    assert (status, "no annotator Nobody" in err) == (1, True)
    assert "somebody else again" in run("assign", four, "--part", "samar").err
    assert [line.split("\t")[0] for line in did("assign", four).splitlines()] == ["A1", "samar", "سمر"]
    assert run("check", four).status == 0
    assert run("assign", four, "--join", "samar", "سمر", "--all").status == 2


def test_a_dry_merge_says_what_is_new_on_each_side(four: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    other.write_bytes(four.read_bytes())
    did("mark", four, "d0", 0, 3, "PERSON", "--owner", "A1")
    did("mark", other, "d1", 0, 3, "PERSON", "--owner", "Luc")
    for path in (four, other):
        did("assign", path, "--all", "--annotator", "A1", "--author", path.stem)
    status, _, err = run("merge", four, other, "--dry-run")
    assert status == 0
    assert "Luc: 1 new spans, 0 changes to spans" in err
    assert "Only here, not in other.annotator: A1: 1 new spans, 0 changes to spans" in err
    assert "New people: Luc" in err
    run("merge", other, four)
    assert "Only here, not in other.annotator: nothing" in run("merge", four, other, "--dry-run").err
