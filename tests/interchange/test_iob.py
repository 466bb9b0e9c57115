"""Spans as runs of tokens and as tags: schemes, borders, nesting and layers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.interchange.format import WriteOptions
from annotator.interchange.iob import (
    SCHEMES,
    Chunk,
    begins_inside,
    chunks_of,
    layer_fields,
    layers_of,
    tagged,
    tags,
)
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.errors import Refused
from annotator.model.labels import Label, LabelSet, Layer
from annotator.model.span import Span

TEXT = "قال والوزير إن UNHCR آوت 500 أسرة."
LAYERED = {"layers": "entities=PERSON,ORGANIZATION;claims=CLAIM"}


def record(*spans: Span, text: str = TEXT) -> Record:
    return Record(text, "x", annotations=(AnnotationSet("A", spans=spans),))


@st.composite
def chunk_lists(draw: st.DrawFn) -> tuple[int, list[Chunk]]:
    lengths = draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from("XY")), max_size=6)
    )
    at, made = 0, []
    for gap, length, label in lengths:
        made.append(Chunk(at + gap, at + gap + length, Span(0, 1, label)))
        at += gap + length
    return at + draw(st.integers(0, 2)), made


@pytest.mark.parametrize("scheme", SCHEMES)
@given(made=chunk_lists())
def test_tags_read_back(scheme: str, made: tuple[int, list[Chunk]]) -> None:
    count, chunks = made
    given_tags = tags(chunks, count, scheme)
    assert chunks_of(given_tags) == [(c.first, c.last, c.span.label) for c in chunks]
    assert begins_inside(given_tags) <= (scheme == "iob1")


@pytest.mark.parametrize(
    ("given_tags", "chunks"),
    [
        ("I-X I-X O", [(0, 2, "X")]),
        ("I-X B-X I-X", [(0, 1, "X"), (1, 3, "X")]),
        ("I-X I-Y", [(0, 1, "X"), (1, 2, "Y")]),
        ("B-X L-X U-X", [(0, 2, "X"), (2, 3, "X")]),
        ("E-X E-X", [(0, 1, "X"), (1, 2, "X")]),
        ("B-X M-X E-X O S-Y", [(0, 3, "X"), (4, 5, "Y")]),
        ("B-X-Y I-X-Y", [(0, 2, "X-Y")]),
        ("B- O _ nonsense B-X", [(4, 5, "X")]),
        ("", []),
    ],
)
def test_tags_of_others(given_tags: str, chunks: list[tuple[int, int, str]]) -> None:
    assert chunks_of(given_tags.split()) == chunks


@pytest.mark.parametrize(
    ("borders", "kept", "reason"),
    [
        ("strict", [], "left out"),
        ("expand", [(1, 2)], "moved to 4–11"),
        ("contract", [], "left out"),
    ],
)
def test_a_span_after_a_clitic(borders: str, kept: list[tuple[int, int]], reason: str) -> None:
    found = tagged(record(Span(5, 11, "PERSON")), WriteOptions(borders=borders))
    assert [(c.first, c.last) for c in found.chunks["tags"]] == kept
    assert reason in found.lost[0][2]


def test_contract_keeps_the_whole_tokens() -> None:
    found = tagged(record(Span(5, 20, "X")), WriteOptions(borders="contract"))
    assert [(c.first, c.last) for c in found.chunks["tags"]] == [(2, 4)]


def test_a_span_of_blanks_is_left_out_whatever_the_borders() -> None:
    for borders in ("strict", "expand", "contract"):
        found = tagged(record(Span(3, 4, "X")), WriteOptions(borders=borders))
        assert found.chunks == {"tags": []}
        assert "left out" in found.lost[0][2]


def test_nesting() -> None:
    spans = (
        Span(15, 34, "CLAIM"),
        Span(15, 20, "ORGANIZATION"),
        Span(21, 28, "PERSON"),
        Span(25, 34, "PERSON"),
    )

    def kept(**fields: str) -> dict[str, list[str]]:
        found = tagged(record(*spans), WriteOptions(fields=fields))
        return {
            name: [TEXT[c.span.start : c.span.end] for c in chunks] for name, chunks in found.chunks.items()
        }

    assert kept(nesting="outermost") == {"tags": [TEXT[15:34]]}
    assert kept(nesting="innermost", **LAYERED) == {"tags": ["UNHCR", TEXT[21:28]]}
    assert kept(**LAYERED) == {"entities": ["UNHCR", TEXT[25:34]], "claims": [TEXT[15:34]]}


def test_overlaps_are_named_by_their_kind() -> None:
    spans = (Span(15, 28, "PERSON"), Span(15, 20, "ORGANIZATION"), Span(25, 34, "PERSON"))
    found = tagged(record(*spans), WriteOptions(fields=LAYERED))
    assert sorted((what, span.start) for span, what, _ in found.lost) == [("crossing", 25), ("nesting", 15)]


def test_a_label_of_no_layer_is_named() -> None:
    found = tagged(record(Span(15, 20, "EVENT")), WriteOptions(fields=LAYERED))
    assert [what for _, what, _ in found.lost] == ["labels"]


def test_layers_come_from_the_label_set() -> None:
    labels = (Label("PERSON", "names", "P"), Label("A,B=C", "names", "X"), Label("CLAIM", "claims", "C"))
    fields = layer_fields(LabelSet("x", (Layer("names"), Layer("claims"), Layer("empty")), labels))
    layers = layers_of(WriteOptions(fields=fields))
    assert [(layer.name, layer.labels) for layer in layers] == [
        ("names", ("PERSON", "A,B=C")),
        ("claims", ("CLAIM",)),
    ]


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(Refused, match="innermost"):
        tagged(record(), WriteOptions(fields={"nesting": "deepest"}))
