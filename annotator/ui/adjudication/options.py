"""What a person wants of the adjudication window, and how the settings keep it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from annotator.app.choices import LONGEST, TIES
from annotator.ui.settings import Settings

_NAME = "adjudication"


@dataclass(frozen=True, slots=True)
class Options:
    """`least` votes decide without a person in this project; 0: they never do."""

    tie: str = LONGEST
    names: bool = False  # whether annotators' names are shown
    least: int = 0


def options_of(settings: Settings, project: Path) -> Options:
    """What was kept; what cannot be read is as it comes."""
    try:
        found = json.loads(settings.kept(_NAME) or "{}")
    except ValueError:
        found = {}
    tie = found.get("tie") if isinstance(found, dict) else None
    names = found.get("names") if isinstance(found, dict) else None
    least = settings.kept(_NAME, project)
    return Options(tie if tie in TIES else LONGEST, names is True, int(least) if least.isdecimal() else 0)


def keep_options(settings: Settings, project: Path, options: Options) -> None:
    """Keep this; what decides without a person belongs to the one project."""
    table = asdict(options)
    least = table.pop("least")
    settings.keep(_NAME, json.dumps(table))
    settings.keep(_NAME, str(least), project)
