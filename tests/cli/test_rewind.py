"""The verb `rewind`."""

from pathlib import Path

from cli_help import did, run


def test_an_article_goes_back_and_forth(project: Path) -> None:
    first = did("mark", project, "a", 6, 10, "PERSON", "--owner", "A1").strip()
    number = did("history", project).splitlines()[-1].split("\t")[0]
    did("unmark", project, first, "--owner", "A1")
    second = did("mark", project, "a", 14, 19, "ORGANIZATION", "--owner", "A1").strip()
    assert (
        "1 spans return, 1 go, 0 become"
        in run("rewind", project, "a", number, "--owner", "A1", "--dry-run").err
    )
    assert second in did("show", project, "a")
    did("rewind", project, "a", number, "--owner", "A1")
    assert first in did("show", project, "a")
    assert second not in did("show", project, "a")
    did("undo", project, "--owner", "A1")
    assert second in did("show", project, "a")
    assert run("rewind", project, "a", "999", "--owner", "A1").status == 1
    assert run("rewind", project, "a", "x", "--owner", "A1").status == 2
