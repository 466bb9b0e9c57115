"""The adjudication window beyond the keys of a card: queue, filters, rules, many cards at once, what is shown."""

from pathlib import Path

import pytest
from judge_project import (
    ARABIC,
    COMMA_AR,
    FRENCH,
    HAFTAR,
    ONU,
    ORGANIZATION,
    PERSON,
    TITLE,
    TITLE_AR,
    Hands,
    add_rows,
    gold_of,
    row,
    span,
)
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.adjudicating import take
from annotator.app.card_queue import Queue
from annotator.app.cards import DECIDED, DISPUTED, REOPENED
from annotator.app.choices import LONGEST, NOTHING, SHORTEST
from annotator.app.merging import merge
from annotator.app.opening import new_project, open_existing
from annotator.app.project_file import Project, copy_project
from annotator.app.session import Session
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.ui.adjudication import judging
from annotator.ui.adjudication.card_model import ROW
from annotator.ui.adjudication.options import Options, keep_options, options_of
from annotator.ui.adjudication.window import AdjudicationWindow
from annotator.ui.settings import Settings
from annotator.ui.theme import THEMES, load_theme

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def listed(hands: Hands) -> list[str]:
    """The quotes in the list of cards."""
    model = hands.window.cards.cards
    return [model.index(n, 0).data(ROW)[1] for n in range(model.rowCount())]


def choose(hands: Hands, combo: object, data: object) -> None:
    """Choose an entry of a combo box as people do."""
    # Qt itself finds no tuples.
    combo.setCurrentIndex(next(n for n in range(combo.count()) if combo.itemData(n) == data))
    combo.activated.emit(combo.currentIndex())
    hands.settle()


