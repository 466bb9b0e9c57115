"""Label Studio's tasks as JSON or JSON-MIN: annotations and predictions become owners."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.interchange.findings import Findings, NotTaken, name_of
from annotator.interchange.foreign import JSON, Lossless, id_in, read_json
from annotator.interchange.format import CODEPOINT, Format, ReadOptions
from annotator.interchange.jsonl import begins_as_json, keys_in
from annotator.interchange.label_studio_results import result_set
from annotator.interchange.label_studio_write import (
    COMPLETED_BY,
    FROM_NAME,
    HOLDS,
    OWN,
    TO_NAME,
    more_losses,
    write,
)
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row
from annotator.interchange.source import Source
from annotator.model.status import IGNORED, NEW, STATUSES

PREDICTIONS = "predictions"  # the owner of predictions that name no model
_ANNOTATION_KEYS = frozenset({
    "id", "completed_by", "result", "was_cancelled", "ground_truth", "created_at", "updated_at", "lead_time",
    "draft_created_at", "prediction", "result_count", "unique_id", "import_id", "last_action", "task",
    "project", "updated_by", "parent_prediction", "parent_annotation", "last_created_by", "model_version",
    "score", "created_ago", "bulk_created", "model", "model_run", "cluster", "neighbors", "mislabeling", OWN,
})  # fmt: skip
_TASK_KEYS = frozenset({
    "id", "data", "meta", "annotations", "completions", "predictions", "created_at", "updated_at",
    "inner_id", "total_annotations", "cancelled_annotations", "total_predictions", "comment_count",
    "unresolved_comment_count", "last_comment_updated_at", "project", "updated_by", "comment_authors",
    "file_upload", "annotators", "agreement", "is_labeled", "overlap", "allow_skip", "precomputed_agreement",
})  # fmt: skip
_MIN_KEYS = frozenset(
    {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "sentiment"}
)


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of all files; several annotations of one task by nobody are numbered.

    Field `text` names the key of `data` that holds the article, where there are several.
    """
    key = options.fields.get("text", "")

    def convert(row: Row, findings: Findings) -> Lossless:
        task = row.value
        is_task = any(name in task for name in ("data", "annotations", "completions", "predictions"))
        return _task(row, key, findings) if is_task else _minimal(row, key, findings)

    return read_json(source, options, convert, unit=CODEPOINT)


def sniff(head: bytes, name: str) -> float:
    """How sure the beginning makes one: by the keys that regions have, or those of an annotation."""
    keys = keys_in(head)
    if not begins_as_json(head):
        return 0.0
    if {b"from_name", b"to_name"} <= keys and b"result" in keys:
        return 0.95
    if {b"data", b"text"} <= keys and b"annotations" in keys and b"label" not in keys:
        return 0.6
    return 0.85 if {b"annotator", b"annotation_id", b"lead_time"} <= keys else 0.0


def _task(row: Row, key: str, findings: Findings) -> Lossless:
    task = row.value
    findings.unread((k for k, v in task.items() if v not in (None, [], {})), _TASK_KEYS)
    data = task.get("data", task)
    if type(data) is not dict:
        raise NotTaken("row", "data is not an object", "a task needs its data")
    text_key = _text_key(data, key)
    sets: list[dict[str, Any]] = []
    for raw in _objects(task, "annotations", "completions"):
        sets.append(_annotation(raw, row.place, findings))
    for raw in _objects(task, PREDICTIONS):
        sets.append(_prediction(raw, row.place, findings))
    made = {"id": id_in(task), "text": data[text_key], "annotations": _named(sets)}
    meta = {k: v for k, v in data.items() if k not in (text_key, "meta")} if "data" in task else {}
    under = data.get("meta")
    made["meta"] = meta | under if type(under) is dict else meta
    own = task["meta"].get(OWN) if type(task.get("meta")) is dict else None
    return made | {"offset_unit": CODEPOINT} | own if type(own) is dict else made


def _annotation(raw: Mapping[str, Any], place: str, findings: Findings) -> dict[str, Any]:
    made = _set(raw, place, findings)
    owner = _owner(raw)
    own = raw.get(OWN)
    if type(own) is dict:
        owner = name_of(own.get("owner")) or ""
        made["status"] = own["status"] if own.get("status") in STATUSES else ""
    elif raw.get("ground_truth") is True:
        findings.unread(["ground_truth"], frozenset(), "annotations")
    if raw.get("was_cancelled") is True:
        made["status"] = IGNORED
    return made | {"owner": owner}


