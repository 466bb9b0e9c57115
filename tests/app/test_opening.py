"""Making and opening projects: whose device it is, and that a failure leaves nothing behind."""

from pathlib import Path

import pytest
from app_help import SENTENCE, exported, project_of, written

from annotator import paths
from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import Imported, import_paths
from annotator.app.opening import device, labels_from, new_project, open_existing, sample_project
from annotator.app.session import Session
from annotator.app.watch import Cancelled
from annotator.model.errors import Refused, Unavailable
from annotator.store import appending, check, documents, label_sets


def test_a_device_is_an_installation_and_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = device(tmp_path / "a")
    assert here == device(tmp_path / "x" / ".." / "a")
    assert here != device(tmp_path / "b")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other user"))
    assert here != device(tmp_path / "a")
    assert device(tmp_path / "a") == device(tmp_path / "a")
    assert [file.name for file in paths.user_data().iterdir()] == ["installation"]


def test_a_new_project_has_labels_and_people(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p", annotators=["سمر", "Rene\u0301", "Ren\u00e9"])
    assert label_sets.label_set(project).names == ("PERSON", "ORGANIZATION", "CLAIM")
    assert label_sets.people(project) == ["Ren\u00e9", "سمر"]
    assert list(check.problems(project)) == []
    project.close()


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        new_project(tmp_path / "p", annotators=["gold"])
    with pytest.raises(Unavailable, match="does not exist"):
        new_project(tmp_path / "none" / "p")
    assert list(tmp_path.iterdir()) == []


def test_the_sample_has_the_five_seeds_and_is_made_once() -> None:
    path = sample_project()
    project = open_existing(path)
    assert documents.count(project) == 5
    project.close()
    before = path.stat().st_mtime_ns
    assert sample_project() == path
    assert path.stat().st_mtime_ns == before
    assert [file.name for file in path.parent.glob("*.annotator")] == [path.name]


def test_labels_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    (tmp_path / "l.toml").write_bytes("name = 'é'".encode("cp1252"))
    with pytest.raises(Refused, match=r"l\.toml is not UTF-8 \(byte 8\)"):
        labels_from(tmp_path / "l.toml")


def test_a_cancelled_import_leaves_no_trace(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    before = exported(project, tmp_path), project.value("SELECT max(number) FROM batch")
    source = written(tmp_path / "rows.jsonl", *({"text": f"text {n}"} for n in range(50)))

    def stop(done: int, total: int | None) -> None:
        if done == 30:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        import_paths(project, [source], progress=stop)
    assert (exported(project, tmp_path), project.value("SELECT max(number) FROM batch")) == before
    assert project.value("SELECT count(*) FROM document") == 0
    assert import_paths(project, [source]).documents == 50


def test_a_dry_run_counts_what_the_import_then_does(tmp_path: Path) -> None:
    project = project_of(tmp_path, SENTENCE)
    source = written(tmp_path / "rows.jsonl", {"text": "one"}, {"text": 2}, {"id": "0", "text": SENTENCE})
    tried = import_paths(project, [source], dry_run=True)
    assert documents.count(project) == 1
    assert isinstance(tried, Imported)
    assert tried == import_paths(project, [source])
    assert (tried.documents, tried.known_documents, tried.refused) == (1, 1, 1)


def test_a_failed_export_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of(tmp_path, SENTENCE)
    before = exported(project, tmp_path)
    Session(project, "A1").mark(1, 6, 10, "PERSON")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(Unavailable, match="No space left"):
        export(project, tmp_path / "exported.jsonl", ExportOptions("jsonl"))
    assert (tmp_path / "exported.jsonl").read_bytes() == before
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_twins_that_a_merge_brings_are_exported_once(tmp_path: Path) -> None:
    project = project_of(tmp_path, SENTENCE)
    session = Session(project, "A1")
    first = session.mark(1, 6, 10, "PERSON").item
    second = session.mark(1, 5, 10, "PERSON").item
    claim = session.mark(1, 14, 32, "CLAIM", links={"speaker": [max(first, second)]}).item
    from annotator.model.revision import SPAN, Edit

    item = project.item_ref(second)
    twin = Edit(SPAN, 1, None, 6, 10, "PERSON", item=item, replaces=(item,))
    appending.append(project, [twin], owner="A1", author="A1", what="as a merge would")
    out = exported(project, tmp_path).decode()
    assert out.count('"quote":"عليّ"') == 1
    assert f'"links":{{"speaker":["{min(first, second)}"]}}' in out
    assert claim in out
