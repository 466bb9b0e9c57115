"""How far one owner is with one document."""

NEW, IN_PROGRESS, FINISHED, IGNORED = "new", "in progress", "finished", "ignored"
STATUSES = (NEW, IN_PROGRESS, FINISHED, IGNORED)


def is_read_only(status: str) -> bool:
    """Whether entry and import must refuse to change the owner's annotations of a document."""
    return status == FINISHED
