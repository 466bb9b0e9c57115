"""Assigning articles to people, the list that each of them works through, and who may see whose annotations."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.app import safety
from annotator.app.history import Done, History
from annotator.app.languages import languages_of
from annotator.app.people import people
from annotator.app.sharing_out import Portion, shared_out
from annotator.model.errors import Refused
from annotator.model.people import annotator_name, first_reader
from annotator.model.revision import GOLD, PROJECT, RESERVED
from annotator.model.status import FINISHED
from annotator.store import assignments, documents, joining, label_sets, spans
from annotator.store.project import Project

SEED = 1  # any will do, as long as it stays
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has: listed articles, their code points, how many are finished, how many of each language."""

    name: str
    documents: int = 0
    length: int = 0
    finished: int = 0
    languages: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment did or would do: (document number, person) pairs, new people, what was begun already."""

    pairs: tuple[tuple[int, str], ...] = ()
    new_people: tuple[str, ...] = ()
    begun: int = 0  # of the pairs taken away: those in which the person has work; it stays and stays visible
    done: Done | None = None  # None where nothing changed, or in a dry run


@dataclass(frozen=True, slots=True)
class OwnList:
    """The articles that one person works through, in project order, and how many others are hidden."""

    numbers: tuple[int, ...]
    hidden: int
    finished: int


def share_out(
    project: Project,
    names: Sequence[str] = (),
    *,
    per_article: int,
    shared: int = 0,
    seed: int = SEED,
    author: str = PROJECT,
    dry_run: bool = False,
) -> Assigned:
    """Give each listed article to `per_article` people, and `shared` articles to all of them.

    Without names: all annotators of the project. What people have counts, so a second call adds only what is missing.
    """
    chosen = _annotators(project, names)
    if not 0 < per_article <= len(chosen):
        raise Refused(
            f"An article can go to 1–{len(chosen)} people, not {per_article}: there are {', '.join(chosen)}."
        )
    if shared < 0:
        raise Refused("The number of articles that all get cannot be below 0.")
    pairs = shared_out(
        list(_portions(project)),
        chosen,
        assignments.assigned(project),
        per_article=per_article,
        shared=shared,
        seed=seed,
    )
    what = f"assign {len(pairs)} articles to {len(chosen)} people (seed {seed})"
    return _give(project, pairs, what, author=author, dry_run=dry_run)


def assign(
    project: Project,
    names: Sequence[str],
    numbers: Iterable[int] | None = None,
    *,
    author: str = PROJECT,
    dry_run: bool = False,
) -> Assigned:
    """Give these articles (None: all that are listed) to each of these people; unknown people are added."""
    chosen = _annotators(project, names)
    wanted = list(documents.numbers(project) if numbers is None else numbers)
    pairs = [(number, name) for number in wanted for name in chosen]
    return _give(project, pairs, f"assign articles to {', '.join(chosen)}", author=author, dry_run=dry_run)


def unassign(
    project: Project,
    names: Sequence[str],
    numbers: Iterable[int] | None = None,
    *,
    author: str = PROJECT,
    dry_run: bool = False,
) -> Assigned:
    """Take these articles (None: all) from each of these people. What they have done there stays."""
    chosen = _annotators(project, names)
    held = assignments.assigned(project)
    wanted = None if numbers is None else set(numbers)
    pairs = [
        (number, name)
        for name in chosen
        for number in sorted(held.get(name, ()))
        if wanted is None or number in wanted
    ]
    begun = sum(len(_numbers(pairs, name) & assignments.begun_by(project, name)) for name in chosen)
    if dry_run or not pairs:
        return Assigned(tuple(pairs), begun=begun)
    if len(pairs) >= safety.BULK:
        safety.before(project, safety.BEFORE_BULK)
    with project.writing():
        edits = assignments.edits(project, pairs, deleted=True)
        done = History(project, PROJECT, author).do(edits, f"take articles from {', '.join(chosen)}")
    return Assigned(tuple(pairs), begun=begun, done=done)


def who_has_what(project: Project) -> list[Load]:
    """What each annotator has, by name; people without an article too."""
    held = assignments.assigned(project)
    portions = {portion.number: portion for portion in _portions(project)}
    return [
        _load(project, name, [portions[n] for n in held.get(name, ()) if n in portions])
        for name in sorted({*people(project), *held})
    ]


def people_of(project: Project, number: int) -> list[str]:
    """Who has one article, by name."""
    return sorted(name for name, numbers in assignments.assigned(project).items() if number in numbers)


def name_of(project: Project, number: int) -> str:
    """The name of one article."""
    rows = documents.rows(project, [number])
    return rows[0].name if rows else str(number)


def own_list(project: Project, owner: str) -> OwnList:
    """What one person works through: what was assigned and what was begun; everything where nothing is assigned.

    Gold sees everything: whoever decides must see all articles.
    """
    numbers = tuple(documents.numbers(project))
    done = documents.with_status(project, owner, FINISHED)
    if owner == GOLD or not assignments.is_any(project):
        return OwnList(numbers, 0, len(done.intersection(numbers)))
    # Nobody's own work is ever hidden from them, whatever was assigned since.
    mine = assignments.of_person(project, owner) | assignments.begun_by(project, owner)
    own = tuple(number for number in numbers if number in mine)
    return OwnList(own, len(numbers) - len(own), len(done.intersection(own)))


def limited_to(project: Project, owner: str) -> tuple[int, ...] | None:
    """The articles to which one person's list is limited, in project order; None where all are shown.

    That is so for gold, for a second reading, and for somebody who has been given nothing: a lead.
    """
    if owner == GOLD or first_reader(owner) or not assignments.is_any(project):
        return None
    own = own_list(project, owner)
    return own.numbers if own.numbers and own.hidden else None


def is_blind(project: Project) -> bool:
    """Whether annotators see others' annotations of an article only once they have finished it."""
    return assignments.is_blind(project)


