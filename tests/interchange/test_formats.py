"""Which formats there are, and how a plug-in becomes one of them or does no harm."""

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from annotator.interchange import format as format_module
from annotator.interchange.format import BUILT_IN, GROUP, Format, by_extension, find_formats, formats, guess
from annotator.interchange.source import source_of, source_of_bytes

ROOT = Path(__file__).parents[2]
PLUGIN = Format("mine", "My format", (".mine",), by_extension(".mine"))


def test_the_package_names_the_built_in_formats() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][GROUP] == BUILT_IN
    assert [f.name for f in formats().values()] == list(BUILT_IN)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("no_such_module:FORMAT", "cannot be loaded"),
        ("json:no_such_name", "cannot be loaded"),
        ("json:dumps", "is not a Format"),
    ],
)
def test_a_broken_plug_in_does_not_break_the_rest(
    monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    entries = [
        metadata.EntryPoint("bad", value, GROUP),
        metadata.EntryPoint("mine", f"{__name__}:PLUGIN", GROUP),
    ]
    monkeypatch.setattr(format_module, "entry_points", lambda group: entries)
    found, problems = find_formats()
    assert list(found) == [*BUILT_IN, "mine"]
    assert said in problems[0].reason


def test_plug_ins_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = formats()
    asked: list[str] = []
    monkeypatch.setattr(format_module, "entry_points", lambda group: asked.append(group) or [])
    del known["txt"]  # whoever asks gets a table of their own
    assert list(formats()) == list(BUILT_IN)
    assert asked == []
    monkeypatch.syspath_prepend("elsewhere")  # but where packages are looked for anew, so are they
    assert list(formats()) == list(BUILT_IN)
    assert asked == [GROUP]


def test_a_plug_in_cannot_take_the_place_of_a_built_in_format(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = metadata.EntryPoint("txt", f"{__name__}:PLUGIN", GROUP)
    monkeypatch.setattr(format_module, "entry_points", lambda group: [entry])
    found, problems = find_formats()
    assert found["txt"].name == "txt"
    assert "already" in problems[0].reason


@pytest.mark.parametrize(
    ("name", "data", "first"),
    [
        ("a.jsonl", b'{"schema":"annotator/1","id":"1","text":"spans"}', "jsonl"),
        ("a.json", b'[{"text":"x","annotations":[{"owner":"A","spans":[]}]}]', "jsonl"),
        ("a.data", b'{"text":"x","annotations":[{"owner":"A","spans":[]}]}', "jsonl"),
        ("a.jsonl", b'{"id":1,"text":"x","spans":[{"start":0,"end":1,"label":"X"}]}', "jsonl-flat"),
        (
            "a.jsonl",
            '\ufeff{"text":"x","spans":[{"start":0,"end":1,"label":"X"}]}'.encode("utf-16-le"),
            "jsonl-flat",
        ),
        ("a.jsonl", b'{"text":"x"}', "jsonl"),
        ("a.JSONL", b"", "jsonl"),
        ("a.txt", b'{"text":"x"}', "txt"),
        ("a.txt", b"", "txt"),
    ],
)
def test_guesses(name: str, data: bytes, first: str) -> None:
    assert guess(source_of_bytes(name, data), formats())[0].name == first


def test_what_nobody_knows_is_not_guessed() -> None:
    assert guess(source_of_bytes("a.bin", b"\0\1"), formats()) == []


def test_a_folder_is_guessed_by_its_kinds_of_files(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "z.txt").write_text("x", encoding="utf-8")
    assert guess(source_of(tmp_path), formats())[0].name == "txt"
    assert guess(source_of(tmp_path / "sub"), formats())[0].name == "txt"
