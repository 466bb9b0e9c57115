"""Taking records into a project: what of each is new, what is there already, and what a rule refuses."""

import hashlib
from dataclasses import replace
from typing import Any

import orjson

from annotator.app.admission import Admission, Tell
from annotator.app.import_batches import ImportedOwner, ImportedOwners
from annotator.app.imported import Imported, ImportOptions
from annotator.app.span_edits import plain_places, span_edit, what_counts
from annotator.app.whose import Whose
from annotator.interchange.record import AnnotationSet, Problem, Record
from annotator.model.document import Document
from annotator.model.revision import DOCUMENT, EXCLUDED, HERE, PROJECT, STATUS, Edit, Ref, Revision
from annotator.model.span import Span
from annotator.model.status import FINISHED, IN_PROGRESS, NEW, is_read_only
from annotator.store import documents, label_sets, revisions, spans
from annotator.store.project import Project


class Intake:
    """One import into one project, inside the caller's transaction."""

    def __init__(
        self,
        project: Project,
        options: ImportOptions,
        done: Imported,
        tell: Tell,
        skipped: frozenset[str],
    ) -> None:
        self._project = project
        self._options = options
        self._done = done
        self._tell = tell
        self._skipped = skipped
        self._admission = Admission(label_sets.label_set(project), options, done, tell)
        self._whose = Whose(project, options, done, tell)
        self._owners = ImportedOwners(project)

    def take(self, record: Record, *, flawed: bool = False) -> None:
        """Take one record: its document, its excluded regions and each owner's annotations.

        `flawed` says that the reader refused some of its spans.
        """
        document = Document(
            id=record.id,
            name=record.name or record.id,
            text=record.text,
            language=record.language,
            source=record.source,
            direction=record.direction,
            meta=record.meta,
        )
        uid = document.uid
        known = documents.of_id(self._project, document.id)
        number = known.get(uid)
        if number is None and any(self._is_listed(other) for other in known.values()):
            fix = "give one of the two another id"
            self._tell(Problem(record.place, f"the id '{document.id}' already names another text", fix, "id"))
            return
        is_new = number is None
        if number is None:
            number = documents.add_text(self._project, document, uid)
        self._take_document(number, document, uid, record, is_new=is_new)
        for owned in record.annotations:
            self._take_set(number, document, uid, record, owned, is_new=is_new, flawed=flawed)

    def _is_listed(self, number: int) -> bool:
        return number in self._owners.of(PROJECT).taken or documents.is_listed(self._project, number)

    def close(self, what: str) -> str:
        """Finish all batches. Returns an owner whose part was imported before and not undone, or ""."""
        if labels := self._admission.new_label_set():
            label_sets.put_label_set(self._project, labels, author=PROJECT, number=self._owners.next_number)
        return self._owners.close(what)

    # --- the document ---

    def _take_document(
        self, number: int, document: Document, uid: bytes, record: Record, *, is_new: bool
    ) -> None:
        project = self._owners.of(PROJECT)
        project.rows.update(uid + orjson.dumps(self._document_content(document), option=orjson.OPT_SORT_KEYS))
        project.rows.update(orjson.dumps([(r.start, r.end, r.reason) for r in record.excluded]))
        if PROJECT in self._skipped or number in project.taken:
            self._done.known_documents += 1
            return
        project.taken[number] = b""
        if not is_new and documents.is_listed(self._project, number):
            project.found.update(b"listed" + uid)
            self._done.known_documents += 1
        else:
            project.batch.add([self._document_edit(number, document, is_new=is_new)])
            self._done.documents += 1
        if record.excluded:
            there = set() if is_new else {(r.start, r.end) for r in spans.excluded(self._project, number)}
            if there:
                project.found.update(uid + orjson.dumps(sorted(there)))
            project.batch.add(
                Edit(
                    EXCLUDED, number, None, r.start, r.end, content={"reason": r.reason} if r.reason else None
                )
                for r in record.excluded
                if (r.start, r.end) not in there
            )

    def _document_content(self, document: Document) -> dict[str, Any]:
        content: dict[str, Any] = {"name": document.name}
        for name in ("language", "source", "direction"):
            if value := getattr(document, name):
                content[name] = value
        if document.meta:
            content["meta"] = document.meta
        return content

    def _document_edit(self, number: int, document: Document, *, is_new: bool) -> Edit:
        leaves = [] if is_new else revisions.key_leaves(self._project, DOCUMENT, PROJECT, number)
        self._owners.note_found(self._owners.of(PROJECT), leaves)
        replaced = tuple(leaf.ref for leaf in leaves)
        return Edit(DOCUMENT, number, "", content=self._document_content(document), replaces=replaced)

    # --- one owner's annotations ---

    def _take_set(
        self,
        number: int,
        document: Document,
        uid: bytes,
        record: Record,
        owned: AnnotationSet,
        *,
        is_new: bool,
        flawed: bool,
    ) -> None:
        name = self._whose.name(owned, record.place)
        if not name:
            return
        if self._whose.is_program(owned, name):
            owned = self._take_program(owned, name)
        kept = self._admission.allowed(owned.spans, document.text, record.place)
        lacking = flawed or len(kept) < len(owned.spans)
        plain = plain_places(kept)
        row = orjson.dumps([what_counts(span) for span in kept] if plain is None else plain)
        owner = self._owners.of(name)
        status = owned.status or self._options.status
        owner.rows.update(uid + status.encode() + b"\0" + owned.note.encode() + row)
        digest = hashlib.sha256(row).digest()[:8]
        if number in owner.taken:
            self._take_again(record, name, kept, same=owner.taken[number] == digest)
            return
        owner.taken[number] = digest
        if name in self._skipped:
            self._done.known_spans += len(kept)
            return
        work: spans.Work | None = None
        leaves: list[Revision] = []
        there: dict[str, Ref] = {}
        if not is_new:
            work = spans.work(self._project, number).get(name)
            leaves = revisions.key_leaves(self._project, STATUS, name, number)
            kept, there = self._not_there(number, name, kept, record.place)
        content = self._work_content(owned, work, lacking=lacking)
        if work and is_read_only(work.status) and (kept or content):
            owner.found.update(b"finished" + uid)
            self._refuse(
                record.place, f"{name} has finished {document.name}", "reopen it first", "status", kept
            )
            return
        if there or leaves:
            known = {id: self._project.item_name(item) for id, item in there.items()}
            owner.found.update(uid + orjson.dumps([[what_counts(span) for span in kept], known, content]))
            self._owners.note_found(owner, leaves)
        self._add(number, owner, name, kept, plain, content, leaves, there)

    def _add(
        self,
        number: int,
        owner: ImportedOwner,
        name: str,
        kept: list[Span],
        plain: list[tuple[int, int, str]] | None,
        content: dict[str, Any] | None,
        leaves: list[Revision],
        there: dict[str, Ref],
    ) -> None:
        if plain is not None and len(plain) == len(kept):
            owner.batch.add_spans(number, plain)
        else:
            first = owner.batch.size
            places = there | {span.id: Ref(HERE, first + n) for n, span in enumerate(kept) if span.id}
            owner.batch.add([span_edit(number, span, places) for span in kept])
        if content:
            owner.batch.add(
                [Edit(STATUS, number, "", content=content, replaces=tuple(r.ref for r in leaves))]
            )
        self._done.spans += len(kept)
        self._done.owners[name] = self._done.owners.get(name, 0) + len(kept)

    def _work_content(
        self, owned: AnnotationSet, work: spans.Work | None, *, lacking: bool
    ) -> dict[str, Any] | None:
        """What the owner's status is to hold, or None where it stays as it is."""
        status = owned.status or (work.status if work else self._options.status)
        if lacking and status == FINISHED and not (work and work.status == FINISHED):
            status = (
                IN_PROGRESS  # a set that lacks spans is never finished: they can still be mended and imported
            )
        note = owned.note or (work.note if work else "")
        if work and (status, note) == (work.status, work.note):
            return None
        said = {"status": status, "note": note, "seconds": work.seconds if work else 0}
        return {key: value for key, value in said.items() if value}

    def _take_program(self, owned: AnnotationSet, name: str) -> AnnotationSet:
        """Note that an owner is a program; its set, which nobody has looked at unless the data says so."""
        if self._whose.first_met(name):
            project = self._owners.of(PROJECT)
            project.rows.update(b"program" + name.encode())
            for edit, leaves in self._whose.program_edits(name) if PROJECT not in self._skipped else ():
                self._owners.note_found(project, leaves)
                project.batch.add([edit])
        return owned if owned.status else replace(owned, status=NEW)

    def _not_there(
        self, number: int, name: str, kept: list[Span], place: str
    ) -> tuple[list[Span], dict[str, Ref]]:
        """The spans that are new, and the items of the others by the ids that this record gives them."""
        there = {(s.start, s.end, s.label): s for s in spans.spans(self._project, number, name)}
        new, known = [], {}
        for span in kept:
            old = there.get((span.start, span.end, span.label))
            if old is None:
                new.append(span)
                continue
            known[span.id] = self._project.item_ref(old.item)
            if (dict(old.attributes), old.note) == (dict(span.attributes), span.note):
                self._done.known_spans += 1
            else:
                said = f"{name} has {span.label} at {span.start}–{span.end} with other attributes or another note"
                self._refuse(place, said, "change it in the window", "span", [span])
        return new, known

    def _take_again(self, record: Record, name: str, kept: list[Span], *, same: bool) -> None:
        if same:
            self._done.known_spans += len(kept)
        else:
            said = f"annotations of {name} for this text came earlier in this import"
            self._refuse(record.place, said, "put them in one record, or name another owner", "owner", kept)

    def _refuse(self, place: str, reason: str, fix: str, kind: str, refused: list[Span]) -> None:
        count = f" ({len(refused)} spans)" if len(refused) > 1 else ""
        self._tell(Problem(place, reason + count, fix, kind))
