"""Writes CoNLL: a token a line, a column of tags for each layer, a blank line after each sentence."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import lru_cache

from annotator.interchange.format import WriteOptions
from annotator.interchange.iob import (
    SCHEMES,
    Chunk,
    Tagged,
    layers_of,
    option,
    tagged,
    tags,
    tokens_of,
    words_of,
)
from annotator.interchange.losses import BLANKS, IDS, Loss
from annotator.interchange.record import Record
from annotator.interchange.source import Target
from annotator.text.sentences import sentences

DOCSTART = "-DOCSTART- -X- -X-"


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One file: word, two empty columns, and the tags of each layer. Field `scheme`: iob2, iob1 or bioes."""
    layers = [layer.name for layer in layers_of(options)]
    with target.open() as out:
        for record in records:
            out.write(_document(record, tagged(record, options), layers, options).encode())


def write_layers(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """A file for each layer, `LAYER.conll`, with one column of tags."""
    layers = [layer.name for layer in layers_of(options)]
    with ExitStack() as stack:
        files = {name: stack.enter_context(target.open(f"{name}.conll")) for name in layers}
        for record in records:
            found = tagged(record, options)
            for name, out in files.items():
                out.write(_document(record, found, [name], options).encode())


def lost(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """Spans off the borders of tokens or over another of their layer; blanks, and the document's id."""
    yield from tagged(record, options).losses(record, options.owner)
    yield Loss(record.id, "", 0, 0, IDS, "the document's id")
    yield Loss(record.id, "", 0, 0, BLANKS, "the blanks between tokens")


def _document(record: Record, found: Tagged, layers: list[str], options: WriteOptions) -> str:
    scheme = option(options, "scheme", SCHEMES)
    columns = [tags(found.chunks[name], len(found.tokens), scheme) for name in layers]
    text = record.text
    beside = columns[0] if len(columns) == 1 else map(" ".join, zip(*columns, strict=True))
    rows = [f"{word} _ _ {row}\n" for word, row in zip(words_of(text), beside, strict=True)]
    ends = _sentence_ends(text, found, [chunk for name in layers for chunk in found.chunks[name]])
    for end in ends:
        rows[end - 1] += "\n"
    return f"{DOCSTART}{' O' * len(layers)}\n\n{''.join(rows)}"


def _sentence_ends(text: str, found: Tagged, chunks: list[Chunk]) -> list[int]:
    """How many tokens stand before each end of a sentence; none inside a chunk, which readers would cut there."""
    starts = [start for start, _ in found.tokens]
    inside = {n for chunk in chunks for n in range(chunk.first + 1, chunk.last)}
    ends = [bisect_right(starts, end - 1) for _, end in _sentences_of(text)]
    return [end for end in ends if end not in inside]


@lru_cache(maxsize=1)
def _sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences, remembered for the layers of one text."""
    return sentences(text, tokens_of(text), words_of(text))
