"""Tables with a header: one article a row, or one span a row; where the cells come from is the callers' job."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import orjson

from annotator.interchange.findings import Findings, NotTaken, shown
from annotator.interchange.foreign import Lossless, read_values
from annotator.interchange.format import CODEPOINT, ReadOptions
from annotator.interchange.grouped import grouped
from annotator.interchange.record import Problem, Record
from annotator.interchange.rows import Row
from annotator.model.span import IMPORTED

# The headers by which a column is known, in small letters; the field of the same name overrides them.
KNOWN = {
    "text": ("text", "article", "content", "body", "texte", "contenu", "full_text", "النص", "نص", "المقال"),
    "id": ("id", "doc_id", "document_id", "article_id", "uid"),
    "name": ("name", "title", "headline", "titre", "file", "filename", "العنوان"),
    "language": ("language", "lang", "langue", "اللغة"),
    "source": ("source", "url", "link", "المصدر"),
    "direction": ("direction",),
    "owner": ("owner", "annotator", "user", "annotateur"),
    "status": ("status",),
    "owner_note": ("owner_note",),
    "offset_unit": ("offset_unit",),
    "meta": ("meta",),
    "start": ("start", "begin", "start_offset"),
    "end": ("end", "stop", "end_offset"),
    "label": ("label", "type", "entity"),
    "quote": ("quote", "mention"),
    "span": ("span", "span_id"),
    "attributes": ("attributes",),
    "links": ("links",),
    "note": ("note",),
}
OF_DOCUMENT = ("text", "id", "name", "language", "source", "direction")
OF_WORK = (
    "owner", "status", "owner_note", "start", "end", "label", "quote", "span", "note", "attributes", "links",
)  # fmt: skip
_NEEDED = frozenset({"start", "end", "label"})  # without all three a table holds articles only


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: where it stands, and its cells."""

    place: str
    cells: list[str]


Lines = Callable[[], Iterator[Line | Problem]]  # a table's rows from the beginning, its header first


def read_table(name: str, lines: Lines, options: ReadOptions) -> Iterator[Record | Problem]:
    """The records of a table, by the headers of its columns and by the fields that name some of them."""
    header, problems = _header(lines)
    yield from problems
    if header is None:
        if not problems:
            yield Problem(name, "the table is empty: 0 records", "", "empty", refused=False)
        return
    try:
        columns = _columns(header.cells, options.fields)
    except NotTaken as wrong:
        yield Problem(header.place, wrong.reason, wrong.fix, wrong.kind)
        return
    table = _Table(lines, columns, header.cells)
    yield from read_values(name, table, options, unit=CODEPOINT)


def _header(lines: Lines) -> tuple[Line | None, list[Problem]]:
    problems = []
    for line in lines():
        if isinstance(line, Line) and any(line.cells):
            return line, []  # what comes before it is told when the rows are read
        if isinstance(line, Problem):
            problems.append(line)
    return None, problems


def _columns(header: list[str], fields: Mapping[str, str]) -> dict[str, int]:
    """The number of the column for each name of KNOWN that there is. Raises NotTaken where none holds texts."""
    places = {title.strip().casefold(): n for n, title in reversed([*enumerate(header)])}
    there = shown(", ".join(header), 100)
    columns: dict[str, int] = {}
    for name, titles in KNOWN.items():
        asked = fields.get(name, "")
        if asked and asked.strip().casefold() not in places:
            raise NotTaken("file", f"there is no column {asked}; there are {there}", "correct the field")
        known = [asked.strip().casefold()] if asked else titles
        place = next((places[title] for title in known if title in places), None)
        if place is not None and (asked or place not in columns.values()):
            columns[name] = place
    if "text" not in columns:
        raise NotTaken("file", f"no column holds texts; there are {there}", "name it: field text=HEADER")
    if not columns.keys() >= _NEEDED:
        columns = {name: place for name, place in columns.items() if name not in (*OF_WORK, "offset_unit")}
    return columns


