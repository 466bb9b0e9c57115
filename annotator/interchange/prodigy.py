"""Prodigy's JSONL: the accepted answers about one text, gathered into one record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.interchange.findings import Findings, NotTaken, name_of
from annotator.interchange.foreign import JSON, Lossless, id_in, read_values, text_in, with_links
from annotator.interchange.format import CODEPOINT, Format, ReadOptions
from annotator.interchange.grouped import grouped
from annotator.interchange.jsonl import begins_as_json, keys_in
from annotator.interchange.prodigy_write import HOLDS, more_losses, write
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row, rows
from annotator.interchange.source import Source, SourceFile, matching
from annotator.model.status import IGNORED

_KEYS = frozenset({
    "text", "id", "meta", "tokens", "spans", "relations", "answer", "_input_hash", "_task_hash", "_session_id",
    "_annotator_id", "_view_id", "_timestamp", "_is_binary", "_block_hash", "priority",
})  # fmt: skip
_SPAN_KEYS = frozenset({
    "id", "start", "end", "label", "token_start", "token_end", "text", "answer", "source", "input_hash",
    "type", "rank", "score",
})  # fmt: skip


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record for each text: rows with the same text are questions about it, of one or more annotators.

    Only rows whose answer is "accept", or that have none but spans, give spans.
    """
    for file in matching(source, JSON):
        if isinstance(file, Problem):
            yield file
        else:
            yield from read_values(file.name, _Texts(file, options.encoding), options, unit=CODEPOINT)


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: by the hashes that Prodigy gives each row, or by `answer`."""
    keys = keys_in(head)
    if not begins_as_json(head) or b"text" not in keys:
        return 0.0
    if b"_input_hash" in keys or b"_task_hash" in keys:
        return 0.95
    return 0.85 if {b"spans", b"answer"} <= keys or b"token_start" in keys else 0.0


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a file with all that was answered about each, from the beginning at each call."""

    file: SourceFile
    encoding: str

    def __call__(self, findings: Findings) -> Iterator[Row | Problem]:
        for group in grouped(lambda: rows(self.file, self.encoding), _text):
            first = group[0]
            if isinstance(first, Problem):
                yield first
                continue
            try:
                value = _lossless([row for row in group if isinstance(row, Row)], findings)
            except NotTaken as wrong:
                findings.not_taken(first.place, wrong)
                value = None
            yield from findings.take()
            if value is not None:
                yield Row(first.place, value)


def _text(row: Row | Problem) -> str:
    text = row.value.get("text") if isinstance(row, Row) else None
    return text if type(text) is str else ""


def _lossless(group: list[Row], findings: Findings) -> Lossless:
    first = group[0].value
    _, text = text_in(first, ["text"])
    sets: dict[str, dict[str, Any]] = {}
    for row in group:
        _take_row(row, sets, findings)
    for each in sets.values():
        del each["seen"]
    meta = first.get("meta")
    made: Lossless = {"id": id_in(first), "text": text, "annotations": list(sets.values())}
    if meta is not None:
        made["meta"] = meta
    if _counts_code_points(first, text):
        made["offset_unit"] = CODEPOINT
    return made


def _counts_code_points(row: Mapping[str, Any], text: str) -> bool:
    """Whether the row's tokens prove it: the last one stands where code points say."""
    tokens = row.get("tokens")
    last = tokens[-1] if type(tokens) is list and tokens else None
    if type(last) is not dict or type(last.get("start")) is not int or type(last.get("end")) is not int:
        return False
    return text[last["start"] : last["end"]] == last.get("text")


def _take_row(row: Row, sets: dict[str, dict[str, Any]], findings: Findings) -> None:
    value = row.value
    findings.unread((k for k, v in value.items() if v not in (None, [], {})), _KEYS)
    raws = value.get("spans")
    raws = raws if type(raws) is list else []
    answer = value.get("answer", "accept" if raws else None)
    if answer not in ("accept", "ignore"):
        if answer is not None:
            findings.unread([f"spans of the answer {answer}"], frozenset())
        return
    owner = name_of(value.get("_annotator_id")) or name_of(value.get("_session_id")) or ""
    each = sets.setdefault(owner, {"owner": owner, "spans": [], "seen": set()})
    if answer == "ignore":
        each.setdefault("status", IGNORED)
        return
    each["status"] = ""
    mine = [_span(raw, value, findings) for raw in raws if not _is_rejected(raw)]
    _link(mine, value, row.place, findings)
    each["spans"] += [span for span in mine if _is_new(span, each["seen"])]


def _is_rejected(raw: Any) -> bool:
    return type(raw) is dict and raw.get("answer") == "reject"


def _is_new(span: Any, seen: set[Any]) -> bool:
    """Whether no earlier row about this text gave the same span."""
    key = repr([span.get(k) for k in ("start", "end", "label")] if type(span) is dict else span)
    if key in seen:
        return False
    seen.add(key)
    return True


def _span(raw: Any, row: Mapping[str, Any], findings: Findings) -> Any:
    if type(raw) is not dict:
        return raw
    if not _SPAN_KEYS.issuperset(raw):
        findings.unread(raw, _SPAN_KEYS, "spans")
    span = {"start": raw.get("start"), "end": raw.get("end"), "label": raw.get("label")}
    if "start" not in raw and "token_start" in raw:
        span["start"] = _of_token(row, raw["token_start"], "start")
        span["end"] = _of_token(row, raw.get("token_end"), "end")  # the last token, not the one after it
    if raw.get("id") is not None:
        span["id"] = name_of(raw["id"])
    if type(raw.get("text")) is str:
        span["quote"] = raw["text"]
    return span


def _of_token(row: Mapping[str, Any], number: Any, key: str) -> Any:
    tokens = row.get("tokens")
    if type(tokens) is not list or type(number) is not int or not 0 <= number < len(tokens):
        return None
    return tokens[number].get(key) if type(tokens[number]) is dict else None


def _link(spans: list[Any], row: Mapping[str, Any], place: str, findings: Findings) -> None:
    """Put the row's relations into its spans, which get ids for it where they have none."""
    relations = row.get("relations")
    if type(relations) is not list or not relations:
        return
    good = [span for span in spans if type(span) is dict]
    for number, span in enumerate(good):
        span.setdefault("id", f"{place.rpartition(' ')[2]}/{number}")
    ids = {(span["start"], span["end"], span["label"]): span["id"] for span in good}
    found = [
        (_end(raw, "head", ids), name_of(raw.get("label")) or "related", _end(raw, "child", ids))
        for raw in relations
        if type(raw) is dict
    ]
    with_links(good, found, place, findings)


def _end(raw: Mapping[str, Any], which: str, ids: Mapping[tuple[Any, Any, Any], str]) -> str:
    """The id of the span at one end of a relation; "" for none, or for a token that is in no span."""
    span = raw.get(f"{which}_span")
    if type(span) is not dict:
        return ""
    return ids.get((span.get("start"), span.get("end"), span.get("label")), "")


FORMAT = Format(
    name="prodigy",
    title="Prodigy JSONL",
    extensions=JSON,
    sniff=sniff,
    read=read,
    write=write,
    holds=HOLDS,
    more_losses=more_losses,
)
