"""Where the program's own files are, and where the user's are."""

import sys
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file that the program ships: inside the package when installed, beside it in a checkout.

    Raises FileNotFoundError where neither exists: the installation is incomplete.
    """
    for base in (_PACKAGE, _PACKAGE.parent):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"The program's own file {'/'.join(parts)} is missing: install it again.")


def user_data() -> Path:
    """The folder for the user's data, made when it is missing."""
    return platformdirs.user_data_path("Annotator", appauthor=False, ensure_exists=True)


def user_log() -> Path:
    """The folder for logs, made when it is missing."""
    return platformdirs.user_log_path("Annotator", appauthor=False, ensure_exists=True)


def is_frozen() -> bool:
    """Whether the program runs from a packaged build."""
    return bool(getattr(sys, "frozen", False))
