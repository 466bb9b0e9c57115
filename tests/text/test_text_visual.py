import re
from pathlib import Path

import bidi
import pytest
from arabic_reshaper import ArabicReshaper
from bidi.mirror import MIRRORED
from hypothesis import given
from hypothesis import strategies as st
from text_strategies import texts

from annotator.text.bidi import levels, order
from annotator.text.graphemes import borders
from annotator.text.visual import visual

CASES = Path(__file__).parent / "data" / "BidiCharacterTest.sample.txt"
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
BASES = {"0": "ltr", "1": "rtl", "2": ""}
ON, OFF = "\x1b[7m", "\x1b[0m"


def test_every_case_of_the_unicode_test() -> None:
    cases = 0
    for line in CASES.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        codes, base, _, expected, line_order = line.split(";")
        found = levels("".join(chr(int(code, 16)) for code in codes.split()), BASES[base])
        kept = [level != "x" for level in expected.split()]
        assert [str(f) if k else "x" for f, k in zip(found, kept, strict=True)] == expected.split(), line
        assert [i for i in order(found) if kept[i]] == [int(i) for i in line_order.split()], line
        cases += 1
    assert cases == 1529


def unmirrored(text: str) -> str:
    """Brackets of both sides as one, as the oracle does not mirror; no marks, as it moves them."""
    plain = re.sub("[\u064b-\u065f\u0670]", "", text)
    return "".join(min(char, MIRRORED.get(char, char)) for char in plain)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("base", ["ltr", "rtl"])
def test_the_seeds_are_ordered_as_the_library_orders_them(path: Path, base: str) -> None:
    for paragraph in path.read_bytes().decode().split("\n"):
        expected = bidi.get_display(paragraph, base_dir={"ltr": "L", "rtl": "R"}[base])
        assert unmirrored(visual(paragraph, base=base, reshape=False)) == unmirrored(expected)


def test_letters_are_joined_as_the_library_joins_them() -> None:
    reshaper = ArabicReshaper({"delete_harakat": False, "use_unshaped_instead_of_isolated": False})
    for path in SEEDS:
        for word in re.findall("[\u0621-\u064a\u064b-\u0652]+", path.read_bytes().decode()):
            shown = visual(word)
            expected = reshaper.reshape(word)
            cuts = borders(expected)
            backwards = [expected[a:b] for a, b in zip(cuts[-2::-1], cuts[:0:-1], strict=True)]
            assert shown == "".join(backwards), word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال (5+5) Khalifa", "Khalifa (5+5) ﻝﺎﻗ"),
        ("Haftar (حفتر)", "Haftar (ﺮﺘﻔﺣ)"),
        ("UN (الأمم (ONU)) said", "UN (ﻢﻣﻷﺍ (ONU)) said"),
        ("ق\u200cال ه\u200d", "ﻫ ﻝﺍﻕ"),
        ("قا\u200fل", "ﻝﺎﻗ"),
        ("a\x1b[31m\tb\u202eא", "a [31m bא"),
        ("👨‍👩‍👧 قال", "ﻝﺎﻗ 👨‍👩‍👧"),
        ("", ""),
    ],
)
def test_what_a_terminal_gets(text: str, expected: str) -> None:
    assert visual(text) == expected


def marked(text: str, part: str) -> str:
    start = text.index(part)
    return visual(text, [(start, start + len(part), "<", ">")])


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("قال حفتر نعم", "حفتر", "ﻢﻌﻧ <ﺮﺘﻔﺣ> ﻝﺎﻗ"),
        ("لأحمد", "أحمد", "<ﺪﻤﺣﻷ>"),
        ("قال لأ", "ل", "ﻷ <ﻝ>ﺎﻗ"),
        ("مُحَمَّد", "م", "ﺪﻤَّﺤَ<ﻣُ>"),
        ("مُحَمَّد", "ّ", "ﺪ<ﻤَّ>ﺤَﻣُ"),
        ("Haf حفتر tar", "f ح", "Ha<f >ﺮﺘﻔ<ﺣ> tar"),
    ],
)
def test_colours_cover_the_letters_of_the_range_in_all_its_pieces(
    text: str, part: str, expected: str
) -> None:
    assert marked(text, part) == expected


def test_a_mark_inside_a_mark_is_closed_and_opened_in_order() -> None:
    marks = [(0, 5, "(", ")"), (2, 3, "[", "]")]
    assert visual("abcde", marks) == "(ab)([c])(de)"


@given(texts, st.data())
def test_codes_change_nothing_but_colour(text: str, data: st.DataObject) -> None:
    paragraph = text.replace("\n", " ")
    start = data.draw(st.integers(0, len(paragraph)))
    end = data.draw(st.integers(start, len(paragraph)))
    coloured = visual(paragraph, [(start, end, ON, OFF)])
    assert coloured.replace(ON, "").replace(OFF, "") == visual(paragraph)
    assert coloured.count(ON) == coloured.count(OFF)
    assert "\x1b" not in visual(paragraph)


@given(texts)
def test_no_letter_is_lost(text: str) -> None:
    paragraph = text.replace("\n", " ")
    letters = sorted(char for char in paragraph if char.isalpha())
    assert sorted(char for char in visual(paragraph, reshape=False) if char.isalpha()) == letters
