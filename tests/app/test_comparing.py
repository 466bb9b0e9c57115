"""What counts when annotators of a project are compared, seen from the use case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.app.comparing import compare, shared_article
from annotator.app.comparing_output import as_json
from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.session import Session
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.store import documents
from annotator.store.project import Project


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Iterator[Project]:
    """One text, "Marie Curie a parlé.", that A and B have finished with the same name marked."""
    source = tmp_path / "a.txt"
    source.write_text("Marie Curie a parlé.", encoding="utf-8")
    made = new_project(tmp_path / "p.annotator")
    import_paths(made, [source])
    for owner in "AB":
        session = Session(made, owner)
        session.mark(number(made), 0, 11, "PERSON")
        session.set_status(number(made), FINISHED)
    yield made
    made.close()


def number(project: Project) -> int:
    return next(documents.numbers(project))


def test_finished_articles_count(project: Project) -> None:
    found = compare(project)
    assert (found.figures.documents, found.figures.f1["strict"].overall.pooled) == (1, 1)
    assert found.finished == {"A": 1, "B": 1}
    assert found.counts.documents == (str(number(project)),)


def test_who_has_not_finished_is_missing_and_not_empty(project: Project) -> None:
    Session(project, "C").mark(number(project), 0, 5, "PERSON")
    assert compare(project).figures.annotators == ("A", "B")


def test_gold_takes_no_part_unless_named(project: Project) -> None:
    gold = Session(project, "gold", "A")
    gold.mark(number(project), 6, 11, "PERSON")
    gold.set_status(number(project), FINISHED)
    assert compare(project).figures.annotators == ("A", "B")
    assert compare(project, owners=["gold", "A"]).figures.f1["strict"].overall.pooled == 0


def test_what_is_reopened_after_gold_was_begun_is_reported_apart(project: Project) -> None:
    session = Session(project, "B")
    session.set_status(number(project), IN_PROGRESS)
    assert compare(project).reopened == ()
    Session(project, "gold", "A").mark(number(project), 0, 11, "PERSON")
    found = compare(project)
    assert [(again.name, again.annotators) for again in found.reopened] == [("a.txt", ("B",))]
    assert found.figures.documents == 0
    assert as_json(found)["reopened"][0]["annotators"] == ["B"]


def test_who_never_finished_has_reopened_nothing(project: Project) -> None:
    Session(project, "gold", "A").mark(number(project), 0, 11, "PERSON")
    Session(project, "C").mark(number(project), 0, 5, "PERSON")
    assert compare(project).reopened == ()


def test_one_article_as_agreement_sees_it(project: Project) -> None:
    found = shared_article(project, number(project), ["A", "B"])
    assert found is not None
    assert (sorted(found.sets), found.text) == (["A", "B"], "Marie Curie a parlé.")
    assert shared_article(project, number(project), ["A", "C"]) is None
