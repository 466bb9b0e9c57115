"""Agreement over time: articles grouped by when the last of their annotators finished them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from annotator.agreement.kept import Kept, parts
from annotator.agreement.over_time import MEASURES, U_ALPHA, Headline, headline
from annotator.app.comparison import Comparison

__all__ = ["DAYS", "GROUPINGS", "MEASURES", "NO_GROUPS", "TENS", "U_ALPHA", "WEEKS", "TimePoint", "Times"]

NO_GROUPS, DAYS, WEEKS, TENS = "", "days", "weeks", "tens"
GROUPINGS = (WEEKS, DAYS, TENS)
_TEN = 10


@dataclass(frozen=True, slots=True)
class TimePoint:
    """The figures of some articles. `first` and `last` are days (UTC); `place` counts from 1 within the chart."""

    place: int
    first: str
    last: str
    numbers: tuple[int, ...]  # the documents
    figures: Headline


class Times:
    """Makes the points; one whose articles are as they were is not counted again."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Headline] = {}

    def of(self, comparison: Comparison, kept: Kept, grouping: str) -> tuple[TimePoint, ...]:
        """The points in order of time; none without a grouping, and what was known stays known."""
        if not grouping:
            return ()
        shared = set(kept.documents)
        when = {
            number: facts.when
            for number, facts in comparison.facts.items()
            if str(number) in shared and facts.when
        }
        known, self._known = self._known, {}
        found = []
        for place, numbers in enumerate(groups(when, grouping), 1):
            names = [str(number) for number in numbers]
            mark = (comparison.began, grouping, tuple((name, comparison.version[name]) for name in names))
            one = known.get(mark) or headline(parts(kept, names), seed=comparison.seed)
            self._known[mark] = one
            first, last = _days(when[numbers[0]], when[numbers[-1]], grouping)
            found.append(TimePoint(place, first, last, tuple(numbers), one))
        return tuple(found)


def groups(when: Mapping[int, str], grouping: str) -> list[list[int]]:
    """The documents in order of time, those of one day, one week (from Monday), or ten at a time together."""
    ordered = sorted(when, key=lambda number: (when[number], number))
    if grouping == TENS:
        return [ordered[first : first + _TEN] for first in range(0, len(ordered), _TEN)]
    found: dict[str, list[int]] = {}
    for number in ordered:
        found.setdefault(_days(when[number], when[number], grouping)[0], []).append(number)
    return list(found.values())


def _days(first: str, last: str, grouping: str) -> Sequence[str]:
    if grouping != WEEKS:
        return first[:10], last[:10]
    day = date.fromisoformat(first[:10])
    monday = day - timedelta(days=day.weekday())
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
