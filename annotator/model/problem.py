"""A mistake in a file that a person wrote: where it is, what it is, and the cure."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass

from annotator.model.toml_lines import Path

_FEW = 9  # as many choices as one line can name


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence with its cure, and the place in the file, such as ("labels", 0, "name")."""

    path: Path
    message: str


def suggestion(given: str, choices: Collection[str]) -> str:
    """The end of a sentence that refuses `given`: the choice it was probably meant to be, or all choices."""
    folded = {choice.casefold(): choice for choice in choices if choice}
    near = difflib.get_close_matches(given.casefold(), folded, n=1)
    if near:
        return f"; did you mean '{folded[near[0]]}'?"
    if 0 < len(folded) <= _FEW:
        return "; write " + " or ".join(f"'{choice}'" for choice in folded.values())
    return "; correct it or take it out"
