"""The formulas of agreement, from counts to a value; None where the value is not defined.

Undefined means: nothing was marked by either, or there is no variation that chance could be told from.
"""

from collections.abc import Sequence


def f1(credit: float, size: int) -> float | None:
    """F1 on spans: twice the credit by the spans of both sides (Hripcsak and Rothschild 2005)."""
    return 2 * credit / size if size else None


def cohen(equal: int, left: Sequence[int], right: Sequence[int]) -> float | None:
    """Cohen's kappa (1960) of two annotators: equal units, and how often each used each category."""
    units = sum(left)
    chance = sum(a * b for a, b in zip(left, right, strict=True))
    if units * units == chance:
        return None
    return (units * equal - chance) / (units * units - chance)


def fleiss(equal: int, totals: Sequence[int], annotators: int) -> float | None:
    """Fleiss' kappa (1971): pairs of annotators with equal categories over all units, and each category's votes."""
    votes = sum(totals)
    chance = sum(n * n for n in totals)
    if annotators < 2 or votes * votes == chance:
        return None
    observed = 2 * equal / (votes * (annotators - 1))
    expected = chance / (votes * votes)
    return (observed - expected) / (1 - expected)


def alpha(disagreement: float, totals: Sequence[int]) -> float | None:
    """Krippendorff's alpha for nominal categories, missing votes allowed.

    `disagreement`: over units, ordered pairs of unequal votes by (votes on the unit - 1).
    """
    votes = sum(totals)
    unequal = votes * votes - sum(n * n for n in totals)
    return 1 - (votes - 1) * disagreement / unequal if unequal else None


def expected_disagreement(marked: int, unmarked: int, squares: int) -> float:
    """What u-alpha expects by chance in the layer of a label, 0 where all or nothing is marked.

    Votes of characters, marked and not; `squares`: the sum of squared lengths of the marked units, whose
    pairing with themselves is taken out (Krippendorff, Mathet, Bouvry and Widlöcher 2016).
    """
    votes = marked + unmarked
    pairings = votes * votes - squares - unmarked
    return 2 * marked * unmarked * votes / pairings if marked and unmarked else 0.0


def u_alpha(disagreement: float, expected: float) -> float | None:
    """u-alpha, of one layer or of sums over layers."""
    return 1 - disagreement / expected if expected else None


def mean(values: Sequence[float | None]) -> float | None:
    """The plain mean of the values that are defined."""
    defined = [value for value in values if value is not None]
    return sum(sorted(defined)) / len(defined) if defined else None
