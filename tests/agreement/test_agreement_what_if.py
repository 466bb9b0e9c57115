"""What if some differences of borders did not matter: spans move together, and only where it makes a difference."""

import pytest
from agreement_corpora import FEWER, figured
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.article import Article, article
from annotator.agreement.titles import Titles, is_title, titles_from
from annotator.agreement.what_if import NOTHING, WhatIf, as_if
from annotator.app.titles import titles
from annotator.model.span import Span

ALL = WhatIf(trivial=True, clitics=True, titles=True)


def marked(text: str, **quotes: str) -> Article:
    """One PERSON an annotator, by its words; the first place where they stand."""
    sets = {
        owner: [Span(text.index(quote), text.index(quote) + len(quote), "PERSON")]
        for owner, quote in quotes.items()
    }
    return article("d", text, sets)


def supposed(one: Article, what_if: WhatIf) -> dict[str, list[str]]:
    found = as_if(one, what_if, titles())
    return {owner: [one.text[s.start : s.end] for s in spans] for owner, spans in found.sets.items()}


@pytest.mark.parametrize(
    ("text", "first", "second", "what_if"),
    [
        ("قال «الجيش الليبي»، أمس", "«الجيش الليبي»،", "الجيش الليبي", WhatIf(trivial=True)),
        ("قال عَلِيٌّ أمس", "عَلِيٌّ", "عَلِي", WhatIf(trivial=True)),
        ("وجاء والحكومة أمس", "والحكومة", "الحكومة", WhatIf(clitics=True)),
        ("وجاء والحكومة أمس", "والحكومة", "حكومة", WhatIf(clitics=True)),
        ("avec l’ONU hier", "l’ONU", "ONU", WhatIf(clitics=True)),
        ("قال المشير خليفة حفتر أمس", "المشير خليفة حفتر", "خليفة حفتر", WhatIf(titles=True)),
        ("قال الرئيس السيسي أمس", "الرئيس السيسي", "السيسي", WhatIf(titles=True)),
        ("قال السيد الرئيس قيس سعيد", "السيد الرئيس قيس سعيد", "قيس سعيد", WhatIf(titles=True)),
        ("hier M. Dupont a dit", "M. Dupont", "Dupont", WhatIf(titles=True)),
        ("Le maréchal Haftar", "Le maréchal Haftar", "Haftar", WhatIf(titles=True)),
        ("the Prime Minister Dbeibah", "Prime Minister Dbeibah", "Dbeibah", WhatIf(titles=True)),
        ("قال «والرئيس السيسي» أمس", "«والرئيس السيسي»", "السيسي", ALL),
    ],
)
def test_what_does_not_matter_makes_no_difference(
    text: str, first: str, second: str, what_if: WhatIf
) -> None:
    one = marked(text, A=first, B=second)
    found = supposed(one, what_if)
    assert found["A"] == found["B"]
    assert as_if(one, NOTHING, titles()) is one
    assert figured([one], resamples=1).f1["strict"].overall.pooled == 0
    assert figured([as_if(one, what_if, titles())], resamples=1).f1["strict"].overall.pooled == 1


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("قال خليفة حفتر أمس", "خليفة حفتر", "حفتر"),  # a first name is no title
        ("hier Jean Dupont", "Jean Dupont", "Dupont"),
        ("الجيش الوطني الليبي", "الجيش الوطني الليبي", "الجيش"),  # an end is no matter of titles or clitics
    ],
)
def test_what_matters_stays(text: str, first: str, second: str) -> None:
    one = marked(text, A=first, B=second)
    assert as_if(one, ALL, titles()) is one


def test_a_start_moves_only_to_where_another_span_starts() -> None:
    """وليد begins with letters that might be clitics: it is left alone unless somebody begins after them."""
    one = marked("قال وليد أمس", A="وليد", B="وليد")
    assert as_if(one, ALL, titles()) is one


def test_a_span_of_signs_alone_stays() -> None:
    one = marked("قال … أمس", A="…", B="قال")
    assert supposed(one, WhatIf(trivial=True))["A"] == ["…"]


def test_items_and_links_stay() -> None:
    span = Span(0, 6, "CLAIM", {"certainty": "asserted"}, {"speaker": ("s2",)}, "note", id="s1", item="b.1")
    one = article("d", "«abcd»", {"A": [span], "B": []})
    (moved,) = as_if(one, WhatIf(trivial=True), Titles()).sets["A"]
    assert (moved.start, moved.end, moved.item, moved.links, moved.note) == (1, 5, "b.1", span.links, "note")


def test_titles_are_read_from_lists() -> None:
    found = titles_from(["# remark", "", "Premier ministre", "الرئيس"])
    assert is_title("le premier ministre ", found)
    assert is_title("رئيس ", found)
    assert is_title("الرئيس، premier ministre ", found)
    for other in ("ministre ", " ", "", "الرئيس قال ", "premier " * 40):
        assert not is_title(other, found)


def test_the_lists_hold_what_the_view_promises() -> None:
    for said in ("President ", "M. ", "le maréchal ", "الرئيس ", "المشير ", "Dr. ", "اللواء "):
        assert is_title(said, titles())
    for name in ("Haftar ", "حفتر ", "Emmanuel ", "محمد "):
        assert not is_title(name, titles())


WORDS = st.lists(
    st.sampled_from(["الرئيس", "والحكومة", "l’ONU", "Haftar", "«", "،", "قال"]), min_size=1, max_size=8
)


@FEWER
@given(WORDS, st.data())
def test_supposing_never_separates_and_is_done_at_once(words: list[str], data: st.DataObject) -> None:
    """Equal spans stay equal, no span vanishes or turns round, and supposing twice is supposing once."""
    text = " ".join(words)
    place = st.integers(0, len(text) - 1)
    sets = {}
    for owner in "AB":
        ranges = data.draw(st.lists(st.tuples(place, st.integers(1, 12)), max_size=5))
        sets[owner] = [Span(start, min(start + size, len(text)), "P") for start, size in ranges]
    one = article("d", text, sets)
    once = as_if(one, ALL, titles())
    again = as_if(once, ALL, titles())
    for owner in "AB":
        pairs = list(zip(one.sets[owner], once.sets[owner], strict=True))
        assert all(old.start <= new.start < new.end <= old.end for old, new in pairs)
        assert [(s.start, s.end) for s in again.sets[owner]] == [(s.start, s.end) for _, s in pairs]
    borders = {
        (s.start, s.end): (t.start, t.end)
        for o in "AB"
        for s, t in zip(one.sets[o], once.sets[o], strict=True)
    }
    for owner in "AB":
        for old, new in zip(one.sets[owner], once.sets[owner], strict=True):
            assert borders[old.start, old.end] == (new.start, new.end)
