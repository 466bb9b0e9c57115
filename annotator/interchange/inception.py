"""INCEpTION project archives: all annotators' documents, the curated layer, and how far each one is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import orjson

from annotator.interchange import cas_json, webanno_tsv, xmi
from annotator.interchange.bytes_in import read_whole
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.grouping import FOLDERS, OwnedFile, grouped, owned
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile
from annotator.interchange.zip_source import zip_source
from annotator.model.revision import GOLD
from annotator.model.status import FINISHED, IGNORED, IN_PROGRESS, NEW
from annotator.text.normalize import BadText

PROJECT = "exportedproject.json"
Read = Callable[[OwnedFile, ReadOptions], Iterator[Record | Problem]]
_READERS: dict[str, Read] = {
    ".xmi": xmi.read_file,
    ".json": cas_json.read_file,
    ".tsv": webanno_tsv.read_file,
}
_STATUS = {
    "NEW": NEW, "INPROGRESS": IN_PROGRESS, "IN_PROGRESS": IN_PROGRESS, "FINISHED": FINISHED, "IGNORE": IGNORED,
    "ANNOTATION_IN_PROGRESS": IN_PROGRESS, "ANNOTATION_FINISHED": FINISHED,
    "CURATION_IN_PROGRESS": IN_PROGRESS, "CURATION_FINISHED": FINISHED,
}  # fmt: skip


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a document with a set for each annotator and one of gold for the curated layer."""
    status: dict[tuple[str, str], str] = {}
    for file in source.files:
        if file.name.rpartition("/")[2] == PROJECT:
            yield from _take_status(file, status)
    files = []
    for file in source.files:
        if any(part in FOLDERS for part in file.name.split("/")[:-2]):
            try:
                files += _unpacked(file)
            except (OSError, BadText) as error:
                yield Problem(file.name, str(error), "export the project again", "file")
    files = [file for file in files if file.extension in _READERS]
    if not files:
        reason = "holds no annotations as UIMA CAS (XMI or JSON) or WebAnno TSV"
        fix = "export the project again, with one of these as its secondary format"
        yield Problem(source.name, reason, fix, "file")
    yield from grouped(files, lambda each: _one(each, options, status))


def _one(
    each: OwnedFile, options: ReadOptions, status: Mapping[tuple[str, str], str]
) -> Iterator[Record | Problem]:
    for item in _READERS[each.file.extension](each, options):
        if isinstance(item, Problem):
            yield item
            continue
        known = status.get((each.document, each.owner), "")
        yield replace(
            item,
            name=item.name or each.document,
            annotations=tuple(replace(one, status=known) for one in item.annotations),
        )


def _unpacked(file: SourceFile) -> list[SourceFile]:
    """The file, or what stands in the zip archive that it is: one annotator's CAS and its type system."""
    if file.extension != ".zip":
        return [file]
    folder = file.name.rpartition("/")[0]
    stem = owned(file).file.stem
    inside = zip_source(BytesIO(read_whole(file)), file.name).files
    return [
        replace(each, name=f"{folder}/{stem}{each.extension}")
        for each in inside
        if each.extension in _READERS
    ]


def _take_status(file: SourceFile, status: dict[tuple[str, str], str]) -> Iterator[Problem]:
    try:
        project: Any = orjson.loads(read_whole(file))
        for each in project.get("annotation_documents") or []:
            status[each["name"], each["user"]] = _STATUS.get(each.get("state", ""), "")
        for each in project.get("source_documents") or []:
            if str(each.get("state", "")).startswith("CURATION_"):
                status[each["name"], GOLD] = _STATUS.get(each["state"], "")
    except (orjson.JSONDecodeError, BadText, KeyError, TypeError, AttributeError) as error:
        reason = f"how far the annotators are was not read: {error}"
        yield Problem(file.name, reason, "", "status", refused=False)


def sniff(head: bytes, name: str) -> float:
    """How sure the name makes one."""
    return 1.0 if name.rpartition("/")[2] == PROJECT else 0.0


FORMAT = Format(
    name="inception",
    title="INCEpTION project archive (zip)",
    extensions=(".zip",),
    sniff=sniff,
    read=read,
)
