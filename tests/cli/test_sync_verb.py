"""The verb `sync` where it cannot begin; with a server it is tried among the long tests."""

from pathlib import Path

import pytest
from cli_help import run


@pytest.mark.parametrize("url", ["http://example.org/news", "news", "postgresql://h/n?no_such_option=1"])
def test_what_is_no_address_is_refused(project: Path, url: str) -> None:
    status, _, err = run("sync", project, url)
    assert (status, "no address of a PostgreSQL database" in err) == (1, True)


def test_a_server_out_of_reach_is_said_and_nothing_is_made(project: Path, tmp_path: Path) -> None:
    url = "postgresql://lead:hidden@127.0.0.1:1/news"
    for path in (project, tmp_path / "new.annotator"):
        status, _, err = run("sync", path, url)
        assert (status, "does not answer" in err) == (1, True)
        assert "hidden" not in err
    assert not (tmp_path / "new.annotator").exists()


def test_bad_usage(project: Path) -> None:
    assert run("sync", project).status == 2
