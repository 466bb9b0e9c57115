"""W3C Web Annotations: pages with their text, or annotations whose text stands in a file beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from annotator.interchange.bytes_in import read_whole
from annotator.interchange.findings import Findings, NotTaken, shown
from annotator.interchange.foreign import JSON, Lossless, read_values
from annotator.interchange.format import CODEPOINT, Format, ReadOptions
from annotator.interchange.grouped import grouped
from annotator.interchange.jsonl import begins_as_json, keys_in
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row, rows
from annotator.interchange.source import Source, SourceFile, matching
from annotator.interchange.txt import EXTENSIONS as TEXTS
from annotator.interchange.w3c_items import sets_of, source_of_item
from annotator.interchange.w3c_write import DOCUMENT, HOLDS, OWNERS, TEXT, write
from annotator.text.decode import decode
from annotator.text.normalize import BadText

EXTENSIONS = (*JSON, ".jsonld")
_PAGES = ("AnnotationPage", "AnnotationCollection")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record for each source of annotations, its text from the page, or from a .txt in the same folder.

    A text file belongs to the source that names it, or its SHA-256 ("urn:sha256:…"). Field `label` is the
    label of annotations that have none, such as highlights.
    """
    texts = {name: file for file in source.files if file.extension in TEXTS for name in _names(file)}
    for file in matching(source, (*EXTENSIONS, *TEXTS)):
        if isinstance(file, Problem):
            yield file
        elif file.extension not in TEXTS:
            pages = _Pages(file, options, texts)
            yield from read_values(file.name, pages, options, unit=CODEPOINT)


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: by the context, or by selectors."""
    if not begins_as_json(head):
        return 0.0
    if b'"@context"' in head and b"www.w3.org/ns/anno" in head:
        return 1.0
    return 0.8 if {b"selector", b"target"} <= keys_in(head) else 0.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A page with its text, or one annotation."""

    place: str
    value: dict[str, Any]
    source: str  # "" for a page


@dataclass(frozen=True, slots=True)
class _Pages:
    """The records of a file, from the beginning at each call."""

    file: SourceFile
    options: ReadOptions
    texts: Mapping[str, SourceFile]

    def __call__(self, findings: Findings) -> Iterator[Row | Problem]:
        loose = False
        for part in self._parts():
            if isinstance(part, Problem):
                yield part
            elif part.source:
                loose = True  # what else is about this text may stand at the end of the file
            else:
                yield from self._read([part], findings)
        for group in grouped(self._loose, lambda part: part.source) if loose else ():
            yield from self._read(group, findings)

    def _read(self, parts: list[_Part], findings: Findings) -> Iterator[Row | Problem]:
        place = parts[0].place
        try:
            value = self._lossless(parts, findings)
        except (NotTaken, BadText) as wrong:
            findings.not_taken(place, _as_not_taken(wrong))
            value = None
        yield from findings.take()
        if value is not None:
            yield Row(place, value)

    def _loose(self) -> Iterator[_Part]:
        return (part for part in self._parts() if isinstance(part, _Part) and part.source)

    def _parts(self) -> Iterator[_Part | Problem]:
        for row in rows(self.file, self.options.encoding):
            if isinstance(row, Problem):
                yield row
            else:
                yield from _flat(row.place, row.value)

    def _lossless(self, parts: list[_Part], findings: Findings) -> Lossless:
        first, label = parts[0], self.options.fields.get("label", "")
        text = first.value.get(TEXT)
        if type(text) is str:
            items = [item for item in _list(first.value.get("items")) if type(item) is dict]
            about, owners = first.value.get(DOCUMENT), first.value.get(OWNERS)
            sets = sets_of(items, text, first.place, findings, label)
            made: Lossless = {"text": text, "offset_unit": CODEPOINT, "annotations": sets}
            _add_owners(made["annotations"], _list(owners))
            return made | about if type(about) is dict else made
        text = self._text(first.source, [part.value for part in parts])
        items = [part.value for part in parts]
        name = first.source if not first.source.startswith("urn:") else ""
        sets = sets_of(items, text, first.place, findings, label)
        return {"text": text, "name": name, "source": first.source, "annotations": sets}

    def _text(self, source: str, items: list[dict[str, Any]]) -> str:
        for item in items:
            target = item.get("target")
            inner = target.get("source") if type(target) is dict else None
            if type(inner) is dict and type(inner.get("value")) is str:
                return str(inner["value"])
        file = self.texts.get(source) or self.texts.get(source.rpartition("/")[2])
        if file is None:
            fix = "put it beside them, in one folder, as a .txt file with the source's name"
            raise NotTaken("row", f"the text of {shown(source, 80)} is not among the annotations", fix)
        return decode(read_whole(file), self.options.encoding).text


def _as_not_taken(wrong: NotTaken | BadText) -> NotTaken:
    return wrong if isinstance(wrong, NotTaken) else NotTaken("text", str(wrong))


def _flat(place: str, value: dict[str, Any]) -> Iterator[_Part | Problem]:
    """A page that has its text, or else the annotations that are in it, however they are wrapped."""
    if type(value.get(TEXT)) is str:
        yield _Part(place, value, "")
        return
    inner = value.get("first") if "items" not in value else None
    items = (inner if type(inner) is dict else value).get("items")
    if value.get("type") not in _PAGES and type(items) is not list:
        items = [value]
    for item in _list(items):
        source = source_of_item(item) if type(item) is dict else ""
        if source:
            yield _Part(place, item, source)
        else:
            reason = f"is no annotation of a text: {shown(item, 80)}"
            yield Problem(place, reason, "it needs a target with a source and a selector", "row")


def _list(found: Any) -> list[Any]:
    return found if type(found) is list else []


def _names(file: SourceFile) -> list[str]:
    """By what a source may mean a text file: its name, with and without folder and extension, its hash."""
    with file.open() as stream:
        digest = sha256()
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return [file.name, file.name.rpartition("/")[2], file.stem, f"urn:sha256:{digest.hexdigest()}"]


def _add_owners(sets: list[dict[str, Any]], owners: list[Any]) -> None:
    """Give the sets their statuses and notes, and add those of owners who marked nothing."""
    by_name = {each["owner"]: each for each in sets}
    for raw in owners:
        name = raw.get("owner") if type(raw) is dict else None
        if type(name) is not str:
            continue
        if name not in by_name:
            by_name[name] = {"owner": name, "spans": []}
            sets.append(by_name[name])
        by_name[name] |= {"status": raw.get("status"), "note": raw.get("note")}
        if raw.get("program") is True:
            by_name[name]["program"] = True


FORMAT = Format(
    name="w3c",
    title="W3C Web Annotation (JSON-LD)",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write,
    holds=HOLDS,
)
