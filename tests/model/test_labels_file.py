import pytest

from annotator.model.errors import Refused
from annotator.model.label_file import read_label_set
from annotator.model.labels import Attribute, Label, LabelSet, Layer, LinkRule

SMALL = """\
name = "small"
guideline.en = "Shortest text."

[[layers]]
name = "entities"

[[layers]]
name = "claims"
style = "tint"
snap = "token"

[[labels]]
name = "PERSON"
layer = "entities"
short = "PER"
key = "F2"
names = { en = "Person", ar = "شخص" }

[[labels]]
name = "CLAIM"
layer = "claims"
light = "#101010"
dark = "#f0F0f0"
guideline.fr = "Le contenu seul."

[[labels.attributes]]
name = "certainty"
names.fr = "Certitude"
values = [
    { name = "asserted", names = { fr = "affirmé" } },
    "denied",
]

[[labels.links]]
role = "speaker"
targets = ["PERSON"]
"""

MEANING = LabelSet(
    name="small",
    guideline={"en": "Shortest text."},
    layers=(Layer("entities"), Layer("claims", "tint", "token")),
    labels=(
        Label("PERSON", "entities", "PER", {"en": "Person", "ar": "شخص"}, "F2"),
        Label(
            "CLAIM",
            "claims",
            "CLAIM",
            light="#101010",
            dark="#f0F0f0",
            guideline={"fr": "Le contenu seul."},
            attributes=(
                Attribute(
                    "certainty",
                    ("asserted", "denied"),
                    {"fr": "Certitude"},
                    {"asserted": {"fr": "affirmé"}},
                ),
            ),
            links=(LinkRule("speaker", ("PERSON",)),),
        ),
    ),
)


