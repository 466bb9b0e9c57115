"""Zip archives as folders: read without unpacking, refused where they are hostile; INCEpTION's archives."""

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from folder_help import DATA, read_source, spans_of

from annotator.interchange import brat, inception
from annotator.interchange.format import formats, guess
from annotator.interchange.source import source_of
from annotator.interchange.zip_source import BOMB_SIZE

SUITE = DATA / "webanno-tsv3"


def packed(path: Path, files: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return path


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    files = {
        "A1/a.txt": "قال عليّ",
        "A1/a.ann": "T1\tP 4 8\tعليّ\n",
        ".x/b.txt": "no",
        "__MACOSX/A1/a.txt": "no",
    }
    source = source_of(packed(tmp_path / "x.zip", dict(files)))
    assert [file.name for file in source.files] == ["A1/a.ann", "A1/a.txt"]
    assert guess(source, formats())[0].name == "brat"
    for _ in range(2):
        found, problems = read_source(source, brat.FORMAT)
        assert spans_of(found) == {"A1": 1}
        assert problems == []
    assert list(tmp_path.iterdir()) == [tmp_path / "x.zip"]


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:/x.txt", "a\\..\\x.txt"])
def test_paths_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match="leads outside"):
        source_of(packed(tmp_path / "x.zip", {"good.txt": "x", name: "x"}))


def test_bombs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unpack to"):
        source_of(packed(tmp_path / "x.zip", {"x.txt": b"\0" * (BOMB_SIZE + 1)}))


def test_text_that_packs_well_is_no_bomb(tmp_path: Path) -> None:
    source = source_of(packed(tmp_path / "x.zip", {"x.txt": "قال عليّ " * 1000}))
    assert len(source.files) == 1


def test_a_size_that_lies_is_enforced(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"x.txt": b"a" * 5000})
    data = path.read_bytes().replace(struct.pack("<I", 5000), struct.pack("<I", 10))
    path.write_bytes(data)
    with pytest.raises(OSError, match="damaged"), source_of(path).files[0].open() as stream:
        stream.read()


def test_damage_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"x.txt": "abc" * 500, "y.txt": "def" * 500})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(OSError, match=r"x\.txt"), source_of(path).files[0].open() as stream:
        stream.read()
    path.write_bytes(bytes(data[:-30]))
    with pytest.raises(OSError, match="damaged"):
        source_of(path)


def test_encrypted_and_doubled_names_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"x.txt": "abc"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(OSError, match="encrypted"):
        source_of(path)
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("x.txt", "a")
        with pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("x.txt", "b")
    with pytest.raises(OSError, match="two files of one name"):
        source_of(path)


def inception_archive(path: Path, **more: bytes | str) -> Path:
    tsv = (SUITE / "testMultiTokenSpanWithFeatureValue" / "reference.tsv").read_bytes()
    xmi = (SUITE / "testMultiTokenStackedSpanWithFeatureValue" / "reference.xmi").read_bytes()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as out:
        out.writestr("a2.xmi", xmi)
        out.writestr("TypeSystem.xml", "<x/>")
    states = [
        {"name": "d", "user": "a1", "state": "FINISHED"},
        {"name": "d", "user": "a2", "state": "INPROGRESS"},
    ]
    documents = [{"name": "d", "state": "CURATION_FINISHED"}]
    project = json.dumps({"annotation_documents": states, "source_documents": documents})
    files: dict[str, bytes | str] = {
        "exportedproject.json": project,
        "source/d": "This is a test .",
        "annotation/d/a1.tsv": tsv,
        "annotation/d/a2.zip": inner.getvalue(),
        "annotation/d/INITIAL_CAS.tsv": tsv,
        "annotation_ser/d/a1.ser": b"\xac\xed",
        "curation/d/CURATION_USER.tsv": tsv,
    }
    return packed(path, files | more)


def test_an_archive_of_inception(tmp_path: Path) -> None:
    source = source_of(inception_archive(tmp_path / "p.zip"))
    assert guess(source, formats())[0].name == "inception"
    found, problems = read_source(source, inception.FORMAT)
    assert [(r.id, r.name, r.text) for r in found] == [("d", "d", "This is a test .")]
    sets = {each.owner: (each.status, len(each.spans)) for each in found[0].annotations}
    assert sets == {"a1": ("finished", 1), "a2": ("in progress", 2), "gold": ("finished", 1)}
    assert problems == []


def test_an_archive_of_inception_with_a_hostile_part_or_without_annotations(tmp_path: Path) -> None:
    more: dict[str, bytes | str] = {"annotation/d/a3.zip": b"PK\x03\x04"}
    found, problems = read_source(source_of(inception_archive(tmp_path / "p.zip", **more)), inception.FORMAT)
    assert len(found[0].annotations) == 3
    assert [p.place for p in problems] == ["annotation/d/a3.zip"]
    path = packed(tmp_path / "q.zip", {"exportedproject.json": "[", "source/d": "x"})
    found, problems = read_source(source_of(path), inception.FORMAT)
    assert found == []
    assert [p.kind for p in problems] == ["status", "file"]
