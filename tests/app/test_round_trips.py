"""Project, export, import, equal: for every format that is read and written, but for exactly what it names as lost."""

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from app_help import hasty
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.app import exporting
from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import ImportOptions, import_paths
from annotator.app.opening import new_project
from annotator.app.people import programs
from annotator.app.records import records
from annotator.interchange import jsonl
from annotator.interchange.format import WriteOptions, formats
from annotator.interchange.losses import ATTRIBUTES, BLANKS, EVERYTHING, LINKS, NOTES, OWNERS, TEXT
from annotator.interchange.record import Record
from annotator.interchange.source import Target
from annotator.model.revision import ALL
from annotator.model.span import Span
from annotator.store.project import Project

BOTH = [f.name for f in formats().values() if f.can_read and f.can_write]
HEAVY = {"spacy", "xmi", "cas-json"}  # they need libraries of the extra `export`
WORDS = ["قال", "عليّ", "📰", "👨‍👩‍👧", "é", "UNHCR", "L’", "أسرة", "500", "."]
OWNERS_HERE = ["سميرة", "Luc", "gold"]


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, object]]:
    """Rows of the lossless JSONL: words in Arabic and French, emoji, marks; nesting, links, several owners."""
    made = []
    for number in range(draw(st.integers(1, 2))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=8))
        text = " ".join([str(number), *words])
        owners = draw(st.lists(st.sampled_from(OWNERS_HERE), min_size=1, max_size=2, unique=True))
        sets = [
            {"owner": owner, "status": "finished", "spans": draw(span_rows(text))} for owner in sorted(owners)
        ]
        made.append({"id": f"d{number}", "name": f"{number}.txt", "text": text, "annotations": sets})
    return made


@st.composite
def span_rows(draw: st.DrawFn, text: str) -> list[dict[str, object]]:
    starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == " ")]
    ends = [*(n for n, sign in enumerate(text) if sign == " "), len(text)]
    spans: dict[tuple[int, int, str], dict[str, object]] = {}
    for label in draw(st.lists(st.sampled_from(["PERSON", "ORGANIZATION", "CLAIM"]), max_size=4)):
        first = draw(st.integers(0, len(starts) - 1))
        last = draw(st.integers(first, len(starts) - 1))
        span = {"id": f"s{len(spans)}", "start": starts[first], "end": ends[last], "label": label}
        spans.setdefault((starts[first], ends[last], label), span)
    people = [span["id"] for span in spans.values() if span["label"] == "PERSON"]
    for span in spans.values():
        if span["label"] == "CLAIM":
            span["attributes"] = draw(st.sampled_from([{}, {"certainty": "asserted"}]))
            span["note"] = draw(st.sampled_from(["", "انظر"]))
            if people and draw(st.booleans()):
                span["links"] = {"speaker": people[:1]}
    return list(spans.values())


def project_with(folder: Path, name: str, source: Path, format: str) -> Project:
    project = hasty(new_project(folder / name, annotators=["سميرة", "Luc"]))
    done = import_paths(project, [source], ImportOptions(format=format, owner="سميرة"))
    assert not [problem for problem in done.problems if problem.refused], done.problems
    return project


def held(record: Record, gone: frozenset[str]) -> Counter[tuple[object, ...]]:
    """The spans of all owners by what they are, without what is gone; links by the places that they lead to."""
    found: Counter[tuple[object, ...]] = Counter()
    for each in record.annotations:
        places = {span.id: (span.start, span.end, span.label) for span in each.spans}
        for span in each.spans:
            links = () if LINKS in gone else _links(span, places)
            attributes = () if ATTRIBUTES in gone else tuple(sorted(span.attributes.items()))
            note = "" if NOTES in gone else span.note
            owner = "" if OWNERS in gone else each.owner
            found[owner, span.start, span.end, span.label, attributes, links, note] += 1
    return found


def _links(span: Span, places: dict[str, tuple[int, int, str]]) -> tuple[object, ...]:
    return tuple(sorted((role, places[to]) for role, targets in span.links.items() for to in targets))


def gone_in(format: str) -> frozenset[str]:
    """What a format cannot hold of anything."""
    return EVERYTHING - formats()[format].holds


def by_text(found: Iterable[Record]) -> dict[str, Record]:
    return {record.text: record for record in found}


def assert_round_trip(made: list[dict[str, object]], format: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "rows.jsonl"
        source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in made))
        project = project_with(folder, "a.annotator", source, "jsonl")
        gone = gone_in(format)
        owner = "سميرة" if OWNERS in gone else ALL
        chosen = formats()[format]
        out = folder / f"out{'' if chosen.folder else chosen.extensions[0]}"
        done = export(project, out, ExportOptions(format, owner=owner, first_of_conflicts=True))
        other = project_with(folder, "b.annotator", out, format)
        here = by_text(records(project, owner))
        there = by_text(records(other, ALL))
        lost = {(loss.document, loss.start, loss.end) for loss in done.losses if loss.what not in gone}
        texts_kept = BLANKS not in gone and TEXT not in done.lost
        for text, record in here.items() if texts_kept else ():
            kept = held(record, gone)
            back = held(there[text], gone)
            missing = kept - back
            assert {(record.id, key[1], key[2]) for key in missing} <= lost, (format, missing)
            assert (back - kept).total() <= len(lost), (format, back - kept)
        assert len(there) == len(here)
        assert programs(other) == frozenset()
        for each in (project, other):
            each.close()


@pytest.mark.parametrize("format", [name for name in BOTH if name not in HEAVY])
@settings(max_examples=2)
@given(made=rows())
def test_a_project_comes_back_but_for_what_was_named(format: str, made: list[dict[str, object]]) -> None:
    assert_round_trip(made, format)


@pytest.mark.long
@pytest.mark.parametrize("format", BOTH)
@settings(max_examples=10)
@given(made=rows())
def test_many_projects_come_back(format: str, made: list[dict[str, object]]) -> None:
    assert_round_trip(made, format)


def test_a_format_that_loses_without_a_word_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(made: Iterable[Record], options: WriteOptions, target: Target) -> None:
        jsonl.write((replace(record, annotations=()) for record in made), options, target)

    span = {"start": 0, "end": 3, "label": "PERSON"}
    row = {"id": "d", "text": "عليّ", "annotations": [{"owner": "سميرة", "spans": [span]}]}
    assert_round_trip([row], "jsonl")
    broken = {**formats(), "jsonl": replace(jsonl.FORMAT, write=silent)}
    monkeypatch.setattr(exporting, "formats", lambda: broken)
    with pytest.raises(AssertionError):
        assert_round_trip([row], "jsonl")


def test_every_format_is_tried() -> None:
    assert set(BOTH) == {f.name for f in formats().values() if f.read and f.write}
    assert set(BOTH) >= HEAVY
