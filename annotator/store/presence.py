"""Whether an open file is still the one at its path: it can be moved, deleted or replaced, its stick pulled."""

from pathlib import Path

from annotator.model.errors import Gone

Identity = tuple[int, int]


def identity(path: Path) -> Identity | None:
    """What tells the file at a path from every other one; None where there is none that can be reached."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_presence(path: Path, opened: Identity | None) -> None:
    """Raises Gone where the file that was opened is not at its path any more.

    What is written into such a file is lost or hard to find, although the system takes it.
    """
    now = identity(path)
    if now == opened:
        return
    if now is None:
        raise Gone(
            f"The file {path} is no longer there: it was moved, renamed or deleted, or its stick was pulled. "
            "Bring it back, or save a copy in another place."
        )
    raise Gone(
        f"At {path} there is another file now than the one that was opened. "
        "Save a copy of yours in another place, or open the new one."
    )
