"""Plain text files: one file, one article, no annotations."""

from collections.abc import Iterator

from annotator.interchange.bytes_in import read_whole, remark_on
from annotator.interchange.format import Format, ReadOptions, by_extension
from annotator.interchange.record import Problem, Record
from annotator.interchange.source import Source, SourceFile, matching
from annotator.model.document import default_id
from annotator.text.decode import decode
from annotator.text.normalize import BadText, normalize

EXTENSIONS = (".txt", ".text")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """One record a file, named as the file; its id is that of its text. An empty file is refused."""
    for file in matching(source, EXTENSIONS):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, options)


def _read_file(file: SourceFile, options: ReadOptions) -> Iterator[Record | Problem]:
    try:
        decoded = decode(read_whole(file), options.encoding)
        text = normalize(decoded.text).text
    except BadText as error:
        yield Problem(file.name, str(error), kind="file")
        return
    if not text:
        yield Problem(file.name, "the file is empty", "remove it, or fill it", "empty")
        return
    remark = remark_on(file.name, decoded)
    if remark:
        yield remark
    yield Record(text, default_id(text), name=file.name, place=file.name)


FORMAT = Format(
    name="txt",
    title="Plain text, one article a file",
    extensions=EXTENSIONS,
    sniff=by_extension(*EXTENSIONS, sure=0.9),
    read=read,
)
