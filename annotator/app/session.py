"""One owner at work in a project: what each gesture means, from a stretch on the screen to a batch in the file.

Nothing here knows a window; nothing in a window decides what is decided here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.app.deciding import check_decided, chosen_leaf, deciding_edit
from annotator.app.history import Done, History
from annotator.model import rules
from annotator.model.document import Document
from annotator.model.errors import Refused
from annotator.model.labels import CLITIC, Label, LabelSet
from annotator.model.people import annotator_name
from annotator.model.revision import GOLD, KIND_NAMES, PROJECT, SPAN, STATUS, Edit, Ref
from annotator.model.span import MANUAL, Excluded, Span
from annotator.model.status import IN_PROGRESS, NEW, STATUSES
from annotator.store import documents, label_sets, revisions, spans
from annotator.store.project import Project
from annotator.text.snapping import snap

_QUOTED = 40  # code points of a quote in the name of a gesture


@dataclass(frozen=True, slots=True)
class Article:
    """All that the window shows of one document for one owner."""

    number: int
    document: Document
    spans: tuple[Span, ...]
    excluded: tuple[Excluded, ...]
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Marked(Done):
    """What a mark did: also the item it made and what is unusual about it."""

    item: str = ""
    warnings: tuple[str, ...] = ()


class Session:
    """A project opened as one owner. Every change is that owner's, durable when the method returns."""

    def __init__(self, project: Project, owner: str, author: str = "") -> None:
        self.project = project
        self.owner = owner if owner == GOLD else annotator_name(owner)
        self.author = annotator_name(author) if author else self.owner
        self.history = History(project, self.owner, self.author)
        self.labels: LabelSet = label_sets.label_set(project)

    # --- reading ---

    def article(self, number: int) -> Article:
        """A document with this owner's annotations. Raises KeyError when there is none of that number."""
        work = spans.work(self.project, number).get(self.owner, spans.Work())
        return Article(
            number,
            documents.read(self.project, number),
            tuple(spans.spans(self.project, number, self.owner)),
            tuple(spans.excluded(self.project, number)),
            work.status,
            work.note,
        )

    def row(self, number: int) -> documents.Row | None:
        """A document's line in the list, or None when it is not listed."""
        listed = documents.is_listed(self.project, number)
        return documents.rows(self.project, [number], self.owner)[0] if listed else None

    def rows(self, offset: int, limit: int) -> list[documents.Row]:
        """Lines of the document list in project order, with this owner's status and counts."""
        return documents.page(self.project, offset, limit, self.owner)

    def count(self) -> int:
        """How many documents the project lists."""
        return documents.count(self.project)

    def snapped(
        self, text: str, start: int, end: int, label: str = "", *, exact: bool = False
    ) -> tuple[int, int]:
        """What a gesture over `start … end` takes for a label (or before one is chosen), in code points.

        Names snap to token borders and clitic cut points, claims to token borders; `exact` only to graphemes.
        """
        if exact:
            return snap(text, start, end, borders="grapheme")
        layers = {layer.name: layer for layer in self.labels.layers}
        chosen = next((known for known in self.labels.labels if known.name == label), None)
        return snap(text, start, end, borders=layers[chosen.layer].snap if chosen else CLITIC)

    # --- annotating ---

    def mark(
        self,
        number: int,
        start: int,
        end: int,
        label: str,
        *,
        quote: str | None = None,
        attributes: Mapping[str, str] | None = None,
        links: Mapping[str, Sequence[str]] | None = None,
        origin: str = MANUAL,
    ) -> Marked:
        """Add a span at exactly these code points. Raises Refused, and then nothing has changed."""
        with self.project.writing():
            rule = rules.find_label(self.labels, label)
            article = self._open_article(number, near=None if links else (start, end))
            text = article.document.text
            rules.check_range(start, end, len(text))
            if quote is not None:
                rules.check_quote(text, start, end, quote)
            rules.check_attributes(rule, attributes or {})
            span = Span(start, end, label, attributes or {}, origin=origin)
            rules.check_twin(span, article.spans)
            edit = Edit(
                SPAN, number, None, start, end, label, _content(span), self._links(rule, links or {}, article)
            )
            what = f"mark {label} {_short(text[start:end])}"
            done = self.history.do([edit, *self._begun(article)], what)
        item = f"{done.batch.uid.hex()}.0"  # the first revision of its batch, and so the item's name
        warned = rules.warnings(span, article.spans, self.labels)
        return Marked(done.batch, done.documents, item=item, warnings=tuple(warned))

    def unmark(self, item: str) -> Done:
        """Delete one of this owner's spans."""
        with self.project.writing():
            article, span = self._owned(item)
            what = f"delete {span.label} {_short(article.document.text[span.start : span.end])}"
            return self.history.do([self._changed(article, span, deleted=True), *self._begun(article)], what)

    def relabel(self, item: str, label: str) -> Done:
        """Give a span another label; its attributes and links stay where the new label has them."""
        with self.project.writing():
            article, span = self._owned(item)
            rule = rules.find_label(self.labels, label)
            kept = {
                name: value
                for name, value in span.attributes.items()
                if (attribute := rule.attribute(name)) and value in attribute.values
            }
            links = {role: targets for role, targets in span.links.items() if rule.link(role)}
            return self._replace(
                article,
                replace(span, label=label, attributes=kept, links=links),
                f"relabel {span.label} as {label}",
            )

    def move(self, item: str, start: int, end: int) -> Done:
        """Give a span other borders, exactly these code points."""
        with self.project.writing():
            article, span = self._owned(item)
            rules.check_range(start, end, len(article.document.text))
            moved = replace(span, start=start, end=end, fragments=())
            return self._replace(
                article, moved, f"move {span.label} {_short(article.document.text[start:end])}"
            )

    def set_attributes(self, item: str, attributes: Mapping[str, str]) -> Done:
        """Give a span exactly these attributes."""
        with self.project.writing():
            article, span = self._owned(item)
            rules.check_attributes(rules.find_label(self.labels, span.label), attributes)
            return self._replace(
                article, replace(span, attributes=dict(attributes)), f"describe {span.label}"
            )

    def set_links(self, item: str, links: Mapping[str, Sequence[str]]) -> Done:
        """Give a span exactly these links: items by role."""
        with self.project.writing():
            article, span = self._owned(item)
            wanted = {role: tuple(targets) for role, targets in links.items() if targets}
            return self._replace(article, replace(span, links=wanted), f"link {span.label}")

    def set_note(self, item: str, note: str) -> Done:
        """Write a note to a span; "" removes it."""
        with self.project.writing():
            article, span = self._owned(item)
            return self._replace(article, replace(span, note=note), f"note on {span.label}")

    # --- the document ---

    def set_status(self, number: int, status: str) -> Done:
        """Say how far the owner is with a document. Reopening a finished one is setting it to in progress."""
        if status not in STATUSES:
            raise Refused(f"There is no status '{status}'. It is one of: {', '.join(STATUSES)}.")
        with self.project.writing():
            return self.history.do([self._status(number, status=status)], f"set status {status}")

    def set_document_note(self, number: int, note: str) -> Done:
        """Write a note to a document; "" removes it."""
        with self.project.writing():
            return self.history.do([self._status(number, note=note)], "note on the article")

    # --- conflicts ---

    def decide(self, version: str) -> Done:
        """Settle a conflict: the leaf of that name stands, and replaces every other. Reopens a finished document."""
        with self.project.writing():
            chosen = chosen_leaf(self.project, version)
            if chosen.owner not in (self.owner, PROJECT):
                raise Refused(f"That is {chosen.owner}'s to decide, not {self.owner}'s.")
            edits = [deciding_edit(self.project, chosen)]
            what = f"decide {KIND_NAMES[chosen.edit.kind]}"
            history = (
                self.history if chosen.owner == self.owner else History(self.project, PROJECT, self.author)
            )
            return history.do([*edits, *history.reopening(edits)], what)

    # --- undo ---

    def undo(self) -> Done:
        """Take back this owner's last batch on this device. Raises Refused when there is none."""
        return self.history.undo()

    def redo(self) -> Done:
        """Bring back what was undone last. Raises Refused when there is none."""
        return self.history.redo()

    # --- how edits are made ---

    def _open_article(self, number: int, *, near: tuple[int, int] | None = None) -> Article:
        """A document that may be changed, with all of the owner's spans or those that overlap a range."""
        work = spans.work(self.project, number).get(self.owner, spans.Work())
        rules.check_open(work.status)
        found = spans.spans(self.project, number, self.owner, near=near)
        return Article(number, documents.read(self.project, number), tuple(found), (), work.status, work.note)

    def _owned(self, item: str) -> tuple[Article, Span]:
        """The document and the span of an item. Raises Refused where it is not this owner's live span."""
        try:
            revision = revisions.read(self.project, self.project.item_ref(item))
        except KeyError as error:
            raise Refused(f"There is no item {item}.") from error
        if revision.edit.kind != SPAN or revision.edit.document is None:
            raise Refused(f"{item} is not a span.")
        if revision.owner != self.owner:
            raise Refused(f"{item} belongs to {revision.owner}; {self.owner} cannot change it.")
        article = self._open_article(revision.edit.document)
        span = next((span for span in article.spans if span.item == item), None)
        if span is None:
            raise Refused(f"{item} is deleted. Undo brings it back.")
        return article, span

    def _replace(self, article: Article, new: Span, what: str) -> Done:
        rules.check_twin(new, article.spans)
        return self.history.do([self._changed(article, new), *self._begun(article)], what)

    def _changed(self, article: Article, span: Span, *, deleted: bool = False) -> Edit:
        item = self.project.item_ref(span.item)
        leaves = revisions.item_leaves(self.project, item)
        check_decided(leaves)
        links = leaves[0].edit.links
        if not deleted:
            links = self._links(rules.find_label(self.labels, span.label), span.links, article, kept=links)
        return Edit(
            SPAN,
            article.number,
            None,
            span.start,
            span.end,
            span.label,
            _content(span),
            links,
            deleted=deleted,
            item=item,
            replaces=tuple(leaf.ref for leaf in leaves),
        )

    def _links(
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
                link = (role, self.project.item_ref(target))
                if link not in kept:
                    rules.check_link(rule, role, by_item.get(target))
                found.append(link)
        return tuple(found)

    def _begun(self, article: Article) -> list[Edit]:
        """The status edit of a first annotation: a new document is now in progress."""
        return [self._status(article.number, status=IN_PROGRESS)] if article.status == NEW else []

    def _status(self, number: int, *, status: str | None = None, note: str | None = None) -> Edit:
        leaves = revisions.key_leaves(self.project, STATUS, self.owner, number)
        check_decided(leaves)
        content = dict(leaves[0].edit.content or {}) if leaves and not leaves[0].edit.deleted else {}
        if status is not None:
            content["status"] = status
        if note is not None:
            content["note"] = note
        content = {key: value for key, value in content.items() if value}
        return Edit(STATUS, number, "", content=content, replaces=tuple(leaf.ref for leaf in leaves))


def _content(span: Span) -> dict[str, object] | None:
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


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return f"«{flat[:_QUOTED]}…»" if len(flat) > _QUOTED else f"«{flat}»"
