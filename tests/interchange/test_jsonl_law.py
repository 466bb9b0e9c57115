"""The law of the lossless JSONL: what is written reads back equal, and equal records give equal bytes."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import read, write

from annotator.interchange import jsonl
from annotator.interchange.format import ReadOptions, WriteOptions
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.span import ORIGINS, Excluded, Span, reading_order
from annotator.model.status import STATUSES
from annotator.text.graphemes import borders
from annotator.text.offsets import UNITS

PIECES = [
    "قال",
    "عليّ",
    "📰",
    "👨‍👩‍👧",
    "é",
    " ",
    "\n",
    "\t",
    "\u200f",
    "\x00",
    "\x1f",
    "\u2028",
    "\ufeff",
    '"',
    "\\",
    "a",
    "لا",
]
NAMES = st.sampled_from(["A1", "A2", "gold", "منى", "Zoé", ""])
WORDS = st.text(st.sampled_from('abد"\\ \n📰é'), max_size=6)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS
META = st.dictionaries(
    WORDS, st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=2), max_leaves=4), max_size=3
)


@st.composite
def stretches(draw: st.DrawFn, places: list[int]) -> tuple[int, int]:
    start, end = sorted(draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True)))
    return start, end


@st.composite
def span_sets(draw: st.DrawFn, places: list[int]) -> tuple[Span, ...]:
    ids = [f"s{n}" for n in range(draw(st.integers(0, 5)))]
    made = []
    for id in ids:
        start, end = draw(stretches(places))
        targets = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
        between = [place for place in places if start < place < end]
        fragments = (
            ((start, between[0]), (between[-1], end)) if len(between) > 1 and draw(st.booleans()) else ()
        )
        made.append(
            Span(
                start,
                end,
                draw(st.sampled_from(["PERSON", "CLAIM", "شخص"])),
                draw(st.dictionaries(WORDS, WORDS, max_size=2)),
                {"speaker": tuple(sorted(targets))} if targets else {},
                draw(WORDS),
                draw(st.sampled_from(sorted(ORIGINS))),
                fragments,
                id,
            )
        )
    return tuple(sorted(made, key=reading_order))


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=12)))
    places = borders(text)
    owners = sorted(draw(st.lists(NAMES, max_size=3, unique=True)))
    regions = draw(st.lists(stretches(places), max_size=2, unique=True)) if len(places) > 1 else []
    return Record(
        text=text,
        id=draw(st.sampled_from(["a7", "٧", "x y"])),
        name=draw(WORDS),
        language=draw(st.sampled_from(["", "ar"])),
        source=draw(WORDS),
        direction=draw(st.sampled_from(["", "rtl", "ltr"])),
        meta=draw(META),
        excluded=tuple(Excluded(a, b, draw(WORDS)) for a, b in sorted(regions, key=lambda r: (r[0], -r[1]))),
        annotations=tuple(
            AnnotationSet(
                owner,
                draw(st.sampled_from([*STATUSES, ""])),
                draw(WORDS),
                draw(span_sets(places)) if len(places) > 1 else (),
                program=bool(owner) and draw(st.booleans()),
            )
            for owner in owners
        ),
    )


@pytest.mark.parametrize("unit", UNITS)
@given(made=st.lists(records(), max_size=2))
def test_what_is_written_reads_back_equal(unit: str, made: list[Record]) -> None:
    data = write(made, WriteOptions(unit=unit))
    assert data.count(b"\n") == len(made)
    found, problems = read(data)
    assert found == made
    assert not [p for p in problems if p.kind != "empty"]


@given(made=records(), seed=st.integers(0, 99))
def test_the_order_of_the_parts_does_not_matter(made: Record, seed: int) -> None:
    shuffle = random.Random(seed).sample
    sets = [
        replace(
            each,
            spans=tuple(
                replace(span, attributes=dict(shuffle(list(span.attributes.items()), len(span.attributes))))
                for span in shuffle(each.spans, len(each.spans))
            ),
        )
        for each in made.annotations
    ]
    mixed = replace(
        made,
        annotations=tuple(shuffle(sets, len(sets))),
        excluded=tuple(shuffle(made.excluded, len(made.excluded))),
    )
    assert write([mixed]) == write([made])


@given(made=records(), size=st.integers(1, 40))
def test_an_array_reads_as_the_lines_do(made: Record, size: int) -> None:
    data = write([made, made, made])
    array = b"[\n" + b" ,\n".join(data.split(b"\n")[:3]) + b"]"
    assert read(array, name="x.json")[0] == [made] * 3


@given(data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_bytes_whatsoever_raise(data: bytes) -> None:
    read(data)


@given(
    made=st.lists(records(), min_size=2, max_size=2),
    cut=st.integers(1, 10**6),
    noise=st.binary(min_size=1, max_size=4),
)
def test_a_broken_row_costs_only_itself(made: list[Record], cut: int, noise: bytes) -> None:
    first, *rest = write(made).split(b"\n")[:-1]
    cut %= len(first)
    broken = first[:cut] + noise.replace(b"\n", b"") + first[cut + 1 :]
    found, _ = read(b"\n".join([*rest, broken, *rest]) + b"\n", ReadOptions(encoding="utf-8"))
    assert found[: len(rest)] == made[1:]
    assert found[-len(rest) :] == made[1:]


@given(made=records())
def test_a_closer_look_gives_the_same_spans(made: Record) -> None:
    """Rows of the common form are read by a shorter way than others; an unknown key makes them others."""
    data = write([made])
    odd = data.replace(b'"origin":', b'"odd":0,"origin":')
    assert read(odd)[0] == read(data)[0]


def test_formats_name() -> None:
    assert jsonl.FORMAT.can_read
    assert jsonl.FORMAT.can_write
    assert set(jsonl.FORMAT.units) == set(UNITS)
