"""UIMA CAS and WebAnno TSV: the reference suite of INCEpTION, and what its two forms say alike."""

from pathlib import Path

import pytest
from folder_help import DATA, read_path, read_source
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import read

from annotator.interchange import cas_json, webanno_tsv, xmi
from annotator.interchange.format import formats, guess
from annotator.interchange.names import feature_name, from_feature
from annotator.interchange.record import Record
from annotator.interchange.source import Source, source_of, source_of_bytes

SUITE = DATA / "webanno-tsv3"
CASES = sorted(path.parent.name for path in SUITE.glob("*/reference.xmi"))
XMI, JSON, TSV = xmi.FORMAT, cas_json.FORMAT, webanno_tsv.FORMAT
NAMESPACES = (
    'xmlns:cas="http:///uima/cas.ecore" xmlns:xmi="http://www.omg.org/XMI" xmlns:c="http:///custom.ecore"'
)


def said(record: Record) -> tuple[str, list[tuple[object, ...]]]:
    """The text and the spans in no order, links by places."""
    spans = record.annotations[0].spans
    places = {span.id: (span.start, span.end) for span in spans}
    made = []
    for s in spans:
        links = sorted((role, places[to]) for role, targets in s.links.items() for to in targets)
        label = s.label.replace("NamedEntity", "Span")  # the suite's two forms name the layer differently
        made.append((s.start, s.end, label, sorted(s.attributes.items()), links))
    return record.text, sorted(made)


@pytest.mark.parametrize("case", CASES)
def test_tsv_says_what_xmi_says(case: str) -> None:
    by_tsv, tsv_problems = read_path(SUITE / case / "reference.tsv", TSV)
    by_xmi, xmi_problems = read_path(SUITE / case / "reference.xmi", XMI)
    assert said(by_tsv[0]) == said(by_xmi[0])
    assert [p.kind for p in tsv_problems] == [p.kind for p in xmi_problems]


@pytest.mark.parametrize(
    ("case", "count", "problems"),
    [
        ("testSubMultiTokenSpanWithFeatureValue", 9, 3),  # three spans without length
        ("testZeroLengthSpansWithFeatureValues", 0, 2),
        ("testCrossSentenceSpanWithFeatureValue", 1, 0),
        ("testTokenBoundedStackedSpanWithFeatureValue", 10, 0),
        ("testSimpleChain", 0, 1),
        ("testSingleTokenRelationWithFeatureValue", 0, 1),  # a relation between tokens
        ("testSimpleSlotFeature", 3, 0),
        ("sampleSlotAnnotation1", 4, 0),
    ],
)
def test_counts_of_the_suite(case: str, count: int, problems: int) -> None:
    found, noted = read_path(SUITE / case / "reference.tsv", TSV)
    assert len(found[0].annotations[0].spans) == count
    assert len(noted) == problems


def test_utf16_offsets_become_code_points() -> None:
    found, _ = read_path(SUITE / "testSentenceWithEmoji" / "reference.tsv", TSV)
    span = found[0].annotations[0].spans[0]
    assert found[0].text[span.start : span.end] == "😊"
    folder = (
        DATA / "cas-json-xmi" / "json" / "fs_as_array" / "ser-ref" / "casWithEmojiUnicodeTextAndAnnotations"
    )
    for file, by in (("data.json", JSON), ("debug.xmi", XMI)):
        found, problems = read_path(folder / file, by)
        words = [found[0].text[s.start : s.end] for s in found[0].annotations[0].spans]
        assert words == ["🥳", "This", "👳🏻\u200d♀️", "is", "✆", "a", "🧔🏾\u200d♂️", "test", "👻"]
        assert problems == []


def test_stacked_values_lose_their_escapes() -> None:
    found, _ = read_path(SUITE / "testTokenBoundedSpanWithSpecialSymbolsValue" / "reference.tsv", TSV)
    assert found[0].annotations[0].spans[0].label == "#*'\"`´\t:;{}|[ ]()\\§$%?=&_\n"


@pytest.mark.parametrize("file", ["data.json", "data-ref.json", "debug.xmi"])
def test_slots_are_links(file: str) -> None:
    path = DATA / "cas-json-xmi" / "json" / "fs_as_array" / "one-way" / "tsv3-testSimpleSlotFeature" / file
    found, problems = read_path(path, XMI if file.endswith("xmi") else JSON)
    host = (
        found[0]
        .annotations[0]
        .spans[[s.label for s in found[0].annotations[0].spans].index("SimpleLinkHost")]
    )
    places = {s.id: s.start for s in found[0].annotations[0].spans}
    assert {role: places[to[0]] for role, to in host.links.items()} == {"p1": 5, "p2": 8}
    assert found[0].id == "doc"
    assert problems == []


