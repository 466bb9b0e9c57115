"""GATE documents in their two forms."""

import pytest
from folder_help import DATA, read_path, spans_of
from interchange_help import read

from annotator.interchange import gate

GATE = gate.FORMAT
EMOJI = (
    '{"text":"📰 a","annotation_sets":{"":{"annotations":[{"type":"X","id":1,"start":%d,"end":%d}]}},'
    '"offset_type":"%s"}'
)


@pytest.mark.parametrize("file", ["testdoc1.xml", "testdoc1.bdocjs"])
def test_sets_are_owners_and_what_is_left_out_is_named(file: str) -> None:
    found, problems = read_path(DATA / "gate" / file, GATE)
    assert found[0].text == "This is the document text"
    assert spans_of(found) == {"": 2, "Set2": 2}
    assert [(s.start, s.end, s.label) for s in found[0].annotations[1].spans] == [
        (0, 20, "LONG"),
        (5, 10, "SHORT"),
    ]
    assert sorted(p.kind for p in problems) == ["attribute"] * 3 + ["span"] * 3


def test_offsets_of_java_and_of_python() -> None:
    for start, end, kind in ((3, 4, "j"), (2, 3, "p")):
        found, problems = read((EMOJI % (start, end, kind)).encode(), name="x.bdocjs", by=GATE)
        span = found[0].annotations[0].spans[0]
        assert found[0].text[span.start : span.end] == "a"
        assert problems == []


def test_nodes_of_xml_are_places_and_plain_features_attributes() -> None:
    data = """<GateDocument><TextWithNodes><Node id="0"/>📰 <Node id="3"/>a&amp;<Node id="5"/></TextWithNodes>
    <AnnotationSet><Annotation Id="1" Type="X" StartNode="3" EndNode="5"><Feature>
    <Name className="java.lang.String">kind</Name><Value className="java.lang.Integer">7</Value></Feature></Annotation>
    <Annotation Id="2" Type="Y" StartNode="3" EndNode="99"/></AnnotationSet></GateDocument>"""
    found, problems = read(data.encode(), name="x.xml", by=GATE)
    span = found[0].annotations[0].spans[0]
    assert found[0].text[span.start : span.end] == "a&"
    assert span.attributes == {"kind": "7"}
    assert [p.place for p in problems] == ["x.xml, annotation 2"]


@pytest.mark.parametrize("data", [b"", b"<x/>", b"<GateDocument/>", b"{", b"{}", b'{"text":"a"}'])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    found, problems = read(data, name="x.xml", by=GATE)
    assert found == []
    assert [p.kind for p in problems] == ["file"]
