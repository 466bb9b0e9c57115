"""Writes UIMA CAS as XMI or JSON, a file for each owner of a document, in the folders of INCEpTION.

The types: annotator.Span with its label in `value`, a string feature for each attribute, `identifier`, `note`,
and `links` to annotator.Link, each with a role and a target; DKPro's DocumentMetaData says which document.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from annotator.interchange.cas import METADATA, OUR_LINK, OUR_SPAN
from annotator.interchange.format import WriteOptions
from annotator.interchange.grouping import CURATOR
from annotator.interchange.library import library
from annotator.interchange.losses import (
    ATTRIBUTES,
    CROSSING,
    IDS,
    LINKS,
    NAMES,
    NESTING,
    NOTES,
    OWNER_NAMES,
    OWNERS,
    SPAN_IDS,
    TEXT,
    Loss,
)
from annotator.interchange.names import feature_name, file_name, from_file_name, unique
from annotator.interchange.record import AnnotationSet, Record
from annotator.interchange.source import Target
from annotator.model.revision import GOLD
from annotator.model.span import Span, reading_order

HOLDS = frozenset(
    {OWNERS, OWNER_NAMES, NESTING, CROSSING, LINKS, ATTRIBUTES, NOTES, SPAN_IDS, NAMES}
)  # fmt: skip
_STRING = "uima.cas.String"
# What XML 1.0 cannot hold in any spelling.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_xmi(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """`annotation/ID/OWNER.xmi` for each set, the curated layer for gold, and `TypeSystem.xml`."""
    types = _Types()
    _write(records, target, types, ".xmi", lambda cas: str(cas.to_xmi()))
    with target.open("TypeSystem.xml") as out:
        out.write(str(types.system.to_xml()).encode())


def write_json(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """`annotation/ID/OWNER.json` for each set, the curated layer for gold; each holds its type system."""
    minimal = library("cassis.typesystem", "export", "dkpro-cassis").TypeSystemMode.MINIMAL
    _write(records, target, _Types(), ".json", lambda cas: str(cas.to_json(type_system_mode=minimal)))


def unwritable(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """What no feature holds: notes on documents, and what the names of files cannot say."""
    if from_file_name(file_name(record.id)) != record.id:
        yield Loss(record.id, "", 0, 0, IDS, "the id is too long for the name of a file")
    for annotations in record.annotations:
        if annotations.note:
            yield Loss(record.id, annotations.owner, 0, 0, NOTES, "a note on the document")


def unwritable_xmi(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """The same, and the control characters that XML 1.0 forbids."""
    yield from unwritable(record, options)
    said = [
        record.name,
        *(part for each in record.annotations for span in each.spans for part in _said(span)),
    ]
    for what, parts in ((TEXT, [record.text]), (NOTES, said)):
        if count := sum(len(_FORBIDDEN.findall(part)) for part in parts):
            reason = f"{count} control character(s), which XML forbids, become U+FFFD"
            yield Loss(record.id, "", 0, 0, what, reason)


def _said(span: Span) -> list[str]:
    return [span.note, span.label, span.id, *span.attributes.values(), *span.links]


def _write(
    records: Iterable[Record], target: Target, types: "_Types", extension: str, text_of: Callable[[Any], str]
) -> None:
    clean = _clean if extension == ".xmi" else str
    taken: set[str] = set()
    for record in records:
        folder = unique(file_name(record.id), taken)
        for annotations in record.annotations or [AnnotationSet()]:
            if not record.annotations:
                name = f"source/{folder}"
            elif annotations.owner == GOLD:
                name = f"curation/{folder}/{CURATOR}"
            else:
                name = f"annotation/{folder}/{file_name(annotations.owner)}"
            with target.open(name + extension) as out:
                out.write(text_of(_cas(record, annotations, types, clean)).encode())


class _Types:
    """The type system, made anew whenever an attribute comes that it does not know."""

    def __init__(self) -> None:
        self._cassis = library("cassis", "export", "dkpro-cassis")
        self._attributes: dict[str, str] = {}
        self._make()

    def _make(self) -> None:
        self.system: Any = self._cassis.TypeSystem()
        document = self.system.create_type(METADATA, "uima.tcas.DocumentAnnotation")
        for name in ("documentId", "documentTitle"):
            self.system.create_feature(document, name, _STRING)
        link = self.system.create_type(OUR_LINK, "uima.cas.TOP")
        span = self.system.create_type(OUR_SPAN)
        self.system.create_feature(link, "role", _STRING)
        self.system.create_feature(link, "target", span)
        self.system.create_feature(span, "links", "uima.cas.FSArray", elementType=link)
        for name in ("value", "identifier", "note", *self._attributes.values()):
            self.system.create_feature(span, name, _STRING)

    def know(self, attributes: Iterable[str]) -> None:
        """See to it that each attribute has its feature."""
        if new := sorted({name for name in attributes if name not in self._attributes}):
            self._attributes |= {name: feature_name(name) for name in new}
            self._make()

    def features(self, attributes: Iterable[tuple[str, str]]) -> dict[str, str]:
        """The values under the names of their features."""
        return {self._attributes[name]: value for name, value in attributes}

    def cas(self, text: str) -> Any:
        """An empty CAS over the text."""
        cas = self._cassis.Cas(typesystem=self.system)
        cas.sofa_string = text
        cas.sofa_mime = "text/plain"
        return cas

    def new(self, name: str, **features: Any) -> Any:
        """A new structure."""
        return self.system.get_type(name)(**features)


def _cas(record: Record, annotations: AnnotationSet, types: _Types, clean: Callable[[str], str]) -> Any:
    types.know(name for span in annotations.spans for name in span.attributes)
    cas = types.cas(clean(record.text))
    about = {"documentId": clean(record.id), "documentTitle": clean(record.name)}
    cas.add(types.new(METADATA, begin=0, end=len(record.text), **about))
    spans = sorted(annotations.spans, key=reading_order)
    made = {}
    for span in spans:
        said = {k: clean(v) for k, v in types.features(sorted(span.attributes.items())).items()}
        said |= {"value": clean(span.label), "identifier": clean(span.id), "note": clean(span.note)}
        features = {k: v for k, v in said.items() if v or k not in ("identifier", "note")}
        new = types.new(OUR_SPAN, begin=span.start, end=span.end, **features)
        made[span.id or id(span)] = new
        cas.add(new)
    for span in spans:
        _add_links(span, made, types, clean)
    return cas


def _add_links(span: Span, made: dict[Any, Any], types: _Types, clean: Callable[[str], str]) -> None:
    links = [
        types.new(OUR_LINK, role=clean(role), target=made[to])
        for role in sorted(span.links)
        for to in sorted(span.links[role])
        if to in made
    ]
    if links:
        array = types.system.get_type("uima.cas.FSArray")
        made[span.id or id(span)].links = array(elements=links)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
