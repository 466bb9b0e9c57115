"""Argilla's records as JSON: spans of responses and suggestions, in the envelopes of its several versions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from annotator.interchange.findings import Findings, NotTaken, name_of
from annotator.interchange.foreign import JSON, Lossless, read_json, text_in
from annotator.interchange.format import CODEPOINT, Format, ReadOptions, WriteOptions
from annotator.interchange.jsonl import begins_as_json, keys_in
from annotator.interchange.jsonl_flat import chosen
from annotator.interchange.losses import CROSSING, META, NESTING, OWNER_NAMES, PROGRAMS, Loss
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row
from annotator.interchange.source import Source, Target
from annotator.model.span import reading_order
from annotator.model.status import IGNORED, IN_PROGRESS, NEW

QUESTION = "spans"
_HUMAN = "human"  # the type of a suggestion that a person made; without a type a model did
SUGGESTED = "suggested"  # the owner of suggestions that name no agent
_STATUS = {"draft": IN_PROGRESS, "discarded": IGNORED}
_KEYS = frozenset({
    "id", "external_id", "fields", "metadata", "suggestions", "responses", "vectors", "status", "_server_id",
    "inserted_at", "updated_at", "dataset_id",
})  # fmt: skip
_ID, _NAME = "article_id", "article_name"  # where the metadata of a record says what the document is


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files; users and agents become owners, agents with nothing finished.

    Fields: `text` names the record's field, `question` the question, where there are several.
    """

    def convert(row: Row, findings: Findings) -> Lossless:
        return _lossless(row.value, options.fields, findings)

    return read_json(source, options, convert, unit=CODEPOINT)


def write(records: Iterable[Record], options: WriteOptions, target: Target) -> None:
    """One line for each record, one owner's spans as a suggestion. Field `question` is the question's name."""
    with target.open() as out:
        for record in records:
            row = _row(record, options)
            out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def more_losses(record: Record, options: WriteOptions) -> Iterator[Loss]:
    """Metadata that Argilla cannot filter by: all but words and numbers."""
    for key, value in record.meta.items():
        if not _is_plain(key, value):
            yield Loss(record.id, "", 0, 0, META, f"metadata {key}: neither a word nor a number")


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: by `fields` with suggestions or responses."""
    keys = keys_in(head)
    if not begins_as_json(head) or b"fields" not in keys:
        return 0.0
    return 0.9 if keys & {b"suggestions", b"responses"} else 0.5


def _row(record: Record, options: WriteOptions) -> dict[str, Any]:
    annotations = chosen(record, options.owner)
    spans = [
        {"start": span.start, "end": span.end, "label": span.label}
        for span in sorted(annotations.spans, key=reading_order)
    ]
    suggestion: dict[str, Any] = {
        "question_name": options.fields.get("question", QUESTION),
        "value": spans,
        "agent": annotations.owner or None,
        "type": "model" if annotations.program else _HUMAN,
    }
    about = {_ID: record.id} | ({_NAME: record.name} if record.name else {})
    meta = {key: value for key, value in record.meta.items() if _is_plain(key, value)}
    has_work = annotations in record.annotations
    return {
        "fields": {"text": record.text},
        "suggestions": [suggestion] if has_work else [],
        "metadata": about | meta,
    }


def _is_plain(key: str, value: object) -> bool:
    return key not in (_ID, _NAME) and type(value) in (str, int, float)


def _lossless(value: Mapping[str, Any], fields: Mapping[str, str], findings: Findings) -> Lossless:
    found = value.get("fields")
    if type(found) is not dict:
        raise NotTaken("row", "there are no fields", "an Argilla record has its text in them")
    findings.unread((k for k, v in value.items() if v not in (None, [], {})), _KEYS)
    strings = [key for key, each in found.items() if type(each) is str]
    key, text = text_in(found, [fields["text"]] if "text" in fields else ["text", *strings[:1]])
    responses = list(_responses(value.get("responses"), fields))
    sets = [*_suggestions(value.get("suggestions"), fields), *responses]
    raw = value.get("metadata")
    meta = dict(raw) if type(raw) is dict else {}
    id = name_of(meta.pop(_ID, None)) or name_of(value.get("external_id")) or name_of(value.get("id"))
    name = meta.pop(_NAME, None)
    others = {other: each for other, each in found.items() if other != key}
    made = {"id": id or "", "name": name, "text": text, "meta": others | meta, "annotations": sets}
    # Programs make suggestions and the server counts code points; what people mark on its page may be UTF-16.
    return made if responses else made | {"offset_unit": CODEPOINT}


def _suggestions(raws: Any, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Sets of agents: a list of suggestions by question, or an object with the questions as keys."""
    if type(raws) is dict:
        raws = [each | {"question_name": name} for name, each in raws.items() if type(each) is dict]
    for raw in raws if type(raws) is list else []:
        if type(raw) is dict and _is_asked(raw.get("question_name"), raw.get("value"), fields):
            owner = name_of(raw.get("agent")) or SUGGESTED
            program = raw.get("type") != _HUMAN
            status = NEW if program else ""
            yield {"owner": owner, "program": program, "status": status, "spans": _spans(raw["value"])}


def _responses(raws: Any, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Sets of users: a list with one response for each user, or an object with the questions as keys."""
    if type(raws) is dict:
        pairs = [(name, each) for name, all in raws.items() if type(all) is list for each in all]
    else:
        pairs = [pair for raw in raws or [] if type(raw) is dict for pair in _answers(raw)]
    for question, raw in pairs:
        if type(raw) is dict and _is_asked(question, raw.get("value"), fields):
            owner = name_of(raw.get("user_id")) or name_of(raw.get("user")) or ""
            status = _STATUS.get(str(raw.get("status")), "")
            yield {"owner": owner, "status": status, "spans": _spans(raw["value"])}


def _answers(raw: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """What one user answered, as (question, answer)."""
    values = raw.get("values")
    if type(values) is not dict:
        yield raw.get("question_name"), raw
        return
    for question, each in values.items():
        if type(each) is dict:
            yield question, raw | each


def _is_asked(question: Any, value: Any, fields: Mapping[str, str]) -> bool:
    """Whether the answer is one of spans: by the name of its question, or by what it holds."""
    if type(value) is not list:
        return False
    if "question" in fields:
        return bool(question == fields["question"])
    return all(type(each) is dict and "start" in each for each in value)


def _spans(value: list[Any]) -> list[Any]:
    return [
        {"start": raw.get("start"), "end": raw.get("end"), "label": raw.get("label")}
        if type(raw) is dict
        else raw
        for raw in value
    ]


FORMAT = Format(
    name="argilla",
    title="Argilla records",
    extensions=JSON,
    sniff=sniff,
    read=read,
    write=write,
    holds=frozenset({NESTING, CROSSING, OWNER_NAMES, META, PROGRAMS}),
    more_losses=more_losses,
    asks={"question": (QUESTION,)},
)
