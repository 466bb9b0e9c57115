"""Saved web pages: all text that can be seen, what is not the article as excluded regions."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any
from unicodedata import normalize as unicode_form

from annotator.interchange.bytes_in import read_whole, remark_on
from annotator.interchange.format import Format, ReadOptions
from annotator.interchange.html_blocks import blocks
from annotator.interchange.library import library
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.model.document import default_id
from annotator.model.span import Excluded
from annotator.text.decode import Decoded, decode
from annotator.text.normalize import BadText, normalize

EXTENSIONS = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
FURNITURE = "page furniture"
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_AS_BROWSERS_DO = {"iso-8859-1": "windows-1252", "us-ascii": "windows-1252", "latin1": "windows-1252"}
_LEAST = 25  # code points of a block that may be known by standing somewhere inside the article
_META = ("date", "author", "sitename", "description")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a page, named by its title, with its address as source and its date in the metadata.

    What is the article is trafilatura's judgement; nothing is left out. Raises Unavailable without it.
    """
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
            continue
        try:
            yield from _read_file(file, options)
        except BadText as error:
            yield Problem(file.name, str(error), kind="file")


def sniff(head: bytes, name: str) -> float:
    """How sure name and beginning make one."""
    begin = head.replace(b"\0", b"")[:2048].lower()
    if b"<html" in begin or b"<!doctype html" in begin:
        return 0.95
    return 0.7 if name.lower().endswith(EXTENSIONS) else 0.0


def _read_file(file: SourceFile, options: ReadOptions) -> Iterator[Record | Problem]:
    decoded = _decoded(_page_in(file, read_whole(file)), options.encoding)
    remark = remark_on(file.name, decoded)
    if remark:
        yield remark
    page = _parsed(normalize(decoded.text).text.replace("\0", "\ufffd"))
    found = [] if page is None else list(blocks(page))
    if page is None or not found:
        yield Problem(file.name, "there is no text on the page", "save it again when it is loaded", "empty")
        return
    article = library("trafilatura", "html").bare_extraction(
        page, include_comments=False, include_tables=True, with_metadata=True
    )
    if article is None:
        reason = "no article was found on the page: its whole text is taken"
        yield Problem(file.name, reason, "exclude by hand what is none", "text", refused=False)
    yield _record(file, found, article)


def _page_in(file: SourceFile, data: bytes) -> bytes:
    """The page itself, out of the envelope that some browsers save it in."""
    if file.extension not in (".mht", ".mhtml"):
        return data
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    raise BadText("holds no page of the type text/html")


def _decoded(data: bytes, encoding: str) -> Decoded:
    """By the encoding named, else as UTF-8 where it is that, else as the page says, else as it seems."""
    if encoding:
        return decode(data, encoding)
    declared = _CHARSET.search(data[:4096])
    try:
        data.decode()
    except UnicodeDecodeError:
        if declared:
            name = declared[1].decode().lower()
            return _declared(data, _AS_BROWSERS_DO.get(name, name))
    return decode(data)


def _declared(data: bytes, encoding: str) -> Decoded:
    try:
        return decode(data, encoding)
    except BadText:
        return decode(data)


def _parsed(text: str) -> Any:
    """The page as a tree, None where there is nothing in it."""
    html = library("lxml.html", "html", "lxml")
    etree = library("lxml.etree", "html", "lxml")
    try:
        parser = html.HTMLParser(encoding="utf-8")
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _record(file: SourceFile, found: list[tuple[str, str]], article: Any) -> Record:
    title = (article and article.title) or ""
    known = _Article(article.text or "", title) if article else None
    texts, excluded, at = [], list[Excluded](), 0
    for tag, block in found:
        end = at + len(block)
        if known and not known.holds(block, is_heading=tag == "h1"):
            excluded = _with(excluded, at, end)
        texts.append(block)
        at = end + 1
    text = "\n".join(texts)
    said = {name: value for name in _META if article and (value := getattr(article, name, None))}
    return Record(
        text,
        default_id(text),
        name=title or file.name,
        source=(article and article.url) or "",
        meta={"file": file.name, **said},
        excluded=tuple(excluded),
        place=file.name,
    )


def _with(excluded: list[Excluded], start: int, end: int) -> list[Excluded]:
    """The regions with one more; what follows a region at once becomes part of it."""
    last = excluded[-1] if excluded else None
    if last and last.end + 1 == start:
        return [*excluded[:-1], Excluded(last.start, end, FURNITURE)]
    return [*excluded, Excluded(start, end, FURNITURE)]


class _Article:
    """Knows the blocks of an article again, though white space and forms of letters were changed in it."""

    def __init__(self, text: str, title: str) -> None:
        self._lines = {_bare(line) for line in text.split("\n")} - {""}
        self._all = " ".join(_bare(line) for line in text.split("\n"))
        self._title = _bare(title)

    def holds(self, block: str, *, is_heading: bool) -> bool:
        """Whether the block is the article's: its headline, a line of it, or a long piece of a line."""
        bare = _bare(block)
        if bare in self._lines or (is_heading and bare == self._title):
            return True
        return len(bare) >= _LEAST and bare in self._all


def _bare(line: str) -> str:
    return " ".join(unicode_form("NFC", line).strip(" -•|").split())


FORMAT = Format(
    name="html",
    title="Saved web pages",
    extensions=EXTENSIONS,
    sniff=sniff,
    read=read,
)
