"""Which columns a CoNLL or IOB file has, found in its first lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.interchange.iob import OUTSIDE, TAG

DOCSTART = "-DOCSTART-"
_NO_SPACE = ("NoSpaceAfter", "SpaceAfter=No")
_SENTENCE_END = "EndOfSentence"
_COMMENT = re.compile(r"#\s*([\w: .-]+?)\s*=\s*(.*)")
_WORD_NAMES = ("token", "word", "form", "tokens")
_NOTHING = ("_", "")
_LEAST = 0.8  # of the rows must have a tag, in a file whose name says nothing


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines are cut, where the word is, where the tags are, where it says that no blank follows."""

    tabs: bool
    word: int
    tags: tuple[int, ...]
    misc: int = -1
    named: bool = False  # whether the first line names the columns
    ragged: bool = False  # as many tags as a word has: nested spans in no fixed columns
    inline: bool = False  # a sentence a line, each word with its tags behind bars: Thrun|NNP|B-PERSON
    certain: bool = False  # nearly all rows have tags

    def after(self, columns: Sequence[str]) -> str:
        """What follows a token: a newline, nothing, or a blank."""
        said = columns[self.misc].split("|") if 0 <= self.misc < len(columns) else ()
        if _SENTENCE_END in said:
            return "\n"
        return "" if any(word in said for word in _NO_SPACE) else " "


def layout_of(lines: Sequence[str], wanted: str) -> Layout | None:
    """The layout, None where no column holds tags. `wanted` are the columns of tags, by number or name."""
    rows = [line.rstrip("\r") for line in lines if line.strip() and not line.startswith(DOCSTART)]
    rows = [row for row in rows if not _COMMENT.match(row)]
    if not rows:
        return None
    if all(_is_inline(row) for row in rows[:50]):
        return Layout(False, 0, (rows[0].split()[0].count("|"),), inline=True, certain=True)
    tabs = sum("\t" in row for row in rows) * 2 > len(rows)
    return _layout([_cut(row, tabs=tabs) for row in rows], wanted, tabs=tabs)


def _layout(cells: list[list[str]], wanted: str, *, tabs: bool) -> Layout | None:
    names = cells[0] if cells[0][0].lower() in _WORD_NAMES else []
    cells = cells[1:] if names else cells
    word = int(all(len(row) > 2 and row[0].isdigit() for row in cells))
    ragged = not wanted and _is_ragged(cells, word)
    if ragged:
        tags: tuple[int, ...] = (word + 1,)
    else:
        tags = _wanted(wanted, names) if wanted else _tag_columns(cells, word)
    if not tags:
        return None
    width = max(map(len, cells), default=0)
    misc = next((n for n in range(width) if any(_says_glue(row, n) for row in cells)), -1)
    tagged = [row for row in cells if len(row) > tags[0]]
    begun = any(TAG.match(row[n]) for row in tagged for n in tags if n < len(row))
    certain = begun and len(tagged) >= _LEAST * len(cells)
    return Layout(tabs, word, tags, misc, bool(names), ragged, certain=certain)


def cut(line: str, layout: Layout) -> list[str]:
    """The columns of a line."""
    return _cut(line, tabs=layout.tabs)


def comment(line: str, layout: Layout) -> tuple[str, str] | None:
    """Name and value of a comment, None for any other line; a token may be a `#`."""
    if not line.startswith("#") or (layout.tabs and "\t" in line):
        return None
    found = _COMMENT.fullmatch(line)
    return (found[1], found[2].strip()) if found else None


def _cut(line: str, *, tabs: bool) -> list[str]:
    # Of all white space only these part columns: a token may hold another, such as a no-break space.
    if tabs:
        return line.split("\t")
    parts = line.split(" ")
    return [part for part in parts if part] if "" in parts else parts


def _is_inline(row: str) -> bool:
    """Whether each word of the row brings its tag along."""
    tags = [word.rpartition("|") for word in row.split()]
    return all(word and (tag == OUTSIDE or TAG.match(tag)) for word, _, tag in tags)


def _tag_columns(cells: Sequence[Sequence[str]], word: int) -> tuple[int, ...]:
    """The columns of half the rows at least in which tags stand."""
    width = max(map(len, cells), default=0)
    there = {n: [row[n] for row in cells if n < len(row)] for n in range(word + 1, width)}
    return tuple(n for n, values in there.items() if 2 * len(values) >= len(cells) and _are_tags(values))


def _are_tags(values: Sequence[str]) -> bool:
    """Whether nearly all that stands there are tags; a few may be broken."""
    there = [value for value in values if value not in _NOTHING]
    tags = sum(value == OUTSIDE or TAG.match(value) is not None for value in there)
    return 0 < tags >= _LEAST * len(there)


def _is_ragged(cells: Sequence[Sequence[str]], word: int) -> bool:
    """Whether nothing but tags stands behind the words, in rows of several lengths."""
    several = any(len(row) > word + 2 for row in cells) and any(len(row) == word + 2 for row in cells)
    return several and all(v == OUTSIDE or TAG.match(v) for row in cells for v in row[word + 1 :])


def _wanted(wanted: str, names: Sequence[str]) -> tuple[int, ...]:
    found = []
    for part in wanted.split(","):
        column = part.strip()
        if column.isdigit():
            found.append(int(column) - 1)
        elif column in names:
            found.append(names.index(column))
    return tuple(found)


def _says_glue(row: Sequence[str], column: int) -> bool:
    return (
        column < len(row) and "Space" in row[column] and any(w in row[column].split("|") for w in _NO_SPACE)
    )
