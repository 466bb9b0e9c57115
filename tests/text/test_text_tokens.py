from pathlib import Path

import pytest
from hypothesis import given
from text_strategies import texts

from annotator.text.graphemes import is_border
from annotator.text.tokens import Token, clitic_cuts, is_blank, token_at, tokens

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def words(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text)]


def cut(word: str) -> str:
    """The word with a bar at each clitic cut."""
    (token,) = tokens(word)
    marks = clitic_cuts(word, token)
    return "".join("|" * (i in marks) + char for i, char in enumerate(word))


@pytest.mark.parametrize(
    "text",
    [
        "مُحَمَّدًا",
        "المُشترك",
        "وبالحكومة",
        "ليبـــيا",
        "می‌خواهم",
        "ليب\u200fيا",
        "aujourd’hui",
        "prud'homme",
        "entr'ouvert",
        "quelqu’un",
        "vice-président",
        "Al-Qatrani",
        "al-‘Arabi",
        "O'Brien",
        "don't",
        "U.N.",
        "a.m.",
        "أ.ف.ب",
        "1,234.5",
        "٢٬٥٠٠",
        "17/12/2021",
        "10:30",
        "انفجار_بيروت",
        "https://example.org/a?b=c&d=%D9%85",
        "www.example.org",
        "almarsad.co.ly",
        "redaction@example.fr",
        "2020wait",
        "👨‍👩‍👧",
        "🇱🇾",
        "👍🏽",
        "\u0600😀\u200d😀",
        "\u0600٢٠٢١",
        "1️⃣",
        "…",
    ],
)
def test_one_token(text: str) -> None:
    assert words(text) == [text]
    assert words(f"« {text} »") == ["«", text, "»"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ONU", "L’|ONU"),
        ("L'ONU", "L'|ONU"),
        ("qu’al-Qaïda", "qu’|al-Qaïda"),
        ("d'Emmanuel", "d'|Emmanuel"),
        (
            "jusqu’à Lorsqu’il puisqu'on QUOIQU'IL presqu’un",
            "jusqu’|à|Lorsqu’|il|puisqu'|on|QUOIQU'|IL|presqu’|un",
        ),
        ("l’«Etat»", "l’|«|Etat|»"),
        ("qu ‘«il", "qu|‘|«|il"),
        ("Haftar's army, HAFTAR’S", "Haftar|'s|army|,|HAFTAR|’S"),
        ("forces' own", "forces|'|own"),
        ("50% من $50", "50|%|من|$|50"),
        ("(5+5)", "(|5|+|5|)"),
        ("#انفجار_بيروت @user_1", "#|انفجار_بيروت|@|user_1"),
        ('«الجيش»، “نعم”؟ "لا"؛ ...', '«|الجيش|»|،|“|نعم|”|؟|"|لا|"|؛|.|.|.'),
        ("الخميس،عن", "الخميس|،|عن"),
        ("demain.Le http://a.fr/b. (x@y.fr)", "demain|.|Le|http://a.fr/b|.|(|x@y.fr|)"),
        ("أ.ف.ب.", "أ.ف.ب|."),
        ("د. محمد", "د|.|محمد"),
        ("للجيش\xa0 الليبي\u202f!\u200bنعم", "للجيش|الليبي|!|نعم"),
        ("\u200fحفتر\u200f \u2067ليبيا\u2069", "حفتر|ليبيا"),
        ("y.fr\u200c it's\u0301", "y.fr\u200c|it|'s\u0301"),
        ("2011-2019 et/ou", "2011-2019|et|/|ou"),
        ("🇱🇾🇫🇷👍", "🇱🇾|🇫🇷|👍"),
        ("", ""),
        (" \t\n\u200e", ""),
    ],
)
def test_where_tokens_are_cut(text: str, expected: str) -> None:
    assert "|".join(words(text)) == expected


