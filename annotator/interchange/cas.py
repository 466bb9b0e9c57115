"""A record out of the feature structures of one UIMA CAS, whether they came as XMI or as JSON.

Offsets in a CAS are UTF-16 units of its text (the sofa).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.interchange.drafts import Draft, link, spans_from
from annotator.interchange.findings import Findings
from annotator.interchange.grouping import OwnedFile
from annotator.interchange.reading import Reading
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.model.document import default_id
from annotator.text.normalize import BadText, normalize

UNIT = "utf16"
OUR_SPAN, OUR_LINK = "annotator.Span", "annotator.Link"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
LABEL_FEATURES = ("value", "label", "PosValue")
# What tools add to every text by themselves, and what is no annotation of a stretch.
SEGMENTS = frozenset(
    {"Token", "Sentence", "Paragraph", "DocumentAnnotation", "DocumentMetaData", "TagsetDescription"}
)
_RELATION = ("Governor", "Dependent")
_ID, _NOTE = "identifier", "note"


@dataclass(slots=True)
class Structure:
    """One feature structure: its plain features, and by feature the ids of those that it refers to."""

    id: str
    type: str
    features: dict[str, str] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The type's name without its package."""
        return self.type.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Cas:
    """The text and the feature structures of one view, by id, in the order of the file."""

    text: str
    structures: Mapping[str, Structure]
    views: int = 1


def record_from(cas: Cas, file: OwnedFile, unit: str, findings: Findings) -> Iterator[Record | Problem]:
    """The record, after its problems. `unit` overrides UTF-16."""
    place = file.file.name
    try:
        moved = normalize(cas.text)
    except BadText as error:
        yield Problem(place, str(error), kind="text")
        return
    if cas.views > 1:
        findings.remark(place, "unread", f"holds {cas.views} views; only the first was read")
    drafts = drafts_of(cas.structures, place, findings)
    spans = spans_from(drafts.values(), Reading(cas.text, moved, unit or UNIT), findings)
    yield from findings.take()
    about = next((s.features for s in cas.structures.values() if s.short == "DocumentMetaData"), {})
    id = file.document or about.get("documentId") or default_id(moved.text)
    sets = (AnnotationSet(file.owner, spans=spans),) if file.owner or drafts or not file.document else ()
    name = about.get("documentTitle", "")
    yield Record(moved.text, id, name=name, annotations=sets, place=place)


def drafts_of(structures: Mapping[str, Structure], place: str, findings: Findings) -> dict[str, Draft]:
    """All spans by the ids of their structures, with their links."""
    chained = _chained(structures, place, findings)
    drafts = {
        each.id: _draft(each, place)
        for each in structures.values()
        if is_stretch(each) and not _is_relation(each) and each.id not in chained
    }
    for each in structures.values():
        if _is_relation(each):
            _add_relation(each, structures, drafts, place, findings)
        elif each.id in drafts:
            _add_links(each, structures, drafts, place, findings)
    return _named(drafts, structures)


def is_stretch(each: Structure) -> bool:
    """Whether it is an annotation that somebody made, not a token or a sentence."""
    return "begin" in each.features and "end" in each.features and each.short not in SEGMENTS


def label_of(type: str, features: Mapping[str, str]) -> tuple[str, str]:
    """The label of an annotation, and the feature that it comes from: its value, else its layer's name."""
    for name in LABEL_FEATURES:
        if features.get(name):
            return features[name], name
    return type.rpartition(".")[2], ""


def _draft(each: Structure, place: str) -> Draft:
    label, taken = label_of(each.type, each.features)
    pieces = [(_number(each.features["begin"]), _number(each.features["end"]))]
    known = ("begin", "end", "sofa", taken)
    whole = each.type == OUR_SPAN  # other tools write empty features where there is nothing
    extra = {k: v for k, v in each.features.items() if k not in known and (v or whole)}
    note = extra.pop(_NOTE, "") if whole else ""
    return Draft(f"{place}, {each.short} {each.id}", label, pieces, each.id, "", note, extra)


def _named(drafts: dict[str, Draft], structures: Mapping[str, Structure]) -> dict[str, Draft]:
    """Spans that this program wrote, under the ids that they had here."""
    ours = {
        id: draft.attributes.pop(_ID, "") for id, draft in drafts.items() if structures[id].type == OUR_SPAN
    }
    for id, draft in drafts.items():
        draft.id = ours.get(id, draft.id) or draft.id
        draft.links = {
            role: [ours.get(to, to) or to for to in targets] for role, targets in draft.links.items()
        }
    return drafts


def _number(value: str) -> object:
    try:
        return int(value)
    except ValueError:
        return value


def _is_relation(each: Structure) -> bool:
    return all(name in each.references for name in _RELATION)


def _add_relation(
    each: Structure,
    structures: Mapping[str, Structure],
    drafts: Mapping[str, Draft],
    place: str,
    findings: Findings,
) -> None:
    source, target = (_span_at(each.references[name][0], structures, drafts) for name in _RELATION)
    role = label_of(each.type, each.features)[0]
    role = each.features.get("DependencyType") or role
    link(drafts, source, role, target, f"{place}, {each.short} {each.id}", findings)


def _span_at(id: str, structures: Mapping[str, Structure], drafts: Mapping[str, Draft]) -> str:
    """The span that a relation means: a token stands for the span attached to it."""
    attached = structures[id].references.get("pos", []) if id in structures else []
    return next((other for other in attached if other in drafts), id)


def _add_links(
    each: Structure,
    structures: Mapping[str, Structure],
    drafts: Mapping[str, Draft],
    place: str,
    findings: Findings,
) -> None:
    for feature, ids in each.references.items():
        for id in ids:
            other = structures.get(id)
            target = other.references.get("target") if other and id not in drafts else [id]
            role = other.features.get("role", "") if other and id not in drafts else feature
            where = f"{place}, {each.short} {each.id}"
            link(drafts, each.id, role or feature, target[0] if target else id, where, findings)


def _chained(structures: Mapping[str, Structure], place: str, findings: Findings) -> set[str]:
    """The members of chains (coreference), which are named and not taken."""
    found: set[str] = set()
    for each in structures.values():
        members: list[str] = []
        following: Sequence[str] = each.references.get("first", [])
        while following and following[0] in structures and following[0] not in members:
            members.append(following[0])
            following = structures[following[0]].references.get("next", [])
        if members:
            reason = f"a chain of {len(members)} mention(s) is not taken: spans here have links, not chains"
            findings.refuse(f"{place}, {each.short} {each.id}", "link", reason)
            found.update(members)
    return found
