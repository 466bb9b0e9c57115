"""What a TOML table holds, asked for by shape, with a complaint for each thing of another shape."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.model.problem import Problem, suggestion
from annotator.model.toml_lines import Path


@dataclass(frozen=True, slots=True)
class TomlTable:
    """A TOML table and its place. What has the wrong shape joins `problems` and is answered as if missing."""

    data: Mapping[str, Any]
    path: Path
    problems: list[Problem]

    def only(self, what: str, keys: tuple[str, ...]) -> None:
        """Complain of each key that is not one of `keys`; `what` is what the table describes."""
        for key in self.data:
            if key not in keys:
                self.complain((key,), f"'{key}' is not known in {what}{suggestion(key, keys)}")

    def complain(self, path: Path, message: str) -> None:
        """Add a problem; the path counts from this table."""
        self.problems.append(Problem(self.path + path, message))

    def text(self, key: str, otherwise: str = "") -> str:
        """The text of a key."""
        value = self.data.get(key, otherwise)
        if isinstance(value, str):
            return value
        self.complain((key,), f'{key} must be text; write it between quotation marks: {key} = "…"')
        return otherwise

    def name(self, key: str = "name") -> str:
        """The text of a key that names something, in NFC: what looks the same must be the same."""
        return unicodedata.normalize("NFC", self.text(key))

    def by_language(self, key: str) -> dict[str, str]:
        """The texts of a key whose value is a table: language -> text."""
        value = self.data.get(key, {})
        if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
            return value
        self.complain((key,), f'{key} must be text by language; write {key}.en = "…", {key}.ar = "…"')
        return {}

    def array(self, key: str) -> list[Any]:
        """The elements of a key whose value is a list."""
        value = self.data.get(key, [])
        if isinstance(value, list):
            return value
        self.complain((key,), f'{key} must be a list; write {key} = ["…", "…"]')
        return []

    def texts(self, key: str) -> tuple[str, ...]:
        """The elements of a key whose value is a list of names, each in NFC."""
        values = self.array(key)
        if all(isinstance(value, str) for value in values):
            return tuple(unicodedata.normalize("NFC", value) for value in values)
        self.complain((key,), f'{key} must be a list of texts; write {key} = ["…", "…"]')
        return ()

    def tables(self, key: str) -> Iterator["TomlTable"]:
        """The tables of a key that is an array of tables."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            header = ".".join([part for part in self.path if isinstance(part, str)] + [key])
            self.complain((key,), f"{key} must be tables; begin each with a line [[{header}]]")
            return
        for n, each in enumerate(value):
            yield TomlTable(each, (*self.path, key, n), self.problems)
