"""A second reading is drawn fairly, kept apart from everything else, merged like any work, and measured."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from app_help import exported, import_rows, project_of

from annotator.app import assigning
from annotator.app.article_cards import annotators
from annotator.app.comparing import compare
from annotator.app.handing import hand_out
from annotator.app.importing import import_paths
from annotator.app.merging import merge
from annotator.app.opening import open_existing
from annotator.app.people import add_person, people
from annotator.app.project_file import Project
from annotator.app.second_reading import drawn, self_agreement, serve, standing
from annotator.app.session import Session
from annotator.app.side_by_side import layers
from annotator.model.errors import Refused
from annotator.model.people import first_reader, second_reading
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.store import check, documents, label_sets

A, AGAIN = "أمل", second_reading("أمل")
ARABIC, FRENCH = "خليفة حفتر في بنغازي {}", "Khalifa Haftar à Benghazi {}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = project_of(tmp_path)
    texts = [("ar", ARABIC.format(1)), ("ar", ARABIC.format(2)), ("fr", FRENCH.format(1))]
    rows = [{"id": str(n), "text": text, "language": language} for n, (language, text) in enumerate(texts)]
    import_rows(made, tmp_path, *rows)
    for name in (A, "B"):
        add_person(made, name)
    for number in (1, 2, 3):
        finish(made, A, number, (0, 4))
    return made


def finish(project: Project, owner: str, number: int, place: tuple[int, int]) -> None:
    session = Session(project, owner)
    session.mark(number, *place, "PERSON")
    session.set_status(number, FINISHED)


def served(project: Project) -> list[int]:
    return sorted(documents.with_status(project, AGAIN, IN_PROGRESS))


def test_a_name_tells_whose_second_reading_it_is() -> None:
    assert first_reader(AGAIN) == A
    assert first_reader(A) == ""


def test_each_language_has_its_turn() -> None:
    many = [(number, "ar" if number < 90 else "fr") for number in range(100)]
    chosen = drawn(many, 6, seed=3)
    assert [number >= 90 for number in chosen] == [False] * 3 + [True] * 3
    assert chosen == drawn(many, 6, seed=3) != drawn(many, 6, seed=4)
    assert drawn(many[:2], 6, seed=3) == [0, 1]


def test_articles_are_served_once_without_the_earlier_marks(project: Project) -> None:
    serve(project, A, 2)
    first = served(project)
    assert len({documents.read(project, number).language for number in first}) == 2
    assert all(not Session(project, AGAIN).article(number).spans for number in first)
    serve(project, A, 99)
    assert served(project) == [1, 2, 3]
    with pytest.raises(Refused, match="not served again already"):
        serve(project, A, 1)
    Session(project, AGAIN, A).undo()
    assert served(project) == first


def test_only_what_was_finished_long_enough_ago_is_served(project: Project) -> None:
    now = datetime.now(UTC)
    with pytest.raises(Refused, match="7 days ago or earlier"):
        serve(project, A, 1, days=7, now=now)
    assert standing(project, A, days=7, now=now).ready == 0
    serve(project, A, 1, days=7, now=now + timedelta(days=8))
    assert standing(project, A).served == 1


def test_it_takes_no_part_in_anything_else(project: Project) -> None:
    finish(project, "B", 1, (0, 4))
    before = compare(project).figures.f1["strict"].overall.pooled
    serve(project, A, 4)
    finish(project, AGAIN, 1, (0, 3))
    assert AGAIN not in people(project)
    assert AGAIN not in annotators(project)
    assert AGAIN not in {load.name for load in assigning.who_has_what(project)}
    assert compare(project).owners == ("B", A)
    assert compare(project).figures.f1["strict"].overall.pooled == before == 1.0
    assert assigning.own_list(project, "B").hidden == 0
    assert compare(project, owners=[A, AGAIN]).figures.f1["strict"].overall.pooled == 0.0


def test_the_figures_rest_on_what_was_finished_twice(project: Project) -> None:
    assert self_agreement(project, A) is None
    serve(project, A, 3)
    numbers = served(project)
    assert self_agreement(project, A) is None
    finish(project, AGAIN, numbers[0], (0, 4))
    finish(project, AGAIN, numbers[1], (0, 3))
    found = self_agreement(project, AGAIN)
    assert found is not None
    assert found.documents == tuple(numbers[:2])
    assert found.figures.f1["strict"].overall.pooled == pytest.approx(0.5)
    assert found.figures.classes["boundary"] == 1
    assert standing(project, A).twice == tuple(numbers[:2])


def test_the_earlier_marks_are_hidden_until_the_article_is_finished_again(project: Project) -> None:
    serve(project, A, 1)
    number = served(project)[0]
    assert [layer.owner for layer in layers(project, number, AGAIN).layers] == [AGAIN]
    finish(project, AGAIN, number, (0, 3))
    assert [layer.owner for layer in layers(project, number, AGAIN).layers] == ["B", A, AGAIN]
    assert AGAIN not in {layer.owner for layer in layers(project, number, "B").layers}
    assert AGAIN in {layer.owner for layer in layers(project, number, GOLD).layers}


def test_an_export_keeps_it_apart(project: Project, tmp_path: Path) -> None:
    serve(project, A, 1)
    finish(project, AGAIN, served(project)[0], (0, 3))
    assert list(check.problems(project)) == []
    (tmp_path / "all.jsonl").write_bytes(exported(project, tmp_path))
    other = project_of(tmp_path, name="other.annotator")
    import_paths(other, [tmp_path / "all.jsonl"])
    assert people(other) == ["أمل"]
    found = self_agreement(other, A)
    assert found is not None
    assert found.figures.classes["boundary"] == 1


def test_it_is_handed_out_to_its_reader_and_merges(project: Project, tmp_path: Path) -> None:
    serve(project, A, 2)
    out = tmp_path / "a.annotator"
    hand_out(project, A, out)
    part = open_existing(out)
    assert served(part) == served(project)
    finish(part, AGAIN, served(part)[0], (0, 4))
    part.close()
    merge(project, [out])
    assert len(documents.with_status(project, AGAIN, FINISHED)) == 1
    assert label_sets.people(project) == sorted([A, "B"])