def test_the_list_holds_every_card_and_opens_one(qtbot: QtBot, hands: Hands) -> None:
    cards = hands.window.cards
    assert listed(hands) == [
        FRENCH[slice(*TITLE)],
        "ONU",
        ARABIC[slice(*COMMA_AR)],
        "الأمم المتحدة",
    ]
    assert cards.currentIndex().row() == 0
    place = cards.visualRect(cards.cards.index(2, 0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hands.window.judging.open.card.start == TITLE_AR[0]
    hands.press(KEY.Key_Up)  # in the list these walk
    assert hands.card() == "label"
    hands.press(KEY.Key_1)  # every other key belongs to the card
    hands.settle()
    assert cards.currentIndex().row() == 2
    assert cards.cards.card_at(1).state == DECIDED


def test_filters_restrict_the_list_the_way_and_the_counts(hands: Hands) -> None:
    bar = hands.window.filter
    assert bar.kind.itemText(bar.kind.findData("boundary")).endswith("(2)")
    choose(hands, bar.kind, "boundary")
    assert len(listed(hands)) == 2
    hands.press(KEY.Key_1)
    assert hands.window.judging.open.card.start == TITLE_AR[0]
    hands.settle()
    assert hands.window.standing.text().startswith("1 of 2 decided")
    choose(hands, bar.kind, "")
    choose(hands, bar.label, ORGANIZATION)
    assert listed(hands) == ["ONU", "الأمم المتحدة"]
    choose(hands, bar.label, "")
    choose(hands, bar.pair, ("Amal", "Chadi"))
    assert listed(hands) == ["الأمم المتحدة"]
    choose(hands, bar.pair, None)
    choose(hands, bar.state, (DECIDED, ""))
    assert listed(hands) == [FRENCH[slice(*TITLE)]]
    choose(hands, bar.state, ("", ""))
    bar.trivial.click()
    hands.settle()
    assert listed(hands) == [ARABIC[slice(*COMMA_AR)]]


def test_the_filter_of_one_article_goes_by_its_name(hands: Hands) -> None:
    hands.window.filter.article.setFocus()
    hands.write("a1.txt")
    hands.press(KEY.Key_Return)
    hands.settle()
    assert len(listed(hands)) == 2
    assert hands.window.focusWidget() is hands.window.pages
    hands.window.filter.article.setFocus()
    hands.write("zz")
    hands.press(KEY.Key_Return)
    assert "No single article" in hands.said()
    hands.window.filter.article.clear()
    hands.settle()
    assert len(listed(hands)) == 4


def test_how_a_tie_is_broken_is_kept(
    qtbot: QtBot, hands: Hands, project: Project, settings: Settings
) -> None:
    tools = hands.window.tools
    tools.ties[SHORTEST].trigger()
    tools.names.trigger()
    assert options_of(settings, project.path) == Options(SHORTEST, names=True)
    assert "Amal" in hands.window.panel.rows.rows[0].second_line()
    again = AdjudicationWindow(load_theme("light"), settings)
    qtbot.addWidget(again)
    again.set_session(Session(project, "Amal"))
    assert again.judging.options.tie == SHORTEST
    assert again.tools.names.isChecked()


def test_two_annotators_tie_and_the_rule_preselects(
    qtbot: QtBot, hands: Hands, project: Project, tmp_path: Path
) -> None:
    add_rows(project, tmp_path, row("t", FRENCH + " Fin.", {
        "Amal": [span(*TITLE, PERSON)], "Benoît": [span(*HAFTAR, PERSON)],
    }))  # fmt: skip
    hands.window.follow(())
    hands.settle()
    card = hands.window.cards.cards.card_at(4)
    hands.window.judging.go_to(card)
    tools = hands.window.tools
    assert hands.window.judging.open.marked == 0
    assert hands.window.judging.open.why == LONGEST
    tools.ties[SHORTEST].trigger()
    assert hands.window.judging.open.marked == 1
    tools.ties[NOTHING].trigger()
    assert hands.window.judging.open.marked is None
    assert "nothing is preselected" in hands.window.panel.notes.text()
    hands.press(KEY.Key_Return)
    assert "Nothing is preselected" in hands.said()
    assert gold_of(project, card.number) == []


def test_what_all_agree_on_is_taken_over_once(hands: Hands, project: Project, tmp_path: Path) -> None:
    agreed = {owner: [span(*TITLE, PERSON)] for owner in ("Amal", "Benoît")}
    add_rows(project, tmp_path, row("g", FRENCH + " Fin.", agreed))
    hands.window.follow(())
    hands.settle()
    number = Session(project, "Amal").rows(2, 1)[0].number
    assert gold_of(project, number) == [(*TITLE, PERSON)]
    assert "1 place that all marked alike" in hands.said()
    hands.press(KEY.Key_Z, CTRL)  # one step; and it is not taken over again against that will
    hands.settle()
    assert gold_of(project, number) == []


@pytest.mark.long
def test_a_batch_is_previewed_and_is_one_step(
    qtbot: QtBot, hands: Hands, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(hands, hands.window.filter.kind, "boundary")
    hands.window.tools.batch.click()
    form = hands.window.bulk.form
    assert not form.decide_button().isEnabled()
    form.look.click()
    qtbot.waitUntil(lambda: form.previewed is not None, timeout=30_000)
    assert form.count.text().startswith("Would be decided: 2 cards in 2 articles.")
    assert form.first.count() == 2
    assert gold_of(project) == []
    form.auto.setChecked(True)
    form.decide_button().click()
    hands.settle()
    assert gold_of(project) == [(*TITLE, PERSON)]
    assert gold_of(project, 2) == [(*TITLE_AR, PERSON)]
    assert hands.window.judging.options.least == 2
    choose(hands, hands.window.filter.kind, "")
    choose(hands, hands.window.filter.state, ("", "auto"))
    assert len(listed(hands)) == 2
    monkeypatch.setattr(judging, "_LARGE", 0)  # what is large is undone in another process
    hands.window.told_line.undo.click()
    assert hands.window.work.is_busy()
    hands.settle()
    assert "Undone" in hands.said()
    assert gold_of(project) == gold_of(project, 2) == []


def test_a_majority_decides_by_itself_only_where_that_was_wished(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path
) -> None:
    keep_options(settings, project.path, Options(least=2))
    window = AdjudicationWindow(load_theme("light"), settings)
    qtbot.addWidget(window)
    window.set_session(Session(project, "Amal"))
    window.show()
    hands = Hands(qtbot, window)
    hands.settle()
    assert "Decided by majority: 4 cards in 2 articles" in hands.said()
    assert {card.decision.rule for card in Queue(project).cards()} == {"auto"}
    window.tools.automatic.trigger()
    assert options_of(settings, project.path).least == 0


def test_gold_is_finished_article_by_article_or_all_at_once(hands: Hands, project: Project) -> None:
    tools, gold = hands.window.tools, Session(project, "gold")
    hands.press(KEY.Key_1)
    tools.finish_here.trigger()
    assert "not decided" in hands.said()
    hands.press(KEY.Key_1)
    hands.settle()
    tools.finish_all.trigger()
    assert (gold.article(1).status, gold.article(2).status) == (
        FINISHED,
        IN_PROGRESS if gold.article(2).spans else "new",
    )
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_1)
    hands.settle()
    assert hands.card() == ""
    assert "Every card is decided" in hands.window.nothing.text()
    hands.settle()
    tools.finish_all.trigger()
    assert gold.article(2).status == FINISHED
    hands.window.told_line.undo.click()
    assert gold.article(2).status != FINISHED


def test_a_card_opens_again_when_its_variants_change(hands: Hands, project: Project) -> None:
    first = hands.window.judging.open.card
    hands.press(KEY.Key_N)
    hands.write("titles in")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1)
    session = Session(project, "Benoît")
    session.set_status(1, IN_PROGRESS)
    session.move(session.article(1).spans[0].item, 3, 11)
    session.set_status(1, FINISHED)
    hands.window.follow({1})
    hands.settle()
    assert "1 to look at again" in hands.window.standing.text()
    now = hands.window.judging.queue.again(first)
    assert now.state == REOPENED
    hands.window.judging.go_to(now)
    assert hands.window.panel.state.text() == "Changed since"
    assert "titles in" in hands.window.panel.notes.text()


def test_both_versions_are_shown_where_two_laptops_decided(
    hands: Hands, project: Project, tmp_path: Path
) -> None:
    other = tmp_path / "other.annotator"
    other.write_bytes(copy_of(project, tmp_path))
    with_other = open_existing(other)
    take(Session(with_other, "gold", "Dina"), next(iter(Queue(with_other).cards())), 1)
    with_other.close()
    hands.press(KEY.Key_1)
    merge(project, [other])
    hands.window.follow(())
    hands.settle()
    card = hands.window.cards.cards.card_at(0)
    assert card.state == DISPUTED
    hands.window.judging.go_to(card)
    notes = hands.window.panel.notes.text()
    assert "Dina" in notes
    assert "Amal" in notes
    assert notes.count("Decided") >= 2
    hands.press(KEY.Key_2)
    assert hands.window.judging.queue.again(card).state == DECIDED
    assert gold_of(project) == [(*HAFTAR, PERSON)]


def copy_of(project: Project, folder: Path) -> bytes:
    copy_project(project, folder / "copy.annotator")
    return (folder / "copy.annotator").read_bytes()


def test_attributes_and_links_are_chosen_by_variant(hands: Hands, project: Project, tmp_path: Path) -> None:
    def claim(value: str, speaker: str) -> list[dict[str, object]]:
        return [
            span(*HAFTAR, PERSON, id="h"),
            span(*ONU, ORGANIZATION, id="o"),
            span(27, 39, "CLAIM", attributes={"certainty": value}, links={"speaker": [speaker]}),
        ]

    text = FRENCH + " Fin."
    add_rows(
        project, tmp_path, row("k", text, {"Amal": claim("asserted", "h"), "Benoît": claim("denied", "h")})
    )
    add_rows(
        project,
        tmp_path,
        row("l", text + " ", {"Amal": claim("asserted", "h"), "Benoît": claim("asserted", "o")}),
    )
    hands.window.follow(())
    hands.settle()
    model = hands.window.cards.cards
    shown = {model.card_at(n).kind: model.card_at(n) for n in range(4, 6)}
    hands.window.judging.go_to(shown["attribute"])
    assert [r.second_line() for r in hands.window.panel.rows.rows[:2]] == [
        "Certainty: asserted",
        "Certainty: denied",
    ]
    hands.press(KEY.Key_2)
    found = {s.label: s for s in Session(project, "gold").article(shown["attribute"].number).spans}
    assert found["CLAIM"].attributes == {"certainty": "denied"}
    hands.window.judging.go_to(shown["link"])
    lines = [r.second_line() for r in hands.window.panel.rows.rows[:2]]
    assert "Haftar" in lines[0]
    assert "ONU" in lines[1]
    hands.press(KEY.Key_2)
    found = {s.label: s for s in Session(project, "gold").article(shown["link"].number).spans}
    assert found["CLAIM"].links == {"speaker": (found[ORGANIZATION].item,)}


def test_what_was_decided_about_spans_that_are_gone_can_be_dropped(hands: Hands, project: Project) -> None:
    hands.press(KEY.Key_Right)
    hands.press(KEY.Key_1)  # the label card
    for owner in ("Amal", "Benoît", "Chadi"):
        session = Session(project, owner)
        session.set_status(1, IN_PROGRESS)
        session.unmark(session.article(1).spans[-1].item)
        session.set_status(1, FINISHED)
    hands.window.follow({1})
    hands.settle()
    hands.window.judging.go_to(hands.window.cards.cards.card_at(0))
    assert hands.window.tools.drop_strays.isEnabled()
    assert gold_of(project) == [(*ONU, ORGANIZATION)]
    assert "spans that are gone" in hands.window.panel.notes.text()
    hands.window.tools.drop_strays.trigger()
    hands.settle()
    assert gold_of(project) == []
    assert not hands.window.tools.drop_strays.isEnabled()


def test_precedents_speak_for_cards_alike_and_are_exported(
    hands: Hands, project: Project, tmp_path: Path
) -> None:
    hands.press(KEY.Key_P)
    hands.write("Titles stay out.")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_2)
    sets = {"Amal": [span(3, 18, PERSON)], "Benoît": [span(12, 18, PERSON)]}
    add_rows(project, tmp_path, row("p", FRENCH.replace("é", "e") + " Fin.", sets))
    hands.window.follow(())
    hands.settle()
    hands.window.judging.go_to(hands.window.cards.cards.card_at(4))
    assert "Titles stay out." in hands.window.panel.notes.text()
    hands.window.tools.precedents.click()
    page = hands.window.precedent_list
    page.write(tmp_path / "p.md")
    assert "Titles stay out." in (tmp_path / "p.md").read_text(encoding="utf-8")
    page.show_card.click()
    assert hands.window.judging.open.card.number == 1
    page.drop.click()
    hands.settle()
    assert page.list.count() == 0


