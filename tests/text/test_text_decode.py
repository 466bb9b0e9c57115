import codecs
from pathlib import Path

import pytest
from hypothesis import given
from text_strategies import texts

from annotator.text.decode import decode
from annotator.text.normalize import BadText

DATA = Path(__file__).parent / "data"
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize(
    ("name", "encoding", "certain", "words"),
    [
        ("ar-cp1256.txt", "windows-1256", False, "يولد جميع الناس"),
        ("fr-cp1252.txt", "windows-1252", False, "ÉDition"),
        ("ar-utf16le-bom.txt", "utf-16-le", True, "يولد جميع الناس"),
        ("ar-utf8-bom.jsonl", "utf-8", True, "جريح"),
    ],
)
def test_files_of_every_encoding(name: str, encoding: str, certain: bool, words: str) -> None:
    decoded = decode((DATA / name).read_bytes())
    assert (decoded.encoding, decoded.certain) == (encoding, certain)
    assert words in decoded.text
    assert not decoded.text.startswith("\ufeff")


def test_utf8_cut_inside_its_last_character_is_not_taken_for_another_encoding() -> None:
    data = (DATA / "ar-cut-in-character.jsonl").read_bytes()
    with pytest.raises(BadText, match=r"byte 2324 \(line 8, 0xD8\).*cuts off") as caught:
        decode(data)
    assert caught.value.byte == 2324
    assert decode(data[:2324]).encoding == "utf-8"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_seeds_in_every_encoding_that_can_hold_them(path: Path) -> None:
    text = path.read_bytes().decode()
    held = 0
    for encoding in (
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        *("cp1256", "cp1252"),
    ):
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        held += 1
        assert decode(data).text == text
        assert decode(data, encoding).text == text
    assert held >= 7


@pytest.mark.parametrize("encoding", ["windows-1252", "windows-1256"])
@pytest.mark.parametrize(
    "text",
    [
        "État",
        "L’Été à l’Élysée",
        "ÉTAT",
        "œuvre",
        "café",
        "À Tripoli",
        "حفتر",
        "نعم؟ «المسماري»، و",
        "Étude: ONU",
    ],
)
def test_few_words_are_enough(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    assert decode(data).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("الحكومة الليبية قال المشير", "iso8859-6"),
        ("Россия заявила о войне", "cp1251"),
        ("Le président a été élu à côté", "mac_roman"),
        ("łódź państwo było", "cp1250"),
        ("日本語の文章です", "shift_jis"),
        ("שלום עולם", "cp1255"),
        ("الجيش الوطني", "cp720"),
        ("élève déjà", "cp850"),
    ],
)
def test_other_encodings_are_refused_rather_than_misread(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    with pytest.raises(BadText, match=r"not UTF-8.*name the file's encoding"):
        decode(data)
    assert decode(data, encoding).text == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "looks like a PNG picture, not text"),
        (b"PK\x03\x04....", "ZIP archive"),
        (b"%PDF-1.7\n", "PDF"),
        (b"SQLite format 3\0", "SQLite"),
        (b"{\\rtf1 a", "RTF"),
        (b"abc\0def", "byte 3 is zero"),
        (bytes(range(1, 32)) * 3, "control codes"),
        ("قال حفتر".encode() + b"\xff" + "والجيش".encode(), "damaged UTF-8"),
        (b"\xff\xfea", "byte 2 .*utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, what: str) -> None:
    with pytest.raises(BadText, match=what):
        decode(data)


def test_a_named_encoding_is_obeyed_or_refused() -> None:
    assert decode("État".encode("cp1252"), "latin-1").certain
    assert decode(codecs.BOM_UTF8 + b"a", "utf-8").text == "a"
    assert decode("اa".encode("utf-16"), "utf-16").text == "اa"
    with pytest.raises(BadText, match="unknown encoding 'klingon'"):
        decode(b"a", "klingon")
    with pytest.raises(BadText, match="unknown encoding 'hex'"):
        decode(b"61", "hex")
    with pytest.raises(BadText, match=r"byte 3 \(line 2, 0xE9\) is not utf-8"):
        decode(b"ab\n\xe9a", "utf-8")
    with pytest.raises(BadText, match=r"say that it is utf-8, not windows-1256"):
        decode(codecs.BOM_UTF8 + "حفتر".encode(), "windows-1256")


@given(texts)
def test_utf8_text_comes_back_whole(text: str) -> None:
    data = codecs.BOM_UTF8 + text.encode()
    assert decode(data, "utf-8").text == text
    assert decode(data, "utf-8").encoding == "utf-8"
