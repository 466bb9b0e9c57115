"""Whether a row that was read from a damaged file is what a row of its table must be."""

from collections.abc import Iterable, Mapping

import orjson

from annotator.model.document import UID_BYTES, document_uid, text_hash
from annotator.model.people import annotator_uid
from annotator.model.revision import FREE_KINDS, KIND_NAMES, SPAN
from annotator.store.salvage import Row

_HASH_BYTES = 32


def item_of(row: Row) -> tuple[object, ...]:
    """What must be the same in two revisions of one item."""
    identity = (row[6],) if row[6] is not None else ((row[2], row[3]) if row[2] is not None else row[:2])
    return (row[4], row[5], *identity)


def typed(row: Row, kinds: str) -> bool:
    """Whether values are of these types: i a whole number, s text, b 16 bytes, B 32 bytes."""
    return all(_is_of(value, kind) for value, kind in zip(row, kinds, strict=True))


def _is_of(value: object, kind: str) -> bool:
    if kind in "bB":
        return isinstance(value, bytes) and len(value) == (UID_BYTES if kind == "b" else _HASH_BYTES)
    return isinstance(value, int if kind == "i" else str)


def is_document(row: Row) -> bool:
    """Whether a row is a whole document: its hashes fit its text."""
    if not typed(row, "ibssiB"):
        return False
    _, uid, id, text, length, sha256 = row
    return (document_uid(id, text), len(text), text_hash(text)) == (uid, length, sha256)


def is_annotator(row: Row) -> bool:
    """Whether a row is a person with the identity of that name."""
    return typed(row, "ibs") and annotator_uid(row[2]) == row[1]


def is_batch(row: Row) -> bool:
    """Whether a row is a batch, apart from what it refers to."""
    optional = all(value is None or isinstance(value, int) for value in (row[5], row[8]))
    return optional and typed((*row[:5], *row[6:8]), "ibiibss")


def is_revision(row: Row, lengths: Mapping[int, int]) -> bool:
    """Whether a row is a revision that fits its document; `lengths` has every document's code points."""
    batch, n, item_batch, item_n, kind, document, key, start, end, label, content, deleted, *restores = row
    whole = (item_batch, item_n, document, start, end, label, *restores)
    if (
        not typed((batch, n, kind, deleted), "iiii")
        or not _optional(whole, int)
        or not _optional([key, content], str)
    ):
        return False
    if kind not in KIND_NAMES or (key is None) != (kind in FREE_KINDS) or deleted not in (0, 1):
        return False
    if kind == SPAN and None in (document, start, label):
        return False
    if document is not None and document not in lengths:
        return False
    if (item_batch is None) != (item_n is None) or (restores[0] is None) != (restores[1] is None):
        return False
    return _is_range(start, end, lengths.get(document)) and _is_object(content)


def _optional(values: Iterable[object], kind: type) -> bool:
    return all(value is None or isinstance(value, kind) for value in values)


def _is_range(start: object, end: object, length: int | None) -> bool:
    if start is None and end is None:
        return True
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(length, int)):
        return False
    return 0 <= start < end <= length


def _is_object(content: object) -> bool:
    if content is None:
        return True
    try:
        return isinstance(orjson.loads(str(content)), dict)
    except orjson.JSONDecodeError:
        return False
