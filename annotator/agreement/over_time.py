"""Agreement of a part of the articles, such as those of one week, with intervals of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement import coefficients
from annotator.agreement.bootstrap import RESAMPLES, Interval, interval, resample, summed, sums
from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import u_alpha_figures
from annotator.agreement.merged import merged
from annotator.agreement.tables import Counts

U_ALPHA = "u_alpha"
MEASURES = (*READINGS, U_ALPHA)

Value = float | None


@dataclass(frozen=True, slots=True)
class Headline:
    """Pooled F1 in each reading and layered u-alpha, each with its interval where there is one."""

    documents: int
    spans: int  # of both sides of every pair
    values: Mapping[str, tuple[Value, Interval | None]]  # by measure


def headline(counts: Counts, *, seed: int, resamples: int = RESAMPLES) -> Headline:
    """The headline figures of these articles alone."""
    added, labels = merged(counts), len(counts.labels)
    now = sums(summed(added), labels)
    again = sums(resample(counts, seed=seed, resamples=resamples).sums, labels)
    values: dict[str, tuple[Value, Interval | None]] = {}
    for place, reading in enumerate(READINGS):
        with np.errstate(invalid="ignore", divide="ignore"):
            drawn = again.twice[place, -1] / again.sizes[-1]
        pooled = coefficients.f1(float(now.twice[place, -1]) / 2, int(now.sizes[-1]))
        values[reading] = pooled, interval(drawn, counts.size)
    layered = u_alpha_figures(added, now, again)
    values[U_ALPHA] = layered.layered, layered.interval
    return Headline(counts.size, int(now.sizes[-1]), values)
