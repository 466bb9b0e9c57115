"""The edits that carry decisions of one article out in gold: spans, their links and the decisions themselves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.app.cards import ArticleCards
from annotator.model.decision import Decision, GoldSpan, Mark, Range, as_content
from annotator.model.labels import LabelSet
from annotator.model.revision import DECISION, GOLD, HERE, SPAN, STATUS, Edit, Ref
from annotator.model.span import ADJUSTED, COPIED, Span
from annotator.model.status import IN_PROGRESS, NEW
from annotator.store import keyed, revisions, spans
from annotator.store.project import Project

Decisions = Mapping[str, Decision]  # by key
Links = frozenset[tuple[str, Ref]]
_NO_LINKS: Links = frozenset()


def edits_of(
    project: Project,
    labels: LabelSet,
    article: ArticleCards,
    decided: Mapping[str, Decision | None],
    first: int,
) -> list[Edit]:
    """The edits that bring decisions, by key, into an article; None takes a decision and its spans away.

    `first` is the place in the batch at which these edits begin: links to spans that are made here count from it.
    """
    before = {key: stored.decision for key, stored in article.stored.items()}
    gone = [key for card in decided for key in article.superseded.get(card, ())]
    changed: dict[str, Decision | None] = {**dict.fromkeys(gone), **decided}
    after = {key: one for key, one in {**before, **changed}.items() if one is not None}
    wanted = {span.range: span for key in changed if key in after for span in after[key].gold}
    still = {span.range for decision in after.values() for span in decision.gold}
    dropped = {at for key in changed if key in before for at in article.stored[key].ranges} - still
    gold = spans.spans(project, article.number, GOLD)
    there = {_range(span): project.item_ref(span.item) for span in reversed(gold)}
    new = [span for at, span in wanted.items() if at not in there]
    made = {span.range: Ref(HERE, first + n) for n, span in enumerate(new)}
    left = {at: ref for at, ref in there.items() if at not in dropped}
    old_links = _resolved(labels, article, before, there)
    links = _resolved(labels, article, after, left | made)
    changes = {
        at: _Change(wanted.get(at), old_links.get(at, _NO_LINKS), links.get(at, _NO_LINKS)) for at in left
    }
    return [
        *(_new(article, span, links.get(span.range, _NO_LINKS)) for span in new),
        *_kept_or_not(project, gold, changes),
        *_decisions(project, article, changed),
        *_begun(project, article),
    ]


def _kept_or_not(
    project: Project, gold: Iterable[Span], changes: Mapping[Range, "_Change"]
) -> Iterator[Edit]:
    """The edits of the gold spans that are there; those without a change to come are deleted."""
    for span in gold:
        change = changes.get(_range(span))
        if change is None:
            yield _deleted(project, span)
        else:
            yield from _changed(project, span, change)


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a gold span that stays: what a decision says of it now, and its links then and now."""

    wanted: GoldSpan | None
    old_links: Links
    links: Links


def _range(span: Span) -> Range:
    return span.start, span.end, span.label


def _resolved(
    labels: LabelSet, article: ArticleCards, decisions: Decisions, gold: Mapping[Range, Ref]
) -> dict[Range, Links]:
    """The links of each gold span that decisions give any: to what was decided where annotators' links point."""
    found: dict[Range, Links] = {}
    for decision in decisions.values():
        for span in decision.gold:
            named = [(role, item) for role, items in span.links.items() for item in items]
            links = {
                (role, gold[target])
                for role, item in named
                for target in _targets(labels, article, decisions, span, role, item)
                if target in gold
            }
            found[span.range] = found.get(span.range, _NO_LINKS) | links
    return found


