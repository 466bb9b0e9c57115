"""A comparison of annotators that stays: it counts the project once, and afterwards only what has changed in it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from annotator.agreement.article import Article
from annotator.agreement.bootstrap import RESAMPLES
from annotator.agreement.counts import count
from annotator.agreement.kept import Kept, counted_again, kept, with_others
from annotator.agreement.what_if import NOTHING, WhatIf, as_if
from annotator.app.comparing_facts import Facts, Tokens, facts_of, nothing_shared, shared_article
from annotator.app.titles import titles
from annotator.app.watch import Progress, watch
from annotator.model.errors import Refused
from annotator.model.people import first_reader
from annotator.model.revision import GOLD, PROJECT
from annotator.store import appending, batches, documents, joining, label_sets, spans
from annotator.store.project import Project

SEED = 20_250  # any will do, as long as it stays: the same project gives the same intervals
_ANEW = 0.2  # of the documents: when more have changed, counting all at once costs less than one by one
_FEW = 50  # changed documents that are counted one by one in any case


class Comparison:
    """Counts of a project for some owners and labels. `real` are the counts as they are."""

    def __init__(
        self,
        project: Project,
        *,
        owners: Sequence[str] = (),
        labels: Sequence[str] = (),
        seed: int = SEED,
        resamples: int = RESAMPLES,
        progress: Progress | None = None,
    ) -> None:
        """Count everything. Raises Refused for an owner or label that is not there."""
        self.project = project
        self._asked = (tuple(owners), tuple(labels))
        self.seed, self._resamples = seed, resamples
        self.began = 0  # how often everything was counted
        self.edition = 0  # how often the project was found changed
        self.tokens = Tokens()
        self.version: Counter[str] = Counter()  # how often each document was counted again
        self._begin(progress)

    def _begin(self, progress: Progress | None) -> None:
        self.owners, self.labels = self._who_and_what()
        self.facts: dict[int, Facts] = {}
        self.special: dict[int, Facts] = {}  # those with gold, or reopened after it
        self.finished = Counter(dict.fromkeys(self.owners, 0))
        self._supposed: tuple[WhatIf, Kept] | None = None
        self._batch = appending.next_number(self.project) - 1
        self.real = self._counted(self._look_at(documents.numbers(self.project), progress))
        self.version.clear()
        self.began += 1

    def _who_and_what(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return owners_of(self.project, self._asked[0]), labels_of(self.project, self._asked[1])

    def _counted(self, articles: Iterable[Article]) -> Kept:
        counts = count(articles, self.owners, self.labels)
        return kept(counts, seed=self.seed, resamples=self._resamples)

    def _look_at(
        self, numbers: Collection[int] | Iterator[int], progress: Progress | None
    ) -> Iterator[Article]:
        total = len(numbers) if isinstance(numbers, Collection) else documents.count(self.project)
        for number in watch(numbers, progress, total):
            found = self._look(number)
            if found is not None:
                yield found

    def _look(self, number: int) -> Article | None:
        """Read a document again and note its facts."""
        if old := self.facts.pop(number, None):
            self.finished.subtract(old.finished)
            self.special.pop(number, None)
        facts, found = facts_of(self.project, number, self.owners, frozenset(self.labels), self.tokens)
        if facts.finished or facts.reopened:
            self.facts[number] = facts
            self.finished.update(facts.finished)
        if facts.gold or facts.reopened:
            self.special[number] = facts
        return found

    def _look_again(self, number: int) -> Article:
        if not documents.is_listed(self.project, number):
            if old := self.facts.pop(number, None):
                self.finished.subtract(old.finished)
                self.special.pop(number, None)
            return nothing_shared(number)
        return self._look(number) or nothing_shared(number)

    def catch_up(self, progress: Progress | None = None) -> bool:
        """Count again what has changed in the project since; whether anything has."""
        new = batches.after(self.project, self._batch)
        if not new:
            return False
        self.edition += 1
        touched = [set(batches.documents_of(self.project, batch.number)) for batch in new]
        changed: set[int] = set().union(*touched)
        most = max(_FEW, _ANEW * documents.count(self.project))
        if not all(touched) or (self.owners, self.labels) != self._who_and_what() or len(changed) > most:
            self._begin(progress)
            return True
        self._batch = new[-1].number
        articles = [self._look_again(number) for number in sorted(changed)]
        self.version.update(article.document for article in articles)
        self.real = counted_again(self.real, articles)
        if self._supposed:
            what_if, held = self._supposed
            again = [as_if(article, what_if, titles()) for article in articles]
            self._supposed = what_if, counted_again(held, again)
        return True

    def supposing(self, what_if: WhatIf, progress: Progress | None = None) -> Kept:
        """The counts as they would be; the last supposition is kept up to date as well."""
        if what_if == NOTHING:
            return self.real
        if self._supposed is None or self._supposed[0] != what_if:
            self._supposed = what_if, self._suppose(what_if, progress)
        return self._supposed[1]

    def _suppose(self, what_if: WhatIf, progress: Progress | None) -> Kept:
        """Only articles in which the supposition changes something are counted again."""
        others = count(self._supposed_articles(what_if, progress), self.owners, self.labels)
        if not others.documents:
            return self.real
        return kept(with_others(self.real, others), seed=self.seed, resamples=self._resamples)

    def _supposed_articles(self, what_if: WhatIf, progress: Progress | None) -> Iterator[Article]:
        for document in watch(self.real.documents, progress, len(self.real.documents)):
            article = self.article(int(document))
            supposed = as_if(article, what_if, titles())
            if supposed is not article:
                yield supposed

    def article(self, number: int) -> Article:
        """A document as agreement sees it, of the owners who are compared."""
        found = shared_article(self.project, number, self.owners, self.tokens)
        return nothing_shared(number) if found is None else found


def owners_of(project: Project, asked: Sequence[str]) -> tuple[str, ...]:
    """Who is compared: these, or everyone but gold and programs. Raises Refused for a stranger."""
    known = {*label_sets.people(project), *spans.owners(project)}
    asked = [joining.person_named(project, owner) for owner in asked]
    for owner in asked:
        if owner not in known:
            raise Refused(
                f"The project has no annotator {owner}. It has: {', '.join(sorted(known)) or 'none yet'}."
            )
    if asked:
        return tuple(sorted(set(asked)))
    known -= {GOLD, PROJECT} | label_sets.programs(project)
    return tuple(sorted(name for name in known if not first_reader(name)))


def labels_of(project: Project, asked: Sequence[str]) -> tuple[str, ...]:
    """What is compared: these labels, or those of the label set. Raises Refused for another one."""
    known = label_sets.label_set(project).names
    for label in asked:
        if label not in known:
            raise Refused(f"The project has no label {label}. It has: {', '.join(known)}.")
    return tuple(label for label in known if label in asked or not asked)
