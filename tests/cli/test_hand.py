"""The verbs `hand-out` and `hand-in`."""

from pathlib import Path

from cli_help import did, run


def test_out_and_in_and_merged(project: Path, tmp_path: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A2")
    out = tmp_path / "A1.annotator"
    assert "Would write" in run("hand-out", project, "--annotator", "A1", "--out", out, "--dry-run").err
    status, _, err = run("hand-out", project, "--annotator", "A1", "--out", out)
    assert (status, "Left out: A2" in err) == (0, True)
    assert run("hand-out", project, "--annotator", "A1", "--out", out).status == 1
    item = did("mark", out, "a", 14, 19, "ORGANIZATION", "--owner", "A1").strip()
    copy = Path(did("hand-in", out, "--out", tmp_path).strip())
    assert copy.name.startswith("A1 A1 ")
    assert Path(f"{copy}.sha256").exists()
    assert "Merged 1 batches" in run("merge", project, copy).err
    assert item in did("show", project, "a", "--owner", "A1")


def test_refusals(project: Path, tmp_path: Path) -> None:
    assert run("hand-out", project, "--annotator", "X", "--out", tmp_path / "x").status == 1
    assert run("hand-in", project, "--out", tmp_path / "x").status == 1
    assert run("hand-out", project, "--out", tmp_path / "x").status == 2