def _targets(
    labels: LabelSet, article: ArticleCards, decisions: Decisions, span: GoldSpan, role: str, item: str
) -> list[Range]:
    """The gold span that stands for an annotator's one: of those decided at its place the one most like it."""
    place = article.place_of.get(item)
    label = labels.label(span.label)
    rule = label.link(role) if label else None
    if place is None or rule is None:
        return []
    card = article.cards[place]
    decision = decisions.get(card.key)
    mark = next(mark for held in card.marks.values() for mark in held if mark.item == item)
    allowed = [gold for gold in (decision.gold if decision else ()) if gold.label in rule.targets]
    return [min(allowed, key=lambda gold: (-_overlap(gold, mark), gold.range)).range] if allowed else []


def _overlap(gold: GoldSpan, mark: Mark) -> int:
    return min(gold.end, mark.end) - max(gold.start, mark.start)


def _new(article: ArticleCards, span: GoldSpan, links: Links) -> Edit:
    marked = {mark.range for card in article.cards for held in card.marks.values() for mark in held}
    content: dict[str, object] = {"origin": COPIED if span.range in marked else ADJUSTED}
    if span.attributes:
        content["attributes"] = dict(span.attributes)
    return Edit(SPAN, article.number, None, span.start, span.end, span.label, content, tuple(sorted(links)))


def _deleted(project: Project, span: Span) -> Edit:
    leaves = revisions.item_leaves(project, project.item_ref(span.item))
    replaced = tuple(leaf.ref for leaf in leaves)
    return leaves[0].edit._replace(deleted=True, item=leaves[0].item, replaces=replaced, restores=None)


def _changed(project: Project, span: Span, change: _Change) -> Iterator[Edit]:
    """The edit of a gold span whose attributes or links a decision changed; a person's own links stay."""
    wanted = change.wanted
    attributes = span.attributes if wanted is None else wanted.attributes
    if change.old_links == change.links and dict(attributes) == dict(span.attributes) and wanted is None:
        return
    leaves = revisions.item_leaves(project, project.item_ref(span.item))
    held = leaves[0].edit
    lost = change.old_links - change.links
    kept = [link for link in held.links if link not in lost]
    links = (*kept, *sorted(change.links - set(kept)))
    if links == held.links and dict(attributes) == dict(span.attributes):
        return
    content = {key: value for key, value in (held.content or {}).items() if key != "attributes"}
    if attributes:
        content["attributes"] = dict(attributes)
    yield held._replace(
        content=content or None,
        links=links,
        item=leaves[0].item,
        replaces=tuple(leaf.ref for leaf in leaves),
        restores=None,
    )


def _decisions(
    project: Project, article: ArticleCards, changed: Mapping[str, Decision | None]
) -> Iterator[Edit]:
    names = keyed.span_revisions(project, article.number)
    leaves = keyed.leaves_by_key(project, DECISION, article.number)
    for key, decision in changed.items():
        held = leaves.get(key, [])
        replaced = tuple(leaf.ref for leaf in held)
        if decision is None and held:
            yield held[0].edit._replace(deleted=True, replaces=replaced, restores=None)
        elif decision is not None:
            content = as_content(_with_revisions(decision, names))
            yield Edit(DECISION, article.number, key, content=content, replaces=replaced)


def _with_revisions(decision: Decision, names: Mapping[str, str]) -> Decision:
    marks = {
        owner: tuple(replace(mark, revision=names[mark.item]) for mark in held)
        for owner, held in decision.marks.items()
    }
    return replace(decision, marks=marks)


def _begun(project: Project, article: ArticleCards) -> Iterable[Edit]:
    """The status edit of a first decision: gold is now in progress here."""
    if article.gold_status != NEW:
        return []
    return [status_edit(project, article.number, IN_PROGRESS)]


def status_edit(project: Project, number: int, status: str) -> Edit:
    """The edit that sets gold's status of a document; its note stays."""
    leaves = revisions.key_leaves(project, STATUS, GOLD, number)
    content = dict(leaves[0].edit.content or {}) if leaves and not leaves[0].edit.deleted else {}
    content["status"] = status
    return Edit(STATUS, number, "", content=content, replaces=tuple(leaf.ref for leaf in leaves))