def _prediction(raw: Mapping[str, Any], place: str, findings: Findings) -> dict[str, Any]:
    made = _set(raw, place, findings)
    made["status"] = NEW  # nobody has looked at it: never finished
    own = raw.get(OWN)
    if type(own) is dict:
        made["status"] = own["status"] if own.get("status") in STATUSES else ""
    return made | {"owner": name_of(raw.get("model_version")) or PREDICTIONS, "program": True}


def _set(raw: Mapping[str, Any], place: str, findings: Findings) -> dict[str, Any]:
    known = (key for key, value in raw.items() if value not in (None, [], {}))
    findings.unread(known, _ANNOTATION_KEYS, "annotations")
    return result_set(_list(raw.get("result")), place, findings)


def _owner(raw: Mapping[str, Any]) -> str:
    """Who completed an annotation: a number, or an object with e-mail and names."""
    by = raw.get("completed_by")
    if type(by) is not dict:
        return name_of(by) or ""
    full = f"{by.get('first_name') or ''} {by.get('last_name') or ''}".strip()
    return name_of(by.get("email")) or full or name_of(by.get("id")) or ""


def _named(sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sets, those of nobody after the first with a number for a name, as are further ones of one model.

    Without a model's empty sets where it has others: they say nothing.
    """
    nobody = [each for each in sets if not each["owner"]]
    for number, each in enumerate(nobody[1:], start=2):
        each["owner"] = f"annotation {number}"
    runs: dict[str, list[dict[str, Any]]] = {}
    for each in sets:
        if each.get("program"):
            runs.setdefault(each["owner"], []).append(each)
    for model, all_runs in runs.items():
        held = [each for each in all_runs if each["spans"]] or all_runs[:1]
        sets = [each for each in sets if each in held or not each.get("program") or each["owner"] != model]
        for number, each in enumerate(held[1:], start=2):
            each["owner"] = f"{model} {number}"
    return sets


def _minimal(row: Row, key: str, findings: Findings) -> Lossless:
    """One annotation of JSON-MIN: data and results side by side, results without ids."""
    value = row.value
    text_key = _text_key(value, key)
    names = [name for name, found in value.items() if name != text_key and _is_regions(found)]
    results = [
        {"type": "labels", "from_name": name, "value": region} for name in names for region in value[name]
    ]
    made = result_set(results, row.place, findings)
    by = value.get("annotator")
    owner = _owner({"completed_by": by})
    known = _MIN_KEYS | {text_key, *names}
    meta = {name: found for name, found in value.items() if name not in known}
    has_work = names or "annotation_id" in value or "annotator" in value
    sets = [made | {"owner": owner}] if has_work else []
    return {"id": id_in(value), "text": value[text_key], "meta": meta, "annotations": sets}


def _is_regions(found: Any) -> bool:
    return type(found) is list and bool(found) and all(type(r) is dict and "start" in r for r in found)


def _text_key(data: Mapping[str, Any], key: str) -> str:
    """The key of the article: the one named, else `text`, else the only string that is no address."""
    if key:
        if type(data.get(key)) is str:
            return key
        raise NotTaken("row", f"there is no text under {key}", f"it has: {', '.join(data)}")
    if type(data.get("text")) is str:
        return "text"
    texts = [k for k, v in data.items() if type(v) is str and not _is_address(v)]
    if len(texts) == 1:
        return texts[0]
    reason = "there is no text in the task, only " + (", ".join(data) or "nothing")
    raise NotTaken("row", reason, "tasks of pictures or sounds cannot be read; else name the field text=KEY")


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://", "/data/", "s3://", "gs://")) and " " not in value


def _objects(value: Mapping[str, Any], *keys: str) -> Iterator[dict[str, Any]]:
    for key in keys:
        yield from (raw for raw in _list(value.get(key)) if type(raw) is dict)


def _list(found: Any) -> list[Any]:
    return found if type(found) is list else []


FORMAT = Format(
    name="label-studio",
    title="Label Studio JSON",
    extensions=JSON,
    sniff=sniff,
    read=read,
    write=write,
    holds=HOLDS,
    units=(CODEPOINT, "utf16"),
    more_losses=more_losses,
    asks={"from_name": (FROM_NAME,), "to_name": (TO_NAME,), "completed_by": COMPLETED_BY},
)
