"""brat folders: the real files, the odd ones, and the law of what is written."""

import pytest
from folder_help import DATA, MemoryFolder, assert_only_losses, read_path, read_source, spans_of, written
from hypothesis import given
from hypothesis import strategies as st
from test_jsonl_law import records

from annotator.interchange import brat
from annotator.interchange.format import WriteOptions
from annotator.interchange.losses import BORDERS, FRAGMENTS, NOTES
from annotator.interchange.names import ascii_name, file_name, from_ascii, from_file_name
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Source, source_of, source_of_bytes
from annotator.model.span import Span

BRAT = brat.FORMAT
ODD_NAMES = ["con", "NUL.x", "a%2Fb", "a/b", "..", ".x ", "%", "a."]
TEXT = "📰 قال عليّ إن UNHCR آوت 500 أسرة."
ANN = """R1	SPEAKER Arg1:T3 Arg2:T1
A1	CheckWorthy T3 high
A2	Negated T3
#1	AnnotatorNotes T3	figure has no source
T1	PERSON 6 10	عليّ
T2	ORGANIZATION 14 19	UNHCR
T3	CLAIM 14 32	UNHCR آوت 500 أسرة
T4	CLAIM 14 19;24 32	UNHCR 500 أسرة
N1	Reference T2 LocalKB:42	UNHCR
*	Equiv T1 T2
"""


def folder(**files: str) -> Source:
    made = [
        source_of_bytes(name.replace("__", "/").replace("_", "."), text.encode()).files[0]
        for name, text in files.items()
    ]
    return Source("folder", tuple(made), folder=True)


def test_the_sentence_of_all_formats() -> None:
    found, problems = read_source(folder(A1__002_txt=TEXT, A1__002_ann=ANN), BRAT)
    claim = {"CheckWorthy": "high", "Negated": "true"}
    spans = (
        Span(6, 10, "PERSON", id="T1", origin="imported"),
        Span(14, 19, "ORGANIZATION", {"Reference": "LocalKB:42"}, id="T2", origin="imported"),
        Span(14, 32, "CLAIM", claim, {"SPEAKER": ("T1",)}, "figure has no source", "imported", (), "T3"),
        Span(14, 32, "CLAIM", fragments=((14, 19), (24, 32)), id="T4", origin="imported"),
    )
    assert found == [Record(TEXT, "002", "002.txt", annotations=(AnnotationSet("A1", spans=spans),))]
    assert [(p.place, p.kind) for p in problems] == [("A1/002.ann, line 10", "link")]


def test_the_tutorial_keeps_its_spans_and_names_its_events() -> None:
    found, problems = read_path(DATA / "brat" / "tutorials", BRAT)
    assert len(found) == 13
    assert spans_of(found) == {"news": 119}
    assert sum("event E" in p.reason for p in problems) == 23
    assert sum("Alias" in p.reason for p in problems) == 2
    assert sum(len(s.links) for r in found for s in r.annotations[0].spans) == 8


def test_layers_of_one_text_are_owners_of_one_document() -> None:
    found, problems = read_path(DATA / "fr-litbank-brat", BRAT)
    assert [r.id for r in found] == ["Pauline"]
    assert spans_of(found) == {"citations": 214, "entities": 808}
    broken = [s for s in found[0].annotations[0].spans if len(s.fragments) > 1]
    assert len(broken) > 40
    assert [p.kind for p in problems if p.refused] == []


def test_one_annotation_file_brings_its_text() -> None:
    found, _ = read_source(source_of(DATA / "brat" / "tutorials" / "news" / "110-note_annotation.ann"), BRAT)
    assert found[0].annotations[0].spans[0].note == "Should fictional places be annotated?"


def test_a_lone_annotation_file_is_refused() -> None:
    found, problems = read_source(source_of_bytes("002.ann", ANN.encode()), BRAT)
    assert found == []
    assert "002.txt" in problems[0].reason


@pytest.mark.parametrize(
    "line",
    ["T1\tPERSON\tx", "T1\tPERSON 3\tx", "T1\tPERSON 9 99\tx", "T1\tPERSON 3 3\t", "T1\tPERSON a b\tx", "T"],
)
def test_a_bad_line_is_named_and_the_others_are_kept(line: str) -> None:
    good = "T2\tORG 14 19\tUNHCR\n"
    found, problems = read_source(folder(a_txt=TEXT, a_ann=f"{line}\n{good}"), BRAT)
    assert [s.id for s in found[0].annotations[0].spans] == ["T2"]
    assert [p.place for p in problems] == ["a.ann, line 1"]


