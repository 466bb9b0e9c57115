"""Saving what can be read of a damaged project into a new one."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from annotator.app.opening import device
from annotator.model.errors import Refused, Unavailable
from annotator.store import check
from annotator.store import recover as stored
from annotator.store.opening import create


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was saved and what was not, in sentences; `whole` says that nothing was lost."""

    documents: int
    batches: int
    revisions: int
    lost: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether everything in the file could be read."""
        return not self.lost


def recover(damaged: Path, out: Path) -> Recovered:
    """Make a new project at `out` from every readable row of a damaged file, which stays as it is.

    Raises Refused where `out` exists, Unavailable where nothing of a project can be read.
    """
    if out.exists():
        raise Refused(f"The file {out} exists already; choose another name.")
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    project = create(temporary, device(out))
    try:
        done = stored.recover(damaged, project)
        if not done.saved["revision"] and not done.saved["document"]:
            raise Unavailable(
                f"Nothing of a project can be read in {damaged}. Take a backup or another copy."
            )
        if problem := next(check.problems(project), ""):
            raise Unavailable(f"What can be read of {damaged} does not fit together. {problem}")
        project.close()
        temporary.rename(out)
    finally:
        project.connection.close()
        temporary.unlink(missing_ok=True)
    return Recovered(done.saved["document"], done.saved["batch"], done.saved["revision"], _lost(done))


def _lost(done: stored.Recovered) -> tuple[str, ...]:
    found = [f"{count} {what}" for what, count in sorted(done.lost.items()) if count]
    if done.torn:
        said = "actions are there in part or not at all; merging a whole copy or a backup brings them back"
        found.append(f"{done.torn} {said}")
    return tuple(found)
