"""Whose the annotations of an import become: renamed, left out, or a program's, which agreement leaves out."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.app.comparing import compare
from annotator.app.exporting import ExportOptions, export
from annotator.app.history import History
from annotator.app.importing import Imported, ImportOptions, import_paths
from annotator.app.merging import merge
from annotator.app.opening import new_project
from annotator.app.people import add_person, people, programs
from annotator.interchange.record import Problem
from annotator.model.errors import Refused
from annotator.model.revision import PROJECT
from annotator.store import documents, spans
from annotator.store.project import Project

TEXT = "قال خليفة حفتر في بنغازي."


def region(start: int, end: int) -> dict[str, object]:
    value = {"start": start, "end": end, "labels": ["PERSON"]}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


TASK = {
    "id": 1,
    "data": {"text": TEXT},
    "annotations": [
        {"completed_by": {"email": "amal@x.org"}, "result": [region(4, 14)]},
        {"completed_by": {"email": "badr@x.org"}, "result": [region(4, 9)]},
    ],
    "predictions": [{"model_version": "camel-bert", "result": [region(4, 14), region(18, 24)]}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tasks.json"
    path.write_bytes(orjson.dumps([TASK]))
    return path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path / "p.annotator")


def take(project: Project, file: Path, **options: Any) -> Imported:
    return import_paths(project, [file], ImportOptions(**options))


def test_predictions_are_a_programs_and_agreement_leaves_them_out(project: Project, file: Path) -> None:
    take(project, file)
    assert programs(project) == {"camel-bert"}
    assert "camel-bert" in people(project)
    number = next(iter(documents.numbers(project)))
    assert spans.work(project, number)["camel-bert"].status == "new"
    assert compare(project, resamples=10).owners == ("amal@x.org", "badr@x.org")
    named = compare(project, owners=["amal@x.org", "camel-bert"], resamples=10)
    assert named.owners == ("amal@x.org", "camel-bert")


def test_the_same_predictions_again_change_nothing(project: Project, file: Path) -> None:
    take(project, file)
    before = project.value("SELECT count(*) FROM batch")
    again = take(project, file)
    assert (again.spans, again.known_spans, again.refused) == (0, 4, 0)
    assert project.value("SELECT count(*) FROM batch") == before


def test_owners_are_renamed_and_left_out(project: Project, file: Path) -> None:
    done = take(project, file, owners={"amal@x.org": "أمل", "camel-bert": ""})
    assert done.owners == {"أمل": 1, "badr@x.org": 1}
    assert done.left_out == {"camel-bert": 2}
    assert programs(project) == frozenset()


def test_a_program_can_be_said_and_a_person_stays_one(project: Project, file: Path) -> None:
    add_person(project, "camel-bert")
    take(project, file, programs=frozenset({"badr@x.org"}))
    assert programs(project) == {"badr@x.org"}


def test_a_renamed_prediction_is_the_persons(project: Project, file: Path) -> None:
    add_person(project, "Luc")
    take(project, file, owners={"camel-bert": "Luc"})
    assert programs(project) == frozenset()
    assert spans.owners(project) == ["Luc", "amal@x.org", "badr@x.org"]


def test_a_renamed_program_is_still_one(project: Project, file: Path) -> None:
    take(project, file, owners={"camel-bert": "CAMeL"})
    assert programs(project) == {"CAMeL"}


def test_two_owners_under_one_name_are_reported_not_mixed(project: Project, file: Path) -> None:
    done = take(project, file, owners={"amal@x.org": "A", "badr@x.org": "A"})
    assert [problem.kind for problem in done.problems] == ["owner"]
    assert done.owners["A"] == 1


@pytest.mark.parametrize("name", ["project", "all"])
def test_reserved_names_are_refused(project: Project, file: Path, name: str) -> None:
    told: list[Problem] = []
    done = import_paths(project, [file], ImportOptions(owners={"amal@x.org": name}), report=told.append)
    assert [problem.kind for problem in told] == ["owner"]
    assert done.owners == {"badr@x.org": 1, "camel-bert": 2}


@pytest.mark.parametrize("format", ["jsonl", "label-studio", "w3c"])
def test_a_program_stays_one_through_a_file(
    project: Project, file: Path, tmp_path: Path, format: str
) -> None:
    take(project, file)
    out = tmp_path / f"out-{format}.json"
    export(project, out, ExportOptions(format, owner="all"))
    other = new_project(tmp_path / "other.annotator")
    import_paths(other, [out], ImportOptions(format=format))
    assert programs(other) == {"camel-bert"}
    assert set(people(other)) == {"amal@x.org", "badr@x.org", "camel-bert"}
    other.close()


def test_a_dry_run_makes_nobody_a_program(project: Project, file: Path) -> None:
    import_paths(project, [file], dry_run=True)
    assert programs(project) == frozenset()
    with pytest.raises(Refused):
        compare(project, owners=["camel-bert"])


def test_a_program_is_one_after_a_merge_whatever_the_order(tmp_path: Path, file: Path) -> None:
    for name in ("a", "b"):
        made = new_project(tmp_path / f"{name}.annotator")
        take(made, file)
        made.close()
    both = new_project(tmp_path / "c.annotator")
    for names in (["a", "b"], ["b", "a"]):
        merge(both, [tmp_path / f"{name}.annotator" for name in names])
        assert programs(both) == {"camel-bert"}
        assert compare(both, resamples=10).owners == ("amal@x.org", "badr@x.org")


def test_undoing_an_import_leaves_no_program(project: Project, file: Path) -> None:
    take(project, file)
    History(project, PROJECT, PROJECT).undo()
    assert programs(project) == frozenset()
    History(project, PROJECT, PROJECT).redo()
    assert programs(project) == {"camel-bert"}
