"""Plain text files: one file, one article, or one article for each block between blank lines."""

import re
from collections.abc import Iterator

from annotator.interchange.bytes_in import read_whole, remark_on
from annotator.interchange.format import Format, ReadOptions, by_extension
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.model.document import default_id
from annotator.text.decode import decode
from annotator.text.normalize import BadText, normalize

EXTENSIONS = (".txt", ".text")
FILE, BLOCK = ARTICLES = ("file", "block")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a file, named as the file; its id is that of its text. An empty file is refused.

    With field `articles` "block" each block between blank lines is one, named by the file and its number.
    """
    articles = options.fields.get("articles", FILE)
    if articles not in ARTICLES:
        fix = f"use one of {', '.join(ARTICLES)}"
        yield Problem(source.name, f"the field articles is {articles!r}", fix, "file")
        return
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, options, articles)


def _read_file(file: SourceFile, options: ReadOptions, articles: str) -> Iterator[Record | Problem]:
    try:
        decoded = decode(read_whole(file), options.encoding)
        text = normalize(decoded.text).text
    except BadText as error:
        yield Problem(file.name, str(error), kind="file")
        return
    if not text or (articles == BLOCK and text.isspace()):
        yield Problem(file.name, "the file is empty", "remove it, or fill it", "empty")
        return
    remark = remark_on(file.name, decoded)
    if remark:
        yield remark
    if articles == FILE:
        yield Record(text, default_id(text), name=file.name, place=file.name)
    else:
        yield from _blocks(file.name, text)


def _blocks(name: str, text: str) -> Iterator[Record]:
    """The blocks without the blank lines around them; what is inside their lines stays as it is."""
    number, line = 0, 1
    for block, between in _parts(text):
        if block and not block.isspace():
            number += 1
            yield Record(block, default_id(block), name=f"{name} {number}", place=f"{name}, line {line}")
        line += block.count("\n") + between.count("\n")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Each block and the blank lines after it."""
    at = 0
    for found in _BLANK_LINES.finditer(text):
        yield text[at : found.start()], found[0]
        at = found.end()
    yield text[at:].removesuffix("\n"), ""


FORMAT = Format(
    name="txt",
    title="Plain text",
    extensions=EXTENSIONS,
    sniff=by_extension(*EXTENSIONS, sure=0.9),
    read=read,
)
