"""Which lane each of several overlapping ranges gets. No Qt."""

from collections.abc import Sequence

Range = tuple[int, int]


def lanes(ranges: Sequence[Range]) -> list[int]:
    """A lane for each range, 0 nearest to the text: an inner range is nearer than every range around it.

    Ranges that overlap never share a lane. The result depends on the ranges and their order only: of equal
    ranges the earlier is the outer one, as in reading order.
    """
    order = sorted(range(len(ranges)), key=lambda i: (_size(ranges[i]), ranges[i][0], -i))
    return _levels(ranges, order)


def depths(ranges: Sequence[Range]) -> list[int]:
    """A depth for each range, 0 outermost: a range is deeper than every range around it.

    Ranges that overlap never share a depth. Of equal ranges the earlier is the outer one.
    """
    order = sorted(range(len(ranges)), key=lambda i: (-_size(ranges[i]), ranges[i][0], i))
    return _levels(ranges, order)


def _levels(ranges: Sequence[Range], order: Sequence[int]) -> list[int]:
    """The lowest free level for each range, taken in `order`: above all that are nested with it."""
    levels = [0] * len(ranges)
    for group in _clusters(ranges, order):
        for place, number in enumerate(group):
            met = [other for other in group[:place] if _overlap(ranges[number], ranges[other])]
            nested = [other for other in met if _nested(ranges[number], ranges[other])]
            floor = max((levels[other] + 1 for other in nested), default=0)
            taken = {levels[other] for other in met}
            levels[number] = next(level for level in range(floor, floor + len(met) + 1) if level not in taken)
    return levels


def _clusters(ranges: Sequence[Range], order: Sequence[int]) -> list[list[int]]:
    """The numbers in `order`, apart by connected overlap: what lies in two clusters never meets."""
    rank = {number: place for place, number in enumerate(order)}
    clusters: list[list[int]] = []
    reach = -1
    for number in sorted(order, key=lambda i: ranges[i]):
        start, end = ranges[number]
        if not clusters or start >= reach:
            clusters.append([])
        clusters[-1].append(number)
        reach = max(reach, end)
    return [sorted(cluster, key=rank.__getitem__) for cluster in clusters]


def _size(a: Range) -> int:
    return a[1] - a[0]


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _nested(a: Range, b: Range) -> bool:
    return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
