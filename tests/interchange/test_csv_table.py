"""CSV and TSV: tables of articles and of spans, delimiters, headers, and the file for spreadsheets."""

import csv
import io

import pytest
from format_law import SENTENCE, TWO_OWNERS, law
from hypothesis import given
from hypothesis import strategies as st
from interchange_help import read, spans_in, write
from test_jsonl_law import records

from annotator.interchange import csv_table
from annotator.interchange.csv_write import HEADER
from annotator.interchange.format import ReadOptions, WriteOptions, formats, guess
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import source_of_bytes

BY = csv_table.FORMAT


def read_text(text: str, encoding: str = "utf-8", /, **fields: str) -> tuple[list[Record], list[Problem]]:
    return read(text.encode(encoding), ReadOptions(fields=fields), name="x.csv", by=BY)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters_are_found_in_the_header(sign: str) -> None:
    found, problems = read_text(f'text{sign}"a;b,c|d"{sign}id\n"x{sign}y\nz"{sign}q{sign}7\n')
    assert [(r.text, r.id, dict(r.meta)) for r in found] == [(f"x{sign}y\nz", "7", {"a;b,c|d": "q"})]
    assert problems == []
    assert guess(source_of_bytes("x.csv", b"text,id\n"), formats())[0].name == "csv"


def test_one_article_a_row() -> None:
    text = "\ufeffTitre;Contenu;URL;Langue;date\r\nUn;déjà vu;https://x;fr;2021\r\n;;;;\r\nDeux;bis;;;\r\n"
    found, problems = read_text(text)
    assert [(r.name, r.text, r.source, r.language, dict(r.meta)) for r in found] == [
        ("Un", "déjà vu", "https://x", "fr", {"date": "2021"}),
        ("Deux", "bis", "", "", {}),
    ]
    assert [r.annotations for r in found] == [(), ()]
    assert [r.place for r in found] == ["x.csv, line 2", "x.csv, line 4"]
    assert problems == []


def test_columns_are_chosen_by_fields() -> None:
    text = "a,b,Key\nfirst,second,7\n"
    assert [(r.text, r.id) for r in read_text(text, text="b", id="key")[0]] == [("second", "7")]
    for fields, said in (({}, "no column holds texts"), ({"text": "c"}, "no column c")):
        found, problems = read_text(text, **fields)
        assert found == []
        assert [(p.kind, said in p.reason) for p in problems] == [("file", True)]


def test_one_span_a_row() -> None:
    rows = (
        f"id,text,annotator,begin,end,label\na,{SENTENCE},A1,6,10,PERSON\nb,zwei,A1,0,1,X\na,,A2,14,19,ORG\n"
    )
    found, problems = read_text(rows)
    assert [(r.id, [(s.owner, len(s.spans)) for s in r.annotations]) for r in found] == [
        ("b", [("A1", 1)]),
        ("a", [("A1", 1), ("A2", 1)]),
    ]
    assert spans_in(found[1:]) == [(6, 10, "PERSON"), (14, 19, "ORG")]
    assert [p.kind for p in problems] == ["unit"]


def test_a_label_without_a_place_is_metadata() -> None:
    found, problems = read_text("text,label\nabc,sport\n")
    assert (found[0].meta, found[0].annotations) == ({"label": "sport"}, ())
    assert problems == []


def test_bad_rows_and_spans_cost_only_themselves() -> None:
    rows = "text,start,end,label,quote\nabc,0,1,X,a\nabc,1,9,X,\nabc,x,2,X,\nabc,1,2,X,z\n,1,2,X,\nabc,2.0,3,X,c\n"
    found, problems = read_text(rows)
    assert spans_in(found) == [(0, 1, "X"), (2, 3, "X")]
    assert sorted(p.kind for p in problems) == ["quote", "row", "span", "span"]


def test_broken_bytes_cost_only_their_row() -> None:
    data = "text\nقال\n".encode() + b"\xff\xfe broken\n" + "عليّ\n".encode()
    found, problems = read(data, ReadOptions(encoding="utf-8"), name="x.csv", by=BY)
    assert [r.text for r in found] == ["قال", "عليّ"]
    assert [(p.place, p.kind) for p in problems] == [("x.csv, line 3", "row")]


def test_other_encodings() -> None:
    found, problems = read_text("texte;id\nœuvre — déjà vue à l’école\n", "cp1252")
    assert found[0].text == "œuvre — déjà vue à l’école"
    assert [p.kind for p in problems] == ["encoding"]


def test_empty_tables_and_long_cells() -> None:
    assert [(p.kind, p.refused) for p in read_text("")[1]] == [("empty", False)]
    long = "a" * 300_000
    assert [r.text for r in read_text(f"text\n{long}\n")[0]] == [long]


def test_cells_too_many_and_too_few() -> None:
    found, problems = read_text("text,date\nabc,2021,more\ndef\n")
    assert [(r.text, dict(r.meta)) for r in found] == [("abc", {"date": "2021"}), ("def", {})]
    assert [(p.kind, p.refused) for p in problems] == [("unread", False)]


def test_what_is_written_opens_in_a_spreadsheet() -> None:
    data = write([TWO_OWNERS], by=BY)
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(HEADER).encode() + b"\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(r["owner"], r["start"], r["end"], r["label"], r["quote"]) for r in rows] == [
        ("A1", "6", "10", "PERSON", "عليّ"),
        ("A1", "14", "32", "CLAIM", "UNHCR آوت 500 أسرة"),
        ("A1", "14", "19", "ORGANIZATION", "UNHCR"),
        ("gold", "6", "10", "PERSON", "عليّ"),
    ]
    assert [r["text"] for r in rows] == [SENTENCE, "", "", ""]
    assert [r["id"] for r in rows] == ["a7"] * 4
    assert rows[1]["attributes"] == '{"certainty":"asserted"}'
    assert (rows[0]["status"], rows[0]["owner_note"], rows[0]["meta"]) == (
        "finished",
        "odd",
        '{"group":"x","n":3}',
    )


@given(made=st.lists(records(), max_size=2, unique_by=lambda r: r.id), unit=st.sampled_from(BY.units))
def test_what_is_written_reads_back(made: list[Record], unit: str) -> None:
    law([record for record in made if record.text], BY, WriteOptions(unit=unit), name="x.csv")


@given(data=st.binary(max_size=60) | st.text('text,start"\n\r;é📰1', max_size=60).map(str.encode))
def test_no_bytes_whatsoever_raise(data: bytes) -> None:
    read(data, name="x.csv", by=BY)
    read(b"text,start,end,label,links,meta\n" + data, name="x.csv", by=BY)
