"""Writes a paragraph for terminals that neither order nor join letters; nothing else may use it."""

from collections.abc import Sequence

from annotator.text.bidi import levels, order
from annotator.text.bidi_rules import mirror
from annotator.text.shaping import cells


def visual(
    text: str, marks: Sequence[tuple[int, int, str, str]] = (), base: str = "", reshape: bool = True
) -> str:
    """One paragraph as it must be printed, from left to right: Arabic letters joined, brackets mirrored.

    `marks` are (start, end, on, off) in code points: the codes go around every piece of the range, later
    marks inside earlier ones. A letter and its vowel signs are one, so are lam and alef: coloured if any of
    it is marked. `base` is "ltr", "rtl", or "" for the first strong character.
    """
    found = levels(text, base)
    row = cells(text, shaped=reshape)
    written: list[str] = []
    active: list[tuple[str, str]] = []
    for k in order([found[cell.start] for cell in row]):
        cell = row[k]
        if not cell.shown:
            continue
        wanted = [(on, off) for start, end, on, off in marks if start < cell.end and cell.start < end]
        if wanted != active:
            written += [off for _, off in reversed(active)] + [on for on, _ in wanted]
            active = wanted
        odd = found[cell.start] % 2
        written.append(mirror(cell.shown[0]) + cell.shown[1:] if odd else cell.shown)
    return "".join(written) + "".join(off for _, off in reversed(active))
