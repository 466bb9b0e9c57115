"""What a view shows and the text behind it: one map, both ways, whatever is hidden."""

from hypothesis import given
from text_strategies import texts

from annotator.text.view_text import view_text


def test_vowel_marks_go_and_letters_stay():
    text = "قالَ مُحَمَّدٌ إلى هٰذا يٰسٓ أ\u0654"
    made = view_text(text, hide_tashkeel=True)
    assert made.shown == "قال محمد إلى هذا يس\u0653 أ\u0654".replace("\u0653", "ٓ")
    assert made.to_shown(text.index("مُ")) == 4
    assert text[made.to_model(4) : made.to_model(8)] == "مُحَمَّدٌ"


def test_nothing_hidden_is_the_same_text():
    made = view_text("قال Khalifa", hide_tashkeel=True)
    assert (made.shown, made.kept) == ("قال Khalifa", None)
    assert view_text("a\u200fb", show_invisible=True).shown == "a↤b"


@given(texts)
def test_the_map_is_ordered_and_comes_back(text):
    made = view_text(text, hide_tashkeel=True)
    models = [made.to_model(i) for i in range(len(made.shown) + 1)]
    assert models == sorted(models)
    assert models[-1] == len(text)
    if made.shown:
        assert models[0] == 0
    for i in range(1, len(made.shown)):
        assert made.to_shown(models[i]) == i
    shown = [made.to_shown(i) for i in range(len(text) + 1)]
    assert shown == sorted(shown)
    assert shown[-1] == len(made.shown)
