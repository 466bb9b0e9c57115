"""Through the whole window in Arabic and in French: open, label, nest, undo, close, reopen, export."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.exporting import Exported, ExportOptions, export
from annotator.app.opening import opened
from annotator.ui.messages import export_summary

Spans = list[tuple[str, str]]


@dataclass(frozen=True)
class Journey:
    """One article and what is labelled in it."""

    name: str
    person: str
    organization: str
    claim: str  # around both
    wrong: str  # labelled as a person first


ARABIC = Journey(
    "002_fa5338184ecd9d0a.txt",
    "خليفة حفتر",
    "الجيش الليبي",
    "قائد الجيش الليبي المشير خليفة حفتر السبت، بمقر قيادة قواته في بنغازي",
    "المخابرات العامة المصرية",
)
FRENCH = Journey(
    "000_c35a0af7c1f46cdc.txt",
    "Khalifa Haftar",
    "armée nationale libyenne",
    "une réunion avait eu lieu entre le commandant de l’armée nationale libyenne, le maréchal Khalifa Haftar",
    "gouvernement d’unité nationale",
)


def exported(project: Path, out: Path) -> bytes:
    with opened(project) as file:
        export(file, out, ExportOptions("jsonl"))
    return out.read_bytes()


def annotate(person: Any, journey: Journey) -> None:
    """What the annotator does: drag and press, nest, relabel, delete one that is wrong."""
    person.drag(journey.person)
    person.press("F2")
    person.drag(journey.claim)
    person.press("F4")
    person.drag(journey.organization)
    person.press("F3")
    person.drag(journey.wrong)
    person.press("F2")
    person.press("F3")  # still selected, so this relabels it
    person.drag(journey.claim.split()[0])
    person.press("F2")
    person.press("Del")


def expected(journey: Journey, text: str) -> Spans:
    found = [
        (journey.person, "PERSON"),
        (journey.organization, "ORGANIZATION"),
        (journey.claim, "CLAIM"),
        (journey.wrong, "ORGANIZATION"),
    ]
    return sorted(found, key=lambda span: (text.index(span[0]), -len(span[0])))


@pytest.mark.parametrize("journey", [ARABIC, FRENCH], ids=["arabic", "french"])
def test_from_opening_to_export(
    journey: Journey, come_in: Callable[[], Any], project_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    person = come_in()
    window = person.window
    names = [row.name for row in window.desk.session.rows(0, 5)]
    window.documents.choose(names.index(journey.name))
    before = exported(project_path, tmp_path / "before.jsonl")

    annotate(person, journey)
    assert person.spans() == expected(journey, person.text)
    assert window.spans.lines.rowCount() == 4
    assert window.labels.buttons["ORGANIZATION"].accessibleName().endswith("2 spans")
    after = exported(project_path, tmp_path / "after.jsonl")

    steps = 0
    while window.actions_["undo"].isEnabled():
        person.press("Ctrl+Z")
        steps += 1
    assert (steps, person.spans()) == (7, [])
    assert exported(project_path, tmp_path / "undone.jsonl") == before
    while window.actions_["redo"].isEnabled():
        person.press("Ctrl+Y")
    assert person.spans() == expected(journey, person.text)
    assert exported(project_path, tmp_path / "redone.jsonl") == after

    window.close()
    assert not Path(f"{project_path}-wal").exists()
    person = come_in()
    assert person.window.desk.article.document.name == journey.name  # where one left off
    assert person.spans() == expected(journey, person.text)
    assert "delete" in person.window.actions_["undo"].text()  # undo survives a restart

    out = tmp_path / "window.jsonl"
    with qtbot.waitSignal(person.window.files.told, timeout=15_000) as told:
        person.window.transfers.export_to(out, ExportOptions("jsonl"))
    assert told.args[0].startswith("Wrote 5 articles with 4 spans")
    assert out.read_bytes() == after
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    record = next(record for record in records if record["name"] == journey.name)
    owned = record["annotations"][0]
    assert (owned["owner"], owned["status"]) == ("Amal", "in progress")
    assert all(record["text"][s["start"] : s["end"]] == s["quote"] for s in owned["spans"])
    assert [(s["quote"], s["label"]) for s in owned["spans"]] == expected(journey, record["text"])


@pytest.mark.parametrize("journey", [ARABIC, FRENCH], ids=["arabic", "french"])
def test_clicks_walk_from_the_inner_span_outwards(journey: Journey, come_in: Callable[[], Any]) -> None:
    person = come_in()
    names = [row.name for row in person.window.desk.session.rows(0, 5)]
    person.window.documents.choose(names.index(journey.name))
    annotate(person, journey)
    labels = {span.item: span.label for span in person.window.desk.spans()}
    seen = []
    for _ in range(3):
        person.click(journey.person)
        seen.append(labels[person.window.desk.selected])
    assert seen == ["PERSON", "CLAIM", "PERSON"]
    row = person.window.spans.currentIndex().row()
    assert person.window.spans.lines.spans[row].item == person.window.desk.selected


def test_a_sticky_label_takes_every_stretch_until_escape(come_in: Callable[[], Any]) -> None:
    person = come_in()
    person.press("F2")
    for quote in ("Khalifa Haftar", "Hussein Attia Al-Qatrani"):
        person.drag(quote)
    person.press("Esc")
    person.drag("armée nationale libyenne")
    assert person.spans() == [("Khalifa Haftar", "PERSON"), ("Hussein Attia Al-Qatrani", "PERSON")]


def test_single_letters_with_alt(come_in: Callable[[], Any]) -> None:
    person = come_in()
    person.drag("Khalif", alt=True)
    person.press("F2")
    assert person.spans() == [("Khalif", "PERSON")]


def test_an_export_says_what_it_wrote() -> None:
    assert (
        export_summary(Exported("Amal", 5, 4), "a.jsonl")
        == "Wrote 5 articles with 4 spans to \u2068a.jsonl\u2069."
    )
