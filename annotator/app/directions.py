"""The direction of an article, where people know better than its letters."""

from annotator.app.deciding import check_decided
from annotator.app.history import Done, History
from annotator.app.session import Session
from annotator.model.errors import Refused
from annotator.model.revision import DOCUMENT, PROJECT, Edit
from annotator.store import revisions

DIRECTIONS = ("", "ltr", "rtl")  # "": every paragraph by its own letters


def set_direction(session: Session, number: int, direction: str) -> Done:
    """Show a document in this direction from now on, for everybody; its text and offsets stay as they are."""
    if direction not in DIRECTIONS:
        raise Refused(f"There is no direction '{direction}'. It is ltr, rtl or nothing for automatic.")
    with session.project.writing():
        leaves = revisions.key_leaves(session.project, DOCUMENT, PROJECT, number)
        check_decided(leaves)
        content = dict(leaves[0].edit.content or {}) if leaves else {}
        content.pop("direction", None)
        if direction:
            content["direction"] = direction
        edit = Edit(DOCUMENT, number, "", content=content, replaces=tuple(leaf.ref for leaf in leaves))
        return History(session.project, PROJECT, session.author).do([edit], "set the direction")
