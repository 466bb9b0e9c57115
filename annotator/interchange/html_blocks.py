"""The visible text of a web page as blocks, in the order of the page."""

import re
from collections.abc import Iterator
from typing import Any

from annotator.interchange.library import library

_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "head", "audio", "video",
    "canvas", "math", "textarea",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")  # what HTML folds; no-break spaces are letters of the text


def blocks(page: Any) -> Iterator[tuple[str, str]]:
    """The blocks of a parsed page that are not blank, each with the tag that ended it."""
    etree = library("lxml.etree", "html", "lxml")
    parts: list[str] = []
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = bool(tag) and tag not in _INLINE | _UNSEEN
        if is_block and (text := _folded(parts)):
            yield tag if event == "end" else "", text
        if is_block:
            parts = []
        if event == "start":
            if _is_unseen(element, tag):
                walk.skip_subtree()
            else:
                parts.append(element.text or "")
        else:
            parts.append(element.tail or "")
    if text := _folded(parts):
        yield "", text


def _is_unseen(element: Any, tag: str) -> bool:
    return (
        tag in _UNSEEN
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _folded(parts: list[str]) -> str:
    return _BLANKS.sub(" ", "".join(parts)).strip(" ")
