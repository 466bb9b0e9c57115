"""The places behind the figures are as many as the figures say, in a project of three annotators and gold."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from app_help import hasty

from annotator.app.agreement_places import (
    CONFUSED,
    F1,
    OFFSETS,
    PLACES,
    STRETCHES,
    PlaceRow,
    Question,
    places_behind,
)
from annotator.app.agreement_report import Report, confused_by, report, report_job, state
from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.label_file import read_label_set, write_label_set
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.store import documents, label_sets
from annotator.store.project import Project
from annotator.text.tokens import tokens

TEXTS = {
    "ar.txt": "التقى قائد الجيش الليبي المشير خليفة حفتر وفدا من الحكومة في بنغازي وقال إن الجيش سيتقدم غربا.",
    "en.txt": "The army said on Monday that General Haftar met the head of the government in Tripoli again.",
    "fr.txt": "Le maréchal Haftar a déclaré que l’armée nationale libyenne avance vers la ville de Tripoli.",
    "zz.txt": "Nobody but Amal has finished this one.",
}
PEOPLE = ("Amal", "Badr", "Chloé")


def marked(project: Project, owner: str, number: int, seed: int) -> None:
    """Spans that are the same for each owner in about two places of three."""
    text, same, other = documents.read(project, number).text, random.Random(number), random.Random(seed)
    words = [token for token in tokens(text) if text[token.start : token.end].isalpha()]
    session = Session(project, owner)
    for _ in range(7):
        first, size = same.randrange(len(words) - 4), same.choice([1, 2, 3])
        label = same.choice(["PERSON", "ORGANIZATION"])
        luck = other.random()
        if luck < 0.15:
            continue
        size += luck < 0.3
        label = "PERSON" if luck > 0.8 else label
        try:
            session.mark(number, words[first].start, words[first + size - 1].end, label)
        except Refused:
            continue  # the same span was drawn twice
    session.set_status(number, FINISHED)


@pytest.fixture(name="project", scope="module")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("agreement")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = hasty(new_project(folder / "p.annotator", annotators=[*PEOPLE, "Dina"]))
    import_paths(made, [folder / name for name in TEXTS])
    *shared, alone = documents.numbers(made)
    for seed, owner in enumerate(PEOPLE):
        # Chloé has not finished the first one.
        for number in shared[owner == "Chloé" :]:
            marked(made, owner, number, seed)
    Session(made, "Amal").set_status(alone, FINISHED)
    gold(made, shared[0])
    yield made
    made.close()


def gold(project: Project, number: int) -> None:
    """Gold takes what Amal has."""
    session = Session(project, "gold", "Amal")
    for span in Session(project, "Amal").article(number).spans:
        session.mark(number, span.start, span.end, span.label)
    session.set_status(number, FINISHED)


@pytest.fixture(name="found", scope="module")
def _found(project: Project) -> Report:
    return report(project)


def rows(project: Project, found: Report, question: Question) -> list[PlaceRow]:
    numbers = [article.number for article in found.articles]
    return [row for part in places_behind(project, question, sorted(found.finished), numbers) for row in part]


def test_the_report_says_what_the_figures_rest_on(found: Report) -> None:
    assert (found.figures.documents, found.listed, found.nothing) == (3, 4, "")
    assert found.finished == {"Amal": 4, "Badr": 3, "Chloé": 2, "Dina": 0}
    assert set(found.others) == set(PEOPLE)
    counted = [article.disagreements for article in found.articles]
    assert counted == sorted(counted, reverse=True)
    assert sum(counted) == sum(found.figures.classes.values()) > 0
    assert {article.name for article in found.articles} == {"ar.txt", "en.txt", "fr.txt"}


@pytest.mark.parametrize("reading", ["strict", "exact", "type"])
@pytest.mark.parametrize("label", ["", "PERSON", "ORGANIZATION"])
def test_agreeing_places_make_f1(project: Project, found: Report, reading: str, label: str) -> None:
    figures = found.figures.f1[reading]
    value = figures.labels[label] if label else figures.overall
    listed = rows(project, found, Question(F1, label=label, reading=reading))
    assert sum(bool(mark.item) for row in listed for mark in row.marks) == value.spans
    assert 2 * sum(not row.differs for row in listed) / value.spans == pytest.approx(value.pooled)


def test_f1_of_a_pair_and_of_one_with_each_other(project: Project, found: Report) -> None:
    for pair, value in found.figures.f1["strict"].pairs.items():
        listed = rows(project, found, Question(F1, pair))
        assert 2 * sum(not row.differs for row in listed) / value.spans == pytest.approx(value.pooled)
    for row in rows(project, found, Question(F1, ("Badr",))):
        assert "Badr" in {mark.owner for mark in row.marks}


@pytest.mark.parametrize("pair", [(), ("Amal", "Badr"), ("Amal", "Chloé"), ("Badr", "Chloé")])
def test_every_cell_of_the_confusion_has_its_places(
    project: Project, found: Report, pair: tuple[str, ...]
) -> None:
    labels = [*found.figures.labels, ""]
    for i, counts in enumerate(confused_by(found.figures, pair)):
        for j, count in enumerate(counts):
            question = Question(CONFUSED, pair, label=labels[i], other=labels[j])
            assert len(rows(project, found, question)) == count


def test_every_class_and_fact_has_its_places(project: Project, found: Report) -> None:
    for kind, count in {**found.figures.classes, "agreed": found.figures.agreed}.items():
        listed = rows(project, found, Question(PLACES, kind=kind))
        assert [row.kind for row in listed] == [kind] * count
    for fact, count in found.figures.facts.items():
        if fact != "missing":
            assert len(rows(project, found, Question(PLACES, kind=fact))) == count
    for article in found.articles:
        listed = rows(project, found, Question(PLACES, document=article.number))
        assert len(listed) == article.disagreements
        assert {row.name for row in listed} <= {article.name}


def test_equal_ranges_and_stretches(project: Project, found: Report) -> None:
    assert len(rows(project, found, Question(OFFSETS))) == found.figures.offsets
    listed = rows(project, found, Question(STRETCHES))
    assert listed
    for row in listed:
        assert len({mark.label for mark in row.marks}) > 1


def test_a_place_quotes_its_text_and_knows_the_items(project: Project, found: Report) -> None:
    for row in rows(project, found, Question(F1)):
        text = documents.read(project, row.document).text
        assert row.quote == text[row.start : row.end]
        for mark in row.marks:
            assert mark.quote == text[mark.start : mark.end]
            owned = {span.item for span in Session(project, mark.owner).article(row.document).spans}
            assert row.item_of(mark.owner) == mark.item
            assert not mark.item or mark.item in owned
    assert row.item_of("Nobody") == ""


def test_gold_is_compared_where_it_is_finished(project: Project, found: Report) -> None:
    assert set(found.gold) == {"Amal", "Badr"}
    assert (found.gold["Amal"].f1, found.gold["Amal"].documents) == (1, 1)
    both = ("Badr", "gold")
    listed = [row for part in places_behind(project, Question(F1, both), both) for row in part]
    value = found.gold["Badr"]
    assert 2 * sum(not row.differs for row in listed) / value.spans == pytest.approx(value.f1)
    assert len({row.document for row in listed}) == 1


def test_what_was_reopened_meanwhile_gives_no_place(project: Project, found: Report) -> None:
    number = found.articles[0].number
    question = Question(PLACES, document=number)
    before = state(project)
    for owner in ("Badr", "Chloé"):
        Session(project, owner).set_status(number, IN_PROGRESS)
    assert state(project) != before
    assert rows(project, found, question) == []
    for owner in ("Badr", "Chloé"):
        Session(project, owner).set_status(number, FINISHED)
    assert rows(project, found, question)


def test_another_process_makes_the_same_report(project: Project) -> None:
    told: list[int] = []
    now = report(project)
    found = report_job(Path(project.path), progress=lambda done, total: told.append(done))
    assert found == now
    assert max(told) == 4


def test_labels_that_the_project_lacks_are_in_no_list(tmp_path: Path) -> None:
    """After a merge a file may hold spans whose label is not in the set in force."""
    (tmp_path / "a.txt").write_text("Marie Curie a parlé.", encoding="utf-8")
    project = hasty(new_project(tmp_path / "p.annotator"))
    import_paths(project, [tmp_path / "a.txt"])
    number = next(documents.numbers(project))
    for owner in "AB":
        session = Session(project, owner)
        session.mark(number, 0, 11, "PERSON")
        session.mark(number, 0, 19, "CLAIM")
        session.set_status(number, FINISHED)
    known = label_sets.label_set(project)
    kept = replace(known, labels=tuple(label for label in known.labels if label.name != "CLAIM"))
    label_sets.put_label_set(project, read_label_set(write_label_set(kept)), author="A")
    found = report(project)
    assert found.figures.f1["strict"].overall.spans == 2
    assert found.around.lacking == ("CLAIM",)
    for question in (Question(F1), Question(OFFSETS), Question(PLACES, kind="agreed")):
        assert [row.quote for row in rows(project, found, question)] == ["Marie Curie"]
    project.close()
