"""Sharing out is complete, balanced by language and length, repeatable, and never takes anything away."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.app.sharing_out import Portion, shared_out

portions = st.lists(st.tuples(st.integers(1, 3_000), st.sampled_from(["ar", "fr", "en"])), max_size=40).map(
    lambda rows: [Portion(n, length, language) for n, (length, language) in enumerate(rows, 1)]
)
teams = st.lists(st.sampled_from("ABCDE"), min_size=1, unique=True)


@given(portions, teams, st.integers(1, 5), st.integers(0, 50), st.integers(0, 3))
def test_each_article_has_its_number_of_people_and_the_shared_ones_all(
    articles: list[Portion], people: list[str], per_article: int, shared: int, seed: int
) -> None:
    per_article = min(per_article, len(people))
    options = {"per_article": per_article, "shared": shared, "seed": seed}
    pairs = shared_out(articles, people, {}, **options)
    assert len(set(pairs)) == len(pairs)
    counts = Counter(number for number, _ in pairs)
    assert set(counts.values()) <= {per_article, len(people)}
    assert len(counts) == len(articles)
    if per_article < len(people):
        assert sum(count == len(people) for count in counts.values()) == min(shared, len(articles))
    assert pairs == shared_out(articles, people, {}, **options)
    held = {person: {number for number, who in pairs if who == person} for person in people}
    assert shared_out(articles, people, held, **options) == []


def team_of_four() -> tuple[list[Portion], list[tuple[int, str]]]:
    articles = [Portion(n, 500 + n * 37 % 2_000, "ar" if n % 3 else "fr") for n in range(1, 121)]
    return articles, shared_out(articles, "ABCD", {}, per_article=2, shared=12, seed=5)


def test_people_get_about_as_much_of_each_language() -> None:
    articles, pairs = team_of_four()
    known = {article.number: article for article in articles}
    for language in ("ar", "fr"):
        lengths = Counter[str]()
        for number, person in pairs:
            if known[number].language == language:
                lengths[person] += known[number].length
        assert max(lengths.values()) - min(lengths.values()) < 0.05 * max(lengths.values())


def test_each_two_people_meet_and_the_shared_articles_are_of_all_languages() -> None:
    articles, pairs = team_of_four()
    who = {
        article.number: [person for number, person in pairs if number == article.number]
        for article in articles
    }
    met = Counter(
        pair for people in who.values() if len(people) == 2 for pair in combinations(sorted(people), 2)
    )
    assert len(met) == 6
    assert min(met.values()) > 0.6 * max(met.values())
    shared = [article.language for article in articles if len(who[article.number]) == 4]
    assert Counter(shared) == {"ar": 8, "fr": 4}


def test_another_seed_is_another_plan() -> None:
    articles, pairs = team_of_four()
    assert shared_out(articles, "ABCD", {}, per_article=2, shared=12, seed=6) != pairs


def test_what_people_have_counts_as_theirs() -> None:
    articles = [Portion(n, 100, "ar") for n in range(1, 5)]
    pairs = shared_out(articles, "AB", {"A": {1, 2}}, per_article=1, shared=0, seed=1)
    assert pairs == [(3, "B"), (4, "B")] or sorted(pairs) == [(3, "B"), (4, "B")]
