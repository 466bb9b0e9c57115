"""Sharing out, handing out and in, and looking at a merge as jobs: for another process, naming the project by path."""

from collections.abc import Sequence
from pathlib import Path

from annotator.app.assigning import Assigned, share_out
from annotator.app.handing import HandedIn, HandedOut, hand_in, hand_out
from annotator.app.merging import Merged, merge_job
from annotator.app.opening import opened
from annotator.app.watch import Progress
from annotator.model.errors import Refused


def share_out_job(
    path: Path,
    names: Sequence[str],
    per_article: int,
    shared: int,
    seed: int,
    author: str,
    dry_run: bool,
    *,
    progress: Progress | None = None,
) -> Assigned:
    """Share articles out, as `assigning.share_out`."""
    _begun(progress)
    with opened(path) as project:
        return share_out(
            project, names, per_article=per_article, shared=shared, seed=seed, author=author, dry_run=dry_run
        )


def hand_out_job(
    path: Path, name: str, out: Path, also: Sequence[str], *, progress: Progress | None = None
) -> HandedOut:
    """Write a file for one annotator, as `handing.hand_out`."""
    _begun(progress)
    with opened(path) as project:
        return hand_out(project, name, out, also=also)


def hand_in_job(path: Path, out: Path, annotator: str, *, progress: Progress | None = None) -> HandedIn:
    """Write a whole copy with its checksum, as `handing.hand_in`."""
    _begun(progress)
    if out.resolve() == path.resolve():
        raise Refused(f"{out.name} is the project itself; choose another name.")
    with opened(path) as project:
        return hand_in(project, out, annotator=annotator)


def plan_merge_job(path: Path, others: Sequence[Path], *, progress: Progress | None = None) -> Merged:
    """What a merge of these files would bring."""
    return merge_job(path, others, dry_run=True, progress=progress)


def _begun(progress: Progress | None) -> None:
    if progress:
        progress(0, None)
