"""Hugging Face token classification: a row a document, tokens and a column of tags for each layer.

`dataset_info.json` and the head of `README.md` name the tags, so that `datasets.load_dataset` takes the columns
as ClassLabel.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

import orjson

from annotator.interchange.format import Format, WriteOptions
from annotator.interchange.iob import ASKS, SCHEMES, TAGS, TagLayer, layers_of, option, tagged, tags, words_of
from annotator.interchange.library import library
from annotator.interchange.losses import CROSSING, NESTING, Loss
from annotator.interchange.record import Record
from annotator.interchange.source import Target
from annotator.text.tokens import VERSION

FILES = ("jsonl", "parquet")
_PER_GROUP = 500  # documents that Parquet keeps together


@dataclass(slots=True)
class _Column:
    """A column of tags: their names in the order of their numbers, more as they come."""

    layer: TagLayer
    scheme: str
    names: dict[str, int] = field(default_factory=lambda: {"O": 0})

    def __post_init__(self) -> None:
        marks = "BIES" if self.scheme == "bioes" else "BI"
        for label in self.layer.labels:
            for mark in marks:
                self.number(f"{mark}-{label}")

    @property
    def name(self) -> str:
        """The column's name: ner_tags for a layer "ner"."""
        return TAGS if self.layer.name == TAGS else f"{self.layer.name}_tags"

    def number(self, tag: str) -> int:
        """The number of a tag."""
        return self.names.setdefault(tag, len(self.names))


class _Rows(Protocol):
    def add(self, row: dict[str, Any]) -> None: ...


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """A folder with data.jsonl or data.parquet (field `file`), dataset_info.json and README.md.

    The numbers of the tags are those of the field `layers`, the same for every part of a corpus; a label that
    it lacks gets the next one. Field `scheme`: iob2, iob1 or bioes.
    """
    kind = option(options, "file", FILES)
    scheme = option(options, "scheme", SCHEMES)
    columns = [_Column(layer, scheme) for layer in layers_of(options)]
    opened = _jsonl if kind == "jsonl" else _parquet
    with target.open(f"data.{kind}") as out, opened(out, columns) as rows:
        for record in records:
            rows.add(_row(record, options, columns))
    with target.open("dataset_info.json") as out:
        out.write(orjson.dumps(_info(columns), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    with target.open("README.md") as out:
        out.write(_readme(columns, kind).encode())


def lost(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """Spans off the borders of tokens, and spans over another of their layer."""
    return tagged(record, options).losses(record, options.owner)


def _row(record: Record, options: WriteOptions, columns: list[_Column]) -> dict[str, Any]:
    found = tagged(record, options)
    row: dict[str, Any] = {
        "id": record.id,
        "text": record.text,
        "tokens": words_of(record.text),
        "offsets": found.tokens,
    }
    for column in columns:
        made = tags(found.chunks[column.layer.name], len(found.tokens), column.scheme)
        numbers = {tag: column.number(tag) for tag in dict.fromkeys(made)}  # in the order of the text
        row[column.name] = [numbers[tag] for tag in made]
    return row


@dataclass(frozen=True, slots=True)
class _Lines:
    out: BinaryIO

    def add(self, row: dict[str, Any]) -> None:
        self.out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


@contextmanager
def _jsonl(out: BinaryIO, columns: list[_Column]) -> Iterator[_Rows]:
    yield _Lines(out)


class _Groups:
    """Rows on their way into Parquet, some hundred at a time."""

    def __init__(self, writer: Any, arrow: Any, schema: Any) -> None:
        self._writer, self._arrow, self._schema = writer, arrow, schema
        self._rows: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == _PER_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what is kept."""
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


@contextmanager
def _parquet(out: BinaryIO, columns: list[_Column]) -> Iterator[_Rows]:
    arrow = library("pyarrow", "export")
    parquet = library("pyarrow.parquet", "export", "pyarrow")
    texts, numbers = arrow.list_(arrow.string()), arrow.list_(arrow.int64())
    kinds = [("id", arrow.string()), ("text", arrow.string()), ("tokens", texts)]
    kinds += [("offsets", arrow.list_(numbers)), *((column.name, numbers) for column in columns)]
    schema = arrow.schema(kinds)
    with parquet.ParquetWriter(out, schema) as writer:
        groups = _Groups(writer, arrow, schema)
        yield groups
        groups.flush()
        writer.add_key_value_metadata({"huggingface": orjson.dumps({"info": _info(columns)}).decode()})


def _info(columns: list[_Column]) -> dict[str, Any]:
    """The features as `datasets` writes them."""
    text = {"dtype": "string", "_type": "Value"}
    pair = {"feature": {"dtype": "int64", "_type": "Value"}, "_type": "Sequence"}
    features: dict[str, Any] = {
        "id": text,
        "text": text,
        "tokens": {"feature": text, "_type": "Sequence"},
        "offsets": {"feature": pair, "_type": "Sequence"},
    }
    for column in columns:
        tag = {"names": list(column.names), "_type": "ClassLabel"}
        features[column.name] = {"feature": tag, "_type": "Sequence"}
    return {"features": features}


def _readme(columns: list[_Column], kind: str) -> str:
    """What `datasets` reads of a folder, in its YAML: the files and the features."""
    lines = ["---", "configs:", "- config_name: default", f"  data_files: data.{kind}", "dataset_info:"]
    lines += ["  features:", "  - name: id", "    dtype: string", "  - name: text", "    dtype: string"]
    lines += ["  - name: tokens", "    sequence: string", "  - name: offsets", "    sequence:"]
    lines += ["      sequence: int64"]
    for column in columns:
        lines += [
            f"  - name: {_quoted(column.name)}",
            "    sequence:",
            "      class_label:",
            "        names:",
        ]
        lines += [f"          '{n}': {_quoted(name)}" for name, n in column.names.items()]
    return "\n".join([*lines, "---", "", f"Tokens by Annotator's tokenizer, version {VERSION}.", ""])


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()  # a JSON string is a YAML string


FORMAT = Format(
    name="hf",
    title="Hugging Face token classification (JSON Lines or Parquet)",
    extensions=(),
    sniff=lambda head, name: 0.0,
    write=write,
    holds=frozenset({NESTING, CROSSING}),  # what overlaps within a layer is named by `lost`
    folder=True,
    more_losses=lost,
    asks=ASKS | {"file": FILES},
)