def set_blind(project: Project, *, blind: bool, author: str = PROJECT) -> Done | None:
    """Say whether annotators work blind; for all laptops, by the next merge. None where it was so already."""
    if is_blind(project) == blind:
        return None
    with project.writing():
        what = "let annotators work blind" if blind else "let annotators see each other's work"
        return History(project, PROJECT, author).do([assignments.blind_edit(project, blind=blind)], what)


def may_see_others(project: Project, number: int, viewer: str) -> bool:
    """Whether a person may see the others' annotations of an article: a convention that the program keeps.

    Who reads an article again sees not even the own earlier marks before it is finished again.
    """
    if viewer == GOLD or not (is_blind(project) or first_reader(viewer)):
        return True
    return spans.work(project, number).get(viewer, spans.Work()).status == FINISHED


def _give(
    project: Project, pairs: Sequence[tuple[int, str]], what: str, *, author: str, dry_run: bool
) -> Assigned:
    names = list(dict.fromkeys(name for _, name in pairs))
    if len(pairs) >= safety.BULK and not dry_run:
        safety.before(project, safety.BEFORE_BULK)
    with project.writing():
        new = tuple(sorted(set(names) - set(label_sets.people(project))))
        edits = assignments.edits(project, pairs, deleted=False)
        keys = {assignments.key_of(name): name for name in names}
        given = tuple((edit.document or 0, keys[edit.key or ""]) for edit in edits)
        if dry_run or not edits:
            return Assigned(given, new)
        for name in names:
            label_sets.add_person(project, name, author=author)
        return Assigned(given, new, done=History(project, PROJECT, author).do(edits, what))


def _annotators(project: Project, names: Sequence[str]) -> list[str]:
    everybody = set(people(project)) - RESERVED - label_sets.programs(project)
    asked = {joining.person_named(project, annotator_name(name)) for name in names}
    chosen = sorted(asked or everybody)
    if not chosen:
        raise Refused("The project has no annotators yet. Name them with --annotator NAME.")
    return chosen


def _portions(project: Project) -> Iterable[Portion]:
    for offset in range(0, documents.count(project), _PAGE):
        rows = documents.page(project, offset, _PAGE)
        languages = languages_of(project, rows)
        for row in rows:
            yield Portion(row.number, row.length, languages[row.number])


def _load(project: Project, name: str, portions: Sequence[Portion]) -> Load:
    finished = documents.with_status(project, name, FINISHED)
    return Load(
        name,
        len(portions),
        sum(portion.length for portion in portions),
        sum(portion.number in finished for portion in portions),
        dict(sorted(Counter(portion.language for portion in portions).items())),
    )


def _numbers(pairs: Iterable[tuple[int, str]], name: str) -> set[int]:
    return {number for number, whose in pairs if whose == name}
