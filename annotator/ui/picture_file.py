"""A document drawn into a PNG file, with the geometry in a JSON file beside it if wanted."""

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from annotator.app.exporting import Undecided, whole_file
from annotator.app.opening import opened
from annotator.app.overview import Shown, labels, shown
from annotator.app.people import people
from annotator.model.errors import Refused
from annotator.model.revision import GOLD
from annotator.model.span import Span
from annotator.ui.article import picture
from annotator.ui.theme import load_theme


def draw_picture(
    project: Path,
    document: str,
    out: Path,
    *,
    owner: str = "",
    width: int = 900,
    theme: str = "light",
    zoom: int = 100,
    map_path: Path | None = None,
) -> None:
    """Draw one owner's annotations of a document as the article view does; both files are whole or absent.

    `width` is that of the picture in pixels (to the nearest that the zoom allows), the ids in the map are items.
    Without `owner`: the only owner's, else gold's. Raises Undecided, naming the owners, where that says nothing,
    Refused for an unknown document or owner or an impossible size, Unavailable where a file cannot be written.
    """
    with opened(project) as file:
        found, label_set, known = shown(file, document), labels(file), people(file)
    spans = [replace(span, id=span.item) for span in _of_owner(found, owner, known)]
    app = QGuiApplication.instance() or QGuiApplication(["annotator"])
    app.setApplicationName("Annotator")
    try:
        image, drawn = picture.draw_picture(
            found.document.text,
            spans,
            label_set,
            load_theme(theme),
            width=max(round(width * 100 / zoom), 1),
            direction=found.document.direction,
            excluded=found.excluded,
            scale=zoom / 100,
        )
    except ValueError as error:
        raise Refused(f"{found.document.name}: {error}.") from error
    _write(out, _png(image))
    if map_path is not None:
        _write(map_path, json.dumps(drawn, ensure_ascii=False, indent=1).encode() + b"\n")


def _of_owner(found: Shown, owner: str, known: list[str]) -> list[Span]:
    """The spans of the owner who is meant."""
    there = sorted(found.sets.keys() | found.work.keys())
    if owner and owner not in {*there, *known, GOLD}:
        raise Refused(f"The project has no annotator {owner}. It has: {', '.join(known) or 'none yet'}.")
    if not owner:
        owner = there[0] if len(there) == 1 else GOLD
        if there and owner not in there:
            raise Undecided(f"Several people annotated {found.document.name}. Say whose: {', '.join(there)}.")
    return found.sets.get(owner, [])


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as stream:
        stream.write(content)
