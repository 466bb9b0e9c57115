"""Running the command line in this process, and small files to run it on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from annotator.__main__ import build

# 33 code points, 34 UTF-16 units, 32 graphemes (FORMATS §4 of the design).
SENTENCE = "📰 قال عليّ إن UNHCR آوت 500 أسرة."
# PERSON, ORGANIZATION and CLAIM of the sentence in each unit.
RANGES = {
    "codepoint": ((6, 10), (14, 19), (14, 32)),
    "utf16": ((7, 11), (15, 20), (15, 33)),
    "utf8": ((12, 20), (26, 31), (26, 51)),
    "grapheme": ((6, 9), (13, 18), (13, 31)),
}
LABELS = ("PERSON", "ORGANIZATION", "CLAIM")


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it wrote."""

    status: int
    out: str
    err: str

    def __iter__(self) -> Any:
        return iter((self.status, self.out, self.err))


def run(*arguments: object) -> Ran:
    """Run a command; whatever is not a refusal or an exit passes through as the bug it is."""
    command = build(lambda path: 0, lambda *given, **options: None)
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def did(*arguments: object) -> str:
    """What a command printed; it must succeed."""
    status, out, err = run(*arguments)
    assert status == 0, err
    return out


def rows_file(path: Path, *rows: Mapping[str, Any]) -> Path:
    """A JSONL file of these rows."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def row(text: str = SENTENCE, id: str = "a", **owners: list[dict[str, Any]]) -> dict[str, Any]:
    """A row with the spans of each owner."""
    sets = [{"owner": owner, "spans": spans} for owner, spans in owners.items()]
    return {"id": id, "name": f"{id}.txt", "text": text, "annotations": sets}


def span(start: int, end: int, label: str = "PERSON", **more: Any) -> dict[str, Any]:
    """A span as JSONL has it."""
    return {"start": start, "end": end, "label": label, **more}


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def export_rows(project: Path, *options: object, format: str = "jsonl") -> list[dict[str, Any]]:
    """The rows that an export writes."""
    out = project.with_suffix(f".{format}")
    did("export", project, "--format", format, "--out", out, *options)
    return read_rows(out)


def ranges(rows: list[dict[str, Any]], owner: str) -> list[tuple[int, int, str]]:
    """The spans of one owner in rows of the lossless JSONL."""
    return [
        (found["start"], found["end"], found["label"])
        for line in rows
        for owned in line["annotations"]
        if owned["owner"] == owner
        for found in owned["spans"]
    ]
