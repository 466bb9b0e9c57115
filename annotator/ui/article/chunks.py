"""The display chunks of an article: its paragraphs, the very long ones cut at blanks. No Qt."""

from dataclasses import dataclass
from itertools import pairwise

from annotator.text.direction import article_direction, first_strong, paragraphs

LONGEST = 2_500  # code points; Qt's cost of laying out and drawing grows with the whole layout, seen or not


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one layout shows: code points [start, end) of the document, without the newline.

    `paragraph` counts paragraphs from 0; `closes` tells whether the paragraph ends with this chunk.
    """

    start: int
    end: int
    rtl: bool
    paragraph: int
    closes: bool

    def __len__(self) -> int:
        return self.end - self.start


def chunks(text: str, direction: str = "", *, longest: int = LONGEST) -> list[Chunk]:
    """All chunks of an article in order, at least one. `direction` "ltr" or "rtl" overrides the text's.

    A paragraph without a letter of any direction takes the article's. A blank stays with the chunk before it.
    """
    made: list[Chunk] = []
    article = direction
    for number, (start, end) in enumerate(paragraphs(text)):
        own = direction or first_strong(text[start:end])
        if not own:
            article = article or article_direction(text)  # reads all of the text: only when it is asked for
            own = article
        rtl = own == "rtl"
        cuts = [start, *_cuts(text, start, end, longest), end]
        made += [Chunk(a, b, rtl, number, b == end) for a, b in pairwise(cuts)]
    return made


def _cuts(text: str, start: int, end: int, longest: int) -> list[int]:
    """Where a paragraph is cut so that no piece is longer than `longest`: after the last blank that fits."""
    cuts: list[int] = []
    while end - start > longest:
        blank = text.rfind(" ", start + longest // 2, start + longest)
        start = blank + 1 if blank >= 0 else start + longest
        cuts.append(start)
    return cuts
