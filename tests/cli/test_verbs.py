"""The contract of the command line: data to stdout, messages to stderr, and what each exit status means."""

from pathlib import Path

import pytest
from cli_help import LABELS, RANGES, SENTENCE, did, export_rows, ranges, row, rows_file, run, span

VERBS = (
    "new", "import", "export", "mark", "unmark", "list", "show", "history", "undo", "redo", "check", "self-test",
    "picture", "merge",
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_helps(verb: str) -> None:
    status, out, err = run(verb, "--help")
    assert (status, err) == (0, "")
    assert "Usage:" in out
    assert verb in did("--help")


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "p"], ["import", "p"], ["mark", "p", "1", "x", "2", "PERSON", "--owner", "A1"], ["new"],
        ["mark", "p", "1", "0", "2", "PERSON"], ["undo", "p"], ["list", "p", "--no-such-option"], ["merge", "p"],
        ["export", "p", "--format", "jsonl", "--out", "o", "--unit", "bytes"],
        ["import", "p", "f", "--map", "PERSON"], ["mark", "p", "1", "0", "2", "CLAIM", "--owner", "A", "--link", "x"],
    ],
)  # fmt: skip
def test_bad_usage_exits_with_2(arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "Usage:" in err


def test_new_makes_a_project_once(tmp_path: Path) -> None:
    path = tmp_path / "صحف.annotator"
    status, out, err = run("new", path, "--annotator", "سمر")
    assert (status, out) == (0, "")
    assert str(path) in err
    before = path.read_bytes()
    status, out, err = run("new", path)
    assert (status, out) == (1, "")
    assert "exists" in err
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_new_takes_a_label_set_or_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    labels = tmp_path / "labels.toml"
    labels.write_text('name = "x"\n[[layers]]\nname = "l"\n[[labels]]\nname = "PLACE"\nlayer = "l"\n')
    did("new", tmp_path / "good.annotator", "--labels", labels)
    labels.write_text('name = "x"\nlabels = 3\n')
    status, _, err = run("new", tmp_path / "bad.annotator", "--labels", labels)
    assert status == 1
    assert "labels.toml, line 2" in err
    assert run("new", tmp_path / "bad.annotator", "--labels", tmp_path / "none.toml").status == 1
    assert not (tmp_path / "bad.annotator").exists()


@pytest.mark.parametrize("name", ["gold", "project", "all", "", "a\nb"])
def test_reserved_and_impossible_names_are_refused(tmp_path: Path, name: str) -> None:
    status, _, err = run("new", tmp_path / "p.annotator", "--annotator", name)
    assert status == 1
    assert err.strip()
    assert not (tmp_path / "p.annotator").exists()


def test_mark_prints_the_item_and_unmark_takes_it(project: Path) -> None:
    status, out, err = run("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    item = out.strip()
    assert (status, err) == (0, "")
    assert out == f"{item}\n"
    assert item in did("show", project, "a")
    claim = did("mark", project, "1", 14, 32, "CLAIM", "--owner", "A1", "--link", f"speaker={item}").strip()
    assert f"speaker={item}" in did("show", project, "a.txt")
    did("unmark", project, claim, "--owner", "A1")
    assert ranges(export_rows(project), "A1") == [(6, 10, "PERSON")]


def test_offsets_are_code_points_and_never_snapped(project: Path) -> None:
    did("mark", project, "a", 7, 9, "PERSON", "--owner", "A1")
    did("mark", project, "a", 9, 10, "PERSON", "--owner", "A1")
    did("mark", project, "a", 5, 20, "PERSON", "--owner", "A1")
    assert ranges(export_rows(project), "A1") == [(5, 20, "PERSON"), (7, 9, "PERSON"), (9, 10, "PERSON")]


def test_what_is_unusual_is_done_with_a_remark(project: Path) -> None:
    did("mark", project, "a", 6, 15, "PERSON", "--owner", "A1")
    status, _, err = run("mark", project, "a", 14, 19, "PERSON", "--owner", "A1")
    assert status == 0
    assert "crosses" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a", 0, 34, "PERSON"], "33 code points"), (["a", 3, 3, "PERSON"], "empty"),
        (["a", 0, 3, "PLACE"], "PERSON, ORGANIZATION, CLAIM"), (["b", 0, 3, "PERSON"], "no document 'b'"),
        (["a", 0, 3, "CLAIM", "--link", "speaker=00.0"], "no item 00.0"),
        (["a", 6, 10, "PERSON"], "there already"),
    ],
)  # fmt: skip
def test_a_refused_mark_changes_nothing(project: Path, arguments: list[object], said: str) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    before = did("history", project)
    status, out, err = run("mark", project, *arguments, "--owner", "A1")
    assert (status, out) == (1, "")
    assert said in err
    assert did("history", project) == before


def test_a_link_needs_a_role_and_a_target_that_the_label_allows(project: Path) -> None:
    organization = did("mark", project, "a", 14, 19, "ORGANIZATION", "--owner", "A1").strip()
    claim = did(
        "mark", project, "a", 14, 32, "CLAIM", "--owner", "A1", "--link", f"speaker={organization}"
    ).strip()
    for label, link, said in (
        ("PERSON", f"speaker={organization}", "no link speaker"),
        ("CLAIM", f"writer={organization}", "speaker"),
        ("CLAIM", f"speaker={claim}", "not a CLAIM"),
    ):
        status, out, err = run("mark", project, "a", 0, 3, label, "--owner", "A1", "--link", link)
        assert (status, out) == (1, "")
        assert said in err
    status, _, err = run(
        "mark", project, "a", 0, 3, "CLAIM", "--owner", "A2", "--link", f"speaker={organization}"
    )
    assert status == 1
    assert "same owner" in err


