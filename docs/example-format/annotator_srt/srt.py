"""Reads subtitles (SubRip): one file is one article, one spoken line a paragraph; numbers and times are left out."""

import re
from collections.abc import Iterator

from annotator.interchange.format import Format, ReadOptions, by_extension
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, matching
from annotator.model.document import default_id
from annotator.text.decode import decode
from annotator.text.normalize import BadText, normalize

EXTENSIONS = (".srt",)
_TIMES = re.compile(r"\d+:\d+:\d+[,.]\d+ --> \d+:\d+:\d+[,.]\d+")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """A record for each file, or a problem that says why there is none."""
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
            continue
        with file.open() as stream:
            data = stream.read()
        try:
            given = normalize(decode(data, options.encoding).text).text
        except BadText as error:
            yield Problem(file.name, str(error), "save it as UTF-8", "file")
            continue
        text = "\n".join(_spoken(given))
        if text:
            yield Record(text, default_id(text), name=file.name, place=file.name)
        else:
            yield Problem(file.name, "holds no spoken line", "check that these are subtitles", "empty")


def _spoken(text: str) -> Iterator[str]:
    """The lines that somebody says: those after a line of times, up to the next blank line."""
    speaking = False
    for line in text.split("\n"):
        if _TIMES.match(line):
            speaking = True
        elif not line.strip():
            speaking = False
        elif speaking:
            yield line.strip()


FORMAT = Format(
    name="srt",
    title="Subtitles (SubRip)",
    extensions=EXTENSIONS,
    sniff=by_extension(*EXTENSIONS),
    read=read,
)
