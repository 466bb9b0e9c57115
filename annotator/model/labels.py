"""A label set: which labels there are, their layers, attributes and links, and how they look."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

UID_BYTES = 16
LANE, TINT = "lane", "tint"
STYLES = (LANE, TINT)
CLITIC, TOKEN = "clitic", "token"
SNAPS = (CLITIC, TOKEN)
# Letters and digits do not reach a shortcut on every keyboard layout; F1 is help, F10 opens the menus and
# F11 is full screen.
KEYS = tuple(f"{shift}F{n}" for shift in ("", "Shift+") for n in (2, 3, 4, 5, 6, 7, 8, 9, 12))


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that spans of a label may have: one of `values`."""

    name: str
    values: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # language -> what the window calls it
    value_names: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # value -> language -> the same


@dataclass(frozen=True, slots=True)
class LinkRule:
    """A pointer that spans of a label may have, by role: to spans of which labels."""

    role: str
    targets: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """One label. `name` is what is stored and exported; the rest is for people."""

    name: str
    layer: str
    short: str  # what its chip shows
    names: Mapping[str, str] = field(default_factory=dict)
    key: str = ""  # one of KEYS, or "" for none
    light: str = "#555555"
    dark: str = "#bbbbbb"
    guideline: Mapping[str, str] = field(default_factory=dict)  # language -> text
    attributes: tuple[Attribute, ...] = ()
    links: tuple[LinkRule, ...] = ()

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, or None."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def link(self, role: str) -> LinkRule | None:
        """The link rule of that role, or None."""
        return next((link for link in self.links if link.role == role), None)


@dataclass(frozen=True, slots=True)
class Layer:
    """Labels that share rules. `style` is "lane" (underlined) or "tint" (a pale background)."""

    name: str
    style: str = LANE
    snap: str = CLITIC  # how gestures snap: "clitic" (token borders and clitic cut points) or "token"
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The labels of a project, in order. `body` is the file they were read from.

    Label sets are equal when they mean the same; `uid` tells files apart that only differ in their comments.
    """

    name: str
    layers: tuple[Layer, ...]
    labels: tuple[Label, ...]
    body: str = field(default="", compare=False)
    guideline: Mapping[str, str] = field(default_factory=dict)  # language -> text for every span

    @property
    def uid(self) -> bytes:
        """The identity on every laptop: 16 bytes of a hash of the body."""
        return hashlib.sha256(self.body.encode()).digest()[:UID_BYTES]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the labels, in order."""
        return tuple(label.name for label in self.labels)

    def label(self, name: str) -> Label | None:
        """The label of that name, or None where the set lacks it."""
        return next((label for label in self.labels if label.name == name), None)

    def layer(self, name: str) -> Layer | None:
        """The layer of that name, or None."""
        return next((layer for layer in self.layers if layer.name == name), None)

    def layer_of(self, label: str) -> Layer | None:
        """The layer of the label of that name, or None where the set lacks it."""
        found = self.label(label)
        return self.layer(found.layer) if found else None


def name_in(language: str, names: Mapping[str, str], otherwise: str) -> str:
    """What the window calls a thing: its name in the language, else in English, else `otherwise`."""
    return names.get(language) or names.get("en") or otherwise
