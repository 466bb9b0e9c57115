"""UIMA CAS as JSON: reads it; `cas_write` writes it."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from annotator.interchange.bytes_in import read_whole
from annotator.interchange.cas import Cas, Structure, record_from
from annotator.interchange.cas_write import HOLDS, unwritable, write_json
from annotator.interchange.findings import Findings
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.grouping import OwnedFile, grouped
from annotator.interchange.names import from_feature
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.text.normalize import BadText

EXTENSIONS = (".json",)
SOFA = "uima.cas.Sofa"


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a document; in folders as INCEpTION makes them, with a set for each owner."""
    files: list[SourceFile] = []
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            files.append(file)
    yield from grouped(files, lambda each: read_file(each, options))


def read_file(each: OwnedFile, options: ReadOptions) -> Iterator[Record | Problem]:
    """The record of one file, after its problems."""
    try:
        value = orjson.loads(read_whole(each.file))
        cas = _cas(value)
    except (orjson.JSONDecodeError, BadText) as error:
        yield Problem(
            each.file.name, f"is not JSON: {error}", "it was cut off or changed: make it again", "file"
        )
        return
    except (TypeError, KeyError, AttributeError) as error:
        reason = f"is no CAS as JSON: its %FEATURE_STRUCTURES are not as expected ({error})"
        yield Problem(each.file.name, reason, "name its format with --format", "file")
        return
    if cas is None:
        yield Problem(each.file.name, "holds no text (no sofa with a sofaString)", "", "empty")
        return
    yield from record_from(cas, each, options.unit, Findings())


def _cas(value: Any) -> Cas | None:
    """The first view that has a text. Raises TypeError, KeyError or AttributeError for another shape."""
    given = value["%FEATURE_STRUCTURES"]
    raws = list(given) if isinstance(given, list) else [{"%ID": id, **raw} for id, raw in given.items()]
    sofas = [raw for raw in raws if raw["%TYPE"] == SOFA and isinstance(raw.get("sofaString"), str)]
    if not sofas:
        return None
    arrays = {raw["%ID"]: raw["%ELEMENTS"] for raw in raws if isinstance(raw.get("%ELEMENTS"), list)}
    sofa = sofas[0]["%ID"]
    mine = (raw for raw in raws if raw.get("@sofa", sofa) == sofa and "%ELEMENTS" not in raw)
    structures = [_structure(raw, arrays) for raw in mine]
    return Cas(sofas[0]["sofaString"], {each.id: each for each in structures}, len(sofas))


def _structure(raw: Mapping[str, Any], arrays: Mapping[Any, list[Any]]) -> Structure:
    made = Structure(str(raw["%ID"]), raw["%TYPE"])
    for name, value in raw.items():
        if name.startswith("@") and name != "@sofa":
            made.references[name[1:]] = [str(id) for id in arrays.get(value, [value])]
        elif name[0] not in "%@^" and value is not None and not isinstance(value, (dict, list)):
            text = str(value).lower() if isinstance(value, bool) else str(value)
            made.features[from_feature(name)] = text
    return made


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one."""
    return 0.95 if b'"%TYPES"' in head or b'"%FEATURE_STRUCTURES"' in head else 0.0


FORMAT = Format(
    name="cas-json",
    title="UIMA CAS as JSON (INCEpTION, DKPro)",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write_json,
    holds=HOLDS,
    units=("utf16",),
    folder=True,
    more_losses=unwritable,
)
