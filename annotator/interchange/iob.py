"""Spans as runs of tokens and as IOB tags, and back; what does not fit is named as a loss."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from annotator.interchange.format import WriteOptions
from annotator.interchange.jsonl_flat import chosen
from annotator.interchange.last_made import last_made
from annotator.interchange.losses import BORDERS, CROSSING, NESTING, Loss
from annotator.interchange.record import Record
from annotator.model.errors import Refused
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.text.tokens import ranges

SCHEMES = ("iob2", "iob1", "bioes")
LAYERS, OUTERMOST, INNERMOST = NESTINGS = ("layers", "outermost", "innermost")
ASKS = {"nesting": NESTINGS, "scheme": SCHEMES}
OUTSIDE = "O"
TAGS = "tags"  # the layer of a format that was told of no layers
LABELS = "labels"  # the word of losses for a label that no layer holds
TAG = re.compile(r"[BIESLUMW]-(?=.)")
_BEGINS, _ENDS = frozenset("BSU"), frozenset("ESLU")
_RESERVED = re.compile(r"[,;=%]")
Ranges = Sequence[tuple[int, int]]  # of tokens: plain pairs, as these are made by the million


@dataclass(frozen=True, slots=True)
class TagLayer:
    """Labels that share a column of tags; without labels it takes every label."""

    name: str
    labels: tuple[str, ...] = ()

    def takes(self, label: str) -> bool:
        """Whether the label is one of its own."""
        return not self.labels or label in self.labels


class Chunk(NamedTuple):
    """The tokens `first` to `last`, half-open, that stand for a span."""

    first: int
    last: int
    span: Span


@dataclass(frozen=True, slots=True)
class Tagged:
    """One owner's spans on the tokens of a text: chunks by layer, those of a layer disjoint and in order.

    `lost` says what was left out or moved, and why.
    """

    tokens: Ranges
    chunks: Mapping[str, list[Chunk]]
    lost: list[tuple[Span, str, str]]

    def losses(self, record: Record, owner: str) -> Iterator[Loss]:
        """What of the record the tags do not hold."""
        for span, what, reason in self.lost:
            yield Loss(record.id, owner, span.start, span.end, what, reason)


@lru_cache(maxsize=2)
def tokens_of(text: str) -> Ranges:
    """The tokens of a text, not to be changed; remembered, as losses are asked for just before the text is written."""
    return ranges(text)


@lru_cache(maxsize=2)
def words_of(text: str) -> list[str]:
    """The words of these tokens, not to be changed."""
    return [text[start:end] for start, end in tokens_of(text)]


def layer_fields(label_set: LabelSet) -> dict[str, str]:
    """The field that tells a format of flat tags the layers: "entities=PERSON,ORGANIZATION;claims=CLAIM"."""
    named = {layer.name: [each.name for each in label_set.labels if each.layer == layer.name]
             for layer in label_set.layers}  # fmt: skip
    parts = [f"{_quoted(name)}={','.join(map(_quoted, labels))}" for name, labels in named.items() if labels]
    return {"layers": ";".join(parts)}


def layers_of(options: WriteOptions) -> list[TagLayer]:
    """The columns of tags, in order: those of the field `layers`, one for all labels where nesting is flat."""
    if option(options, "nesting", NESTINGS) != LAYERS or not options.fields.get("layers"):
        return [
            TagLayer(
                TAGS,
                tuple(label for layer in _layers(options.fields.get("layers", "")) for label in layer.labels),
            )
        ]
    return list(_layers(options.fields["layers"]))


def option(options: WriteOptions, name: str, values: Sequence[str]) -> str:
    """The field of that name, its first value where it is not given. Raises Refused for another value."""
    value = options.fields.get(name) or values[0]
    if value not in values:
        raise Refused(f"There is no {name} '{value}'. It is one of: {', '.join(values)}.")
    return value


@last_made
def tagged(record: Record, options: WriteOptions) -> Tagged:
    """The chosen owner's spans on the text's tokens, as the options on borders and nesting say."""
    cut = tokens_of(record.text)
    fitting, lost = placed(chosen(record, options.owner).spans, cut, options.borders)
    innermost = option(options, "nesting", NESTINGS) == INNERMOST
    chunks = {}
    layers = layers_of(options)
    for layer in layers:
        chunks[layer.name], dropped = disjoint(fitting, layer, innermost=innermost)
        lost += dropped
    known = {
        label for label in {c.span.label for c in fitting} if any(layer.takes(label) for layer in layers)
    }
    for chunk in fitting:
        if chunk.span.label not in known:
            lost.append((chunk.span, LABELS, f"no layer holds the label {chunk.span.label}"))
    return Tagged(cut, chunks, lost)


def tags(chunks: Iterable[Chunk], count: int, scheme: str) -> list[str]:
    """The tags of `count` tokens; the chunks are disjoint and in order."""
    made = [OUTSIDE] * count
    before: Chunk | None = None
    for chunk in chunks:
        label, first, last = chunk.span.label, chunk.first, chunk.last
        made[first:last] = [f"I-{label}"] * (last - first)
        touches = before is not None and before.last == first and before.span.label == label
        if scheme != "iob1" or touches:
            made[first] = f"B-{label}"
        if scheme == "bioes":
            made[last - 1] = f"{'S' if last - first == 1 else 'E'}-{label}"
        before = chunk
    return made


def chunks_of(given: Sequence[str]) -> list[tuple[int, int, str]]:
    """The chunks (first, last, label) in tags of IOB1, IOB2, BIOES, BILOU or BMES, half-open, in order.

    As conlleval reads them (Tjong Kim Sang and Buchholz 2000): an I- that continues nothing begins a chunk.
    """
    found: list[tuple[int, int, str]] = []
    begin, label = -1, ""
    for n, tag in enumerate(given):
        if tag == OUTSIDE and begin < 0:
            continue
        mark, _, name = tag.partition("-") if TAG.match(tag) else (OUTSIDE, "", "")
        if begin >= 0 and (name != label or mark in _BEGINS):
            found.append((begin, n, label))
            begin = -1
        if name and begin < 0:
            begin, label = n, name
        if name and mark in _ENDS:
            found.append((begin, n + 1, label))
            begin = -1
    if begin >= 0:
        found.append((begin, len(given), label))
    return found


def begins_inside(given: Sequence[str]) -> bool:
    """Whether a chunk begins with I-, as in IOB1."""
    before = OUTSIDE
    for tag in given:
        if tag[:2] == "I-" and before[2:] != tag[2:]:
            return True
        before = tag
    return False


@lru_cache(maxsize=2)
def _layers(field: str) -> tuple[TagLayer, ...]:
    made = []
    for part in filter(None, field.split(";")):
        name, _, labels = part.partition("=")
        made.append(TagLayer(unquote(name), tuple(map(unquote, filter(None, labels.split(","))))))
    return tuple(made)


def _quoted(name: str) -> str:
    return _RESERVED.sub(lambda found: f"%{ord(found[0]):02X}", name)


def placed(
    spans: Iterable[Span], cut: Ranges, borders: str
) -> tuple[list[Chunk], list[tuple[Span, str, str]]]:
    """The spans that stand on tokens, as `borders` says; and those that were left out or moved.

    "strict" leaves out what misses the borders of tokens, "expand" and "contract" move it.
    """
    starts, ends = zip(*cut, strict=True) if cut else ((), ())
    kept: list[Chunk] = []
    lost: list[tuple[Span, str, str]] = []
    for span in spans:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first < last and starts[first] == span.start and ends[last - 1] == span.end:
            kept.append(Chunk(first, last, span))
            continue
        if borders == "contract" and first < last:
            first += starts[first] < span.start
            last -= ends[last - 1] > span.end
        if first >= last or borders == "strict":
            lost.append((span, BORDERS, f"{span.label} misses the borders of tokens: left out"))
            continue
        moved = f"its borders are moved to {starts[first]}–{ends[last - 1]} ({borders})"
        lost.append((span, BORDERS, f"{span.label} misses the borders of tokens: {moved}"))
        kept.append(Chunk(first, last, span))
    return kept, lost


def disjoint(
    chunks: Iterable[Chunk], layer: TagLayer, *, innermost: bool
) -> tuple[list[Chunk], list[tuple[Span, str, str]]]:
    """The longest chunks of the layer that do not overlap, or the shortest; and those that had to go."""
    sign = 1 if innermost else -1
    mine = [chunk for chunk in chunks if layer.takes(chunk.span.label)]
    in_order = sorted(mine, key=lambda chunk: chunk.first)
    if all(before.last <= after.first for before, after in pairwise(in_order)):
        return in_order, []  # what nearly all layers are
    kept: list[Chunk] = []
    lost = []
    taken: dict[int, Chunk] = {}
    for chunk in sorted(mine, key=lambda c: (sign * (c.last - c.first), c.first, c.span.label, c.span.id)):
        reach = range(chunk.first, chunk.last)
        other = next((taken[n] for n in reach if n in taken), None)
        if other is None:
            kept.append(chunk)
            taken.update(dict.fromkeys(reach, chunk))
        else:
            lost.append((chunk.span, *_overlap(chunk, other)))
    return sorted(kept, key=lambda chunk: chunk.first), lost


def _overlap(chunk: Chunk, other: Chunk) -> tuple[str, str]:
    inside = other.first <= chunk.first and chunk.last <= other.last
    around = chunk.first <= other.first and other.last <= chunk.last
    what = NESTING if inside or around else CROSSING
    return what, f"{chunk.span.label} overlaps {other.span.label}, which is kept: left out"