def refusal(body: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_label_set(body, file="my.toml")
    return str(caught.value).split("\n")


def test_a_file_becomes_what_it_says() -> None:
    assert read_label_set(SMALL) == MEANING
    assert read_label_set(SMALL).body == SMALL


def test_windows_newlines_and_a_mark_of_the_encoding_change_nothing() -> None:
    windows = read_label_set("\ufeff" + SMALL.replace("\n", "\r\n"))
    assert windows == MEANING
    assert windows.uid == read_label_set(SMALL).uid


def test_names_are_composed_so_that_equal_looks_are_equal() -> None:
    decomposed = SMALL.replace('name = "PERSON"', 'name = "ÉTAT"').replace('["PERSON"]', '["E\u0301TAT"]')
    label_set = read_label_set(decomposed)
    assert label_set.names[0] == "ÉTAT"
    assert label_set.labels[1].links[0].targets == ("ÉTAT",)
    twin = SMALL.replace('"PERSON"', '"ÉTAT"').replace('"CLAIM"', '"E\u0301TAT"')
    assert refusal(twin) == ["my.toml, line 20: label 'ÉTAT' is there twice; rename or remove one"]


@pytest.mark.parametrize("name", ["شخص", "مُنظَّمة", "Événement", "人", "B-2_x", "2nd", "व्यक्ति"])
def test_letters_of_every_script_make_names(name: str) -> None:
    assert read_label_set(SMALL.replace('"PERSON"', f'"{name}"')).names[0] == name


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('name = "small"', "", 1, 'the label set has no name; add name = "…" as the first line'),
        ("guideline.en", "guidelines.en", 2,
         "'guidelines' is not known in a label set; did you mean 'guideline'?"),
        ("guideline.en", "guideline", 2,
         'guideline must be text by language; write guideline.en = "…", guideline.ar = "…"'),
        ("guideline.en", "guideline.English", 2,
         "'English' is no language code; use one such as ar, fr or en"),
        ('name = "claims"', 'name = "entities"\n# here', 8,
         "layer 'entities' is there twice; rename or remove one"),
        ('"tint"', '"tinted"', 9, "style 'tinted' is not known; did you mean 'tint'?"),
        ('"token"', '"sentence"', 10, "snap 'sentence' is not known; write 'clitic' or 'token'"),
        ('name = "PERSON"', "# nameless", 12, 'this label has no name; add name = "…"'),
        ('name = "PERSON"', 'name = "PERSON X"', 13,
         "label 'PERSON X' contains a blank; use only letters, digits, - and _"),
        ('name = "PERSON"', 'name = "A/B"', 13,
         "label 'A/B' contains '/'; use only letters, digits, - and _"),
        ('name = "PERSON"', 'name = "-A"', 13, "label '-A' begins with '-'; begin with a letter or a digit"),
        ('layer = "entities"', 'layer = "entitys"', 14,
         "layer 'entitys' is not defined; did you mean 'entities'?"),
        ('layer = "entities"', 'layer = "people"', 14,
         "layer 'people' is not defined; write 'entities' or 'claims'"),
        ('layer = "entities"\n', "", 12,
         'this label has no layer; add layer = "…", the name of one of the [[layers]]'),
        ('layer = "entities"', 'lair = "x"\nlayer = "entities"', 14,
         "'lair' is not known in a label; did you mean 'layer'?"),
        ('"PER"', "7", 15, 'short must be text; write it between quotation marks: short = "…"'),
        ('"PER"', '"  "', 15, "short is what the label's chip shows; write a few letters on one line"),
        ('"F2"', '"F1"', 16,
         "key 'F1' cannot be used for a label; use F2 to F9 or F12, also with Shift+ before it"),
        ('"F2"', '"shift+f2"', 16, "key 'shift+f2' cannot be used for a label; did you mean 'Shift+F2'?"),
        ("#101010", "black", 22, "light = 'black' is no colour; write #rrggbb, such as '#1a5cd8'"),
        ("#f0F0f0", "#f0f0f", 23, "dark = '#f0f0f' is no colour; write #rrggbb, such as '#1a5cd8'"),
        ("dark =", 'key = "F2"\ndark =', 23, "key 'F2' is that of 'PERSON'; choose another"),
        ('name = "certainty"', 'name = "how certain"', 27,
         "attribute 'how certain' contains a blank; use only letters, digits, - and _"),
        ('"denied"', '"asserted"', 31, "value 'asserted' is there twice; remove one"),
        ('"denied"', "3", 31, 'name must be text; write it between quotation marks: name = "…"'),
        ('{ name = "asserted",', '{ nane = "asserted",', 30,
         "'nane' is not known in a value; did you mean 'name'?"),
        ('role = "speaker"', "", 34, 'this link has no role; add role = "…"'),
        ('["PERSON"]', "[]", 36, "link 'speaker' has no targets; add targets = [\"…\"]"),
        ('["PERSON"]', '"PERSON"', 36, 'targets must be a list; write targets = ["…", "…"]'),
        ('["PERSON"]', "[1]", 36, 'targets must be a list of texts; write targets = ["…", "…"]'),
        ('["PERSON"]', '["PERSN"]', 36,
         "link 'speaker' points to 'PERSN', which is no label; did you mean 'PERSON'?"),
        ('["PERSON"]', '["PERSON",\n"PERSON"]', 37, "target 'PERSON' is there twice; remove one"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_its_cure(old: str, new: str, line: int, message: str) -> None:
    assert SMALL.count(old) >= 1
    assert f"my.toml, line {line}: {message}" in refusal(SMALL.replace(old, new, 1))


@pytest.mark.parametrize(
    ("body", "line", "part"),
    [
        ("name = “news”", 1, "write text between straight quotation marks"),
        ("\nname = PERSON\n", 2, "a key with its value"),
        ('name = "a"\nname = "b"\n', 2, "the same key is there twice"),
        ('name = "a\nb = 1', 1, "close the quotation mark"),
        ('name = "a"\nguideline.en = """\nIt goes on\nand on', 2, "close the quotation mark"),
        ("name = 1" + "0" * 5000, 1, "a key with its value"),
        ("name = " + "[" * 3000, 1, "brackets are nested too deeply"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(body: str, line: int, part: str) -> None:
    (message,) = refusal(body)
    assert message.startswith(f"my.toml, line {line}: ")
    assert part in message


def test_all_mistakes_are_listed_in_the_order_of_the_file() -> None:
    body = SMALL.replace('"F2"', '"Q"').replace('"tint"', '"paint"').replace('["PERSON"]', '["PLACE"]')
    assert [message.split(":")[0] for message in refusal(body)] == [
        "my.toml, line 9", "my.toml, line 16", "my.toml, line 36",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('role = "speaker"', "role = 5"),
        ('layer = "claims"', "layer = true"),
        ('light = "#101010"', "light = 101010"),
        ('names = { en = "Person", ar = "شخص" }', 'names = ["Person"]'),
        ('{ name = "asserted",', "{ name = 1,"),
    ],
)
def test_one_mistake_makes_one_message(old: str, new: str) -> None:
    assert old in SMALL
    assert len(refusal(SMALL.replace(old, new))) == 1


def test_a_cure_is_named_even_where_no_choice_comes_near() -> None:
    more = "".join(f'\n[[labels]]\nname = "L{n}"\nlayer = "claims"\n' for n in range(10))
    assert refusal(SMALL.replace('["PERSON"]', '["ZZZ"]') + more) == [
        "my.toml, line 36: link 'speaker' points to 'ZZZ', which is no label; correct it or take it out"
    ]


def test_an_empty_file_says_what_a_label_set_needs() -> None:
    assert refusal("") == [
        'my.toml, line 1: the label set has no name; add name = "…" as the first line',
        "my.toml, line 1: there is no label; add a [[labels]] table with a name and a layer",
        "my.toml, line 1: there is no layer; add a [[layers]] table with a name",
    ]


def test_tables_with_single_brackets_are_explained() -> None:
    messages = refusal(SMALL.split("[[labels]]")[0] + '[labels]\nname = "PERSON"\n')
    assert messages == ["my.toml, line 12: labels must be tables; begin each with a line [[labels]]"]