def test_themes_and_right_to_left(hands: Hands) -> None:
    hands.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    hands.press(KEY.Key_E)
    for name in THEMES:
        hands.window.set_theme(load_theme(name))
        assert hands.window.grab().width() == hands.window.width()
        picture = hands.window.panel.text.viewport().grab().toImage()
        assert picture.pixelColor(2, 2).name() == load_theme(name).surface


def test_without_a_project_or_shared_articles_there_is_a_sentence(
    qtbot: QtBot, hands: Hands, settings: Settings, tmp_path: Path
) -> None:
    hands.window.set_session(None)
    assert hands.window.nothing.text() == "No project is open."
    for key in (KEY.Key_1, KEY.Key_E, KEY.Key_Right, KEY.Key_Z):
        hands.press(key)
    empty = new_project(tmp_path / "empty.annotator")
    hands.window.set_session(Session(empty, "Amal"))
    hands.settle()
    assert "two annotators" in hands.window.nothing.text()


def test_it_comes_back_to_the_card_that_lay_open(qtbot: QtBot, hands: Hands, project: Project) -> None:
    hands.press(KEY.Key_Right)
    hands.window.set_session(None)
    hands.window.set_session(Session(project, "Amal"))
    hands.settle()
    assert hands.card() == "label"
    with qtbot.waitSignal(hands.window.place_chosen) as asked:
        hands.press(KEY.Key_O)
    assert asked.args == [1, *ONU, ""]