@given(texts)
def test_tokens_are_ordered_without_blanks_and_leave_only_blanks(text: str) -> None:
    place = 0
    for token in tokens(text):
        assert place <= token.start < token.end
        assert all(map(is_blank, text[place : token.start]))
        assert not any(char.isspace() for char in text[token.start : token.end])
        place = token.end
    assert all(map(is_blank, text[place:]))


@given(texts)
def test_tokens_cut_no_grapheme_but_one_that_holds_a_blank(text: str) -> None:
    for token in tokens(text):
        assert is_border(text, token.end) or is_blank(text[token.end])
        assert is_border(text, token.start) or is_blank(text[token.start - 1])


@given(texts)
def test_the_token_at_a_place_is_the_one_of_the_whole_text(text: str) -> None:
    expected: list[Token | None] = [None] * len(text)
    for token in tokens(text):
        expected[token.start : token.end] = [token] * (token.end - token.start)
    assert [token_at(text, i) for i in range(-1, len(text) + 1)] == [None, *expected, None]


@pytest.mark.parametrize("part", ["a.b", "a.", "a-b.", "x@", "\u0600", "http://.", "l'", "1,"])
def test_a_long_run_without_blanks_costs_no_more_than_its_length(part: str) -> None:
    text = part * 20_000  # with the square of it, this would not end
    assert sum(token.end - token.start for token in tokens(text)) == len(text)


@pytest.mark.parametrize(
    "word",
    [
        "و|الحكومة",
        "ف|الحكومة",
        "ب|القيادة",
        "و|ب|الحكومة",
        "ف|ل|ليبيا",
        "ل|لجيش",
        "و|ل|لجيش",
        "ك|السراج",
        "ل|أحمد",
        "لِ|لْجَيْش",
        "وَ|بِ|المُشترك",
        "ل\u0640|ليبيا",
        "ب|2021",
        "و|هم",
        "المسماري",
        "مصر",
        "له",
        "و",
        "Facebook",
    ],
)
def test_clitic_cuts(word: str) -> None:
    assert cut(word.replace("|", "")) == word


# All the ways in which names stand in the seeds: free, after a clitic, elided, in quotes, with odd spaces.
NAMES = (
    "حفتر|خليفة حفتر|الجيش الليبي|لجيش الليبي|لجيش\xa0 الليبي|القيادة العامة|الحكومة الليبية|داعش|القاعدة|"
    "حكومة الوفاق|أحمد\xa0 المسماري|المسماري|السراج|القوات المسلحة الليبية|لقوات المسلحة|الأمم المتحدة|"
    "مجلس الأمن|عبد الفتاح السيسي|القطراني|جبهة النصرة|رجب طيب أردوغان|غسان سلامة|لأمم المتحدة|"
    "Khalifa Haftar|Haftar|armée nationale libyenne|ANL|al-Qaïda|Daech|al-Qatrani|armée libyenne|"
    "Hussein Attia Al-Qatrani|al-Sarraj|Ahmed Al-Mesmari|Etat islamique|Arab Observer|Abdul Hamid Dbeibah|"
    "gouvernement d’unité nationale|gouvernement d'union nationale|Keïta"
)


def test_names_in_the_seeds_begin_and_end_at_borders_or_cuts() -> None:
    names = NAMES.split("|")
    met = set()
    for path in SEEDS:
        text = path.read_bytes().decode()
        found = tokens(text)
        ends = {token.end for token in found}
        starts = {token.start for token in found} | {i for token in found for i in clitic_cuts(text, token)}
        for name in names:
            at = text.find(name)
            while at >= 0:
                longer = text[at + len(name)].isalpha() or text[at - 1 : at] == "ا"
                assert longer or (at in starts and at + len(name) in ends), (
                    path.name,
                    text[at - 9 : at + 20],
                )
                met.add(name)
                at = text.find(name, at + 1)
    assert set(names) - met <= {"لأمم المتحدة"}
