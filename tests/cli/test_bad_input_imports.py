"""Every broken file of `tests/data/bad-input` through `annotator import`: what its manifest asks for."""

import json
from pathlib import Path

import pytest
from cli_help import did, run

FOLDER = Path(__file__).parents[1] / "data" / "bad-input"
MANIFEST = {each["file"]: each["suggested"] for each in json.loads((FOLDER / "manifest.json").read_text())}
# What the manifest leaves open, as this program decides it.
DECIDED = {
    "brat/text-mismatch.ann": True,  # T1 is refused
    "brat/text-mismatch.txt": False,
    "newlines/crlf-pair.ann": False,  # the offsets fit the text with other line breaks, which is remarked
    "newlines/crlf-pair.txt": False,
    "conll/inside-without-begin.conll": True,  # the line without a tag is named
    "other/empty.json": False,  # 0 records, said
    "other/empty.jsonl": False,
    "json/trailing-comma.json": True,
    "json/truncated-label-studio.json": True,  # the whole records before the cut are kept
}


TWICE = "is there twice"


def is_refused(file: str) -> bool:
    """Whether something of the file is to be refused; if not, it is accepted with a remark or without."""
    if file in DECIDED:
        return DECIDED[file]
    return MANIFEST[file].startswith(("refuse", "partial"))


@pytest.mark.parametrize("file", MANIFEST)
def test_a_broken_file_does_what_its_manifest_says(tmp_path: Path, file: str) -> None:
    did("new", tmp_path / "p.annotator")
    status, out, said = run("import", tmp_path / "p.annotator", FOLDER / file, "--new-labels", "add")
    # The tweets name two spans twice, whatever else is wrong with a file of them.
    refused = [line for line in said.splitlines() if line.startswith("refused") and TWICE not in line]
    assert out == ""
    assert status == int(TWICE in said or bool(refused))
    assert bool(refused) == is_refused(file), said
    assert all(Path(file).name in line for line in refused)
    if file not in DECIDED and MANIFEST[file].startswith("warn"):
        assert f"remark: {Path(file).name}" in said
    if MANIFEST[file] == "accept" and file.endswith(".jsonl"):
        assert "Imported 8 documents" in said
    did("check", tmp_path / "p.annotator")