def test_what_another_has_changed_since_is_not_overruled(hands: Hands, project: Project) -> None:
    session = Session(project, "Benoît")
    session.set_status(1, IN_PROGRESS)
    session.unmark(session.article(1).spans[0].item)
    session.set_status(1, FINISHED)
    hands.press(KEY.Key_1)  # before the window has heard of it
    assert "Look at it again" in hands.said()
    assert hands.card() == "missing"
    assert gold_of(project) == []


def test_a_long_claim_shows_where_its_variants_differ(hands: Hands, project: Project, tmp_path: Path) -> None:
    words = "قال المصدر إن الملفات الأمنية والحدود والهجرة كانت في صلب اللقاء " * 25
    sets = {"Amal": [span(4, 1500, "CLAIM")], "Benoît": [span(4, 1490, "CLAIM")]}
    add_rows(project, tmp_path, row("long", words, sets))
    hands.window.follow(())
    hands.settle()
    hands.window.judging.go_to(hands.window.cards.cards.card_at(4))
    panel = hands.window.panel
    view = panel.text
    base = panel._excerpt.start
    shown = view.viewport().rect().toRectF()
    assert shown.contains(view.rects(1489 - base, 1490 - base)[0].center())
    assert not shown.contains(view.rects(4 - base, 5 - base)[0].center())
    for _ in range(9):
        hands.press(KEY.Key_PageUp)
    assert shown.contains(view.rects(4 - base, 5 - base)[0].center())
    hands.press(KEY.Key_E)
    assert shown.contains(view.rects(4 - base, 5 - base)[0].center())
