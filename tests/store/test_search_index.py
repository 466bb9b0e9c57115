"""The search index: it catches up step by step, may be behind, and never says what the texts do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_help import add_document, new_project, open_as

from annotator.model.document import Document
from annotator.store import check, derived, search
from annotator.store.project import Project
from annotator.text.search_words import Forms

ARABIC = "والحُكومةُ قالت"
FRENCH = "L’État et le ministère"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path / "project", texts=(ARABIC, FRENCH))


def filled(project: Project) -> Project:
    forms = Forms()
    while search.fill(project, forms):
        pass
    return project


def add_many(project: Project, count: int, text: str = "texte") -> None:
    with project.writing():
        for n in range(count):
            add_document(project, Document(f"n{n}", f"n{n}", f"{text} {n}"))


@pytest.mark.parametrize("words", [["حكوم"], ["الحكومه"], ["والحكومه", "ق"], ["قالت"]])
def test_an_arabic_word_is_found_with_and_without_its_proclitics(project: Project, words: list[str]) -> None:
    assert search.matching(project, words) == [1]
    assert search.matching(filled(project), words) == [1]


@pytest.mark.parametrize("words", [["etat"], ["l", "minist"], ["le"]])
def test_a_french_word_is_found_by_its_beginning(project: Project, words: list[str]) -> None:
    assert search.matching(filled(project), words) == [2]


@pytest.mark.parametrize("words", [[], ["inistere"], ["etat", "قالت"], ["and"], ["forms"]])
def test_what_is_not_there_is_not_found(project: Project, words: list[str]) -> None:
    assert search.matching(filled(project), words) == []


def test_steps_are_short_and_end(project: Project) -> None:
    add_many(project, 120)
    forms = Forms()
    assert search.behind(project) == 122
    assert [search.fill(project, forms) for _ in range(4)] == [72, 22, 0, 0]
    assert len(search.matching(project, ["texte"])) == 120
    assert list(check.problems(project)) == []


def test_a_little_that_the_index_lacks_is_read_and_much_is_left_out(project: Project) -> None:
    filled(project)
    add_many(project, 200)
    assert len(search.matching(project, ["texte"])) == 200
    add_many(project, 201, "autre")
    assert search.matching(project, ["autre"]) == []
    assert search.matching(project, ["etat"]) == [2]


def test_two_connections_fill_the_same_index_once(project: Project) -> None:
    add_many(project, 70)
    other = open_as(project.path, "one")
    forms = Forms()
    assert search.fill(project, forms) == search.fill(other, forms) + 22 == 22
    assert len(search.matching(filled(project), ["texte"])) == 70
    assert search.matching(other, ["etat"]) == [2]


def test_the_index_is_made_anew_with_the_other_derived_tables(project: Project) -> None:
    derived.rebuild(filled(project))
    assert search.behind(project) == 2
    assert search.matching(filled(project), ["etat"]) == [2]
    assert list(check.problems(project)) == []


def test_what_is_rolled_back_is_not_searched(project: Project) -> None:
    filled(project)

    def add_and_fail() -> None:
        with project.writing():
            add_document(project, Document("x", "x", "perdu"))
            assert search.matching(project, ["perdu"]) == [3]
            search.fill(project, Forms())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    assert search.matching(project, ["perdu"]) == []
    add_document(project, Document("y", "y", "gagné"))
    assert search.matching(filled(project), ["gagne"]) == [3]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_index_and_texts_say_the_same(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    project = new_project(tmp_path_factory.mktemp("law") / "project", texts=(f"{text}.", ARABIC))
    try:
        asked = sorted(Forms().of(text))
        read = [search.matching(project, [word]) for word in asked]
        assert read == [search.matching(filled(project), [word]) for word in asked]
        assert all(1 in found for found in read)
    finally:
        project.connection.close()
