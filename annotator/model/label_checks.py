"""What is wrong with a label set, with place and cure of each mistake; reading files is label_file's job."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

from annotator.model.contrast import is_colour
from annotator.model.labels import KEYS, SNAPS, STYLES, Attribute, Label, LabelSet, Layer, LinkRule
from annotator.model.problem import Problem, suggestion
from annotator.model.toml_lines import Path

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_Thing = TypeVar("_Thing")


def label_set_problems(label_set: LabelSet) -> list[Problem]:
    """Everything that forbids the use of a label set; empty when it is sound."""
    return [
        *_set_problems(label_set),
        *_repeated((), "layers", "layer", [layer.name for layer in label_set.layers]),
        *_repeated((), "labels", "label", [label.name for label in label_set.labels]),
        *_all(("layers",), label_set.layers, _layer_problems),
        *_all(("labels",), label_set.labels, lambda path, label: _label_problems(path, label, label_set)),
        *_key_problems(label_set),
    ]


def _all(
    path: Path, things: Collection[_Thing], check: Callable[[Path, _Thing], Iterator[Problem]]
) -> Iterator[Problem]:
    for n, thing in enumerate(things):
        yield from check((*path, n), thing)


def _set_problems(label_set: LabelSet) -> Iterator[Problem]:
    if not label_set.name.strip():
        yield Problem(("name",), 'the label set has no name; add name = "…" as the first line')
    if not label_set.layers:
        yield Problem(("layers",), "there is no layer; add a [[layers]] table with a name")
    if not label_set.labels:
        yield Problem(("labels",), "there is no label; add a [[labels]] table with a name and a layer")
    yield from _language_problems(("guideline",), label_set.guideline)


def _layer_problems(path: Path, layer: Layer) -> Iterator[Problem]:
    yield from _name_problems((*path, "name"), "layer", layer.name)
    yield from _choice_problems((*path, "style"), "style", layer.style, STYLES)
    yield from _choice_problems((*path, "snap"), "snap", layer.snap, SNAPS)
    yield from _language_problems((*path, "names"), layer.names)


def _label_problems(path: Path, label: Label, label_set: LabelSet) -> Iterator[Problem]:
    yield from _name_problems((*path, "name"), "label", label.name)
    yield from _layer_name_problems((*path, "layer"), label.layer, label_set)
    yield from _look_problems(path, label)
    yield from _language_problems((*path, "names"), label.names)
    yield from _language_problems((*path, "guideline"), label.guideline)
    yield from _repeated(path, "attributes", "attribute", [attribute.name for attribute in label.attributes])
    yield from _all((*path, "attributes"), label.attributes, _attribute_problems)
    yield from _repeated(path, "links", "link", [link.role for link in label.links], key="role")
    yield from _all((*path, "links"), label.links, lambda at, link: _link_problems(at, link, label_set.names))


def _layer_name_problems(path: Path, layer: str, label_set: LabelSet) -> Iterator[Problem]:
    defined = [each.name for each in label_set.layers]
    if not layer:
        yield Problem(path, 'this label has no layer; add layer = "…", the name of one of the [[layers]]')
    elif layer not in defined:
        yield Problem(path, f"layer '{layer}' is not defined{suggestion(layer, defined)}")


def _look_problems(path: Path, label: Label) -> Iterator[Problem]:
    if not label.short.strip() or any(unicodedata.category(sign) == "Cc" for sign in label.short):
        yield Problem(
            (*path, "short"), "short is what the label's chip shows; write a few letters on one line"
        )
    for key, colour in (("light", label.light), ("dark", label.dark)):
        if not is_colour(colour):
            yield Problem((*path, key), f"{key} = '{colour}' is no colour; write #rrggbb, such as '#1a5cd8'")
    if label.key and label.key not in KEYS:
        near = next((key for key in KEYS if key.casefold() == label.key.casefold()), None)
        cure = f"did you mean '{near}'?" if near else "use F2 to F9 or F12, also with Shift+ before it"
        yield Problem((*path, "key"), f"key '{label.key}' cannot be used for a label; {cure}")


def _key_problems(label_set: LabelSet) -> Iterator[Problem]:
    holders: dict[str, str] = {}
    for n, label in enumerate(label_set.labels):
        holder = holders.setdefault(label.key, label.name)
        if label.key and holder is not label.name:
            yield Problem(("labels", n, "key"), f"key '{label.key}' is that of '{holder}'; choose another")


def _attribute_problems(path: Path, attribute: Attribute) -> Iterator[Problem]:
    yield from _name_problems((*path, "name"), "attribute", attribute.name)
    yield from _language_problems((*path, "names"), attribute.names)
    if not attribute.values:
        yield Problem(
            (*path, "values"), f'attribute \'{attribute.name}\' has no values; add values = ["…", "…"]'
        )
    for n, value in enumerate(attribute.values):
        at = (*path, "values", n)
        yield from _name_problems((*at, "name"), "value", value)
        yield from _language_problems((*at, "names"), attribute.value_names.get(value, {}))
        if value and value in attribute.values[:n]:
            yield Problem(at, f"value '{value}' is there twice; remove one")


def _link_problems(path: Path, link: LinkRule, labels: Collection[str]) -> Iterator[Problem]:
    yield from _name_problems((*path, "role"), "link", link.role, key="role")
    yield from _language_problems((*path, "names"), link.names)
    if not link.targets:
        yield Problem((*path, "targets"), f"link '{link.role}' has no targets; add targets = [\"…\"]")
    for n, target in enumerate(link.targets):
        at = (*path, "targets", n)
        if target not in labels:
            yield Problem(
                at, f"link '{link.role}' points to '{target}', which is no label{suggestion(target, labels)}"
            )
        elif target in link.targets[:n]:
            yield Problem(at, f"target '{target}' is there twice; remove one")


def _name_problems(path: Path, what: str, name: str, *, key: str = "name") -> Iterator[Problem]:
    # brat and CoNLL put these words between blanks, so a blank or a sign of their own would break the file.
    if not name:
        yield Problem(path, f'this {what} has no {key}; add {key} = "…"')
    elif unfit := sorted({sign for sign in name if not _is_fit(sign)}):
        shown = ", ".join("a blank" if sign.isspace() else f"'{sign}'" for sign in unfit)
        yield Problem(path, f"{what} '{name}' contains {shown}; use only letters, digits, - and _")
    elif not name[0].isalnum():
        yield Problem(path, f"{what} '{name}' begins with '{name[0]}'; begin with a letter or a digit")


def _is_fit(sign: str) -> bool:
    return sign in "-_" or unicodedata.category(sign)[0] in "LM" or unicodedata.category(sign) == "Nd"


def _choice_problems(path: Path, what: str, given: str, choices: Collection[str]) -> Iterator[Problem]:
    if given not in choices:
        yield Problem(path, f"{what} '{given}' is not known{suggestion(given, choices)}")


def _language_problems(path: Path, texts: Mapping[str, str]) -> Iterator[Problem]:
    for language in texts:
        if not _LANGUAGE.fullmatch(language):
            yield Problem(
                (*path, language), f"'{language}' is no language code; use one such as ar, fr or en"
            )


def _repeated(path: Path, array: str, what: str, names: list[str], *, key: str = "name") -> Iterator[Problem]:
    for n, name in enumerate(names):
        if name and name in names[:n]:
            yield Problem((*path, array, n, key), f"{what} '{name}' is there twice; rename or remove one")
