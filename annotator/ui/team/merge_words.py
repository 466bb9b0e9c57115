"""The sentences about a merge: what else it changes, and what was refused."""

from collections.abc import Iterator

from annotator.app.merging import Merged
from annotator.ui.isolates import isolated
from annotator.ui.team.words import articles, named, number, tr

_PAIRS = 6  # pairs of annotators that are named


def planned(done: Merged) -> list[str]:
    """What a dry run found."""
    if not done.files:
        return list(done.refused)
    said = [*done.refused, *_remarks(done)]
    if done.batches:
        said.append(tr("Nothing has been changed yet. A backup is made before the merge."))
    else:
        said.append(tr("The project has all of this already: there is nothing to merge."))
    return said


def merged(done: Merged) -> list[str]:
    """What a merge did."""
    count = number(done.batches, tr("action"), tr("actions"))
    said = [tr("Merged {0} of {1}.").format(count, number(len(done.files), tr("file"), tr("files")))]
    if done.backup:
        said.append(tr("The state before is among the backups."))
    return [*said, *done.refused, *_remarks(done)]


def _remarks(done: Merged) -> Iterator[str]:
    for received in done.files:
        if received.separate:
            yield tr("{0} was begun on its own: both are one project from now on.").format(
                isolated(received.path.name)
            )
        if received.remark:
            yield received.remark
    if len(done.labels) > 1:
        yield tr("The label sets differ ({0}): which one holds is to be decided as a conflict.").format(
            named(labels.name for labels in done.labels)
        )
    yield from _agreement(done)
    if done.new_conflicts > 0:
        yield tr("{0} to decide: one person’s one item, changed on two laptops.").format(
            number(done.new_conflicts, tr("new conflict"), tr("new conflicts"))
        )


def _agreement(done: Merged) -> Iterator[str]:
    before, after = done.pairs
    changed = sorted(pair for pair in after if after[pair] != before.get(pair, 0))
    for pair in changed[:_PAIRS]:
        yield tr("Agreement of {0} and {1} can be measured on {2}, before on {3}.").format(
            isolated(pair[0]), isolated(pair[1]), articles(after[pair]), f"{before.get(pair, 0):,}"
        )
    if len(changed) > _PAIRS:
        yield tr("So it is with {0} other pairs.").format(len(changed) - _PAIRS)
