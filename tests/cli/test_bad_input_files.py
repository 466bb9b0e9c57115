"""Every broken file of `tests/data/bad-input` through `annotator import`: the exit status that its manifest asks for."""

import json
from pathlib import Path

import pytest
from cli_help import did, run

FOLDER = Path(__file__).parents[1] / "data" / "bad-input"
MANIFEST = {each["file"]: each["suggested"] for each in json.loads((FOLDER / "manifest.json").read_text())}
# What the manifest leaves open, as this program decides it.
DECIDED = {
    "brat/text-mismatch.ann": 1,  # T1 is refused
    "brat/text-mismatch.txt": 0,
    "newlines/crlf-pair.ann": 0,  # the offsets fit the text with other line breaks, which is remarked
    "newlines/crlf-pair.txt": 0,
    "conll/inside-without-begin.conll": 1,  # the line without a tag is named
    "other/empty.json": 0,  # 0 records, said
    "other/empty.jsonl": 0,
    "json/trailing-comma.json": 1,
    "json/truncated-label-studio.json": 1,  # the whole records before the cut are kept
}


def status_of(file: str) -> int:
    """0 where it is to be accepted, with a remark or without; 1 where something is to be refused."""
    if file in DECIDED:
        return DECIDED[file]
    return int(MANIFEST[file].split(":")[0].split()[0] in ("refuse", "partial"))


@pytest.mark.parametrize("file", MANIFEST)
def test_a_broken_file_does_what_its_manifest_says(tmp_path: Path, file: str) -> None:
    did("new", tmp_path / "p.annotator")
    status, out, said = run("import", tmp_path / "p.annotator", FOLDER / file, "--new-labels", "add")
    assert (status, out) == (status_of(file), "")
    assert "Traceback" not in said
    remarked = status == 1 or "warn" in MANIFEST[file] or "empty" in file
    assert (Path(file).name in said) or not remarked, said
    did("check", tmp_path / "p.annotator")
