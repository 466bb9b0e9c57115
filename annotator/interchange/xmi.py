"""UIMA CAS as XMI: reads it without its type system; `cas_write` writes it.

An XMI file names the type of each structure, and its features are attributes: that is enough for spans, and
type systems are what people most often leave behind.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from annotator.interchange.cas import OUR_SPAN, Cas, Structure, record_from
from annotator.interchange.cas_write import HOLDS, unwritable_xmi, write_xmi
from annotator.interchange.findings import Findings
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.grouping import OwnedFile, grouped
from annotator.interchange.names import from_feature
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile, matching

EXTENSIONS = (".xmi",)
_XMI_ID = "{http://www.omg.org/XMI}id"
_PACKAGE = re.compile(r"\{http:///(.*)\.ecore\}(.+)")
_POINTERS = frozenset({"Governor", "Dependent", "target", "first", "next", "pos"})
_VALUES = frozenset({"begin", "end", "sofa", "role"})
_IDS = re.compile(r"\d+(?: \d+)*")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a document; in folders as INCEpTION makes them, with a set for each owner."""
    files = []
    for file in matching(source, (*EXTENSIONS, ".xml")):
        if isinstance(file, Problem):
            yield file
        elif file.extension != ".xml" or not source.folder:  # type systems stand beside
            files.append(file)
    yield from grouped(files, lambda each: read_file(each, options))


def read_file(each: OwnedFile, options: ReadOptions) -> Iterator[Record | Problem]:
    """The record of one file, after its problems."""
    try:
        with each.file.open() as stream:
            cas = _cas(stream)
    except ParseError as error:
        yield Problem(
            each.file.name, f"is not XML: {error}", "it was cut off or changed: make it again", "file"
        )
        return
    if cas is None:
        yield Problem(each.file.name, "holds no text (no sofa with a sofaString)", "", "empty")
        return
    yield from record_from(cas, each, options.unit, Findings())


def _cas(stream: BinaryIO) -> Cas | None:
    """The first view that has a text; None where there is none."""
    elements = []
    depth = 0
    # Expat fetches nothing from outside and refuses entities that blow up.
    for event, element in iterparse(stream, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 1:
            elements.append((element, list(element)))
    sofas = [e for e, _ in elements if e.tag.endswith("}Sofa") and e.get("sofaString") is not None]
    if not sofas:
        return None
    sofa = sofas[0].get(_XMI_ID, "")
    made = (_structure(element, children) for element, children in elements)
    views = [each for each in made if each.features.get("sofa", sofa) == sofa and each.id]
    structures = {each.id: each for each in views}
    _find_references(structures)
    return Cas(sofas[0].get("sofaString", ""), structures, len(sofas))


def _structure(element: Element, children: Iterable[Element]) -> Structure:
    found = _PACKAGE.fullmatch(element.tag)
    type = f"{found[1].replace('/', '.')}.{found[2]}" if found else element.tag
    features = {from_feature(name): value for name, value in element.attrib.items() if name != _XMI_ID}
    for child in children:
        before = features.get(child.tag)
        features[child.tag] = f"{before} {child.text or ''}" if before else child.text or ""
    return Structure(element.get(_XMI_ID, ""), type, features)


def _find_references(structures: dict[str, Structure]) -> None:
    """Tell references from values: by name, or as lists of links, which are structures without a place."""
    links = {
        id for id, each in structures.items() if "target" in each.features and "begin" not in each.features
    }
    for each in structures.values():
        for name, value in list(each.features.items()):
            is_value = name in _VALUES or (each.type == OUR_SPAN and name != "links")
            ids = [] if is_value or not _IDS.fullmatch(value) else value.split(" ")
            if ids and (name in _POINTERS or links.issuperset(ids)):
                each.references[name] = ids
                del each.features[name]


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one."""
    return 0.95 if b"http://www.omg.org/XMI" in head else 0.5 if name.lower().endswith(EXTENSIONS) else 0.0


def is_xmi(file: SourceFile) -> bool:
    """Whether the file is named as one."""
    return file.extension in EXTENSIONS


FORMAT = Format(
    name="xmi",
    title="UIMA CAS as XMI (INCEpTION, DKPro)",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write_xmi,
    holds=HOLDS,
    units=("utf16",),
    folder=True,
    more_losses=unwritable_xmi,
)
