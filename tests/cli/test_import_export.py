"""Importing and exporting by commands: whose annotations, in which unit, what is refused, and round trips."""

import csv
from pathlib import Path

import pytest
from cli_help import LABELS, RANGES, SENTENCE, did, export_rows, ranges, read_rows, row, rows_file, run, span

UNITS = sorted(RANGES)
THREE = [span(*place, label) for place, label in zip(RANGES["codepoint"], LABELS, strict=True)]
PLACES = sorted(
    ((*place, label) for place, label in zip(RANGES["codepoint"], LABELS, strict=True)),
    key=lambda p: (p[0], -p[1]),
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    did("new", tmp_path / "empty.annotator")
    return tmp_path / "empty.annotator"


# --- units ---


@pytest.mark.parametrize("unit", UNITS)
def test_the_sentence_is_exported_in_each_unit(empty: Path, tmp_path: Path, unit: str) -> None:
    did("import", empty, rows_file(tmp_path / "rows.jsonl", row(A1=THREE)))
    (line,) = export_rows(empty, "--unit", unit)
    found = {s["label"]: (s["start"], s["end"], s["quote"]) for s in line["annotations"][0]["spans"]}
    quotes = [SENTENCE[start:end] for start, end in RANGES["codepoint"]]
    assert found == {
        label: (*place, quote) for label, place, quote in zip(LABELS, RANGES[unit], quotes, strict=True)
    }
    assert line["offset_unit"] == unit


@pytest.mark.parametrize("unit", UNITS)
def test_the_sentence_is_imported_in_each_unit(empty: Path, tmp_path: Path, unit: str) -> None:
    spans = [span(*place, label) for place, label in zip(RANGES[unit], LABELS, strict=True)]
    did("import", empty, rows_file(tmp_path / "rows.jsonl", row(A1=spans)), "--unit", unit)
    assert ranges(export_rows(empty), "A1") == PLACES


@pytest.mark.parametrize("unit", UNITS)
def test_an_export_in_any_unit_reads_back(empty: Path, tmp_path: Path, unit: str) -> None:
    did("import", empty, rows_file(tmp_path / "rows.jsonl", row(A1=THREE)))
    out = tmp_path / "out.jsonl"
    did("export", empty, "--format", "jsonl", "--out", out, "--unit", unit)
    again = tmp_path / "again.annotator"
    did("new", again)
    did("import", again, out)
    assert export_rows(again) == export_rows(empty)


# --- owners, statuses, labels ---


def test_data_without_owners_goes_to_the_owner_named(empty: Path, tmp_path: Path) -> None:
    flat = rows_file(tmp_path / "flat.jsonl", {"text": SENTENCE, "spans": THREE})
    did("import", empty, flat, "--format", "jsonl-flat")
    assert ranges(export_rows(empty), "imported") == PLACES
    did("import", empty, flat, "--format", "jsonl-flat", "--owner", "A1")
    assert ranges(export_rows(empty), "A1") == PLACES
    assert run("import", empty, flat, "--owner", "all", "--format", "jsonl-flat").status == 1


def test_an_imported_set_is_finished_unless_something_else_is_said(empty: Path, tmp_path: Path) -> None:
    said = {"owner": "B", "status": "in progress", "note": "n", "spans": []}
    with_status = {**row(A1=THREE, A2=[]), "id": "x"}
    with_status["annotations"].append(said)
    did("import", empty, rows_file(tmp_path / "rows.jsonl", with_status))
    sets = {
        owned["owner"]: (owned["status"], owned["note"]) for owned in export_rows(empty)[0]["annotations"]
    }
    assert sets == {"A1": ("finished", ""), "A2": ("finished", ""), "B": ("in progress", "n")}
    did(
        "import", empty, rows_file(tmp_path / "more.jsonl", row("Le ministre", "y", A1=[])), "--status", "new"
    )
    assert export_rows(empty)[1]["annotations"][0]["status"] == "new"
    status, _, err = run("import", empty, tmp_path / "more.jsonl", "--status", "done")
    assert status == 1
    assert "in progress" in err


def test_unknown_labels_are_refused_row_by_row_mapped_or_added(empty: Path, tmp_path: Path) -> None:
    source = rows_file(
        tmp_path / "rows.jsonl",
        row(A1=[span(6, 10, "PER"), span(14, 19, "ORGANIZATION"), span(0, 1, "MISC")]),
    )
    status, _, err = run("import", empty, source, "--dry-run")
    assert status == 1
    assert "PER" in err
    assert did("list", empty) == ""
    assert run("import", empty, source).status == 1
    assert ranges(export_rows(empty), "A1") == [(14, 19, "ORGANIZATION")]
    other = tmp_path / "other.annotator"
    did("new", other)
    assert (
        "New labels: MISC" in run("import", other, source, "--map", "PER=PERSON", "--new-labels", "add").err
    )
    assert ranges(export_rows(other), "A1") == [(0, 1, "MISC"), (6, 10, "PERSON"), (14, 19, "ORGANIZATION")]
    did("mark", other, "a", 2, 5, "MISC", "--owner", "A2")
    assert run("check", other).status == 0


def test_a_label_that_cannot_be_added_is_refused(empty: Path, tmp_path: Path) -> None:
    source = rows_file(
        tmp_path / "rows.jsonl", row(A1=[span(6, 10, "two words"), span(14, 19, "ORGANIZATION")])
    )
    status, _, err = run("import", empty, source, "--new-labels", "add")
    assert status == 1
    assert "two words" in err
    assert ranges(export_rows(empty), "A1") == [(14, 19, "ORGANIZATION")]


def test_a_dry_run_adds_nothing_and_says_what_would_come(empty: Path, tmp_path: Path) -> None:
    before = did("history", empty)
    status, out, err = run("import", empty, rows_file(tmp_path / "rows.jsonl", row(A1=THREE)), "--dry-run")
    assert (status, out) == (0, "")
    assert "Would import 1 documents and 3 spans" in err
    assert (did("history", empty), did("list", empty)) == (before, "")


def test_a_report_names_every_problem(empty: Path, tmp_path: Path) -> None:
    bad = [span(6, 10, f"X{n}") for n in range(30)]
    status, _, err = run(
        "import", empty, rows_file(tmp_path / "rows.jsonl", row(A1=bad)), "--report", tmp_path / "r.csv"
    )
    assert status == 1
    assert "more" in err
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 30
    assert all("line 1" in line["place"] and line["refused"] == "refused" and line["fix"] for line in found)


def test_gold_in_a_file_is_gold_and_reserved_owners_are_refused(empty: Path, tmp_path: Path) -> None:
    source = rows_file(tmp_path / "rows.jsonl", row(gold=THREE, all=THREE, project=THREE))
    status, _, err = run("import", empty, source)
    assert status == 1
    assert "reserved" in err
    assert [owned["owner"] for owned in export_rows(empty)[0]["annotations"]] == ["gold"]


# --- again ---


def test_importing_the_same_file_again_adds_nothing(empty: Path, tmp_path: Path) -> None:
    source = rows_file(tmp_path / "rows.jsonl", row(A1=THREE), row("Le ministre", "b", A2=[span(3, 11)]))
    did("import", empty, source)
    before = did("history", empty), export_rows(empty)
    assert "Imported 0 documents and 0 spans" in run("import", empty, source).err
    assert (did("history", empty), export_rows(empty)) == before


def test_a_span_deleted_since_does_not_come_back_by_importing_again(empty: Path, tmp_path: Path) -> None:
    source = rows_file(tmp_path / "rows.jsonl", row(A1=THREE))
    did("import", empty, source, "--status", "in progress")
    item = next(line.split("\t")[0] for line in did("show", empty, "a").splitlines() if "\tPERSON\t" in line)
    did("unmark", empty, item, "--owner", "A1")
    left = ranges(export_rows(empty), "A1")
    did("import", empty, source, "--status", "in progress")
    assert ranges(export_rows(empty), "A1") == left
    assert len(left) == 2


def test_a_span_deleted_after_a_partial_import_does_not_come_back(project: Path, tmp_path: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    source = rows_file(tmp_path / "rows.jsonl", row(A1=THREE))
    did("import", project, source, "--status", "in progress")
    item = next(line.split("\t")[0] for line in did("show", project, "a").splitlines() if "\tCLAIM\t" in line)
    did("unmark", project, item, "--owner", "A1")
    did("import", project, source, "--status", "in progress")
    assert len(ranges(export_rows(project), "A1")) == 2


def test_an_import_that_was_undone_can_be_done_again(empty: Path, tmp_path: Path) -> None:
    source = rows_file(tmp_path / "rows.jsonl", row(A1=THREE))
    for _ in range(3):
        did("import", empty, source)
        assert ranges(export_rows(empty), "A1") == PLACES
        did("undo", empty, "--owner", "A1")
        assert ranges(export_rows(empty), "A1") == []
    did("redo", empty, "--owner", "A1")
    assert ranges(export_rows(empty), "A1") == PLACES
    assert run("check", empty).status == 0


def test_a_file_with_one_owner_more_adds_that_owner(empty: Path, tmp_path: Path) -> None:
    did("import", empty, rows_file(tmp_path / "rows.jsonl", row(A1=THREE)))
    before = export_rows(empty)[0]["annotations"]
    did("import", empty, rows_file(tmp_path / "more.jsonl", row(A1=THREE, A2=[span(6, 10)])))
    after = export_rows(empty)[0]["annotations"]
    assert after[0] == before[0]
    assert [owned["owner"] for owned in after] == ["A1", "A2"]


def test_a_finished_document_refuses_new_spans_and_a_new_status(empty: Path, tmp_path: Path) -> None:
    did("import", empty, rows_file(tmp_path / "rows.jsonl", row(A1=THREE)))
    assert "finished" in run("mark", empty, "a", 0, 1, "PERSON", "--owner", "A1").err
    more = rows_file(tmp_path / "more.jsonl", row(A1=[*THREE, span(0, 1)]))
    status, _, err = run("import", empty, more)
    assert status == 1
    assert "reopen" in err
    again = row(A1=THREE)
    again["annotations"][0]["status"] = "in progress"
    assert run("import", empty, rows_file(tmp_path / "again.jsonl", again)).status == 1
    assert ranges(export_rows(empty), "A1") == PLACES
    assert export_rows(empty)[0]["annotations"][0]["status"] == "finished"


def test_a_note_stays_when_a_later_file_says_only_a_status(project: Path, tmp_path: Path) -> None:
    first, second = row(A1=[]), row(A1=[])
    first["annotations"][0] |= {"status": "in progress", "note": "mind the date"}
    second["annotations"][0] |= {"status": "finished"}
    did("import", project, rows_file(tmp_path / "1.jsonl", first))
    did("import", project, rows_file(tmp_path / "2.jsonl", second))
    (owned,) = export_rows(project)[0]["annotations"]
    assert (owned["status"], owned["note"]) == ("finished", "mind the date")


def test_the_same_id_with_another_text_is_refused(project: Path, tmp_path: Path) -> None:
    status, _, err = run("import", project, rows_file(tmp_path / "rows.jsonl", row("another text")))
    assert status == 1
    assert "another id" in err


# --- out ---


def test_everything_comes_back_byte_for_byte(empty: Path, tmp_path: Path) -> None:
    spans = [
        span(6, 10, id="s2", note="هو", attributes={}),
        span(
            14,
            32,
            "CLAIM",
            id="s1",
            links={"speaker": ["s2"]},
            attributes={"certainty": "asserted"},
            origin="manual",
        ),
    ]
    full = {
        **row(A1=spans, A2=[], gold=spans[:1]),
        "language": "ar",
        "source": "s",
        "meta": {"b": 1, "a": [2.5, None]},
    }
    full["excluded"] = [{"start": 0, "end": 2, "reason": "furniture"}]
    did("import", empty, rows_file(tmp_path / "rows.jsonl", full, row("Le ministre", "b")))
    did("mark", empty, "b", 3, 11, "PERSON", "--owner", "A1")
    out, back = tmp_path / "out.jsonl", tmp_path / "back.jsonl"
    did("export", empty, "--format", "jsonl", "--out", out, "--owner", "all")
    again = tmp_path / "again.annotator"
    did("new", again)
    did("import", again, out)
    did("export", again, "--format", "jsonl", "--out", back, "--owner", "all")
    assert out.read_bytes() == back.read_bytes()
    assert read_rows(out)[0]["annotations"][0]["spans"][1]["links"] == {"speaker": ["s2"]}


def test_without_an_owner_the_format_decides(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "flat.jsonl"
    export = ("export", project, "--format", "jsonl-flat", "--out", out, "--accept-losses")
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    did(*export)
    assert read_rows(out) == [{"id": "a", "text": SENTENCE, "spans": [span(6, 10)]}]
    did("mark", project, "a", 14, 19, "ORGANIZATION", "--owner", "A2")
    out.unlink()
    status, printed, err = run(*export)
    assert (status, printed) == (2, "")
    assert "A1, A2" in err
    assert not out.exists()
    did(*export, "--owner", "A2")
    assert read_rows(out)[0]["spans"] == [span(14, 19, "ORGANIZATION")]
    did("mark", project, "a", 14, 32, "CLAIM", "--owner", "gold")
    did(*export)
    assert read_rows(out)[0]["spans"] == [span(14, 32, "CLAIM")]
    assert [owned["owner"] for owned in export_rows(project)[0]["annotations"]] == ["A1", "A2", "gold"]


def test_labels_and_finished_choose_what_is_written(empty: Path, tmp_path: Path) -> None:
    did("import", empty, rows_file(tmp_path / "1.jsonl", row(A1=THREE)))
    did(
        "import",
        empty,
        rows_file(tmp_path / "2.jsonl", row("Le ministre", "b", A1=[span(3, 11)])),
        "--status",
        "new",
    )
    chosen = ranges(export_rows(empty, "--label", "PERSON", "--label", "CLAIM"), "A1")
    assert sorted(chosen) == [(3, 11, "PERSON"), (6, 10, "PERSON"), (14, 32, "CLAIM")]
    assert [line["id"] for line in export_rows(empty, "--finished")] == ["a"]


def test_refusals_leave_no_file_and_dry_runs_neither(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.x"
    for arguments in (("--format", "nonsense"), ("--format", "jsonl", "--owner", "Zoe"), ("--format", "txt")):
        status, _, err = run("export", project, *arguments, "--out", out)
        assert status == 1
        assert err.strip()
    assert "Would write" in run("export", project, "--format", "jsonl", "--out", out, "--dry-run").err
    assert run("export", project, "--format", "jsonl", "--out", tmp_path / "none" / "out").status == 1
    assert not out.exists()
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_losses_exit_with_1_unless_they_are_accepted(project: Path, tmp_path: Path) -> None:
    person = did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1").strip()
    did("mark", project, "a", 14, 32, "CLAIM", "--owner", "A1", "--link", f"speaker={person}")
    export = ("export", project, "--format", "jsonl-flat", "--out", tmp_path / "out.jsonl")
    status, _, err = run(*export)
    assert status == 1
    assert "link" in err
    assert run(*export, "--accept-losses").status == 0
    assert len(read_rows(tmp_path / "out.jsonl")[0]["spans"]) == 2


def test_owners_are_renamed_left_out_and_called_programs(empty: Path, tmp_path: Path) -> None:
    rows = rows_file(tmp_path / "rows.jsonl", row(A1=THREE, A2=THREE, bert=THREE))
    status, _, said = run(
        "import", empty, rows, "--owners", "A1=سميرة", "--owners", "A2=", "--program", "bert"
    )
    assert status == 0
    assert "Left out, as asked: A2 (3 spans)." in said
    (line,) = export_rows(empty)
    sets = [(each["owner"], each.get("program"), each["status"]) for each in line["annotations"]]
    assert sets == [("bert", True, "new"), ("سميرة", None, "finished")]
    status, _, _ = run("import", empty, rows, "--owners", "A1")
    assert status == 2
