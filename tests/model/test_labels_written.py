import random
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.errors import Refused
from annotator.model.label_file import read_label_set, write_label_set
from annotator.model.labels import KEYS, Attribute, Label, LabelSet, Layer, LinkRule
from annotator.model.toml_lines import Path, line_of, toml_lines
from annotator.paths import resource

NEWS = resource("labels", "news.toml").read_text(encoding="utf-8")

names = st.from_regex(r"[A-Za-zéشخص0-9][A-Zءا-ي0-9_-]{0,5}", fullmatch=True)
texts = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.text("\"\\'\n\r\t=[]{},.#a", max_size=12),
)
by_language = st.dictionaries(st.sampled_from(["ar", "fr", "en", "pt-BR"]), texts, max_size=3)
shorts = st.text("ABC\"'\\[#شخ", min_size=1, max_size=3)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def attributes() -> st.SearchStrategy[Attribute]:
    values = st.lists(names, min_size=1, max_size=3, unique=True)
    named = st.dictionaries(st.integers(0, 2), by_language.filter(bool), max_size=3)
    return st.builds(
        lambda name, values, names, named: Attribute(
            name, tuple(values), names, {values[n]: each for n, each in named.items() if n < len(values)}
        ),
        names, values, by_language, named,
    )  # fmt: skip


@st.composite
def label_sets(draw: st.DrawFn) -> LabelSet:
    layers = draw(st.lists(names, min_size=1, max_size=2, unique=True))
    labels = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    keys = draw(st.permutations(KEYS))
    targets = st.lists(st.sampled_from(labels), min_size=1, unique=True).map(tuple)
    links = st.builds(LinkRule, names, targets, by_language)
    return LabelSet(
        name=draw(texts.filter(str.strip)),
        guideline=draw(by_language),
        layers=tuple(
            Layer(name, draw(st.sampled_from(["lane", "tint"])), draw(st.sampled_from(["clitic", "token"])))
            for name in layers
        ),
        labels=tuple(
            Label(
                name=name,
                layer=draw(st.sampled_from(layers)),
                short=draw(shorts),
                names=draw(by_language),
                key=draw(st.sampled_from(["", keys[n]])),
                light=draw(colours),
                dark=draw(colours),
                guideline=draw(by_language),
                attributes=tuple(draw(st.lists(attributes(), max_size=2, unique_by=lambda each: each.name))),
                links=tuple(draw(st.lists(links, max_size=2, unique_by=lambda each: each.role))),
            )
            for n, name in enumerate(labels)
        ),
    )


@given(label_sets())
def test_what_is_written_reads_back_equal_and_stays_the_same(label_set: LabelSet) -> None:
    body = write_label_set(label_set)
    again = read_label_set(body)
    assert again == label_set
    assert write_label_set(again) == body


AWKWARD = [
    '"',
    '"""',
    '""""""',
    'a"',
    "'''",
    "\\",
    '\\"""',
    "\n",
    "\n\na\n",
    "\r\n",
    "\t a ",
    "\0\x7f",
    "[[labels]]\n# no",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_are_written_and_found_on_their_lines(text: str) -> None:
    label = Label("A", "b", "c", names={"en": text}, guideline={"en": text, "fr": f"x{text}"})
    label_set = LabelSet("news", (Layer("b", names={"ar": text}),), (label,), guideline={"en": text})
    body = write_label_set(label_set)
    assert read_label_set(body) == label_set
    assert_lines(body)


@given(label_sets())
def test_every_key_and_every_table_stands_on_its_line(label_set: LabelSet) -> None:
    body = write_label_set(label_set)
    assert_lines(body)


def test_the_lines_of_the_programs_own_label_set() -> None:
    assert_lines(NEWS)


def assert_lines(body: str) -> None:
    lines, rows = toml_lines(body), body.split("\n")
    for path, value in walk(tomllib.loads(body), ()):
        row = rows[line_of(lines, path) - 1]
        if isinstance(path[-1], str):
            assert path[-1] in row
        elif isinstance(value, dict) and path[-2] != "values":
            assert row == "[[" + ".".join(part for part in path if isinstance(part, str)) + "]]"
        else:
            assert row.strip().startswith(("{ name", '"', "targets"))


def walk(value: Any, path: Path) -> list[tuple[Path, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value)] * bool(path) + [each for key, below in inner for each in walk(below, (*path, key))]


def test_lines_of_the_rarer_grammar() -> None:
    body = "\n".join(
        [
            "# [[labels]]",
            "'quoted' . \"\\u0061\\\"b\" = ''' x = 1",
            "[[labels]] '''  # ]",
            "deep = [ # [",
            "  [1, 2],",
            "",
            '  ["a,]", [3]], { x = [4, 5] },',
            "]",
            "[one . two]",
            "x.y = 1",
            '[["three".four]]',
            '[["three".four]]',
            'z = """a""b"""" # the first of the four marks belongs to the text "[',
            "[three.four.five]",
            "v = 1",
        ]
    )
    data, lines = tomllib.loads(body), toml_lines(body)
    assert data["three"]["four"][1]["five"] == {"v": 1}
    wanted = {
        ("quoted", 'a"b'): 2, ("deep",): 4, ("deep", 0): 5, ("deep", 1): 7, ("deep", 2): 7,
        ("one", "two", "x", "y"): 10, ("three", "four", 0): 11, ("three", "four", 1): 12,
        ("three", "four", 1, "z"): 13, ("three", "four", 1, "five"): 14,
        ("three", "four", 1, "five", "v"): 15,
    }  # fmt: skip
    assert {path: lines[path] for path in wanted} == wanted
    assert ("deep", 3) not in lines
    assert line_of(lines, ("deep", 2, "x")) == 7
    assert line_of(lines, ("absent",)) == 1


@given(st.integers(0, 2**32))
def test_a_file_with_slips_of_the_hand_is_read_or_refused_by_line(seed: int) -> None:
    body = slipped(NEWS, random.Random(seed))
    try:
        assert read_label_set(body).body == body
    except Refused as refused:
        for message in str(refused).split("\n"):
            place, _, cure = message.partition(": ")
            assert 1 <= int(place.removeprefix("label set, line ")) <= body.count("\n") + 1
            assert ";" in cure


def slipped(body: str, chance: random.Random) -> str:
    """The text with two slips, each a line lost or doubled, or a character lost or put in."""
    for _ in range(2):
        rows = body.split("\n")
        n = chance.randrange(len(rows))
        at = chance.randrange(len(rows[n]) + 1)
        rows[n : n + 1] = chance.choice(
            [
                [],
                [rows[n]] * 2,
                [rows[n][:at] + rows[n][at + 1 :]],
                [rows[n][:at] + chance.choice('"[]=.x ') + rows[n][at:]],
            ]
        )
        body = "\n".join(rows)
    return body
