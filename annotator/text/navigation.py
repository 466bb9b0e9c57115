"""Steps through a text in reading order by grapheme, word, sentence and paragraph, and grows and resizes ranges."""

from unicodedata import category

from annotator.text.fold import find
from annotator.text.graphemes import next_border, previous_border
from annotator.text.sentences import sentences
from annotator.text.snapping import paragraph_at, sentence_at, word_at
from annotator.text.tokens import Token, clitic_cuts, is_blank, token_at, tokens

Range = tuple[int, int]
GRAPHEME, WORD, SENTENCE, PARAGRAPH, CLITIC = "grapheme", "word", "sentence", "paragraph", "clitic"
START, END = "start", "end"
_INSIDE = frozenset("%&@#*'’_-/\\")  # punctuation that does not end a phrase
_APOSTROPHES = ("'", "’", "‘", "＇")


def step(text: str, i: int, unit: str, *, forward: bool) -> int:
    """The next place from code point `i`: a grapheme border, or the end (backward: start) of a larger unit."""
    if unit == GRAPHEME:
        return next_border(text, i) if forward else previous_border(text, i)
    if unit == WORD:
        return _word_step(text, i, forward=forward)
    if unit == SENTENCE:
        return _sentence_step(text, i, forward=forward)
    return _paragraph_step(text, i, forward=forward)


def _word_step(text: str, i: int, *, forward: bool) -> int:
    if forward:
        token = token_at(text, skip_blanks(text, i, forward=True))
        return token.end if token else len(text)
    token = token_at(text, skip_blanks(text, i, forward=False) - 1)
    return token.start if token else 0


def skip_blanks(text: str, i: int, *, forward: bool) -> int:
    """The first place from `i` on (or back) where no blank follows (or goes before)."""
    while forward and i < len(text) and is_blank(text[i]):
        i += 1
    while not forward and i > 0 and is_blank(text[i - 1]):
        i -= 1
    return i


def _sentence_step(text: str, i: int, *, forward: bool) -> int:
    start, end = paragraph_at(text, i)
    places = [(start + a, start + b) for a, b in sentences(text[start:end])]
    beyond = [b for _, b in places if b > i] if forward else [a for a, _ in places if a < i][::-1]
    if beyond:
        return beyond[0]
    if forward:
        return _sentence_step(text, end + 1, forward=True) if end < len(text) else len(text)
    return _sentence_step(text, start - 1, forward=False) if start > 0 else 0


def _paragraph_step(text: str, i: int, *, forward: bool) -> int:
    start, end = paragraph_at(text, i)
    if forward:
        return end if i < end else paragraph_at(text, skip_blanks(text, end, forward=True))[1]
    return start if i > start else paragraph_at(text, skip_blanks(text, start, forward=False))[0]


def phrase_at(text: str, i: int) -> Range:
    """The words around code point `i` up to punctuation or the sentence's end; punctuation is its own phrase."""
    start, end = sentence_at(text, i)
    found = (i, i)
    run: Range | None = None
    for token in tokens(text[start:end]):
        place = (start + token.start, start + token.end)
        if _ends_phrase(text[place[0] : place[1]]):
            run, here = None, place
        else:
            run = here = (run[0] if run else place[0], place[1])
        if here[0] <= i <= here[1]:
            found = here
        elif place[0] > i and run is None:
            break
    return found


def _ends_phrase(word: str) -> bool:
    return category(word[0])[0] == "P" and word[0] not in _INSIDE


def grown(text: str, start: int, end: int) -> Range:
    """The range grown to the next larger of word, phrase up to punctuation, sentence and paragraph around it."""
    last = max(end - 1, start)
    for unit_at in (word_at, phrase_at, sentence_at, paragraph_at):
        first, final = unit_at(text, start), unit_at(text, last)
        whole = (min(first[0], start), max(final[1], end))
        if whole != (start, end):
            return whole
    return start, end


def resized(text: str, start: int, end: int, *, side: str, unit: str, grow: bool) -> Range:
    """The range with one end moved by a unit, past blanks; as it was where nothing would be left of it.

    `unit` CLITIC moves the start past a proclitic or an elided word (the و of والحكومة, the l’ of l’ONU), the
    end before a possessive 's, and back.
    """
    if unit == CLITIC:
        moved = _clitic_end(text, start, end, side=side, grow=grow)
    elif side == START:
        moved = (_moved(text, start, unit, forward=not grow, outward=grow), end)
    else:
        moved = (start, _moved(text, end, unit, forward=grow, outward=grow))
    return moved if moved[0] < moved[1] else (start, end)


def _moved(text: str, i: int, unit: str, *, forward: bool, outward: bool) -> int:
    """Where an end comes to stand: outward at the far border of a unit, inward where the next one begins."""
    if not outward:
        return skip_blanks(text, step(text, i, unit, forward=forward), forward=forward)
    reached = step(text, skip_blanks(text, i, forward=forward), unit, forward=forward)
    return i if reached in (0, len(text)) and _is_all_blank(text, i, reached) else reached


def _is_all_blank(text: str, a: int, b: int) -> bool:
    return all(map(is_blank, text[min(a, b) : max(a, b)]))


def _clitic_end(text: str, start: int, end: int, *, side: str, grow: bool) -> Range:
    if side == END:
        tail = token_at(text, end) if grow else token_at(text, end - 1)
        if tail and _is_possessive(text, tail) and tail.start == (end if grow else tail.start):
            return (start, tail.end if grow else tail.start)
        return (start, end)
    token = token_at(text, start)
    if token is None:
        return (start, end)
    cuts = [token.start, *clitic_cuts(text, token)]
    further = [cut for cut in cuts if cut < start][::-1] if grow else [cut for cut in cuts if cut > start]
    if further:
        return (further[0], end)
    before = token_at(text, start - 1) if grow else token
    if before and _is_elided(text, before) and (before.end == start or not grow):
        return (before.start if grow else before.end, end)
    return (start, end)


def _is_elided(text: str, token: Token) -> bool:
    return text[token.end - 1] in _APOSTROPHES and text[token.start].isalpha()


def _is_possessive(text: str, token: Token) -> bool:
    return text[token.start] in _APOSTROPHES and text[token.start + 1 : token.end].lower() == "s"


def repeats(text: str, start: int, end: int) -> list[Range]:
    """Where else the text of a range stands however it is spelt, as whole words; a proclitic may precede it."""
    found = [place for place in find(text, text[start:end]) if place[1] <= start or place[0] >= end]
    return [place for place in found if _is_whole(text, *place)]


def _is_whole(text: str, start: int, end: int) -> bool:
    first, last = token_at(text, start), token_at(text, end - 1)
    if first is None or last is None or last.end != end:
        return False
    return start == first.start or start in clitic_cuts(text, first)


def next_repeat(text: str, start: int, end: int, taken: list[Range]) -> Range | None:
    """The next repeat of a range, from its end on and round, that overlaps none of the `taken`; or None."""
    free = [
        place
        for place in repeats(text, start, end)
        if not any(a < place[1] and place[0] < b for a, b in taken)
    ]
    later = [place for place in free if place[0] >= end]
    return next(iter(later or free), None)
