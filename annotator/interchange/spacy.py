"""spaCy: reads its JSON and DocBin; `spacy_write` writes DocBin."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.interchange.bytes_in import read_whole
from annotator.interchange.drafts import Draft, spans_from
from annotator.interchange.findings import Findings, NotTaken, name_of, shown
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.iob import NESTINGS, chunks_of
from annotator.interchange.jsonl import begins_as_json, keys_in
from annotator.interchange.library import library
from annotator.interchange.losses import CROSSING, NESTING
from annotator.interchange.reading import Reading
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.interchange.rows import Row, rows
from annotator.interchange.source import Source, SourceFile, matching
from annotator.interchange.spacy_write import GROUP, ID, lost, write
from annotator.model.document import default_id
from annotator.text.normalize import BadText, normalize

DOCBIN = ".spacy"
EXTENSIONS = (DOCBIN, ".json", ".jsonl")
_NOT_TAGGED = ("-", "", None)


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a document: of a DocBin, of the training JSON of spaCy 2, or of what `Doc.to_json` gives."""
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        elif file.extension == DOCBIN:
            yield from _read_docbin(file)
        else:
            yield from _read_json(file, options)


def _read_docbin(file: SourceFile) -> Iterator[Record | Problem]:
    docbin = library("spacy.tokens", "export", "spaCy").DocBin
    vocab = library("spacy.vocab", "export", "spaCy").Vocab()
    try:
        docs = docbin(store_user_data=True).from_bytes(read_whole(file)).get_docs(vocab)
        for number, doc in enumerate(docs, start=1):
            place = f"{file.name}, document {number}"
            findings = Findings()
            found = [*doc.spans.get(GROUP, []), *doc.ents]
            places = dict.fromkeys((each.start_char, each.end_char, each.label_) for each in found)
            drafts = [_draft(place, start, end, label) for start, end, label in places]
            id = doc.user_data.get(ID)
            yield from _record(doc.text, id if isinstance(id, str) else "", drafts, place, findings)
    except Exception as error:  # the library may raise anything over a damaged file
        yield Problem(file.name, f"is no DocBin: {error}", "make it again", "file")


def _read_json(file: SourceFile, options: ReadOptions) -> Iterator[Record | Problem]:
    findings = Findings()
    for row in rows(file, options.encoding):
        if isinstance(row, Problem):
            yield row
            continue
        try:
            text, drafts = _training(row) if "paragraphs" in row.value else _document(row)
        except NotTaken as wrong:
            findings.not_taken(row.place, wrong)
            yield from findings.take()
        else:
            yield from _record(text, name_of(row.value.get("id")) or "", drafts, row.place, findings)


def _record(
    text: str, id: str, drafts: Sequence[Draft], place: str, findings: Findings
) -> Iterator[Record | Problem]:
    try:
        moved = normalize(text)
    except BadText as error:
        yield Problem(place, str(error), kind="text")
        return
    spans = spans_from(drafts, Reading(text, moved), findings)
    yield from findings.take()
    yield Record(
        moved.text, id or default_id(moved.text), annotations=(AnnotationSet(spans=spans),), place=place
    )


def _document(row: Row) -> tuple[str, list[Draft]]:
    """What `Doc.to_json` gives: text, ents and groups of spans, in code points."""
    text, groups = row.value.get("text"), row.value.get("spans")
    if not isinstance(text, str):
        raise NotTaken("row", "there is neither text nor paragraphs", "name the format with --format")
    lists = [row.value.get("ents"), *(groups.values() if isinstance(groups, Mapping) else [])]
    raws = [raw for each in lists if isinstance(each, list) for raw in each]
    places: dict[tuple[Any, Any, Any], None] = {}
    for raw in raws:
        if not isinstance(raw, Mapping) or not isinstance(raw.get("label"), str):
            raise NotTaken("row", f"{shown(raw)} is no entity with a label", "mend the row")
        places[raw.get("start"), raw.get("end"), raw["label"]] = None
    return text, [_draft(row.place, *each) for each in places]


def _training(row: Row) -> tuple[str, list[Draft]]:
    """The training JSON of spaCy 2: sentences of tokens with BILUO tags, and the raw text in some."""
    text, drafts = "", []
    try:
        for paragraph in row.value["paragraphs"]:
            for sentence in paragraph["sentences"]:
                words = [token["orth"] for token in sentence["tokens"]]
                tags = [_tag(token.get("ner")) for token in sentence["tokens"]]
                text, starts = _appended(text, words, paragraph.get("raw"))
                drafts += [
                    _draft(row.place, starts[first], starts[last - 1] + len(words[last - 1]), label)
                    for first, last, label in chunks_of(tags)
                ]
            raw = paragraph.get("raw")
            if isinstance(raw, str) and raw.startswith(text):
                text = raw
    except (KeyError, TypeError, AttributeError) as error:
        reason = f"its paragraphs are not as spaCy writes them ({error})"
        raise NotTaken("row", reason, "mend the row") from None
    return text, drafts


def _appended(text: str, words: Sequence[str], raw: object) -> tuple[str, list[int]]:
    """The text with one more sentence: as in the raw text where there is one, else a blank between words."""
    starts: list[int] = []
    for word in words:
        at = raw.find(word, len(text)) if isinstance(raw, str) and raw.startswith(text) else -1
        if isinstance(raw, str) and at >= 0 and not raw[len(text) : at].strip():
            text = raw[:at]
        elif text:
            text += " " if starts else "\n"
        starts.append(len(text))
        text += word
    return text, starts


def _tag(tag: Any) -> str:
    return "O" if tag in _NOT_TAGGED else str(tag)


def _draft(place: str, start: object, end: object, label: str) -> Draft:
    return Draft(f"{place}, {label} {start}–{end}", label, [(start, end)])


def sniff(head: bytes, name: str) -> float:
    """How sure the name or the keys make one."""
    if name.lower().endswith(DOCBIN):
        return 0.95
    keys = keys_in(head) if begins_as_json(head) else set()
    if {b"paragraphs", b"sentences", b"tokens"} <= keys:
        return 0.9
    return 0.6 if {b"text", b"ents"} <= keys else 0.0


FORMAT = Format(
    name="spacy",
    title="spaCy (DocBin, JSON)",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
    write=write,
    holds=frozenset({NESTING, CROSSING}),
    more_losses=lost,
    asks={"nesting": NESTINGS},
)
