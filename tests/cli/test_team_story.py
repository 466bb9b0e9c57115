"""What docs/team.md does by commands alone, done exactly as it is told."""

import glob
import shlex
from pathlib import Path

import pytest
from cli_help import did, run

DOCUMENT = Path(__file__).parents[2] / "docs" / "team.md"


def story() -> list[str]:
    """The lines of the first shell block."""
    block = DOCUMENT.read_text(encoding="utf-8").split("```sh\n", 1)[1]
    return block.split("```", 1)[0].splitlines()


def test_the_ten_lines_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "articles").mkdir()
    for n in range(6):
        text = f"Article {n}: le ministre a parlé." + " Encore." * n
        (tmp_path / "articles" / f"{n}.txt").write_text(text, encoding="utf-8")
    assert len(story()) == 10
    for line in story():
        program, *words = shlex.split(line)
        assert program == "annotator"
        arguments = [path for word in words for path in (sorted(glob.glob(word)) if "*" in word else [word])]
        status, out, err = run(*arguments)
        assert status == 0, f"{line}\n{err}"
    assert [line.split("\t")[1] for line in out.splitlines()] == ["4", "4"]
    assert "PERSON 1" in did("list", "news.annotator")
    assert "Annotators work blind" in err
