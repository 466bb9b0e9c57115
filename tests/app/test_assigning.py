"""Who has what, what each person's list shows, and that assignments and the blind rule merge and can be undone."""

from pathlib import Path

import pytest
from app_help import project_of

from annotator.app import assigning
from annotator.app.history import History
from annotator.app.merging import merge
from annotator.app.people import people
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import GOLD, PROJECT
from annotator.store import check
from annotator.store.project import Project

TEXTS = ("Le ministre a parlé.", "قال عليّ", "UNHCR", "آوت 500 أسرة")


def loads(project: Project) -> dict[str, int]:
    return {load.name: load.documents for load in assigning.who_has_what(project)}


def test_sharing_out_gives_each_article_to_so_many_and_adds_new_people(tmp_path: Path) -> None:
    project = project_of(tmp_path, *TEXTS)
    planned = assigning.share_out(project, ["A", "B"], per_article=1, shared=1, dry_run=True)
    assert loads(project) == {}
    done = assigning.share_out(project, ["A", "B"], per_article=1, shared=1)
    assert (done.pairs, done.new_people) == (planned.pairs, ("A", "B"))
    assert len(done.pairs) == 5
    assert people(project) == ["A", "B"]
    assert sum(loads(project).values()) == 5
    assert assigning.share_out(project, per_article=1, shared=1).done is None
    assert list(check.problems(project)) == []


def test_assigning_by_hand_taking_away_and_again(tmp_path: Path) -> None:
    project = project_of(tmp_path, *TEXTS)
    assigning.assign(project, ["A"])
    assert assigning.own_list(project, "A").numbers == (1, 2, 3, 4)
    assigning.unassign(project, ["A"], [2, 3])
    assert assigning.own_list(project, "A").numbers == (1, 4)
    assert assigning.unassign(project, ["A"], [2]).done is None
    assert assigning.assign(project, ["A"], [2, 1]).pairs == ((2, "A"),)
    assert assigning.people_of(project, 2) == ["A"]
    assert list(check.problems(project)) == []


def test_an_own_list_is_everything_until_something_is_assigned(tmp_path: Path) -> None:
    project = project_of(tmp_path, *TEXTS)
    assert assigning.own_list(project, "A") == assigning.OwnList((1, 2, 3, 4), 0, 0)
    Session(project, "B").mark(4, 0, 3, "PERSON")
    Session(project, "A").set_status(1, "finished")
    assigning.assign(project, ["A"], [2])
    assert assigning.own_list(project, "A") == assigning.OwnList((1, 2), 2, 1)
    assert assigning.own_list(project, "B").numbers == (4,)
    assert assigning.own_list(project, GOLD).hidden == 0


def test_taking_away_begun_work_says_so_and_leaves_it(tmp_path: Path) -> None:
    project = project_of(tmp_path, *TEXTS)
    assigning.assign(project, ["A"])
    Session(project, "A").mark(4, 0, 3, "PERSON")
    assert assigning.unassign(project, ["A"], dry_run=True).begun == 1
    assert assigning.unassign(project, ["A"]).begun == 1
    assert len(Session(project, "A").article(4).spans) == 1


def test_an_assignment_can_be_undone(tmp_path: Path) -> None:
    project = project_of(tmp_path, *TEXTS)
    assigning.assign(project, ["A"], [1])
    assigning.unassign(project, ["A"], [1])
    History(project, PROJECT, "lead").undo()
    assert loads(project) == {"A": 1}


def test_two_laptops_that_assign_the_same_meet_in_one_item(tmp_path: Path) -> None:
    one, two = (project_of(tmp_path, *TEXTS, name=name) for name in ("one", "two"))
    for project in (one, two):
        assigning.assign(project, ["A"], [1, 2])
        assigning.set_blind(project, blind=True)
    assigning.unassign(two, ["A"], [2])
    merge(one, [two.path])
    assert loads(one)["A"] == 2
    assert assigning.is_blind(one)
    assert list(check.problems(one)) == []


def test_blind_means_not_before_finishing(tmp_path: Path) -> None:
    project = project_of(tmp_path, *TEXTS)
    assert assigning.may_see_others(project, 1, "A")
    assigning.set_blind(project, blind=True)
    assert assigning.set_blind(project, blind=True) is None
    assert not assigning.may_see_others(project, 1, "A")
    assert assigning.may_see_others(project, 1, GOLD)
    Session(project, "A").set_status(1, "finished")
    assert assigning.may_see_others(project, 1, "A")
    assert not assigning.own_list(project, "A").hidden
    assigning.set_blind(project, blind=False)
    assert assigning.may_see_others(project, 2, "A")


@pytest.mark.parametrize("per_article", [0, 3])
def test_more_people_than_there_are_is_refused(tmp_path: Path, per_article: int) -> None:
    project = project_of(tmp_path, *TEXTS)
    with pytest.raises(Refused, match="1–2 people"):
        assigning.share_out(project, ["A", "B"], per_article=per_article)


def test_a_project_without_people_asks_for_names(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--annotator"):
        assigning.share_out(project_of(tmp_path, *TEXTS), per_article=1)
    with pytest.raises(Refused, match="reserved"):
        assigning.assign(project_of(tmp_path, name="other"), ["gold"])
