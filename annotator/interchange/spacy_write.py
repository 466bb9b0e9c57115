"""Writes spaCy's DocBin: all spans in `doc.spans["sc"]`, those of one layer without overlaps in `doc.ents`."""

from collections.abc import Iterable, Iterator
from typing import Any

from annotator.interchange.format import WriteOptions
from annotator.interchange.iob import (
    INNERMOST,
    NESTINGS,
    Chunk,
    Ranges,
    TagLayer,
    disjoint,
    layers_of,
    option,
    placed,
    tokens_of,
)
from annotator.interchange.jsonl_flat import chosen
from annotator.interchange.library import library
from annotator.interchange.losses import Loss
from annotator.interchange.record import Record
from annotator.interchange.source import Target
from annotator.model.errors import Refused

GROUP = "sc"  # what spaCy's spancat reads unless it is told otherwise
ID = "id"  # in the user data of a document
_ATTRIBUTES = ("ORTH", "ENT_IOB", "ENT_TYPE")


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One DocBin. The field `ents` names the layer of `doc.ents`, else the first."""
    spacy = library("spacy.tokens", "export", "spaCy")
    vocab = library("spacy.vocab", "export", "spaCy").Vocab()
    layer = _layer(options)
    docbin = spacy.DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    for record in records:
        docbin.add(_doc(record, options, layer, spacy, vocab))
    with target.open() as out:
        out.write(docbin.to_bytes())


def lost(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """Spans off the borders of tokens. What overlaps is in `doc.spans`, if not in `doc.ents`."""
    spans = chosen(record, options.owner).spans
    for span, what, reason in placed(spans, tokens_of(record.text), options.borders)[1]:
        yield Loss(record.id, options.owner, span.start, span.end, what, reason)


def _layer(options: WriteOptions) -> TagLayer:
    layers = layers_of(options)
    name = options.fields.get("ents", layers[0].name)
    for layer in layers:
        if layer.name == name:
            return layer
    raise Refused(f"There is no layer '{name}'. There are: {', '.join(each.name for each in layers)}.")


def _doc(record: Record, options: WriteOptions, layer: TagLayer, spacy: Any, vocab: Any) -> Any:
    cut = tokens_of(record.text)
    words, spaces, numbers = _words(record.text, cut)
    doc = spacy.Doc(vocab, words=words, spaces=spaces, user_data={ID: record.id})
    chunks, _ = placed(chosen(record, options.owner).spans, cut, options.borders)
    flat, _ = disjoint(chunks, layer, innermost=option(options, "nesting", NESTINGS) == INNERMOST)

    def span(chunk: Chunk) -> Any:
        first, last = numbers[chunk.first], numbers[chunk.last - 1] + 1
        return spacy.Span(doc, first, last, label=chunk.span.label)

    doc.spans[GROUP] = [span(chunk) for chunk in chunks]
    doc.ents = [span(chunk) for chunk in flat]
    return doc


def _words(text: str, cut: Ranges) -> tuple[list[str], list[bool], list[int]]:
    """The words of the Doc, which of them a space follows, and where our tokens are among them.

    Blanks beyond one space are words of their own, as in spaCy's own tokenizers, so that no text is lost.
    """
    words: list[str] = []
    spaces: list[bool] = []
    numbers = []
    at = 0
    for start, end in [*cut, (len(text), len(text))]:
        gap = text[at:start]
        if words and gap.startswith(" "):
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if start < end:
            numbers.append(len(words))
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return words, spaces, numbers
