"""The example of a format from another package: installed as pip would, it is found, guessed and used."""

import shutil
import tomllib
from pathlib import Path

import pytest

from annotator.interchange.format import ReadOptions, formats, guess
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import source_of

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-format"
SUBTITLES = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nقال خليفة حفتر\r\nإنه وصل.\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000\r\nMerci.\r\n"
)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What installing its wheel leaves behind: the modules, and the metadata with the entry point."""
    site = tmp_path / "site"
    shutil.copytree(EXAMPLE / "annotator_srt", site / "annotator_srt")
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    points = [
        line
        for group, named in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {where}" for name, where in named.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(points), encoding="utf-8")
    monkeypatch.syspath_prepend(site)


@pytest.mark.usefixtures("installed")
def test_the_example_reads_subtitles(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_bytes(SUBTITLES.encode())
    known = formats()
    source = source_of(path)
    assert guess(source, known)[0] is known["srt"]
    found = list(known["srt"].read(source, ReadOptions()))
    assert [(record.text, record.name) for record in found if isinstance(record, Record)] == [
        ("قال خليفة حفتر\nإنه وصل.\nMerci.", "talk.srt")
    ]


@pytest.mark.usefixtures("installed")
def test_the_example_reports_what_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "empty.srt"
    path.write_text("no times here", encoding="utf-8")
    (problem,) = formats()["srt"].read(source_of(path), ReadOptions())
    assert isinstance(problem, Problem)
    assert problem.refused


def test_without_the_package_there_is_no_such_format() -> None:
    assert "srt" not in formats()
