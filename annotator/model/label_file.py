"""The label-set file: TOML text to LabelSet, with every mistake named by line, and back."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from annotator.model.errors import Refused
from annotator.model.label_checks import label_set_problems
from annotator.model.labels import Attribute, Label, LabelSet, Layer, LinkRule
from annotator.model.problem import Problem
from annotator.model.toml_lines import line_of, toml_lines
from annotator.model.toml_table import TomlTable

_HEADING = "# A label set: labels/README.md says how to write one."
_SET_KEYS = ("name", "guideline", "layers", "labels")
_LAYER_KEYS = ("name", "names", "style", "snap")
_LABEL_KEYS = (
    "name", "names", "short", "layer", "key", "light", "dark", "guideline", "attributes", "links",
)  # fmt: skip
_ATTRIBUTE_KEYS = ("name", "names", "values")
_LINK_KEYS = ("role", "names", "targets")
_VALUE_KEYS = ("name", "names")


def read_label_set(body: str, *, file: str = "label set") -> LabelSet:
    """The label set that a TOML text describes; its `body` is the text with plain newlines and without a BOM.

    Names are brought to NFC. Raises Refused with one line for every mistake in the file: file, line, the fix.
    """
    body = body.removeprefix("\ufeff").replace("\r\n", "\n")
    problems: list[Problem] = []
    label_set = _label_set(TomlTable(_parsed(body, file), (), problems), body)
    reported = {problem.path for problem in problems}
    problems += [problem for problem in label_set_problems(label_set) if problem.path not in reported]
    if problems:
        raise Refused(_listed(problems, body, file))
    return label_set


def _listed(problems: list[Problem], body: str, file: str) -> str:
    lines = toml_lines(body)
    placed = sorted((line_of(lines, problem.path), problem.message) for problem in problems)
    return "\n".join(f"{file}, line {line}: {message}" for line, message in placed)


def _parsed(body: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(body)
    except ValueError as error:
        reason, _, place = str(error).partition(" (at ")
        line = _syntax_line(reason, place, body)
        hint = _syntax_hint(reason, body.split("\n")[line - 1])
        raise Refused(f"{file}, line {line}: this is not TOML ({reason}); {hint}") from error
    except RecursionError as error:
        raise Refused(f"{file}, line 1: brackets are nested too deeply; take most of them out") from error


def _syntax_line(reason: str, place: str, body: str) -> int:
    if number := re.match(r"line (\d+)", place):
        return int(number[1])
    # tomllib names the end of the file where a long text is not closed; the mark that opened it helps more.
    end = body.rfind('"""') if reason.startswith("Unterminated") else len(body.rstrip())
    return body.count("\n", 0, max(end, 0)) + 1


def _syntax_hint(reason: str, line: str) -> str:
    if re.search("[“”„«»‘’]", line):
        return 'write text between straight quotation marks, such as name = "PERSON"'
    if re.search("overwrite|declare|mutate|twice|[Dd]uplicate|redefine", reason):
        return "the same key is there twice, keep one"
    if reason.startswith(("Unterminated", "Illegal character '\\n'")):
        return "close the quotation mark that was opened"
    return 'a line is a [[table]] or a key with its value, such as name = "PERSON"'


def _label_set(table: TomlTable, body: str) -> LabelSet:
    table.only("a label set", _SET_KEYS)
    return LabelSet(
        name=table.text("name"),
        layers=tuple(_layer(each) for each in table.tables("layers")),
        labels=tuple(_label(each) for each in table.tables("labels")),
        body=body,
        guideline=table.by_language("guideline"),
    )


def _layer(table: TomlTable) -> Layer:
    table.only("a layer", _LAYER_KEYS)
    plain = Layer(table.name())
    return Layer(
        name=plain.name,
        style=table.text("style", plain.style),
        snap=table.text("snap", plain.snap),
        names=table.by_language("names"),
    )


def _label(table: TomlTable) -> Label:
    table.only("a label", _LABEL_KEYS)
    plain = Label(table.name(), table.name("layer"), "")
    return Label(
        name=plain.name,
        layer=plain.layer,
        short=table.text("short", plain.name or "?"),
        names=table.by_language("names"),
        key=table.text("key"),
        light=table.text("light", plain.light),
        dark=table.text("dark", plain.dark),
        guideline=table.by_language("guideline"),
        attributes=tuple(_attribute(each) for each in table.tables("attributes")),
        links=tuple(_link(each) for each in table.tables("links")),
    )