def test_a_project_of_inception_without_its_types() -> None:
    found, problems = read_path(DATA / "cas-json-xmi" / "xmi" / "cas_with_smileys.xmi", XMI)
    quotes = [found[0].text[s.start : s.end] for s in found[0].annotations[0].spans]
    assert len(quotes) == 5
    assert found[0].name == "huggingface.txt"
    assert problems == []


def test_folders_say_document_and_owner() -> None:
    tsv = (SUITE / "testMultiTokenSpanWithFeatureValue" / "reference.tsv").read_bytes()
    names = ["annotation/d.txt/A1.tsv", "annotation/d.txt/A2.tsv", "annotation/d.txt/INITIAL_CAS.tsv"]
    names.append("curation/d.txt/CURATION_USER.tsv")
    files = tuple(source_of_bytes(name, tsv).files[0] for name in names)
    found, _ = read_source(Source("p", files, folder=True), TSV)
    assert [(r.id, [each.owner for each in r.annotations]) for r in found] == [
        ("d.txt", ["A1", "A2", "gold"])
    ]


def test_curation_cases_import_as_their_names_say() -> None:
    counts = {}
    for path in sorted((DATA / "inception-curation" / "curation" / "testsuite").glob("*/*.tsv")):
        found, problems = read_path(path, TSV)
        assert problems == []
        counts[path.parent.name[10:], path.stem] = len(found[0].annotations[0].spans)
    assert counts["DiffWithLabelStackingTest", "user1"] == 2
    assert counts["DiffWithLabelTest", "curator"] == 0
    assert counts["NoDiffWithLabelTest", "curator"] == 1


def test_another_version_is_refused() -> None:
    path = DATA / "inception-curation" / "curation" / "mergecas" / "simplespan" / "1sentenceNE.tsv"
    # Not taken for CoNLL, which would make an article of it.
    assert guess(source_of(path), formats())[0] is TSV
    found, problems = read_path(path, TSV)
    assert found == []
    assert [p.kind for p in problems] == ["file"]


def test_bad_rows_of_a_table_are_named() -> None:
    data = (
        b"#FORMAT=WebAnno TSV 3.3\n#T_SP=c.S|value\n\n\n#Text=a b\n1-1\t0-1\ta\tX\t\nodd\n1-2\t2-9\tb\tY\t\n"
    )
    found, problems = read(data, name="x.tsv", by=TSV)
    assert [s.label for s in found[0].annotations[0].spans] == ["X"]
    assert [p.place for p in problems] == ["x.tsv, line 7", "x.tsv, line 8"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<xmi", "file"),
        (b"", "file"),
        (f'<xmi:XMI {NAMESPACES}><cas:NULL xmi:id="0"/></xmi:XMI>'.encode(), "empty"),
    ],
)
def test_a_broken_xmi_is_refused(data: bytes, kind: str) -> None:
    found, problems = read(data, name="x.xmi", by=XMI)
    assert found == []
    assert [p.kind for p in problems] == [kind]


def test_entities_that_blow_up_or_lead_outside_do_no_harm(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    levels = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 12}">' for n in range(1, 12))
    for head, use in (
        (f'<!ENTITY x0 "x">{levels}', "&x11;"),
        (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "&x;"),
    ):
        sofa = '<cas:Sofa xmi:id="1" sofaID="v" sofaString="a b"/>'
        data = f"<!DOCTYPE x [{head}]><xmi:XMI {NAMESPACES}>{sofa}<c:S xmi:id='2'>{use}</c:S></xmi:XMI>"
        found, problems = read(data.encode(), name="x.xmi", by=XMI)
        assert "secret" not in repr(found)
        assert found or problems


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"%FEATURE_STRUCTURES": [1]}', b'{"%FEATURE_STRUCTURES": 1}', b"{}"]
)
def test_a_broken_json_is_refused(data: bytes) -> None:
    found, problems = read(data, name="x.json", by=JSON)
    assert found == []
    assert [p.kind for p in problems] == ["file"]


@given(st.text(max_size=6) | st.sampled_from(["value", "note", "x-y", "_u0041_"]))
def test_names_of_features_come_back(name: str) -> None:
    made = feature_name(name)
    assert from_feature(made) == name
    assert made[0].isalpha()
    assert made.replace("_", "a").isalnum()
    assert made not in ("value", "note", "begin")
