"""Loads a library of an extra at the moment when a format needs it, or says how to get it."""

from importlib import import_module
from typing import Any

from annotator.model.errors import Unavailable


def library(module: str, extra: str, name: str = "") -> Any:
    """The module. Raises Unavailable with the command that installs it where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        if error.name and not module.startswith(error.name.split(".")[0]):
            raise Unavailable(f"{name or module} cannot be loaded: {error}. Install it again.") from error
        command = f'pip install "annotator[{extra}]"'
        raise Unavailable(f"This format needs {name or module}, which is not installed: {command}") from error
