"""What to do about a problem, in the words of the window: the options of the command line become its controls."""

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from annotator.text.offsets import UNIT_NAMES, UNITS
from annotator.ui.isolates import isolated


def _tr(text: str) -> str:
    return QCoreApplication.translate("remedies", text)


def control_names() -> dict[str, str]:
    """What the controls of imports and exports are called, by the option of the command line that does the same."""
    return {
        "--format": _tr("Format"),
        "--encoding": _tr("Encoding"),
        "--unit": _tr("Offsets in"),
        "--owner": _tr("Annotations of"),
        "--owners": _tr("Whose annotations"),
        "--map": _tr("Unknown labels"),
        "--field": _tr("Settings"),
        "--conflicts": _tr("Where laptops differ, take the first version"),
    }


def in_window(remedy: str) -> str:
    """The remedy for somebody who sits before the window; one without options is its own."""
    for pattern, words in _ways():
        remedy = pattern.sub(words, remedy)
    for option, name in control_names().items():
        remedy = re.sub(rf"{option}\b(?!-)", f"“{name}”", remedy)
    return remedy


def _ways() -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
    names = control_names()
    return [
        (
            re.compile(r"map it(?: with|:) --map (.+?)=NAME(?:, or --new-labels add)?"),
            lambda found: _tr("import again and choose under “{0}” what becomes of {1}").format(
                names["--map"], isolated(found[1])
            ),
        ),
        (
            re.compile(r"use --unit (\w+)"),
            lambda found: _tr("choose {0} under “{1}”").format(_unit(found[1]), names["--unit"]),
        ),
        (
            re.compile(r"(?:with )?(?:the )?field (\w+)(?:=(\w+))?"),
            lambda found: _tr("with {0}={1} under “{2}”").format(found[1], found[2] or "…", names["--field"]),
        ),
        (re.compile(r"--conflicts first"), lambda found: f"“{names['--conflicts']}”"),
        (re.compile(r"give it to --labels by hand"), lambda found: _tr("make it in the menu Edit, Labels…")),
        (re.compile(r"with --annotator NAME"), lambda found: _tr("with “Add me…” in the list of annotators")),
    ]


def _unit(name: str) -> str:
    return _tr(UNIT_NAMES[UNITS.index(name)]) if name in UNITS else name
