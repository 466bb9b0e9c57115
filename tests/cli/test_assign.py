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
