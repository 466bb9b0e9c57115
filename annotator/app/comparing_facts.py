"""What one document contributes to a comparison of annotators: who finished it and when, and what they marked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.agreement.article import Article, TokenRanges, article, token_ranges
from annotator.agreement.columns import MOST_SEATS
from annotator.agreement.with_one import strict_with
from annotator.model.document import Document
from annotator.model.errors import Refused
from annotator.model.revision import GOLD, STATUS, Ref
from annotator.model.span import Excluded
from annotator.model.status import FINISHED, IN_PROGRESS, NEW
from annotator.store import documents, finishing, revisions, spans
from annotator.store.project import Project

_MOST_TOKENS = 12_000_000  # kept ones: 8 bytes each


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of a document. `finished` and `reopened` name some of the owners who are compared."""

    number: int
    name: str = ""
    id: str = ""
    finished: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()  # after gold was begun here
    when: str = ""  # the last of them finished it, UTC; "" where fewer than two did
    gold: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # see `strict_with`


class Tokens:
    """Where the tokens of each document are: finding them costs more than all that is counted on them."""

    def __init__(self) -> None:
        self._known: dict[int, TokenRanges] = {}
        self._room = _MOST_TOKENS

    def of(self, number: int, text: str) -> TokenRanges:
        """The tokens of a document; a document's text never changes."""
        if (known := self._known.get(number)) is not None:
            return known
        found = token_ranges(text)
        if self._room >= found.shape[1]:
            self._room -= found.shape[1]
            self._known[number] = found
        return found


def shared_article(
    project: Project, number: int, owners: Collection[str], tokens: Tokens | None = None
) -> Article | None:
    """One document as agreement sees it, or None where fewer than two of the owners have finished it."""
    regions, work = spans.beside(project, number)
    done = [owner for owner in owners if owner in work and work[owner].status == FINISHED]
    if len(done) < 2:
        return None
    return _article(project, number, documents.read(project, number), done, regions, tokens or Tokens())


def _article(
    project: Project,
    number: int,
    document: Document,
    done: Collection[str],
    regions: Sequence[Excluded],
    tokens: Tokens,
) -> Article:
    if len(done) > MOST_SEATS:
        raise Refused(f"{len(done)} annotators finished one article; figures take at most {MOST_SEATS}.")
    owned = spans.all_spans(project, number)
    sets = {owner: owned.get(owner, []) for owner in done}
    known = tokens.of(number, document.text)
    return article(str(number), document.text, sets, regions, tokens=known, uid=document.uid)


def nothing_shared(number: int) -> Article:
    """The document as agreement sees it where it counts for nothing."""
    return article(str(number), "", {})


def facts_of(
    project: Project, number: int, owners: Collection[str], labels: frozenset[str], tokens: Tokens
) -> tuple[Facts, Article | None]:
    """What is kept of a listed document, and the document as agreement sees it."""
    regions, work = spans.beside(project, number)
    finished = tuple(o for o in owners if o in work and work[o].status == FINISHED)
    gold_too = GOLD not in owners and GOLD in work and work[GOLD].status == FINISHED
    again = _reopened(project, number, owners, work)
    asked = (*finished, GOLD) if gold_too else finished
    if len(asked) < 2 and not again:
        return Facts(number, finished=finished), None
    document = documents.read(project, number)
    facts = Facts(number, document.name, document.id, finished, again)
    if len(asked) < 2:
        return facts, None
    found = _article(project, number, document, asked, regions, tokens)
    if gold_too:
        facts = replace(facts, gold=strict_with(found, GOLD, labels))
    if len(finished) < 2:
        return facts, None
    times = finishing.finished_at(project, number)
    facts = replace(facts, when=max(times.get(owner, "") for owner in finished))
    return facts, replace(found, sets={owner: found.sets[owner] for owner in finished})


def _reopened(
    project: Project, number: int, owners: Collection[str], work: Mapping[str, spans.Work]
) -> tuple[str, ...]:
    open_ = [owner for owner in owners if owner in work and work[owner].status == IN_PROGRESS]
    if not open_ or not _gold_begun(project, number, work):
        return ()
    return tuple(owner for owner in open_ if _was_finished(project, number, owner))


def _gold_begun(project: Project, number: int, work: Mapping[str, spans.Work]) -> bool:
    there = work.get(GOLD, spans.Work()).status != NEW
    return there or bool(documents.counts(project, number, GOLD))


def _was_finished(project: Project, number: int, owner: str) -> bool:
    """Whether an earlier status of the owner in the document was finished."""
    waiting = [leaf.ref for leaf in revisions.key_leaves(project, STATUS, owner, number)]
    seen: set[Ref] = set()
    while waiting:
        ref = waiting.pop()
        if ref in seen:
            continue
        seen.add(ref)
        revision = revisions.read(project, ref)
        if (revision.edit.content or {}).get("status") == FINISHED:
            return True
        waiting += revision.edit.replaces
    return False
