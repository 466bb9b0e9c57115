"""Who decided a place, when and what: all versions where two laptops decided differently."""

from dataclasses import dataclass

from annotator.app.cards import Stored
from annotator.model.decision import Decision, from_content
from annotator.store import batches
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Verdict:
    """One version of a decision. `decision` is None where the decision was taken back."""

    decision: Decision | None
    author: str
    made_at: str  # UTC, ISO 8601
    is_here: bool  # made on this laptop


def verdicts(project: Project, stored: Stored) -> tuple[Verdict, ...]:
    """The versions of a decision, the one that is shown first; one where nobody disputes it."""
    leaves = stored.leaves if stored.is_disputed else stored.leaves[:1]
    found = []
    for leaf in leaves:
        batch = batches.read(project, leaf.ref.batch)
        said = None if leaf.edit.deleted else from_content(leaf.edit.content or {})
        found.append(Verdict(said, batch.author, batch.made_at, batch.device == project.device))
    return tuple(found)
