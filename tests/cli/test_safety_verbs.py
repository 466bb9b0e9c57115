"""The verbs for bad days: recover, backups, restore."""

from pathlib import Path

from cli_help import did, run


def test_recover_says_what_it_saved(project: Path, tmp_path: Path) -> None:
    item = did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1").strip()
    content = bytearray(project.read_bytes())
    content[:4096] = bytes(4096)
    damaged, out = tmp_path / "damaged.annotator", tmp_path / "saved.annotator"
    damaged.write_bytes(content)
    assert run("list", damaged).status == 1
    status, _, err = run("recover", damaged, "--out", out)
    assert (status, "Saved 1 documents" in err) == (0, True)
    assert item in did("show", out, "a")
    assert run("recover", damaged, "--out", out).status == 1


def test_recover_exits_with_1_where_something_is_lost(project: Path, tmp_path: Path) -> None:
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    (tmp_path / "cut").write_bytes(project.read_bytes()[: 4096 * 20])
    status, _, err = run("recover", tmp_path / "cut", "--out", tmp_path / "out")
    assert status == 1
    assert "lost" in err or "Nothing of a project" in err


def test_backups_are_listed_and_restored(project: Path) -> None:
    assert did("backups", project) == ""
    did("backups", project, "--make")
    assert "already" in run("backups", project, "--make").err
    did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1")
    number, _, reason, path = did("backups", project).strip().split("\t")
    assert (number, reason, Path(path).exists()) == ("1", "by hand", True)
    assert "Would take away of A1: 1 actions, 1 spans" in did("restore", project, "1", "--dry-run")
    assert "PERSON" in did("show", project, "a")
    assert "merging that file brings it back" in run("restore", project, 1).err
    assert "PERSON" not in did("show", project, "a")
    did("merge", project, did("backups", project).split("\t")[3].splitlines()[0])
    assert "PERSON" in did("show", project, "a")
    assert run("restore", project, "7").status == 1