def test_what_is_said_of_a_refused_span_is_named() -> None:
    lines = "T1\tPERSON 90 99\tx\nT2\tORG 14 19\tUNHCR\n"
    lines += "R1\tOF Arg1:T2 Arg2:T1\nR2\tOF Arg1:T2 Arg2:T7\nR3\tOF Arg1:T2\n"
    found, problems = read_source(folder(a_txt=TEXT, a_ann=lines), BRAT)
    assert found[0].annotations[0].spans[0].links == {}
    assert sorted(p.kind for p in problems) == ["link", "link", "link", "span"]


def test_a_text_without_annotations_has_no_owner() -> None:
    found, _ = read_source(folder(A1__a_txt=TEXT), BRAT)
    assert found[0].annotations == ()


def test_folders_need_not_be_owners() -> None:
    found, _ = read_source(folder(news__a_txt=TEXT, news__a_ann=""), BRAT, folders="none")
    assert found[0].annotations == (AnnotationSet(""),)


def test_a_bom_counts_where_the_offsets_say_so() -> None:
    ann = "T1\tORG 15 20\tUNHCR\n"
    found, problems = read_source(folder(a_txt="\ufeff" + TEXT, a_ann=ann), BRAT)
    span = found[0].annotations[0].spans[0]
    assert found[0].text[span.start : span.end] == "UNHCR"
    assert [p.kind for p in problems] == ["text"]


def test_newlines_cut_a_span_and_join_again() -> None:
    record = Record(
        "a b\nc d\n", "x", annotations=(AnnotationSet("A", spans=(Span(0, 7, "CLAIM"), Span(7, 8, "P"))),)
    )
    files = written([record], BRAT).files
    assert files["A/x.ann"].decode() == "T1\tCLAIM 0 3;4 7\ta b c d\n"
    losses = [loss.what for loss in BRAT.losses(record, WriteOptions())]
    assert losses.count(BORDERS) == 1
    assert_only_losses([record], BRAT)


def test_settings_for_brat_stand_beside() -> None:
    spans = (Span(0, 3, "شخص", {"kind": "a b"}, {"speaker": ("2",)}, id="1"), Span(4, 6, "ORG", id="2"))
    record = Record("قال عن", "x", annotations=(AnnotationSet("A", spans=spans),))
    files = written([record], BRAT).files
    conf, visual = files["annotation.conf"].decode(), files["visual.conf"].decode()
    label = ascii_name("شخص")
    assert f"[entities]\nORG\n{label}\n" in conf
    assert f"speaker\tArg1:{label}, Arg2:ORG" in conf
    assert f"kind\tArg:{label}, Value:a_u0020_b" in conf
    assert f"{label} | شخص\n" in visual
    assert visual.endswith("[options]\nText direction:rtl\n")


def test_losses_name_line_breaks_in_notes_and_notes_on_documents() -> None:
    spans = (Span(0, 1, "A", note="x\ny"), Span(0, 3, "A", fragments=((0, 1), (2, 3))))
    record = Record("a\nb", "x", annotations=(AnnotationSet("A", note="n", spans=spans),))
    whats = sorted(
        loss.what for loss in BRAT.losses(record, WriteOptions()) if loss.what in (NOTES, FRAGMENTS)
    )
    assert whats == [FRAGMENTS, NOTES, NOTES]


@given(st.lists(records(), max_size=2, unique_by=lambda record: record.id))
def test_only_losses_are_lost(made: list[Record]) -> None:
    assert_only_losses(made, BRAT)


@given(st.text(max_size=8) | st.text("_u0E4F9a-", max_size=12))
def test_names_come_back(name: str) -> None:
    made = ascii_name(name)
    assert made.isascii()
    assert all(c.isalnum() or c in "_-" for c in made)
    assert from_ascii(made) == name


@given(
    st.text(st.characters(codec="utf-8"), max_size=12)
    | st.sampled_from(["con", "NUL.x", "a%2Fb", "a/b", "..", ".x ", "%", "a."])
)
def test_names_of_files_come_back(name: str) -> None:
    made = file_name(name)
    assert not set(made) & set('/\\:*?"<>|\0')
    assert made
    assert made[0] != "."
    assert made[-1] not in ". "
    assert from_file_name(made) == name


def test_offsets_in_another_unit_are_told() -> None:
    text = "📰 قال عليّ إن UNHCR."
    folder = MemoryFolder()
    folder.files = {"a.txt": text.encode(), "a.ann": "T1\tPERSON 7 11\tعليّ\n".encode()}
    found, problems = read_source(folder.source(), brat.FORMAT)
    assert spans_of(found) == {}
    assert [p.fix for p in problems] == ["it fits if offsets count utf16 units: use --unit utf16"]
