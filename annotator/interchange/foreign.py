"""Rows of other tools' JSON: each is brought into the shape of the lossless JSONL and read as that."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.interchange.findings import Findings, NotTaken, name_of, shown
from annotator.interchange.format import ReadOptions
from annotator.interchange.jsonl_record import record_of
from annotator.interchange.reading import Misplaced, Reading
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row, rows
from annotator.interchange.source import Source, SourceFile, matching
from annotator.interchange.unit_guess import (
    CODEPOINT,
    UTF16,
    Guess,
    depends_on_unit,
    guess_unit,
    same_words,
    spans_of,
    unit_by_quotes,
)  # fmt: skip
from annotator.model.span import IMPORTED
from annotator.text.normalize import Normalized

JSON = (".jsonl", ".ndjson", ".json")
UNREAD_FIX = "the program has no place for them; keep the file if they matter"
Lossless = dict[str, Any]  # one record as in the lossless JSONL, or None where a row holds none
Convert = Callable[[Row, Findings], Lossless | None]  # may raise NotTaken: then the row is refused


def read_json(
    source: Source, options: ReadOptions, convert: Convert, *, unit: str = UTF16
) -> Iterator[Record | Problem]:
    """The records of all JSON files; `unit` is the tool's own where the offsets themselves do not tell."""
    for file in matching(source, JSON):
        if isinstance(file, Problem):
            yield file
            continue
        again = _Again(file, options.encoding, convert)
        yield from read_values(file.name, again, options, unit=unit)


@dataclass(frozen=True, slots=True)
class _Again:
    """The converted rows of a file, from the beginning at each call."""

    file: SourceFile
    encoding: str
    convert: Convert

    def __call__(self, findings: Findings) -> Iterator[Row | Problem]:
        for row in rows(self.file, self.encoding):
            if isinstance(row, Problem):
                yield row
                continue
            try:
                value = self.convert(row, findings)
            except NotTaken as wrong:
                findings.not_taken(row.place, wrong)
                value = None
            yield from findings.take()
            if value is not None:
                yield Row(row.place, value)


Values = Callable[
    [Findings], Iterator[Row | Problem]
]  # a file's records in the lossless shape, anew each time


def read_values(name: str, values: Values, options: ReadOptions, *, unit: str) -> Iterator[Record | Problem]:
    """The records out of what is in the lossless shape; the unit of offsets is found out where it matters."""
    findings = Findings()
    guess: Guess | None = None
    for row in values(findings):
        if isinstance(row, Problem):
            yield row
            continue
        chosen = options.unit or _own_unit(row.value)
        if not chosen:
            if guess is None:
                guess = guess_unit(_undecided(values), unit)
                if guess.spans:
                    yield guess.remark(name)
            chosen = guess.unit
        _tidy(row.value, chosen)
        record = record_of(row, chosen, findings)
        yield from findings.take()
        if record is not None:
            yield record
    yield from findings.unread_keys(name, UNREAD_FIX)


def id_in(value: Mapping[str, Any], key: str = "id") -> str:
    """The id of a row as a string, "" where there is none or null. Raises NotTaken for other things."""
    found = value.get(key)
    id = name_of(found)
    if id is None:
        raise NotTaken("id", f"{key} is not a string but {shown(found)}", "write it as a string")
    return id


def text_in(value: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, str]:
    """The first of these keys with a string, and the string. Raises NotTaken where there is none."""
    wanted = list(keys)
    for key in wanted:
        if type(value.get(key)) is str:
            return key, value[key]
    there = ", ".join(value) if value else "nothing"
    reason = f"there is no text under {' or '.join(wanted)}, only {shown(there, 80)}"
    raise NotTaken("row", reason, "name the key that holds it with the field text=KEY")


def with_links(
    spans: Iterable[dict[str, Any]],
    relations: Iterable[tuple[str, str, str]],
    place: str,
    findings: Findings,
) -> None:
    """Put relations (from id, role, to id) into the spans that they start from; those from nowhere are noted."""
    by_id = {span["id"]: span for span in spans if span.get("id")}
    for source, role, target in relations:
        if source not in by_id:
            reason = f"relation {role} starts from {source or 'nothing'}, which is no span here"
            findings.refuse(place, "link", reason, "add that span, or remove the relation")
            continue
        by_id[source].setdefault("links", {}).setdefault(role, []).append(target)


def _own_unit(value: Lossless) -> str:
    """The unit that the record says or shows by its quotes, or that does not matter; "" for none of these."""
    if "offset_unit" in value:
        return str(value["offset_unit"])
    if not depends_on_unit(value["text"]) or not any(spans_of(value)):
        return CODEPOINT
    return unit_by_quotes(value)


def _undecided(values: Values) -> Iterator[Lossless]:
    for row in values(Findings()):
        if isinstance(row, Row) and not _own_unit(row.value):
            yield row.value


def _tidy(value: Lossless, unit: str) -> None:
    """Mend quotes in which a tool folded white space, so that only wrong ones are refused.

    Also completes spans to what the lossless JSONL writes, which is read several times faster.
    """
    text = value["text"]
    plain = unit == CODEPOINT and "\r" not in text
    for each in value.get("annotations", ()):
        spans = [span for span in each.get("spans", ()) if type(span) is dict]
        if all(len(span) == len(_BARE) for span in spans):
            continue
        for span in spans:
            start, end, quote = span.get("start"), span.get("end"), span.get("quote")
            if type(start) is int is type(end) and plain:
                found = text[start:end] if 0 <= start < end else ""
                if quote is None or (type(quote) is str and quote != found and same_words(quote, found)):
                    span["quote"] = found
                for key, default in _DEFAULTS.items():
                    span.setdefault(key, default)
            elif type(quote) is str:
                _mend_quote(span, text, unit)


_BARE = ("start", "end", "label")
_DEFAULTS: dict[str, Any] = {
    "label": None, "id": "", "attributes": {}, "links": {}, "note": "", "origin": IMPORTED,
}  # fmt: skip


def _mend_quote(span: dict[str, Any], text: str, unit: str) -> None:
    try:
        found = Reading(text, Normalized(text, None), unit).quote(span.get("start"), span.get("end"))
    except Misplaced:
        return  # the reader of spans says what is wrong
    if same_words(found, span["quote"]):
        span["quote"] = found
