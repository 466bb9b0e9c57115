"""Exchanging batches with a server: the same set union as a merge, two ways, in steps that may break off anywhere.

Each page is one transaction on the side that receives it, so what was exchanged stays exchanged. Where each side
stands is only a shortcut: a batch that is offered again is known by its uid, and one that is missing is found.
"""

from annotator.model.errors import Refused
from annotator.model.revision import LABELS
from annotator.store import batches
from annotator.store.project import Project
from annotator.store.sync_peer import Hello, Peer
from annotator.store.sync_pull import Pull
from annotator.store.sync_push import Push
from annotator.store.sync_state import PAGE, Exchanged, Progress, begun

__all__ = ["Exchanged", "exchange", "waiting"]


def exchange(
    project: Project, peer: Peer, *, join: bool = False, progress: Progress | None = None
) -> Exchanged:
    """Pull what this file lacks, push what the server lacks.

    Raises Unavailable where the connection fails (what was exchanged until then stays), Refused where both hold
    projects that have nothing in common, unless `join`.
    """
    one = begun(project, peer, progress or (lambda count: None))
    if not join and not project.setting(one.key) and _is_another(project, peer, one.hello):
        raise Refused(
            "The server holds a project that was begun on its own. Check the address; --join unites both."
        )
    theirs = peer.label_sets()
    pull, push = Pull(one), Push(one)
    push.label_sets(theirs)
    pull.label_sets(theirs)
    pull.run()
    push.run()
    # What was pushed has arrival numbers now: seen, they show whether the server still has it next time.
    pull.run()
    return one.done


def waiting(project: Project, peer: Peer) -> Exchanged:
    """What an exchange would bring and take; nothing is exchanged."""
    one = begun(project, peer, lambda count: None)
    after = one.state.pulled
    while page := peer.arrived(after, PAGE):
        after = page[-1][0]
        one.done.pulled += sum(batches.by_uid(project, head.uid) is None for _, head in page)
    last = one.state.pushed
    while ours := batches.after(project, last, limit=PAGE):
        last = ours[-1].number
        lacking = peer.missing([batch.uid for batch in ours])
        wanted = [batch for batch in ours if batch.uid in lacking]
        one.done.pushed += sum(one.may_push(batch.owner) for batch in wanted)
        one.done.held_back += sum(not one.may_push(batch.owner) for batch in wanted)
    return one.done


def _is_another(project: Project, peer: Peer, hello: Hello) -> bool:
    """Whether the server holds something, but none of the first label sets with which this project began."""
    roots = project.rows(
        "SELECT DISTINCT b.uid FROM revision r JOIN batch b ON b.number = r.batch WHERE r.kind = ? "
        "AND NOT EXISTS (SELECT 1 FROM replaces p WHERE p.batch = r.batch AND p.n = r.n)",
        (LABELS,),
    )
    uids = [uid for (uid,) in roots]
    return bool(uids) and not hello.is_empty and peer.missing(uids) == set(uids)
