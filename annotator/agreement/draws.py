"""How often each resample draws each article: a number that depends on the article and the seed, on nothing else.

Each article is drawn a Poisson number of times, 1 on average, by itself. For quotients such as F1 and alpha that
gives the intervals of drawing n articles out of n (Hanley and MacGibbon 2006, "Creating non-parametric bootstrap
samples using Poisson frequencies"); but an article that comes or goes leaves the draws of the others alone, and the
order of articles or the file that holds them changes nothing. The numbers come from SHAKE128, which no version of
a library will change.
"""

import hashlib
from collections.abc import Iterable
from math import exp, factorial

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.arrays import Bits

Times = NDArray[np.uint8]

_WORD = 1 << 16  # the steps in which chance is measured
_MOST = 9  # an article is drawn no more often: the chance is below a step


def draw_keys(names: Iterable[bytes]) -> Bits:
    """A word for each article, by its identity."""
    hashes = [hashlib.sha256(name).digest()[:8] for name in names]
    return np.array([int.from_bytes(found, "big") for found in hashes], dtype=np.uint64)


def draws(keys: Bits, seed: int, resamples: int) -> Times:
    """How often each article is drawn by each resample: [article, resample]."""
    found = np.empty((len(keys), resamples), dtype=np.uint8)
    for place, key in enumerate(keys.tolist()):
        name = b"%d:%d" % (seed, key)
        words = np.frombuffer(hashlib.shake_128(name).digest(2 * resamples), dtype="<u2")
        np.take(_TIMES, words, out=found[place], mode="wrap")  # the default mode makes a copy
    return found


def _times() -> Times:
    """For each 16-bit word the Poisson number whose share of the words it lies in."""
    below = np.cumsum([exp(-1) / factorial(times) for times in range(_MOST)])
    return np.searchsorted(below, (np.arange(_WORD) + 0.5) / _WORD, side="right").astype(np.uint8)


_TIMES = _times()
