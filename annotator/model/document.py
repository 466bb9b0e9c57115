"""A document: one article whose text never changes after import."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

UID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is what all offsets count into, in code points."""

    id: str
    name: str
    text: str
    language: str = ""
    source: str = ""
    direction: str = ""  # "" (automatic), "ltr" or "rtl": an override of the article's direction
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def uid(self) -> bytes:
        """The identity on every laptop: 16 bytes of a hash of id and text. Costs a hash of the text each time."""
        return document_uid(self.id, self.text)


def text_hash(text: str) -> bytes:
    """SHA-256 of the text as UTF-8, 32 bytes."""
    return hashlib.sha256(text.encode()).digest()


def default_id(text: str) -> str:
    """The id of a document whose source gave none: the first 16 hex digits of the text's SHA-256."""
    return text_hash(text).hex()[:16]


def document_uid(id: str, text: str) -> bytes:
    """A hash of id and text, 16 bytes: the same article with the same id is one document everywhere."""
    return hashlib.sha256(id.encode() + b"\0" + text.encode()).digest()[:UID_BYTES]
