"""Figures in words: undefined is a dash, explanations hold this project's numbers, and no figure has no sentence."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from agreement_marks import AMAL, BADR, MARKS, Marks

from annotator.app.agreement_notes import Around
from annotator.app.agreement_places import CONFUSED, F1, OFFSETS, PLACES, STRETCHES, Question
from annotator.app.agreement_report import report
from annotator.app.project_file import Project
from annotator.app.session import Session
from annotator.ui.agreement import explained, lists
from annotator.ui.agreement.grids import COHEN, confusion_grid, pair_grid
from annotator.ui.agreement.summary import by_label, headlines
from annotator.ui.agreement.words import Names, names_of, shown, title


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0, "0.00"), (1, "1.00"), (0.996, "0.99"), (0.5, "0.50"), (-0.125, "−0.12")],
)
def test_a_figure_in_words(value: float | None, text: str) -> None:
    assert shown(value) == text


def test_the_sum_behind_f1_is_worked_through(project: Project) -> None:
    found = report(project)
    # Equal: the army twice in range, once in label; Haftar in French. 4 spans on one side, 5 on the other.
    assert explained.f1(found, "strict").endswith(
        "Here: 2 agreements × 2 sides ÷ 9 spans marked on both sides = 0.44."
    )
    assert "3 agreements" in explained.f1(found, "exact")
    assert "3.5 agreements" in explained.f1(found, "partial")
    assert "Here: 1 agreement × 2 sides ÷ 6 spans" in explained.explain(found, Question(F1, label="PERSON"))


@pytest.mark.parametrize(
    "question",
    [
        Question(F1),
        Question(F1, (AMAL,)),
        Question(F1, (BADR, AMAL), "PERSON"),
        Question(STRETCHES),
        Question(STRETCHES, label="CLAIM"),
        Question(OFFSETS),
        Question(CONFUSED, label="PERSON"),
        Question(PLACES, kind="boundary"),
        Question(PLACES, document=1),
    ],
)
def test_every_figure_has_a_title_and_an_explanation(project: Project, question: Question) -> None:
    assert title(question, Names())
    said = explained.explain(report(project), question)
    assert said.endswith(".")
    assert "{" not in said + title(question, Names())


def test_every_measure_is_explained(project: Project) -> None:
    said = explained.everything(report(project))
    assert len({head for head, _ in said}) == len(said) == 10
    assert all("{" not in words for _, words in said)


def test_what_the_figures_rest_on_and_what_to_know(project: Project) -> None:
    found = report(project)
    assert explained.basis(found).startswith("2 of 2 articles finished by two annotators or more · 1 pair")
    remarks = explained.remarks(found, names_of(Session(project, AMAL).labels))
    assert remarks[0] == "There are no intervals: they need 5 shared articles; here are 2."
    assert remarks[1].startswith("Nobody used \u2068Claim\u2069")


def test_what_is_not_counted_is_said(project: Project) -> None:
    found = replace(
        report(project),
        around=Around(("PLACE",), (("amal", AMAL),), 2),
        reopened=(("ar.txt", (AMAL,)),),
        finished={AMAL: 2, BADR: 2, "Dina": 0},
    )
    said = explained.remarks(found, Names())
    assert "Not in the label set, so in no figure: \u2068PLACE\u2069." in said
    assert f"The work of \u2068amal\u2069 counts as that of \u2068{AMAL}\u2069." in said
    assert any("2 label sets" in sentence for sentence in said)
    assert "Has not finished any article yet: \u2068Dina\u2069." in said
    assert said[-1].endswith(f"not counted for \u2068{AMAL}\u2069: \u2068ar.txt\u2069.")


def test_a_label_that_nobody_used_has_no_figure(project: Project) -> None:
    found = report(project)
    claim = found.figures.labels.index("CLAIM")
    row = by_label(found, Names()).row(claim)
    assert [figure.text for figure in row[1:]] == ["–", "–", "–", "–", "–", "0"]
    assert [figure[2] for figure in headlines(found)] == [""] * 6  # no intervals


def test_grids_have_a_figure_and_a_question_in_each_cell(project: Project) -> None:
    found = report(project)
    pair = (BADR, AMAL)
    for measure in ("strict", "partial", COHEN):
        grid = pair_grid(found, Names(), measure, "")
        assert list(grid.rows) == [BADR, AMAL]
        assert grid.cells[0][1].text == grid.cells[1][0].text != ""
        asked = grid.cells[0][1].question
        assert asked == Question(STRETCHES if measure == COHEN else F1, pair, reading=reading_of(measure))
        assert grid.cells[0][0].question is None
    grid = confusion_grid(found, Names(), pair)
    assert sum(int(cell.text) for row in grid.cells for cell in row if cell.text.isdigit()) == 5
    assert grid.cells[0][1].question == Question(CONFUSED, pair, label="PERSON", other="ORGANIZATION")
    assert confusion_grid(found, Names(), ("No", "Such")).column_title == "either way"


def test_each_annotator_has_a_line(project: Project) -> None:
    found = report(project)
    table = lists.annotator_table(found)
    assert [[figure.text for figure in table.row(place)][1:] for place in range(table.rows)] == [
        ["2", "5", "0.44", "–"],
        ["2", "4", "0.44", "–"],
    ]
    assert lists.annotator_words(found).endswith("No article of gold is finished yet.")
    assert lists.article_table(found).row(0)[2].text == "2"


def reading_of(measure: str) -> str:
    return "strict" if measure == COHEN else measure


CASES: list[tuple[Marks, str]] = [
    ({}, "here is one"),
    ({"ar.txt": MARKS["ar.txt"], "fr.txt": {}}, ""),
    ({"ar.txt": {AMAL: []}, "fr.txt": {BADR: []}}, "No article was finished by two annotators"),
    ({"ar.txt": {AMAL: [], BADR: []}}, "Nobody marked anything"),
]


@pytest.mark.parametrize(("marks", "sentence"), CASES)
def test_where_there_is_no_figure_there_is_a_sentence(
    make_project: Callable[[Marks], Project], marks: Marks, sentence: str
) -> None:
    nothing = report(make_project(marks)).nothing
    assert sentence in nothing
    assert bool(sentence) == bool(nothing)


def test_nobody_finished(make_project: Callable[[Marks], Project]) -> None:
    project = make_project({})
    number = Session(project, AMAL).rows(0, 1)[0].number
    for owner in (AMAL, BADR):
        Session(project, owner).mark(number, 0, 5, "PERSON")
    assert "fewer than two annotators have any" in report(project).nothing
