"""The lossless JSONL byte by byte."""

import json

from interchange_help import write

from annotator.interchange.format import WriteOptions
from annotator.interchange.jsonl import FORMAT
from annotator.interchange.record import AnnotationSet, Record
from annotator.model.span import Excluded, Span

TEXT = "📰 قال عليّ إن UNHCR آوت 500 أسرة."
RECORD = Record(
    text=TEXT,
    id="a7",
    name="002.txt",
    language="ar",
    meta={"z": 1, "a": [None]},
    excluded=(Excluded(0, 1, "furniture"),),
    annotations=(
        AnnotationSet("B", "new", "later", ()),
        AnnotationSet(
            "A1",
            "finished",
            "",
            (
                Span(14, 19, "ORGANIZATION", id="s3"),
                Span(14, 32, "CLAIM", {"b": "2", "a": "1"}, {"speaker": ("s2",)}, "n", "accepted", id="s1"),
                Span(6, 10, "PERSON", id="s2"),
            ),
        ),
    ),
)


def test_the_bytes_are_those_of_the_promise() -> None:
    expected = (
        '{"schema":"annotator/1","id":"a7","name":"002.txt","text":"📰 قال عليّ إن UNHCR آوت 500 أسرة.",'
        '"sha256":"a3c451afa1d4fbf583acb0901a584a3b02eb91841a55e087dd2378cb2f2f8a48","language":"ar","source":"",'
        '"meta":{"z":1,"a":[null]},"offset_unit":"codepoint","excluded":[{"start":0,"end":1,"reason":"furniture"}],'
        '"annotations":[{"owner":"A1","status":"finished","note":"","spans":['
        '{"id":"s2","start":6,"end":10,"label":"PERSON","quote":"عليّ",'
        '"attributes":{},"links":{},"note":"","origin":"manual"},'
        '{"id":"s1","start":14,"end":32,"label":"CLAIM","quote":"UNHCR آوت 500 أسرة",'
        '"attributes":{"a":"1","b":"2"},'
        '"links":{"speaker":["s2"]},"note":"n","origin":"accepted"},'
        '{"id":"s3","start":14,"end":19,"label":"ORGANIZATION","quote":"UNHCR",'
        '"attributes":{},"links":{},"note":"","origin":"manual"}'
        ']},{"owner":"B","status":"new","note":"later","spans":[]}]}\n'
    )
    assert write([RECORD]).decode() == expected


def test_each_unit_counts_as_its_name_says() -> None:
    expected = {"codepoint": (14, 32), "utf16": (15, 33), "grapheme": (13, 31), "utf8": (26, 51)}
    for unit, place in expected.items():
        row = json.loads(write([RECORD], WriteOptions(unit=unit)))
        claim = row["annotations"][0]["spans"][1]
        assert (row["offset_unit"], claim["start"], claim["end"]) == (unit, *place)
        assert claim["quote"] == "UNHCR آوت 500 أسرة"


def _cutting() -> Record:
    spans = (
        Span(6, 9, "CUT", id="c"),  # without the shadda of عليّ
        Span(0, 1, "WHOLE", links={"speaker": ("c",), "other": ("w",)}, id="w"),
    )
    return Record(TEXT, "a", annotations=(AnnotationSet("A1", "", "", spans),))


def test_what_cuts_a_grapheme_is_left_out_or_moved_and_named_as_a_loss() -> None:
    kept = {}
    for borders in ("strict", "expand", "contract"):
        row = json.loads(write([_cutting()], WriteOptions(unit="grapheme", borders=borders)))
        kept[borders] = {
            s["label"]: (s["start"], s["end"], s["quote"]) for s in row["annotations"][0]["spans"]
        }
    assert kept["strict"] == {"WHOLE": (0, 1, "📰")}
    assert kept["expand"]["CUT"] == (6, 9, "عليّ")
    assert kept["contract"]["CUT"] == (6, 8, "عل")
    losses = FORMAT.losses(_cutting(), WriteOptions(unit="grapheme"))
    assert [(loss.owner, loss.start, loss.end, loss.what) for loss in losses] == [
        ("A1", 6, 9, "cut grapheme")
    ]
    assert FORMAT.losses(_cutting(), WriteOptions(unit="utf16")) == []


def test_no_link_leads_to_a_span_that_was_left_out() -> None:
    row = json.loads(write([_cutting()], WriteOptions(unit="grapheme")))
    assert row["annotations"][0]["spans"][0]["links"] == {"other": ["w"]}


def test_fragments_are_written_only_where_there_are_some() -> None:
    parts = Span(0, 5, "X", fragments=((0, 1), (2, 5)))
    made = Record(TEXT, "a", annotations=(AnnotationSet("A", spans=(parts, Span(0, 1, "Y"))),))
    spans = json.loads(write([made], WriteOptions(unit="utf16")))["annotations"][0]["spans"]
    assert spans[0]["fragments"] == [[0, 2], [3, 6]]
    assert "fragments" not in spans[1]
