"""One owner at work in a project: what each gesture means, from a stretch on the screen to a batch in the file.

Nothing here knows a window; nothing in a window decides what is decided here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.app.deciding import chosen_leaf, deciding_edit
from annotator.app.edits import Article, Edits, content_of
from annotator.app.history import Done, History
from annotator.model import rules
from annotator.model.errors import Refused
from annotator.model.labels import CLITIC, LabelSet
from annotator.model.people import annotator_name, first_reader
from annotator.model.revision import GOLD, KIND_NAMES, PROJECT, SPAN, Edit
from annotator.model.span import MANUAL, Span
from annotator.model.status import STATUSES
from annotator.store import documents, joining, label_sets, spans
from annotator.store.project import Project
from annotator.text.snapping import snap

_QUOTED = 40  # code points of a quote in the name of a gesture


@dataclass(frozen=True, slots=True)
class Marked(Done):
    """What a mark did: also the item it made and what is unusual about it."""

    item: str = ""
    warnings: tuple[str, ...] = ()


class Session:
    """A project opened as one owner. Every change is that owner's, durable when the method returns."""

    def __init__(self, project: Project, owner: str, author: str = "") -> None:
        self.project = project
        self.owner = owner if owner == GOLD else joining.person_named(project, annotator_name(owner))
        self.author = annotator_name(author) if author else first_reader(self.owner) or self.owner
        self.history = History(project, self.owner, self.author)
        self.labels: LabelSet = label_sets.label_set(project)
        self._edits = Edits(project, self.owner, self.labels)

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
            article = self._edits.open_article(number, near=None if links else (start, end))
            text = article.document.text
            rules.check_range(start, end, len(text))
            if quote is not None:
                rules.check_quote(text, start, end, quote)
            rules.check_attributes(rule, attributes or {})
            span = Span(start, end, label, attributes or {}, origin=origin)
            rules.check_twin(span, article.spans)
            edit = Edit(
                SPAN,
                number,
                None,
                start,
                end,
                label,
                content_of(span),
                self._edits.links(rule, links or {}, article),
            )
            what = f"mark {label} {_short(text[start:end])}"
            done = self.history.do([edit, *self._edits.begun(article)], what)
        item = f"{done.batch.uid.hex()}.0"  # the first revision of its batch, and so the item's name
        warned = rules.warnings(span, article.spans, self.labels)
        return Marked(done.batch, done.documents, item=item, warnings=tuple(warned))

    def unmark(self, item: str) -> Done:
        """Delete one of this owner's spans."""
        with self.project.writing():
            article, span = self._edits.owned(item)
            what = f"delete {span.label} {_short(article.document.text[span.start : span.end])}"
            return self._change(article, span.item, self._edits.changed(article, span, deleted=True), what)

    def relabel(self, item: str, label: str) -> Done:
        """Give a span another label; its attributes and links stay where the new label has them."""
        with self.project.writing():
            article, span = self._edits.owned(item)
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
            article, span = self._edits.owned(item)
            rules.check_range(start, end, len(article.document.text))
            moved = replace(span, start=start, end=end, fragments=())
            return self._replace(
                article, moved, f"move {span.label} {_short(article.document.text[start:end])}"
            )

    def set_attributes(self, item: str, attributes: Mapping[str, str]) -> Done:
        """Give a span exactly these attributes."""
        with self.project.writing():
            article, span = self._edits.owned(item)
            rules.check_attributes(rules.find_label(self.labels, span.label), attributes)
            return self._replace(
                article, replace(span, attributes=dict(attributes)), f"describe {span.label}"
            )

    def set_links(self, item: str, links: Mapping[str, Sequence[str]]) -> Done:
        """Give a span exactly these links: items by role."""
        with self.project.writing():
            article, span = self._edits.owned(item)
            wanted = {role: tuple(targets) for role, targets in links.items() if targets}
            return self._replace(article, replace(span, links=wanted), f"link {span.label}")

    def set_note(self, item: str, note: str) -> Done:
        """Write a note to a span; "" removes it."""
        with self.project.writing():
            article, span = self._edits.owned(item)
            return self._replace(article, replace(span, note=note), f"note on {span.label}")

    # --- the document ---

    def set_status(self, number: int, status: str) -> Done:
        """Say how far the owner is with a document. Reopening a finished one is setting it to in progress."""
        if status not in STATUSES:
            raise Refused(f"There is no status '{status}'. It is one of: {', '.join(STATUSES)}.")
        with self.project.writing():
            return self.history.do([self._edits.status(number, status=status)], f"set status {status}")

    def set_document_note(self, number: int, note: str) -> Done:
        """Write a note to a document; "" removes it."""
        with self.project.writing():
            return self.history.do([self._edits.status(number, note=note)], "note on the article")

    # --- conflicts ---

    def decide(self, version: str, *, none: bool = False) -> Done:
        """Settle a conflict: the leaf of that name stands, and replaces every other. Reopens a finished document.

        With `none` no version of it stands: the item is deleted.
        """
        with self.project.writing():
            chosen = chosen_leaf(self.project, version)
            whose = joining.person_named(self.project, chosen.owner)
            if whose not in (self.owner, PROJECT):
                raise Refused(f"That is {chosen.owner}'s to decide, not {self.owner}'s.")
            edits = [deciding_edit(self.project, chosen, none=none)]
            what = f"decide {KIND_NAMES[chosen.edit.kind]}"
            history = self.history if whose == self.owner else History(self.project, PROJECT, self.author)
            reopened = history.reopening(edits, chosen.owner)
            return history.do([*edits, *reopened], what, spelling=chosen.owner)

    def _replace(self, article: Article, new: Span, what: str) -> Done:
        rules.check_twin(new, article.spans)
        return self._change(article, new.item, self._edits.changed(article, new), what)

    def _change(self, article: Article, item: str, edit: Edit, what: str) -> Done:
        spelling = self._edits.spelling(item)
        return self.history.do([edit, *self._edits.begun(article, spelling)], what, spelling=spelling)

    # --- undo ---

    def undo(self) -> Done:
        """Take back this owner's last batch on this device. Raises Refused when there is none."""
        return self.history.undo()

    def redo(self) -> Done:
        """Bring back what was undone last. Raises Refused when there is none."""
        return self.history.redo()


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return f"«{flat[:_QUOTED]}…»" if len(flat) > _QUOTED else f"«{flat}»"
