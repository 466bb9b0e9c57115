"""GATE documents, as XML or as bdoc JSON: reads them; each annotation set is an owner's."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError, parse

import orjson

from annotator.interchange.bytes_in import read_whole
from annotator.interchange.drafts import Draft, spans_from
from annotator.interchange.findings import Findings, NotTaken, shown
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.reading import Reading
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.model.document import default_id
from annotator.text.normalize import BadText, normalize

EXTENSIONS = (".xml", ".bdocjs")
_UNITS = {"j": "utf16", "p": "codepoint"}
_PLAIN = ("java.lang.", "java.math.")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a file; its id is that of its text. What GATE reads of a page's markup is a set as well."""
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, options)


def _read_file(file: SourceFile, options: ReadOptions) -> Iterator[Record | Problem]:
    findings = Findings()
    try:
        if file.head(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            record = _from_json(read_whole(file), file, options, findings)
        else:
            with file.open() as stream:
                record = _from_xml(stream, file, findings)
    except (ParseError, orjson.JSONDecodeError, BadText) as error:
        yield Problem(
            file.name, f"cannot be read: {error}", "it was cut off or changed: make it again", "file"
        )
    except NotTaken as wrong:
        yield Problem(file.name, str(wrong), wrong.fix, wrong.kind)
    else:
        yield from findings.take()
        yield record


def _from_xml(stream: BinaryIO, file: SourceFile, findings: Findings) -> Record:
    # Expat fetches nothing from outside and refuses entities that blow up.
    root = parse(stream).getroot()
    body = root.find("TextWithNodes")
    if root.tag != "GateDocument" or body is None:
        raise NotTaken("file", f"is no GATE document but <{root.tag}>", "name its format with --format")
    text, nodes = _text_and_nodes(body)
    sets: dict[str, list[Draft]] = {}
    for each in root.findall("AnnotationSet"):
        drafts = sets.setdefault(each.get("Name", ""), [])
        drafts += [
            _draft(annotation, nodes, file.name, findings) for annotation in each.findall("Annotation")
        ]
    return _record(text, sets, Reading(text, normalize(text)), file, "", findings)


def _text_and_nodes(body: Element) -> tuple[str, dict[str, int]]:
    """The text, and the code point of each node by its id, which counts UTF-16 units."""
    parts = [body.text or ""]
    at = len(parts[0])
    nodes = {}
    for node in body:
        nodes[node.get("id", "")] = at
        parts.append(node.tail or "")
        at += len(parts[-1])
    return "".join(parts), nodes


def _draft(annotation: Element, nodes: Mapping[str, int], name: str, findings: Findings) -> Draft:
    id = annotation.get("Id", "")
    place = f"{name}, annotation {id}"
    start, end = (nodes.get(annotation.get(key, "")) for key in ("StartNode", "EndNode"))
    features: dict[str, Any] = {}
    for feature in annotation.findall("Feature"):
        value = feature.find("Value")
        plain = value is not None and value.get("className", "java.lang.String").startswith(_PLAIN)
        features[feature.findtext("Name", "")] = (
            (value.text or "") if plain and value is not None else [value]
        )
    return Draft(
        place, annotation.get("Type", ""), [(start, end)], id, attributes=_plain(features, place, findings)
    )


def _from_json(data: bytes, file: SourceFile, options: ReadOptions, findings: Findings) -> Record:
    value = orjson.loads(data)
    text = value.get("text") if isinstance(value, dict) else None
    given = value.get("annotation_sets") if isinstance(value, dict) else None
    if not isinstance(text, str) or not isinstance(given, dict):
        raise NotTaken(
            "file", "is no bdoc: text or annotation_sets are missing", "name its format with --format"
        )
    unit = options.unit or _UNITS.get(value.get("offset_type", "p"), "codepoint")
    sets = {str(name): _drafts(each, file.name, findings) for name, each in given.items()}
    name = value.get("name")
    reading = Reading(text, normalize(text), unit)
    return _record(text, sets, reading, file, name if isinstance(name, str) else "", findings)


def _drafts(given: Any, name: str, findings: Findings) -> list[Draft]:
    found = []
    for raw in given.get("annotations", []) if isinstance(given, dict) else []:
        if not isinstance(raw, dict) or not isinstance(raw.get("type"), str):
            findings.refuse(name, "span", f"{shown(raw)} is no annotation with a type")
            continue
        id = str(raw.get("id", ""))
        place = f"{name}, annotation {id}"
        features = raw.get("features")
        plain = _plain(features if isinstance(features, dict) else {}, place, findings)
        found.append(Draft(place, raw["type"], [(raw.get("start"), raw.get("end"))], id, attributes=plain))
    return found


def _plain(features: Mapping[str, Any], place: str, findings: Findings) -> dict[str, str]:
    """The features that are one value; lists and objects are named."""
    found = {}
    for name, value in features.items():
        if isinstance(value, bool):
            found[name] = str(value).lower()
        elif isinstance(value, (str, int, float)):
            found[name] = str(value)
        elif value is not None:
            findings.refuse(place, "attribute", f"{name} holds more than one value", "attributes are strings")
    return found


def _record(
    text: str,
    sets: Mapping[str, list[Draft]],
    reading: Reading,
    file: SourceFile,
    name: str,
    findings: Findings,
) -> Record:
    made = tuple(
        AnnotationSet(owner, spans=spans_from(drafts, reading, findings))
        for owner, drafts in sorted(sets.items())
        if drafts or not owner
    )
    stored = reading.moved.text
    own = name or file.name.rpartition("/")[2]
    return Record(stored, default_id(stored), name=own, annotations=made, place=file.name)


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one."""
    if b"<GateDocument" in head:
        return 1.0
    return 0.95 if b'"annotation_sets"' in head or name.lower().endswith(".bdocjs") else 0.0


FORMAT = Format(
    name="gate",
    title="GATE document (XML, bdoc JSON)",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
)
