"""Articles as they would be if some differences of borders did not matter.

Whatever is supposed holds for all annotators of an article alike, so figures stay symmetric. Edges are trimmed; a
start is moved past a clitic or a title only to where another span of the article starts, since only there does it
make a difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.agreement.article import Article
from annotator.agreement.edges import is_clitic, is_trivial
from annotator.agreement.titles import Titles, is_title
from annotator.model.quick_span import quick_span
from annotator.model.span import Span

_LONGEST_CLITIC = 8  # code points of a clitic before a title
_FURTHEST = 80  # code points between a start and the one it may be moved to


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Which differences do not matter."""

    trivial: bool = False  # blanks, punctuation and combining marks at the edges
    clitics: bool = False  # what a word takes on in front: wa-, al-, l’ …
    titles: bool = False  # titles before a name


NOTHING = WhatIf()


def as_if(article: Article, what_if: WhatIf, titles: Titles) -> Article:
    """The article with its spans moved; the very same one where none would be."""
    sets = article.sets
    if what_if.trivial:
        sets = {owner: [_trimmed(article.text, span) for span in spans] for owner, spans in sets.items()}
    if what_if.clitics or what_if.titles:
        moved = _starts(article.text, sets, what_if, titles)
        sets = {owner: [_from(span, moved) for span in spans] for owner, spans in sets.items()}
    same = all(
        new is old for owner in sets for new, old in zip(sets[owner], article.sets[owner], strict=True)
    )
    return article if same else replace(article, sets=sets)


def _trimmed(text: str, span: Span) -> Span:
    """The span without what does not matter at its edges; as it is where nothing else would be left."""
    start, end = span.start, span.end
    if text[start].isalnum() and text[end - 1].isalnum():  # nearly all are
        return span
    while start < end and is_trivial(text[start]):
        start += 1
    while start < end and is_trivial(text[end - 1]):
        end -= 1
    if start == end or (start, end) == (span.start, span.end):
        return span
    return _moved(span, start, end)


def _starts(text: str, sets: Mapping[str, Sequence[Span]], what_if: WhatIf, titles: Titles) -> dict[int, int]:
    """Where each start goes that does not stay."""
    there = sorted({span.start for spans in sets.values() for span in spans})
    moved: dict[int, int] = {}
    for place in range(len(there) - 2, -1, -1):
        start = there[place]
        for other in there[place + 1 :]:
            if other - start > _FURTHEST:
                break
            if _does_not_matter(text[start:other], what_if, titles):
                moved[start] = moved.get(other, other)
                break
    return moved


def _does_not_matter(between: str, what_if: WhatIf, titles: Titles) -> bool:
    if what_if.clitics and is_clitic(between):
        return True
    if not what_if.titles:
        return False
    if is_title(between, titles):
        return True
    cuts = range(1, min(_LONGEST_CLITIC, len(between))) if what_if.clitics else ()
    return any(is_clitic(between[:cut]) and is_title(between[cut:], titles) for cut in cuts)


def _from(span: Span, moved: Mapping[int, int]) -> Span:
    start = moved.get(span.start, span.start)
    return _moved(span, start, span.end) if span.start < start < span.end else span


def _moved(span: Span, start: int, end: int) -> Span:
    held = (span.attributes, span.links, span.note, span.origin, span.id, span.item)
    return quick_span(start, end, span.label, *held)
