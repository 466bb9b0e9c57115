"""On which line of a TOML text each table, key and array element stands; its meaning is tomllib's job."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Path = tuple[str | int, ...]

# Strings first, so that no bracket, comma or number sign inside one is taken for grammar.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[ \t\r]+"
    r"|[\n\[\]{},=.]"
    r"|[^\s\"'\#\[\]{},=.]+",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_DEPTH = {"[": 1, "{": 1, "]": -1, "}": -1}


class _Token(NamedTuple):
    text: str
    line: int


@dataclass(slots=True)
class _Scan:
    lines: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)  # array of tables -> how many so far
    table: Path = ()

    def note(self, base: Path, parts: list[str], line: int) -> Path:
        path = base
        for part in parts:
            path += (part,)
            self.lines.setdefault(path, line)
        return path

    def entered(self, path: Path) -> Path:
        """The path, or that of the last element where it is an array of tables."""
        return (*path, self.counts[path] - 1) if path in self.counts else path


def toml_lines(body: str) -> dict[Path, int]:
    """The line, from 1, of every path such as ("labels", 0, "name") in a TOML text that tomllib accepts.

    Keys inside inline tables are left out: `line_of` answers with the line of what holds them.
    """
    scan = _Scan()
    for statement in _statements(body):
        add = _add_header if statement[0].text == "[" else _add_assignment
        add(scan, statement)
    return scan.lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of the path, or of the innermost thing around it that has one, or 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statements(body: str) -> Iterator[list[_Token]]:
    """The tokens of each table header and each assignment, without blanks and comments."""
    statement: list[_Token] = []
    line, depth = 1, 0
    for match in _TOKEN.finditer(body):
        text = match.group()
        depth += _DEPTH.get(text, 0)
        if text == "\n" and depth == 0 and statement:
            yield statement
            statement = []
        elif not text.isspace() and text[0] != "#":
            statement.append(_Token(text, line))
        line += text.count("\n")
    if statement:
        yield statement


def _add_header(scan: _Scan, statement: list[_Token]) -> None:
    line, is_array = statement[0].line, statement[1].text == "["
    *outer, last = _key(statement[2:-2] if is_array else statement[1:-1])
    path: Path = ()
    for part in outer:
        path = scan.entered(scan.note(path, [part], line))
    path = scan.note(path, [last], line)
    if is_array:
        scan.counts[path] = scan.counts.get(path, 0) + 1
    scan.table = scan.entered(path)
    scan.lines.setdefault(scan.table, line)


def _add_assignment(scan: _Scan, statement: list[_Token]) -> None:
    equals = next(at for at, token in enumerate(statement) if token.text == "=")
    path = scan.note(scan.table, _key(statement[:equals]), statement[0].line)
    value = statement[equals + 1 :]
    if value[0].text == "[":
        scan.lines.update({(*path, n): line for n, line in enumerate(_element_lines(value))})


def _element_lines(array: list[_Token]) -> list[int]:
    """The line on which each element of an array begins."""
    found: list[int] = []
    depth, expecting = 0, False
    for token in array:
        if expecting and token.text != "]":
            found.append(token.line)
        depth += _DEPTH.get(token.text, 0)
        expecting = depth == 1 and token.text in ("[", ",")
    return found


def _key(tokens: list[_Token]) -> list[str]:
    return [_unquoted(token.text) for token in tokens if token.text != "."]


def _unquoted(token: str) -> str:
    if token[0] == "'":
        return token[1:-1]
    return _ESCAPE.sub(_character, token[1:-1]) if token[0] == '"' else token


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(escape[3], escape[3])
