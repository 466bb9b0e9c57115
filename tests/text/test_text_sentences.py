from pathlib import Path

import pytest
from hypothesis import given
from text_strategies import texts

from annotator.text.sentences import sentences
from annotator.text.tokens import is_blank, tokens

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "قال حفتر نعم.|وأضاف المسماري لا.",
        "هل وصل؟|نعم!|وصل أمس",
        "أكد المصدر، أن اللقاء تم؛ وأشار إلى ذلك.",
        "وصل د. محمد إلى طرابلس.|ثم عاد.",
        'قال "سنذهب. ولن نعود" وأضاف ذلك.',
        'قال: "سنذهب غدا."|وأضاف المسماري أن الأمر انتهى.',
        'سأل "هل تذهب؟" وأضاف أن ذلك ممكن.',
        "قال إن ... الأمر انتهى.",
        "M. Macron est arrivé.|Mme Le Pen aussi.",
        "J. Chirac et le Dr. Keïta.|Ils sont là.",
        "Le taux est de 3.5 pour cent.|Il baisse.",
        "L’U.N. a dit non.|Le 3 avril 2019.|Puis rien.",
        "« Quoi ? » dit-il.|« Non ! »|Il sort.",
        "Il a dit : « Nous irons. Nous reviendrons. »|Puis il est parti.",
        "les groupes extrémistes ».|Le Caire considère",
        "Attendez…|Il arrive. et puis non.",
        "Voir www.a.fr ou a@b.fr.|Fin",
        "1. Premier point.|Deuxième (voir plus haut).|Troisième.",
        'He said "5" and left.|She stayed 6" away.|End',
        "first\n|second\n\n|third",
    ],
)
def test_where_sentences_end(text: str) -> None:
    whole = text.replace("\n|", "\n").replace("|", " ")
    expected = [part.strip() for part in text.split("|")]
    assert [whole[start:end] for start, end in sentences(whole)] == expected


def test_sentences_run_together_are_two() -> None:
    text = "انتهى الاجتماع.وقال المصدر. Demain.Le président"
    assert [text[start:end] for start, end in sentences(text)] == [
        "انتهى الاجتماع.",
        "وقال المصدر.",
        "Demain.",
        "Le président",
    ]


@given(texts)
def test_sentences_hold_every_token_and_never_cross_a_newline(text: str) -> None:
    place = 0
    for start, end in sentences(text):
        assert place <= start < end
        assert all(map(is_blank, text[place:start]))
        assert "\n" not in text[start:end]
        assert not is_blank(text[start])
        place = end
    assert all(map(is_blank, text[place:]))
    borders = {token.end for token in tokens(text)}
    assert {end for _, end in sentences(text)} <= borders


def test_the_seeds() -> None:
    found = [len(sentences(path.read_bytes().decode())) for path in SEEDS]
    assert found == [14, 16, 16, 24, 28]