def _attribute(table: TomlTable) -> Attribute:
    table.only("an attribute", _ATTRIBUTE_KEYS)
    values = [_value(table, n, value) for n, value in enumerate(table.array("values"))]
    return Attribute(
        name=table.name(),
        values=tuple(name for name, _ in values),
        names=table.by_language("names"),
        value_names={name: names for name, names in values if names},
    )


def _value(table: TomlTable, n: int, value: object) -> tuple[str, Mapping[str, str]]:
    """The name of a value and what it is called. It is written "high" or { name = "high", names = {…} }."""
    data = value if isinstance(value, dict) else {"name": value}
    inner = TomlTable(data, (*table.path, "values", n), table.problems)
    inner.only("a value", _VALUE_KEYS)
    return inner.name(), inner.by_language("names")


def _link(table: TomlTable) -> LinkRule:
    table.only("a link", _LINK_KEYS)
    return LinkRule(role=table.name("role"), targets=table.texts("targets"), names=table.by_language("names"))


def write_label_set(label_set: LabelSet) -> str:
    """A TOML text that `read_label_set` reads as an equal label set. Comments of its `body` are not kept.

    It is written, not checked: reading it back tells what is wrong with it.
    """
    head = [_HEADING, f"name = {_quoted(label_set.name)}", *_guideline_lines(label_set.guideline)]
    return (
        "\n\n".join(
            "\n".join(block)
            for block in (head, *map(_layer_lines, label_set.layers), *map(_label_lines, label_set.labels))
        )
        + "\n"
    )


def _layer_lines(layer: Layer) -> list[str]:
    return [
        "[[layers]]",
        f"name = {_quoted(layer.name)}",
        *_names_lines(layer.names),
        f"style = {_quoted(layer.style)}",
        f"snap = {_quoted(layer.snap)}",
    ]


def _label_lines(label: Label) -> list[str]:
    return [
        "[[labels]]",
        f"name = {_quoted(label.name)}",
        *_names_lines(label.names),
        f"short = {_quoted(label.short)}",
        f"layer = {_quoted(label.layer)}",
        *([f"key = {_quoted(label.key)}"] if label.key else []),
        f"light = {_quoted(label.light)}",
        f"dark = {_quoted(label.dark)}",
        *_guideline_lines(label.guideline),
        *(line for link in label.links for line in _link_lines(link)),
        *(line for attribute in label.attributes for line in _attribute_lines(attribute)),
    ]


def _link_lines(link: LinkRule) -> list[str]:
    targets = ", ".join(map(_quoted, link.targets))
    return [
        "",
        "[[labels.links]]",
        f"role = {_quoted(link.role)}",
        *_names_lines(link.names),
        f"targets = [{targets}]",
    ]


def _attribute_lines(attribute: Attribute) -> list[str]:
    values = [_value_text(value, attribute.value_names.get(value, {})) for value in attribute.values]
    return [
        "",
        "[[labels.attributes]]",
        f"name = {_quoted(attribute.name)}",
        *_names_lines(attribute.names),
        "values = [",
        *(f"    {value}," for value in values),
        "]",
    ]


def _value_text(value: str, names: Mapping[str, str]) -> str:
    return f"{{ name = {_quoted(value)}, names = {_inline(names)} }}" if names else _quoted(value)


def _names_lines(names: Mapping[str, str]) -> list[str]:
    return [f"names = {_inline(names)}"] if names else []


def _inline(names: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{_key(language)} = {_quoted(name)}" for language, name in names.items()) + " }"


def _guideline_lines(guideline: Mapping[str, str]) -> list[str]:
    return [f"guideline.{_key(language)} = {_long_quoted(text)}" for language, text in guideline.items()]


def _key(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else _quoted(key)


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def _long_quoted(text: str) -> str:
    # Three quotation marks in a row would end the text, so every second one of a row is escaped.
    return '"""\n' + _escaped(text).replace('""', '"\\"') + '"""'


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda sign: f"\\u{ord(sign[0]):04x}", escaped)
