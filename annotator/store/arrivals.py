"""What has come into a file since a certain batch, counted for people: whose spans, which people, whose label sets."""

from collections import Counter
from dataclasses import dataclass, field, replace

from annotator.model.label_file import read_label_set
from annotator.model.revision import DECISION, LABELS, PROJECT, SPAN, Ref
from annotator.model.status import FINISHED
from annotator.store import documents, revisions
from annotator.store.expected import NOWHERE
from annotator.store.label_sets import people
from annotator.store.project import Project
from annotator.store.trouble import told

_QUOTED = 120  # code points of a quote


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came: new spans and later states of spans by owner, decisions, label sets, names of people."""

    new_spans: Counter[str] = field(default_factory=Counter)
    changed_spans: Counter[str] = field(default_factory=Counter)
    decisions: int = 0
    separate: bool = False  # whether a project came that was begun on its own


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """What a project has that another file lacks."""

    batches: int = 0
    documents: int = 0
    new_spans: Counter[str] = field(default_factory=Counter)
    changed_spans: Counter[str] = field(default_factory=Counter)
    decisions: int = 0
    people: tuple[str, ...] = ()
    label_sets: tuple[str, ...] = ()  # by title


@dataclass(frozen=True, slots=True)
class Place:
    """A span that came: where it is, whose, and under which label."""

    document: int
    start: int
    end: int
    owner: str
    label: str
    item: str
    name: str  # of the document
    quote: str  # its beginning


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


def only_in(project: Project, other: Project) -> OnlyHere:
    """What a project has, as it is committed, that another file lacks. The other one must not be in a transaction."""
    with told(project.path):
        other.connection.execute("ATTACH DATABASE ? AS ours", (str(project.path),))
    try:
        missing = "SELECT b.number, b.owner FROM ours.batch b WHERE b.uid NOT IN (SELECT uid FROM main.batch)"
        rows = other.rows(
            f"SELECT a.name, r.kind, r.item_batch IS NULL, count(*) FROM ({missing}) b "
            "JOIN ours.revision r ON r.batch = b.number JOIN ours.annotator a ON a.number = b.owner "
            "WHERE r.kind IN (?, ?) GROUP BY 1, 2, 3",
            (SPAN, DECISION),
        )
        new, changed, decisions = Counter[str](), Counter[str](), 0
        for name, kind, is_new, count in rows:
            if kind == SPAN:
                (new if is_new else changed)[name] += count
            else:
                decisions += count
        lacks = "SELECT {0} FROM ours.{1} WHERE uid NOT IN (SELECT uid FROM main.{1})"
        bodies = [row[0] for row in other.rows(lacks.format("body", "label_set"))]
        return OnlyHere(
            int(other.value(f"SELECT count(*) FROM ({missing})")),
            int(other.value(lacks.format("count(*)", "document"))),
            new,
            changed,
            decisions,
            tuple(sorted(set(people(project)) - set(people(other)))),
            tuple(sorted(read_label_set(body, file="a label set of the project").name for body in bodies)),
        )
    finally:
        other.connection.execute("DETACH DATABASE ours")


def places(project: Project, after: int, *, limit: int) -> list[Place]:
    """Where spans came or changed in the batches after that number and are there now, in project order."""
    rows = project.rows(
        'SELECT c.document, c.start, c."end", c.owner, c.label, c.batch, c.n, r.item_batch, r.item_n, '
        'coalesce(l.name, d.id), substr(d.text, c.start + 1, min(c."end" - c.start, ?)) '
        "FROM revision r CROSS JOIN current c ON c.document = r.document AND c.batch = r.batch AND c.n = r.n "
        "CROSS JOIN document d ON d.number = c.document LEFT JOIN listing l ON l.document = d.number "
        "WHERE r.batch > ? AND r.kind = ? AND NOT r.deleted ORDER BY l.name, l.uid, c.start, c.owner LIMIT ?",
        (_QUOTED, after, SPAN, limit),
    )
    return [
        Place(
            document,
            start,
            end,
            project.owner_name(owner),
            project.label_name(label),
            project.item_name(Ref(batch, n) if item_batch is None else Ref(item_batch, item_n)),
            name,
            quote,
        )
        for document, start, end, owner, label, batch, n, item_batch, item_n, name, quote in rows
    ]


def pairs(project: Project) -> dict[tuple[str, str], int]:
    """On how many documents agreement of each two annotators can be measured: both have finished them."""
    rows = project.rows(
        "SELECT a.name, b.name, count(*) FROM work x JOIN work y ON y.document = x.document "
        "JOIN annotator a ON a.number = x.owner JOIN annotator b ON b.number = y.owner "
        "WHERE x.status = ?1 AND y.status = ?1 AND a.name < b.name AND 'gold' NOT IN (a.name, b.name) "
        "GROUP BY 1, 2",
        (FINISHED,),
    )
    return {(one, other): count for one, other, count in rows}


def label_sets(project: Project) -> list[LabelsHere]:
    """The label set in force, and the others where projects met and nobody has decided yet."""
    shown = documents.present_content(project, LABELS, PROJECT, NOWHERE).get("uid")
    found = {}
    for leaf in revisions.key_leaves(project, LABELS, PROJECT, None):
        uid = (leaf.edit.content or {}).get("uid", "")
        found[uid] = replace(label_set_of(project, uid), in_force=uid == shown)
    return sorted(found.values(), key=lambda known: (not known.in_force, known.name, known.labels))


def label_set_of(project: Project, uid: str) -> LabelsHere:
    """The label set of that uid, in hexadecimal digits."""
    body = project.value("SELECT body FROM label_set WHERE uid = ?", (bytes.fromhex(uid),))
    labels = read_label_set(body or "", file="a label set of the project")
    return LabelsHere(labels.name, tuple(labels.names), in_force=False)


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
