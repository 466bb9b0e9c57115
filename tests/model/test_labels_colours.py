"""Whether the colours that the program ships can be read, and told apart by people who see fewer hues."""

import tomllib
from itertools import combinations
from typing import Any

import pytest

from annotator.model.contrast import (
    READABLE,
    VISIBLE,
    contrast_ratio,
    is_colour,
    linear_rgb,
    relative_luminance,
)
from annotator.model.label_file import read_label_set
from annotator.model.labels import Label
from annotator.paths import resource

FILE = resource("labels", "news.toml")
NEWS = read_label_set(FILE.read_text(encoding="utf-8"), file=FILE.name)
THEMES: dict[str, dict[str, Any]] = {
    name: tomllib.loads(resource("resources", "themes", f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("light", "dark", "high-contrast")
}
COLOURS = {
    "window", "surface", "text", "muted", "accent", "selection", "selection_text", "preview", "border",
    "warning", "error", "success", "excluded", "caret",
}  # fmt: skip
BEST = 7.0  # WCAG 2.2 success criterion 1.4.6
STRONGEST_TINT = 0.25  # of a label's colour over the surface: more than the article view mixes

# What each kind of sight makes of linear red, green, blue: Machado, Oliveira, Fernandes (2009), severity 1.
SIGHTS = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039),
    ),
}  # fmt: skip
APART = 30.0  # CIE76 distance; thin lines need many times the just noticeable 2.3


def shown(label: Label, theme: dict[str, Any]) -> str:
    return label.dark if theme["dark"] else label.light


def mixed(colour: str, ground: str, share: float) -> str:
    pairs = ((int(colour[n : n + 2], 16), int(ground[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02x}" for above, below in pairs)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """The colour as CIELAB (D65), as that kind of sight takes it."""
    light = linear_rgb(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in SIGHTS[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, sight: str) -> float:
    pairs = zip(seen(one, sight), seen(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def test_the_formula_gives_the_known_values() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#ffffff", "#000000") == pytest.approx(21)
    assert contrast_ratio("#1a5cd8", "#1A5CD8") == 1
    # The grey that is known as the lightest to pass 4.5 on white, and the next one that fails.
    assert contrast_ratio("#767676", "#ffffff") >= READABLE > contrast_ratio("#777777", "#ffffff")
    assert relative_luminance("#ff0000") == pytest.approx(0.2126)
    assert linear_rgb("#0a0000") == (pytest.approx(10 / 255 / 12.92), 0, 0)


@pytest.mark.parametrize(
    "text", ["", "#fff", "1a5cd8", "#1a5cd8 ", "#1a5cdg", "blue", "#١٢٣٤٥٦", "#1a5cd8\n"]
)
def test_only_six_hexadecimal_digits_are_a_colour(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match="#rrggbb"):
        contrast_ratio(text, "#000000")


def test_the_simulation_confuses_what_such_sight_confuses() -> None:
    assert distance("#d01c1c", "#5a7a00", "full") > 80
    assert distance("#a03000", "#5f5f00", "deutan") < 15
    assert distance("#a03000", "#5f5f00", "full") > 50
    assert distance("#0060a8", "#00705a", "tritan") < 15


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_names_every_colour(name: str) -> None:
    theme = THEMES[name]
    assert theme["name"] == name
    assert isinstance(theme["dark"], bool)
    assert set(theme) == COLOURS | {"name", "dark"}
    assert [key for key in COLOURS if not is_colour(theme[key])] == []
    assert theme["dark"] == (relative_luminance(theme["surface"]) < 0.18)


@pytest.mark.parametrize("name", THEMES)
def test_everything_that_is_read_in_a_theme_can_be_read(name: str) -> None:
    theme = THEMES[name]
    best = 12.0 if name == "high-contrast" else BEST
    least = BEST if name == "high-contrast" else READABLE
    wanted = {
        ("text", "surface"): best, ("text", "window"): best,
        ("text", "preview"): BEST, ("text", "excluded"): BEST, ("selection_text", "selection"): BEST,
        ("muted", "surface"): least, ("muted", "window"): least, ("muted", "excluded"): least,
        ("accent", "surface"): least, ("accent", "window"): least,
        ("warning", "surface"): least, ("warning", "window"): least,
        ("error", "surface"): least, ("error", "window"): least,
        ("success", "surface"): least, ("success", "window"): least,
        ("border", "surface"): VISIBLE, ("border", "window"): VISIBLE,
        ("caret", "surface"): BEST, ("caret", "selection"): BEST, ("caret", "preview"): BEST,
    }  # fmt: skip
    ratios = {pair: contrast_ratio(theme[pair[0]], theme[pair[1]]) for pair in wanted}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < wanted[pair]} == {}


@pytest.mark.parametrize("name", THEMES)
def test_grounds_differ_from_the_surface_and_from_each_other(name: str) -> None:
    theme = THEMES[name]
    grounds = [theme[key] for key in ("surface", "selection", "preview", "excluded")]
    for sight in SIGHTS:
        apart = [distance(one, other, sight) for one, other in combinations(grounds, 2)]
        assert min(apart) > 6, (sight, apart)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("label", NEWS.labels, ids=NEWS.names)
def test_a_label_is_legible_in_every_theme(label: Label, name: str) -> None:
    theme = THEMES[name]
    for ground in ("surface", "window"):
        assert contrast_ratio(shown(label, theme), theme[ground]) >= READABLE
    for ground in ("selection", "preview", "excluded"):
        assert contrast_ratio(shown(label, theme), theme[ground]) >= VISIBLE


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("label", NEWS.labels, ids=NEWS.names)
def test_text_and_other_labels_stand_out_from_the_tint_of_a_label(label: Label, name: str) -> None:
    theme = THEMES[name]
    tint = mixed(shown(label, theme), theme["surface"], STRONGEST_TINT)
    assert contrast_ratio(theme["text"], tint) >= BEST
    assert min(contrast_ratio(shown(other, theme), tint) for other in NEWS.labels) >= VISIBLE


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("one", "other"), list(combinations(NEWS.labels, 2)), ids=lambda label: label.name)
def test_labels_are_told_apart_by_every_kind_of_sight(one: Label, other: Label, sight: str) -> None:
    assert distance(one.light, other.light, sight) >= APART
    assert distance(one.dark, other.dark, sight) >= APART
