"""What has come into a file since a certain batch, counted for people: whose spans, which people, whose label sets."""

from collections import Counter
from dataclasses import dataclass, field

from annotator.model.label_file import read_label_set
from annotator.model.revision import DECISION, LABELS, PROJECT, SPAN
from annotator.model.status import FINISHED
from annotator.store import documents, revisions
from annotator.store.derived import NOWHERE
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came: new spans and later states of spans by owner, decisions, label sets, names of people."""

    new_spans: Counter[str] = field(default_factory=Counter)
    changed_spans: Counter[str] = field(default_factory=Counter)
    decisions: int = 0
    separate: bool = False  # whether a project came that was begun on its own


@dataclass(frozen=True, slots=True)
class LabelsHere:
    """One of the label sets that a project holds: its title and its labels, in order."""

    name: str
    labels: tuple[str, ...]
    in_force: bool


def last_batch(project: Project) -> int:
    """The number of the batch that came last."""
    return int(project.value("SELECT coalesce(max(number), 0) FROM batch"))


def arrived(project: Project, after: int) -> Arrived:
    """What the batches hold that came after the one of that number."""
    found = Arrived(decisions=_count(project, after, DECISION), separate=_begun_apart(project, after))
    rows = project.rows(
        "SELECT a.name, r.item_batch IS NULL, count(*) FROM batch b JOIN revision r ON r.batch = b.number "
        "JOIN annotator a ON a.number = b.owner WHERE b.number > ? AND r.kind = ? GROUP BY 1, 2",
        (after, SPAN),
    )
    for name, is_new, count in rows:
        (found.new_spans if is_new else found.changed_spans)[name] += count
    return found


def label_sets(project: Project) -> list[LabelsHere]:
    """The label set in force, and the others where projects met and nobody has decided yet."""
    shown = documents.present_content(project, LABELS, PROJECT, NOWHERE).get("uid")
    found = {}
    for leaf in revisions.key_leaves(project, LABELS, PROJECT, None):
        uid = (leaf.edit.content or {}).get("uid", "")
        body = project.value("SELECT body FROM label_set WHERE uid = ?", (bytes.fromhex(uid),))
        labels = read_label_set(body or "", file="a label set of the project")
        found[uid] = LabelsHere(labels.name, labels.names, uid == shown)
    return sorted(found.values(), key=lambda known: (not known.in_force, known.name, known.labels))


def shared_documents(project: Project) -> int:
    """How many documents two or more owners have finished, so that agreement can be measured on them."""
    sql = (
        "SELECT count(*) FROM (SELECT document FROM work JOIN annotator a ON a.number = owner "
        "WHERE status = ? AND a.name <> 'gold' GROUP BY document HAVING count(*) > 1)"
    )
    return int(project.value(sql, (FINISHED,)))


def _count(project: Project, after: int, kind: int) -> int:
    return int(project.value("SELECT count(*) FROM revision WHERE batch > ? AND kind = ?", (after, kind)))


def _begun_apart(project: Project, after: int) -> bool:
    """Whether a project's first label set has come: every project begins with one that replaces nothing."""
    first = (
        "SELECT count(*) FROM revision r WHERE r.kind = ? AND r.batch {} ? "
        "AND NOT EXISTS (SELECT 1 FROM replaces p WHERE p.batch = r.batch AND p.n = r.n)"
    )
    return all(project.value(first.format(sign), (LABELS, after)) for sign in ("<=", ">"))
