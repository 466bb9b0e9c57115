"""Strings that are hard on text code: Arabic with marks, French, emoji, controls, flags, Hangul, Indic."""

from hypothesis import strategies as st

PIECES = (
    *"ابتلوفكس ةىئؤأآإ،؛؟.!?…«»“”()[]'’-_/:#@ \t\n\r0123٠١٢éàÉœaAbz",
    *"\u064b\u0651\u0670\u0640\u0301\u0308\u20e3\ufe0f\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067",
    *"\u2069\u200b\ufeff\xa0\u202f\xad\u2028\u2029\x00\x0b\x0c\x85\u0600\u06dd\u0903\u0915\u094d\u0937\u0e33",
    *"\u1100\u1161\u11a8\uac00\uac01🇱🇾😀👩🔴🏽⚠©𝟘𐐀",
    "و",
    "ال",
    "لل",
    "\r\n",
    "l’",
    "qu'",
    "U.N.",
    "1,5",
    "http://a.b/",
    "x@y.fr",
    " د. ",
    "Mme",
)
hard_texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
any_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.one_of(hard_texts, any_texts)
