"""The layer law, read from the source by `ast`.

Run as a script (`python tests/test_structure.py`) it reports long files and functions instead.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PURE = {"text", "model"}
ALL_BUT_SCREEN = PURE | {"store", "agreement", "interchange", "assist", "paths"}

# The layer law: which other parts of the program each part may import.
MAY_IMPORT = {
    "": set[str](),
    "paths": set[str](),
    "text": set[str](),
    "model": {"text"},
    "store": PURE,
    "agreement": PURE,
    "interchange": PURE,
    "assist": PURE,
    "app": ALL_BUT_SCREEN,
    "cli": {"app", "paths"},
    "ui": PURE | {"app", "paths"},
    "__main__": {"app", "cli", "ui", "paths"},
}
# Libraries that only these parts may know, and the only libraries that the two lowest layers may know.
ONLY_IN = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "click": {"cli", "__main__"},
    "bidi": {"text"},
    "arabic_reshaper": {"text"},
}
LIBRARIES_OF = {"text": {"regex", "bidi", "arabic_reshaper"}, "model": set[str]()}


def part_of(path: str) -> str:
    """The part a file belongs to: `text` for annotator/text/fold.py, `paths` for annotator/paths.py."""
    inside = path.removeprefix("annotator/").split("/")
    part = inside[0].removesuffix(".py")
    return "" if part == "__init__" else part


def _named_module(node: ast.Call) -> str | None:
    """The module that a call of import_module or __import__ names, if it is written out."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = node.args[0] if node.args else None
    if called in {"import_module", "__import__"} and isinstance(first, ast.Constant):
        return str(first.value)
    return None


def _modules(node: ast.AST, path: str) -> list[str]:
    """The modules, by their full names, that one statement or call brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.Call):
        named = _named_module(node)
        return [named] if named else []
    if not isinstance(node, ast.ImportFrom):
        return []
    package = path.removesuffix(".py").split("/")[: -node.level] if node.level else []
    origin = ".".join([*package, *([node.module] if node.module else [])])
    return [f"annotator.{alias.name}" for alias in node.names] if origin == "annotator" else [origin]


def imports(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Line and full name of each module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        yield from ((node.lineno, name) for name in _modules(node, path))  # type_checking imports count too


def layer_faults(path: str, source: str) -> list[str]:
    """Imports of a file that break the layer law, as sentences."""
    part, faults = part_of(path), []
    for line, name in imports(path, source):
        root, *rest = name.split(".")
        if root == "annotator":
            target = rest[0] if rest and rest[0] in MAY_IMPORT else ""
            wrong = target not in {"", part} | MAY_IMPORT[part]
        else:
            owners = ONLY_IN.get(root, {part})
            known = sys.stdlib_module_names | LIBRARIES_OF.get(part, {root})
            wrong = part not in owners or root not in known
        if wrong:
            faults.append(f"{path}:{line} imports {name}")
    return faults


def screen_loaded_early(source: str) -> list[int]:
    """Lines of the composition root that load the window whatever the command, so that all pay for Qt."""
    body = ast.parse(source).body
    loaded = [node for node in body if not isinstance(node, ast.FunctionDef)]
    path = "annotator/__main__.py"
    return [
        inner.lineno
        for node in loaded
        for inner in ast.walk(node)
        if any(name.startswith("annotator.ui") for name in _modules(inner, path))
    ]


def python_files(*folders: str) -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py")
    )


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", python_files("annotator"))
def test_a_file_keeps_the_layer_law(path: str) -> None:
    assert layer_faults(path, read(path)) == []


def test_every_part_of_the_program_has_its_row_in_the_law() -> None:
    assert {part_of(path) for path in python_files("annotator")} <= MAY_IMPORT.keys()


def test_commands_do_not_load_the_window() -> None:
    assert screen_loaded_early(read("annotator/__main__.py")) == []


def test_each_module_says_its_job() -> None:
    files = [path for path in python_files("annotator") if read(path).strip()]
    assert [path for path in files if not ast.get_docstring(ast.parse(read(path)))] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("annotator/text/fold.py", "import annotator.model.span"),
        ("annotator/text/fold.py", "import numpy"),
        ("annotator/model/span.py", "from annotator import store"),
        ("annotator/model/span.py", "from ..store.project import Project"),
        ("annotator/store/merge.py", "def f():\n    from annotator.app import session"),
        ("annotator/agreement/measures.py", "from annotator.interchange.record import Record"),
        ("annotator/app/session.py", "import PySide6.QtCore"),
        ("annotator/app/session.py", "import sqlite3"),
        ("annotator/app/session.py", "import importlib\nimportlib.import_module('annotator.ui.desk')"),
        ("annotator/cli/main.py", "from annotator.ui import application"),
        ("annotator/cli/main.py", "from annotator.store.project import Project"),
        ("annotator/ui/desk.py", "from annotator.store.project import Project"),
        ("annotator/paths.py", "from annotator.app import settings"),
    ],
)
def test_a_forbidden_import_is_found(path: str, source: str) -> None:
    assert len(layer_faults(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("annotator/text/fold.py", "import regex, unicodedata\nfrom annotator.text.direction import base"),
        ("annotator/model/span.py", "from annotator.text import graphemes\nfrom . import errors"),
        ("annotator/store/project.py", "import sqlite3\nfrom ..model.span import Span"),
        ("annotator/ui/desk.py", "from PySide6.QtCore import QObject\nfrom annotator.app import session"),
        ("annotator/__main__.py", "def main():\n    from annotator.ui.application import run"),
        ("annotator/cli/main.py", "import click\nfrom annotator import __version__"),
    ],
)
def test_an_allowed_import_is_let_through(path: str, source: str) -> None:
    assert layer_faults(path, source) == []


def test_a_window_loaded_early_is_found() -> None:
    assert screen_loaded_early("from annotator import ui\ndef main():\n    import annotator.ui\n") == [1]


def long_things() -> Iterator[str]:
    """Files over 250 lines and functions over 30: a report for people, never a failure."""
    for path in [*python_files("annotator", "tests"), "start.py"]:
        source = read(path)
        if (lines := source.count("\n")) > 250:
            yield f"{path}: {lines} lines"
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.FunctionDef)
                and (length := (node.end_lineno or 0) - node.lineno + 1) > 30
            ):
                yield f"{path}:{node.lineno} {node.name}: {length} lines"


if __name__ == "__main__":
    print("\n".join(long_things()) or "No file over 250 lines, no function over 30.")
