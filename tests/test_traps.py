"""Traps that no review should have to look for, found by `ast`; nothing hushed, skipped or put off."""

import ast
import io
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UTF16_FILES = {"annotator/text/offsets.py", "annotator/text/decode.py"}
QT_TEXT = {"QPlainTextEdit", "QTextEdit", "QTextBrowser", "QTextDocument", "QTextCursor"}
NOWHERE = {
    "splitlines": "splits at more than \\n, so every later offset moves: use split('\\n')",
    "processEvents": "long work runs in a worker process (ui/jobs)",
    "selectedText": "gives U+2029 for \\n: slice the document's own text",
    "QUndoStack": "undo is read from the file (app/history)",
}


def _docstrings(tree: ast.AST) -> set[int]:
    """Where the docstrings are: a rule about strings does not mean them."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _name(node: ast.AST) -> str:
    """The name that a node uses, imports or reads, if any."""
    return str(getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "name", None) or "")


def trap_faults(path: str, source: str) -> list[str]:
    """Uses of what this program must not use, as sentences."""
    tree, faults = ast.parse(source), []
    docstrings = _docstrings(tree)
    article, screen = path.startswith("annotator/ui/article/"), path.startswith("annotator/ui/")
    for node in ast.walk(tree):
        name = _name(node)
        if name in NOWHERE:
            faults.append(f"{path}:{node.lineno} {name}: {NOWHERE[name]}")
        # A form may read back what a person typed into it; an article is never read back from a widget.
        if (name == "toPlainText" and not screen) or (article and name in QT_TEXT | {"toPlainText"}):
            faults.append(f"{path}:{node.lineno} {name}: the text of an article comes from the document only")
        text = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(text, str) and _is_utf16(text) and path not in UTF16_FILES:
            faults.append(f"{path}:{node.lineno} UTF-16 is known to text/offsets.py and text/decode.py only")
    return faults


def _is_utf16(text: str) -> bool:
    """Whether a string names the codec (`utf16`, a unit of the command line, is a word and no knowledge)."""
    return text.lower().replace("_", "-").startswith("utf-16")


def silenced(source: str) -> list[str]:
    """Comments that hide a fault or put work off."""
    hushes = ("noqa", "type: ignore", "pragma: no cover", "TODO", "FIXME", "XXX")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token for token in tokens if token.type == tokenize.COMMENT]
    return [
        f"{token.start[0]}: {token.string}" for token in comments if any(h in token.string for h in hushes)
    ]


def skipped(source: str) -> list[int]:
    """Lines at which a test excuses itself."""
    excuses = {"skip", "skipif", "xfail", "importorskip", "skipTest"}
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in excuses and "pytest" in ast.unparse(node.value)
    ]


def files_below(*folders: str) -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py")
    )


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", files_below("annotator"))
def test_a_file_avoids_the_traps(path: str) -> None:
    assert trap_faults(path, read(path)) == []


def test_nothing_is_silenced_skipped_or_put_off() -> None:
    files = [*files_below("annotator", "tests"), "start.py"]
    assert [f"{path}:{found}" for path in files for found in silenced(read(path)) + skipped(read(path))] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("annotator/text/sentences.py", "lines = text.splitlines()"),
        ("annotator/ui/jobs.py", "QApplication.processEvents()"),
        ("annotator/ui/claim_card.py", "note = cursor.selectedText()"),
        ("annotator/app/session.py", "text = view.toPlainText()"),
        ("annotator/ui/article/view.py", "text = view.toPlainText()"),
        ("annotator/ui/article/view.py", "from PySide6.QtGui import QTextCursor"),
        ("annotator/ui/article/view.py", "units = len(text.encode('utf-16-le')) // 2"),
        ("annotator/app/history.py", "from PySide6.QtGui import QUndoStack"),
    ],
)
def test_a_trap_is_found(path: str, source: str) -> None:
    assert len(trap_faults(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("annotator/ui/note_form.py", "note = self.field.toPlainText()"),
        ("annotator/text/offsets.py", "data = text.encode('utf-16-le')"),
        (
            "annotator/text/sentences.py",
            '"""Never splitlines; UTF-16 is elsewhere."""\nlines = text.split(chr(10))',
        ),
        ("annotator/cli/export.py", "units = ['codepoint', 'utf16', 'utf8', 'grapheme']"),
    ],
)
def test_what_is_no_trap_is_let_through(path: str, source: str) -> None:
    assert trap_faults(path, source) == []


def test_silence_and_excuses_are_found() -> None:
    assert len(silenced("x = 1  # " + "TODO: later\ny = f()  # " + "type: ignore[misc]\n")) == 2
    assert skipped("import pytest\n@pytest.mark.skipif(True)\ndef test(): pytest.skip('no')\n") == [2, 3]
