"""What an import was asked to do and what it did: the words in which callers and importing speak."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.interchange.record import Problem
from annotator.model.status import FINISHED

IMPORTED = "imported"  # whose annotations are those that name no owner
_KEPT = 1_000  # problems in memory; all are counted and go to the report


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person who imports decided; each field is an option of `annotator import`."""

    format: str = ""
    owner: str = IMPORTED
    status: str = FINISHED
    encoding: str = ""
    unit: str = ""
    add_labels: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)  # from the data's name to the project's
    fields: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(
        default_factory=dict
    )  # from the data's name to the project's, "" to none
    programs: frozenset[str] = frozenset()  # the data's owners that are programs, though it does not say so


@dataclass(slots=True)
class Imported:
    """What an import did. `problems` holds the first thousand; `refused` and `remarks` count all."""

    documents: int = 0
    known_documents: int = 0
    spans: int = 0
    known_spans: int = 0
    owners: dict[str, int] = field(default_factory=dict)  # spans added by owner
    left_out: dict[str, int] = field(default_factory=dict)  # spans by owner, where that was asked for
    new_labels: list[str] = field(default_factory=list)
    refused: int = 0
    remarks: int = 0
    problems: list[Problem] = field(default_factory=list)

    def tell(self, problem: Problem) -> None:
        """Count a problem and keep it if it is one of the first."""
        if problem.refused:
            self.refused += 1
        else:
            self.remarks += 1
        if len(self.problems) < _KEPT:
            self.problems.append(problem)