@dataclass(frozen=True)
class _Table:
    """The records of a table in the lossless shape, from the beginning at each call."""

    lines: Lines
    columns: dict[str, int]
    header: list[str]

    @cached_property
    def _width(self) -> int:
        return len(self.header)

    @cached_property
    def _unknown(self) -> list[int]:
        """The columns whose headers say nothing."""
        return [n for n in range(self._width) if n not in self.columns.values()]

    @cached_property
    def _of_work(self) -> Callable[[list[str]], tuple[str, ...]]:
        """Takes the cells of OF_WORK out of a row."""
        return itemgetter(*map(self._place, OF_WORK))

    def __call__(self, findings: Findings) -> Iterator[Row | Problem]:
        for group in grouped(self._body, self._key):
            first = group[0]
            if isinstance(first, Problem):
                yield first
                continue
            lines = [line for line in group if isinstance(line, Line)]
            try:
                value = self._lossless(lines, findings)
            except NotTaken as wrong:
                findings.not_taken(first.place, wrong)
                value = None
            yield from findings.take()
            if value is not None:
                yield Row(first.place, value)

    def _body(self) -> Iterator[Line | Problem]:
        """All rows but the header and blank ones, with an empty cell behind the known ones: that of no column."""
        seen = False
        for line in self.lines():
            if isinstance(line, Problem):
                yield line
            elif not seen:
                seen = any(line.cells)
            elif any(line.cells):
                line.cells.extend([""] * (self._width - len(line.cells)))
                line.cells.insert(self._width, "")
                yield line

    def _key(self, line: Line | Problem) -> str:
        """By what the rows of one document are known, "" where each row is a document."""
        if isinstance(line, Problem) or "start" not in self.columns:
            return ""
        return line.cells[self._place("id")] or line.cells[self._place("text")]

    def _place(self, name: str) -> int:
        return self.columns.get(name, self._width)

    def _lossless(self, lines: list[Line], findings: Findings) -> Lossless:
        made: Lossless = {name: self._first(lines, name) for name in OF_DOCUMENT}
        if not made["text"]:
            raise NotTaken("row", "the cell of the text is empty", "fill it, or remove the row")
        stated = _object(self._first(lines, "meta"), "meta", lines[0].place, findings)
        made["meta"] = self._others(lines, findings) | stated
        if "offset_unit" in self.columns:
            made["offset_unit"] = self._first(lines, "offset_unit") or CODEPOINT
        made["annotations"] = self._sets(lines, findings) if "start" in self.columns else []
        return made

    def _first(self, lines: list[Line], name: str) -> str:
        place = self.columns.get(name)
        return (
            next((line.cells[place] for line in lines if line.cells[place]), "") if place is not None else ""
        )

    def _others(self, lines: list[Line], findings: Findings) -> dict[str, Any]:
        """What unknown columns say of the document; those that say different things of it are not read."""
        meta: dict[str, Any] = {}
        for place in self._unknown:
            title = self.header[place] or f"column {place + 1}"
            found = {line.cells[place] for line in lines} - {""}
            if len(found) == 1:
                meta[title] = found.pop()
            elif found:
                findings.unread([title], frozenset())
        if any(len(line.cells) > self._width + 1 for line in lines):
            findings.unread([f"cells after column {self._width}"], frozenset())
        return meta

    def _sets(self, lines: list[Line], findings: Findings) -> list[dict[str, Any]]:
        sets: dict[str, dict[str, Any]] = {}
        for line in lines:
            cells = self._of_work(line.cells)
            if not any(cells):
                continue  # a document that nobody has worked on
            owner, status, note, *span = cells
            each = sets.setdefault(owner, {"owner": owner, "status": "", "note": "", "spans": []})
            each["status"] = status or each["status"]
            each["note"] = note or each["note"]
            if any(span[:3]):
                each["spans"].append(_span(span, line.place, findings))
        return list(sets.values())


def _span(cells: list[str], place: str, findings: Findings) -> dict[str, Any]:
    start, end, label, quote, id, note, attributes, links = cells
    span: dict[str, Any] = {
        "start": _number(start),
        "end": _number(end),
        "label": label,
        "id": id,
        "note": note,
        "attributes": _object(attributes, "attributes", place, findings) if attributes else {},
        "links": _object(links, "links", place, findings) if links else {},
        "origin": IMPORTED,
    }
    if quote:
        span["quote"] = quote
    return span


def _number(cell: str) -> Any:
    """The whole number in a cell ("12", "12.0"), else the cell as it is, for the message."""
    if cell.isascii() and cell.isdigit() and len(cell) < 19:
        return int(cell)
    whole = cell.strip().removesuffix(".0")
    is_number = whole.isascii() and whole.removeprefix("-").isdecimal() and len(whole) < 19
    return int(whole) if is_number else cell or None


def _object(cell: str, name: str, place: str, findings: Findings) -> dict[str, Any]:
    if not cell:
        return {}
    try:
        found = orjson.loads(cell)
    except orjson.JSONDecodeError:
        found = None
    if type(found) is dict:
        return found
    findings.refuse(place, "field", f"{name} are no JSON object but {shown(cell)}", 'write {"name": "value"}')
    return {}
