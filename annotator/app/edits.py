"""The edits behind one owner's gestures: which article and span is meant, and what of it is stored anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.app.deciding import check_decided
from annotator.model import rules
from annotator.model.document import Document
from annotator.model.errors import Refused
from annotator.model.labels import Label, LabelSet
from annotator.model.revision import SPAN, STATUS, Edit, Ref
from annotator.model.span import MANUAL, Excluded, Span
from annotator.model.status import IN_PROGRESS, NEW
from annotator.store import documents, joining, revisions, spans
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Article:
    """All that the window shows of one document for one owner."""

    number: int
    document: Document
    spans: tuple[Span, ...]
    excluded: tuple[Excluded, ...]
    status: str
    note: str


class Edits:
    """Reads what a gesture is about and makes its edits; it writes nothing. To be asked inside a transaction."""

    def __init__(self, project: Project, owner: str, labels: LabelSet) -> None:
        self._project, self._owner, self._labels = project, owner, labels

    def open_article(self, number: int, *, near: tuple[int, int] | None = None) -> Article:
        """A document that may be changed, with all of the owner's spans or those that overlap a range."""
        work = spans.work(self._project, number).get(self._owner, spans.Work())
        rules.check_open(work.status)
        found = spans.spans(self._project, number, self._owner, near=near)
        return Article(
            number, documents.read(self._project, number), tuple(found), (), work.status, work.note
        )

    def owned(self, item: str) -> tuple[Article, Span]:
        """The document and the span of an item. Raises Refused where it is not this owner's live span."""
        try:
            revision = revisions.read(self._project, self._project.item_ref(item))
        except KeyError as error:
            raise Refused(f"There is no item {item}.") from error
        if revision.edit.kind != SPAN or revision.edit.document is None:
            raise Refused(f"{item} is not a span.")
        if joining.person_named(self._project, revision.owner) != self._owner:
            raise Refused(f"{item} belongs to {revision.owner}; {self._owner} cannot change it.")
        article = self.open_article(revision.edit.document)
        span = next((span for span in article.spans if span.item == item), None)
        if span is None:
            raise Refused(f"{item} is deleted. Undo brings it back.")
        return article, span

    def changed(self, article: Article, span: Span, *, deleted: bool = False) -> Edit:
        """A span as it is to be from now on. Raises Refused while a conflict about it is open."""
        item = self._project.item_ref(span.item)
        leaves = revisions.item_leaves(self._project, item)
        check_decided(leaves)
        links = leaves[0].edit.links
        if not deleted:
            links = self.links(rules.find_label(self._labels, span.label), span.links, article, kept=links)
        return Edit(
            SPAN,
            article.number,
            None,
            span.start,
            span.end,
            span.label,
            content_of(span),
            links,
            deleted=deleted,
            item=item,
            replaces=tuple(leaf.ref for leaf in leaves),
        )

    def links(
        self,
        rule: Label,
        links: Mapping[str, Sequence[str]],
        article: Article,
        *,
        kept: tuple[tuple[str, Ref], ...] = (),
    ) -> tuple[tuple[str, Ref], ...]:
        """Links as they are stored; those that the span had already stay even where they dangle."""
        by_item = {span.item: span for span in article.spans}
        found = []
        for role, targets in links.items():
            for target in targets:
                link = (role, self._project.item_ref(target))
                if link not in kept:
                    rules.check_link(rule, role, by_item.get(target))
                found.append(link)
        return tuple(found)

    def spelling(self, item: str) -> str:
        """The name under which a span of this owner was made: a set is changed under its own name only."""
        return revisions.read(self._project, self._project.item_ref(item)).owner

    def begun(self, article: Article, spelling: str = "") -> list[Edit]:
        """The status edit of a first annotation: a new document is now in progress."""
        if article.status != NEW:
            return []
        return [self.status(article.number, status=IN_PROGRESS, spelling=spelling)]

    def status(
        self, number: int, *, status: str | None = None, note: str | None = None, spelling: str = ""
    ) -> Edit:
        """How far the owner is with a document, and the note to it; None leaves a part as it is."""
        leaves = revisions.key_leaves(self._project, STATUS, spelling or self._owner, number)
        check_decided(leaves)
        content = dict(leaves[0].edit.content or {}) if leaves and not leaves[0].edit.deleted else {}
        if not leaves:  # what was said under another spelling holds until something is said under this one
            content = spans.said_of_work(self._project, number, self._owner)
        if status is not None:
            content["status"] = status
        if note is not None:
            content["note"] = note
        content = {key: value for key, value in content.items() if value}
        return Edit(STATUS, number, "", content=content, replaces=tuple(leaf.ref for leaf in leaves))


def content_of(span: Span) -> dict[str, object] | None:
    """What is stored of a span beside its place, label and links."""
    content: dict[str, object] = {}
    if span.attributes:
        content["attributes"] = dict(span.attributes)
    if span.note:
        content["note"] = span.note
    if span.origin != MANUAL:
        content["origin"] = span.origin
    if span.fragments:
        content["fragments"] = span.fragments
    if span.id and span.id != span.item:
        content["id"] = span.id
    return content or None
