"""What the tests of formats share: reading and writing in memory, and making rows."""

import io
import json
from typing import Any

from annotator.interchange import jsonl
from annotator.interchange.format import Format, ReadOptions, WriteOptions
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import StreamTarget, source_of_bytes


def read(
    data: bytes, options: ReadOptions | None = None, *, name: str = "x.jsonl", by: Format = jsonl.FORMAT
) -> tuple[list[Record], list[Problem]]:
    assert by.read
    found = list(by.read(source_of_bytes(name, data), options or ReadOptions()))
    return [r for r in found if isinstance(r, Record)], [p for p in found if isinstance(p, Problem)]


def write(records: list[Record], options: WriteOptions | None = None, *, by: Format = jsonl.FORMAT) -> bytes:
    out = io.BytesIO()
    assert by.write
    by.write(records, options or WriteOptions(), StreamTarget(out))
    return out.getvalue()


def lines(*rows: Any) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def row_with(text: str, *spans: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": text, "annotations": [{"owner": "A1", "spans": list(spans)}], **more}


def spans_in(records: list[Record]) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.label) for r in records for each in r.annotations for s in each.spans]