def test_negative_offsets_are_refused_not_counted_from_the_end(project: Path) -> None:
    status, _, err = run("mark", project, "--owner", "A1", "--", "a", "-3", "3", "PERSON")
    assert status == 1
    assert "leaves the text" in err


def test_only_the_owner_changes_a_span(project: Path) -> None:
    item = did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1").strip()
    status, _, err = run("unmark", project, item, "--owner", "A2")
    assert status == 1
    assert "belongs to A1" in err
    assert run("unmark", project, "no-item", "--owner", "A1").status == 1


def test_gold_is_an_owner_and_reserved_names_are_not(project: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "gold")
    assert ranges(export_rows(project, "--owner", "gold"), "gold") == [(6, 10, "PERSON")]
    for name in ("project", "all", " "):
        assert run("mark", project, "a", 0, 1, "PERSON", "--owner", name).status == 1


def test_a_name_is_one_however_it_is_composed(project: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "Rene\u0301")
    did("mark", project, "a", 14, 19, "ORGANIZATION", "--owner", "Ren\u00e9")
    assert [owned["owner"] for owned in export_rows(project)[0]["annotations"]] == ["Ren\u00e9"]


def test_list_names_each_document_with_counts_and_statuses(project: Path, tmp_path: Path) -> None:
    did("import", project, rows_file(tmp_path / "b.jsonl", row("Le ministre", "b", A2=[span(3, 11)])))
    lines = [line.split("\t") for line in did("list", project).splitlines()]
    assert lines == [
        ["1", "a", "a.txt", "33", "-", "-"],
        ["2", "b", "b.txt", "11", "PERSON 1", "A2: finished"],
    ]


def test_show_names_ranges_and_quotes(project: Path) -> None:
    for label, (start, end) in zip(LABELS, RANGES["codepoint"], strict=True):
        did("mark", project, "a", start, end, label, "--owner", "A1")
    did("mark", project, "a", 0, 1, "PERSON", "--owner", "A2")
    out = did("show", project, "a")
    assert SENTENCE in out
    assert "6–10\tPERSON\tعليّ" in out
    assert "A2" not in did("show", project, "a", "--owner", "A1")
    assert "UNHCR" in did("show", project, "a", "--visual")
    assert run("show", project, "zzz").status == 1


def test_undo_and_redo_are_each_owners_own(project: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    did("mark", project, "a", 14, 19, "ORGANIZATION", "--owner", "A2")
    status, out, err = run("undo", project, "--owner", "A1")
    assert (status, out) == (0, "")
    assert "mark PERSON" in err
    assert ranges(export_rows(project), "A1") == []
    assert ranges(export_rows(project), "A2") == [(14, 19, "ORGANIZATION")]
    did("redo", project, "--owner", "A1")
    assert ranges(export_rows(project), "A1") == [(6, 10, "PERSON")]
    assert run("redo", project, "--owner", "A1").status == 1
    assert "Nothing to undo" in run("undo", project, "--owner", "A3").err


def test_history_tells_who_did_what(project: Path, tmp_path: Path) -> None:
    did("import", project, rows_file(tmp_path / "b.jsonl", row("Le ministre", "b")))
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    did("undo", project, "--owner", "A1")
    lines = [line.split("\t") for line in did("history", project, "--document", "a").splitlines()]
    assert [line[2:] for line in lines[-2:]] == [
        ["A1", "A1", "mark PERSON «عليّ»"], ["A1", "A1", "undo of mark PERSON «عليّ»"],
    ]  # fmt: skip
    assert "b.jsonl" in did("history", project)
    assert "b.jsonl" not in did("history", project, "--document", "a")


def test_check_finds_and_repairs_what_is_derived(project: Path) -> None:
    from annotator.app.opening import opened

    assert run("check", project).status == 0
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    with opened(project) as file:
        file.connection.execute("DELETE FROM current")
    status, out, _ = run("check", project)
    assert status == 1
    assert "current" in out
    status, out, _ = run("check", project, "--repair")
    assert (status, out) == (0, "")
    assert ranges(export_rows(project), "A1") == [(6, 10, "PERSON")]


def test_the_self_test_passes() -> None:
    assert "passed" in did("self-test")


def test_merge_brings_in_the_work_of_others(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    other.write_bytes(project.read_bytes())
    did("mark", other, "a", 6, 10, "PERSON", "--owner", "A2")
    before = project.read_bytes()
    status, out, err = run("merge", project, other, "--dry-run")
    assert (status, out) == (0, "")
    assert "Would merge 1 batch" in err
    assert ranges(export_rows(project), "A2") == []
    status, _, err = run("merge", project, tmp_path / "none.annotator", other)
    assert status == 1
    assert "none.annotator" in err
    assert ranges(export_rows(project), "A2") == [(6, 10, "PERSON")]
    assert before != project.read_bytes()
    assert "Merged 0 batches" in run("merge", project, other).err


def test_the_project_is_a_single_file_after_each_command(project: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    assert [file.name for file in project.parent.glob("project.annotator*")] == ["project.annotator"]
