"""Exports are whole or absent, split without leaks, and described by a manifest that checks."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.splitting import PARTS, Split, parse_shares, parts_of, together
from annotator.app.whole import Folder, whole_folder
from annotator.model.errors import Refused, Unavailable
from annotator.store.project import Project

GROUPS = st.lists(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=60)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    rows = [
        {
            "id": f"a{n}",
            "text": f"Haftar said {n // 2} things.",
            "meta": {"group": f"story {n % 5}"} if n % 2 else {},
            "annotations": [{"owner": "A1", "spans": [{"start": 0, "end": 6, "label": "PERSON"}]}],
        }
        for n in range(20)
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    made = new_project(tmp_path / "p.annotator")
    import_paths(made, [source])
    yield made
    made.close()


def test_the_manifest_names_every_file_with_its_hash(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(project, out, ExportOptions("brat", owner="A1"))
    said = json.loads((tmp_path / "out.manifest.json").read_bytes())
    files = {path.relative_to(tmp_path).as_posix(): path for path in out.rglob("*") if path.is_file()}
    assert said["files"] == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()
    }
    assert said["counts"] == {"documents": 20, "spans": 20, "lost": 0}
    assert said["asked"]["owner"] == "A1"


def test_two_exports_have_the_same_manifest(project: Project, tmp_path: Path) -> None:
    manifests = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        export(project, tmp_path / folder / "x.jsonl", ExportOptions("jsonl"))
        manifests.append((tmp_path / folder / "x.jsonl.manifest.json").read_bytes())
    assert manifests[0] == manifests[1]


def test_a_split_keeps_equal_texts_and_groups_together(project: Project, tmp_path: Path) -> None:
    split = Split((60, 20, 20), seed=7)
    done = export(project, tmp_path / "c.jsonl", ExportOptions("jsonl", split=split))
    seen: dict[str, str] = {}
    total = 0
    for part in PARTS:
        for line in (tmp_path / f"c.{part}.jsonl").read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            row = json.loads(line)
            total += 1
            for key in filter(None, (row["text"], row["meta"].get("group"))):
                assert seen.setdefault(key, part) == part
    assert total == done.documents == 20
    assert not (tmp_path / "c.jsonl").exists()


def test_a_folder_that_holds_something_is_not_touched(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="exists already"):
        export(project, out, ExportOptions("brat", owner="A1"))
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_a_folder_that_fails_half_way_is_absent(tmp_path: Path) -> None:
    def half() -> None:
        with whole_folder(tmp_path / "out") as folder:
            with Folder(folder).open("a.txt") as file:
                file.write(b"a")
            raise OSError("stick pulled")

    with pytest.raises(Unavailable):
        half()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "/etc/x", "../x", "a/../../x"])
def test_no_file_leaves_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError), Folder(tmp_path).open(name):
        pass


@pytest.mark.parametrize("given_shares", ["80,20", "a,b,c", "-1,1,1", "0,0,0", ""])
def test_shares_that_are_none_are_refused(given_shares: str) -> None:
    with pytest.raises(Refused):
        parse_shares(given_shares)


@given(GROUPS, st.integers(0, 99))
def test_parts_depend_on_groups_and_seed_alone(groups: list[str], seed: int) -> None:
    split = Split((8, 1, 1), seed)
    assert parts_of(groups, split) == parts_of(sorted(groups), split)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3).map(tuple), max_size=20))
def test_articles_that_share_a_key_are_together(keys: list[tuple[str, ...]]) -> None:
    names = together(keys)
    for a, name in zip(keys, names, strict=True):
        assert all(other == name for b, other in zip(keys, names, strict=True) if set(a) & set(b))
