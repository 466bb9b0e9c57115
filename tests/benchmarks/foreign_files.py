"""The generated articles in formats that the program reads and does not write."""

import zipfile
from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

import openpyxl
import orjson
from generated import article, words

from annotator.text.sentences import sentences
from annotator.text.tokens import ranges, tokens

Span = tuple[int, int, str]


def aligned(text: str, count: int) -> list[Span]:
    """Claims and names on the borders of tokens: the claims apart from each other, and so the names."""
    cut = tokens(text)
    step = len(cut) // count
    claims = [(cut[n].start, cut[n + 2 * step].end, "CLAIM") for n in range(0, len(cut) - 3 * step, 3 * step)]
    names = [
        (cut[n].start, cut[n + n % 2].end, ("PERSON", "ORGANIZATION")[n % 2])
        for n in range(1, (count - len(claims)) * step, step)
    ]
    return sorted([*claims, *names])


def articles(count: int, spans: int) -> Iterator[tuple[str, str, list[Span]]]:
    """Id, text and spans of each."""
    known = words()
    for number in range(count):
        text = article(known, number)
        yield f"a{number:06}", text, aligned(text, spans)


def write_rows(path: Path, count: int, spans: int) -> None:
    """The lossless JSONL, without what may be left out."""
    with path.open("wb") as file:
        for id, text, found in articles(count, spans):
            owned = [{"start": start, "end": end, "label": label} for start, end, label in found]
            sets = [{"owner": "A1", "status": "finished", "spans": owned}]
            row = {"id": id, "name": f"{id}.txt", "text": text, "annotations": sets}
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def write_fields(path: Path, count: int, spans: int) -> None:
    """JSONL with keys of its own."""
    with path.open("wb") as file:
        for id, text, found in articles(count, spans):
            row = {"_id": id, "body": text, "entities": [list(span) for span in found]}
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def write_texts(folder: Path, count: int, spans: int) -> None:
    """A text file each."""
    _each(folder, ".txt", count, spans, lambda id, text, found: text)


def write_gate(folder: Path, count: int, spans: int) -> None:
    """GATE's XML, a file each."""
    _each(folder, ".xml", count, spans, _gate)


def write_bdoc(folder: Path, count: int, spans: int) -> None:
    """GATE's JSON, a file each."""
    _each(folder, ".bdocjs", count, spans, _bdoc)


def write_tsv(folder: Path, count: int, spans: int) -> None:
    """WebAnno TSV 3, a file each."""
    _each(folder, ".tsv", count, spans, _tsv)


def write_xlsx(path: Path, count: int, spans: int) -> None:
    """A spreadsheet with a span a row."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["id", "start", "end", "label", "text"])
    for id, text, found in articles(count, spans):
        for n, span in enumerate(found):
            sheet.append([id, *span, "" if n else text])
    book.save(path)


def zipped(folder: Path, archive: Path) -> None:
    """The folder as an archive."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(folder.rglob("*.*")):
            out.write(path, path.relative_to(folder))


def _each(
    folder: Path, extension: str, count: int, spans: int, made: Callable[[str, str, list[Span]], str]
) -> None:
    folder.mkdir()
    for id, text, found in articles(count, spans):
        (folder / f"{id}{extension}").write_text(made(id, text, found), encoding="utf-8", newline="")


def _bdoc(id: str, text: str, found: list[Span]) -> str:
    listed = [
        {"type": label, "start": start, "end": end, "id": n, "features": {}}
        for n, (start, end, label) in enumerate(found)
    ]
    sets = {"A1": {"annotations": listed, "next_annid": len(listed)}}
    value = {"annotation_sets": sets, "text": text, "features": {}, "offset_type": "p", "name": id}
    return orjson.dumps(value).decode()


def _gate(id: str, text: str, found: list[Span]) -> str:
    places = sorted({place for start, end, _ in found for place in (start, end)})
    borders = [0, *places, len(text)]
    parts = [escape(text[a:b]) for a, b in pairwise(borders)]
    body = parts[0] + "".join(f'<Node id="{n}"/>{part}' for n, part in zip(places, parts[1:], strict=True))
    listed = "".join(
        f'<Annotation Id="{n}" Type="{label}" StartNode="{start}" EndNode="{end}"></Annotation>'
        for n, (start, end, label) in enumerate(found)
    )
    head = "<?xml version='1.0' encoding='UTF-8'?><GateDocument version=\"3\">"
    return (
        f"{head}<TextWithNodes>{body}</TextWithNodes>"
        f'<AnnotationSet Name="A1">{listed}</AnnotationSet></GateDocument>'
    )


def _tsv(id: str, text: str, found: list[Span]) -> str:
    cut = ranges(text)
    on_token: dict[int, list[str]] = {}
    for n, (start, end, label) in enumerate(found, start=1):
        for begin, stop in cut:
            if start <= begin and stop <= end:
                on_token.setdefault(begin, []).append(f"{label}[{n}]")
    lines = ["#FORMAT=WebAnno TSV 3.3", "#T_SP=webanno.custom.Entity|value", "", ""]
    for number, (first, last) in enumerate(sentences(text, cut), start=1):
        lines.append(f"#Text={text[first:last]}")
        inside = [(begin, stop) for begin, stop in cut if first <= begin < last]
        lines += [
            f"{number}-{n}\t{begin}-{stop}\t{text[begin:stop]}\t{'|'.join(on_token.get(begin, ['_']))}\t"
            for n, (begin, stop) in enumerate(inside, start=1)
        ]
        lines.append("")
    return "\n".join(lines)
