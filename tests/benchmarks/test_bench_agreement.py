"""What agreement costs: CPU seconds and memory, three annotators with 30 spans an article of 400 tokens."""

import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import pytest

from annotator.agreement.article import Article, token_ranges
from annotator.agreement.counts import count
from annotator.agreement.figures import Figures
from annotator.agreement.kept import counted_again, figures, kept
from annotator.model.span import Span

pytestmark = pytest.mark.long

OWNERS, LABELS = ("A", "B", "C"), ("CLAIM", "ORGANIZATION", "PERSON")
SPANS, TOKENS = 30, 400
_TEXTS = 50  # texts are cut into tokens once each; the program keeps tokens as well
_QUIET = 3  # the best of so many runs: the machine is shared


def text(random_: random.Random) -> str:
    words = ("قال", "والحكومة", "minister", "l’ONU", "said", "que", "UNHCR", "اليوم")
    return " ".join(random_.choice(words) for _ in range(TOKENS))


def marks(random_: random.Random, length: int) -> list[Span]:
    """Three quarters names, a quarter claims of a sentence."""
    found = set()
    while len(found) < SPANS:
        label = random_.choice(("PERSON", "ORGANIZATION", "PERSON", "CLAIM"))
        size = random_.randint(80, 200) if label == "CLAIM" else random_.randint(4, 20)
        start = random_.randrange(length - size)
        found.add((start, start + size, label))
    return [Span(*mark) for mark in sorted(found, key=lambda mark: (mark[0], -mark[1], mark[2]))]


def noisy(random_: random.Random, spans: list[Span]) -> list[Span]:
    """One span in three differs: missing, a border elsewhere, or another label."""
    made = []
    for span in spans:
        kind = random_.random()
        if kind < 0.1:
            continue
        end = span.end + random_.randint(1, 4) if kind < 0.25 else span.end
        label = random_.choice(LABELS) if 0.25 <= kind < 0.33 else span.label
        made.append(Span(span.start, end, label))
    return made


def corpus(articles: int) -> Iterator[Article]:
    """One after the other, as they come from a project: their memory is not what is measured."""
    random_ = random.Random(1)
    texts = [text(random_) for _ in range(_TEXTS)]
    tokens = [token_ranges(one) for one in texts]
    for n in range(articles):
        own = texts[n % _TEXTS] + "." * 4
        truth = marks(random_, len(own) - 4)
        sets = {owner: noisy(random_, truth) for owner in OWNERS}
        yield Article(f"d{n}", own, sets, tokens[n % _TEXTS])


class Paused:
    """The articles; what it costs to make them up is left out."""

    def __init__(self, articles: Iterator[Article]) -> None:
        self._articles = articles
        self.spent = 0.0

    def __iter__(self) -> "Paused":
        return self

    def __next__(self) -> Article:
        begun = time.process_time()
        try:
            return next(self._articles)
        finally:
            self.spent += time.process_time() - begun


def measured(articles: int) -> tuple[float, Figures]:
    """CPU seconds of everything with 2,000 resamples, and the figures."""
    source = Paused(corpus(articles))
    begun = time.process_time()
    found = figures(kept(count(source, OWNERS, LABELS), seed=1, resamples=2_000))
    return time.process_time() - begun - source.spent, found


@pytest.mark.parametrize(("articles", "most"), [(1_000, 0.5), (10_000, 5.0)])
def test_everything_with_its_intervals(articles: int, most: float, tell: Callable[[str], None]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    runs = [measured(articles) for _ in range(_QUIET if articles < 5_000 else 1)]
    seconds = min(spent for spent, _ in runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell(
        f"agreement, {articles:,} articles: {seconds:.2f} CPU s (wanted {most}), peak {peak:.0f} MB (wanted 600), "
        f"{before:.0f} before"
    )
    assert runs[0][1].documents == articles


@pytest.mark.parametrize("articles", [1_000, 10_000])
def test_the_summary_is_current_soon_after_an_edit(articles: int, tell: Callable[[str], None]) -> None:
    held = kept(count(corpus(articles), OWNERS, LABELS), seed=1)
    some = list(islice(corpus(articles), _QUIET))
    spent = []
    for one in some:
        edited = replace(one, sets={**one.sets, "A": one.sets["A"][1:]})
        begun = time.process_time()
        held = counted_again(held, [edited])
        assert figures(held).documents == articles
        spent.append(time.process_time() - begun)
    tell(f"agreement, {articles:,} articles: {min(spent) * 1000:.0f} ms after an edit (wanted 50)")
