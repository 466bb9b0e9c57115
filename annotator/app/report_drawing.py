"""Pictures of a report as inline SVG, coloured by the page's style so that they follow light and dark."""

from collections.abc import Sequence
from html import escape

Interval = tuple[float, float]
_NAME, _BAR, _ROW = 170, 420, 26  # pixels: room for names, length of a bar, height of a row


def bar_chart(rows: Sequence[tuple[str, float | None, Interval | None]], title: str) -> str:
    """A bar for each named figure from 0 to 1, with a line for its interval; a dash where it is not defined."""
    height = len(rows) * _ROW + 24
    parts = [_grid(height - 20)]
    for place, (name, value, drawn) in enumerate(rows):
        y = place * _ROW
        parts.append(_name(name, y))
        if value is None:
            parts.append(f'<text x="{_NAME + 6}" y="{y + 17}">–</text>')
            continue
        wide = _BAR * min(max(value, 0.0), 1.0)
        parts.append(f'<rect class="bar" x="{_NAME}" y="{y + 5}" width="{wide:.1f}" height="{_ROW - 10}"/>')
        if drawn:
            low, high = (_NAME + _BAR * min(max(end, 0.0), 1.0) for end in drawn)
            middle = y + _ROW / 2
            parts.append(f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}"/>')
        parts.append(f'<text x="{_NAME + _BAR + 8}" y="{y + 17}">{value:.2f}</text>'.replace(">-", ">−"))
    return _svg(_NAME + _BAR + 60, height, parts, title)


def stack(parts: Sequence[tuple[str, int]], title: str) -> str:
    """One bar whose parts share it by size, with a legend below."""
    total = sum(n for _, n in parts) or 1
    drawn, x, y = [], 0.0, 44
    for key, (name, n) in enumerate(parts):
        if not n:
            continue
        wide = (_NAME + _BAR) * n / total
        drawn.append(f'<rect class="k{key}" x="{x:.1f}" y="0" width="{wide:.1f}" height="28"/>')
        drawn.append(f'<rect class="k{key}" x="0" y="{y}" width="14" height="14"/>')
        drawn.append(f'<text x="22" y="{y + 12}">{escape(name)}: {n:,} ({_percent(n, total)})</text>')
        x, y = x + wide, y + 22
    return _svg(_NAME + _BAR, y, drawn, title)


def line_chart(points: Sequence[tuple[str, float | None, Interval | None]], title: str) -> str:
    """A dot for each point of time, a line for its interval, 0 below and 1 above."""
    high, left = 180, 40
    column = max(24.0, min(80.0, 600 / max(len(points), 1)))
    width = left + column * len(points) + 20
    parts = [
        f'<path class="grid" d="M{left} {10 + high * (1 - step):.0f}H{width}"/>'
        f'<text class="end" x="{left - 6}" y="{14 + high * (1 - step):.0f}">{step:g}</text>'
        for step in (0, 0.25, 0.5, 0.75, 1)
    ]
    every = max(1, round(90 / column))
    places = [
        (left + column * (place + 0.5), 10 + high * (1 - min(max(value, 0.0), 1.0)))
        for place, (_, value, _) in enumerate(points)
        if value is not None
    ]
    parts.append(f'<path class="joint" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>')
    for place, (name, value, drawn) in enumerate(points):
        x = left + column * (place + 0.5)
        if drawn:
            low, top = (10 + high * (1 - min(max(end, 0.0), 1.0)) for end in drawn)
            parts.append(f'<path class="whisker" d="M{x:.1f} {low:.1f}V{top:.1f}"/>')
        if value is not None:
            y = 10 + high * (1 - min(max(value, 0.0), 1.0))
            told = f"<title>{escape(name)}: {value:.2f}</title>"
            parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5">{told}</circle>')
        if (len(points) - 1 - place) % every == 0:
            parts.append(f'<text class="middle" x="{x:.1f}" y="{high + 30}">{escape(name)}</text>')
    return _svg(round(width + 40), high + 40, parts, title)


def _percent(part: int, whole: int) -> str:
    return "under 1 %" if 0 < 100 * part < whole else f"{100 * part / whole:.0f} %"


def _grid(bottom: int) -> str:
    steps = [(step, _NAME + _BAR * step) for step in (0, 0.25, 0.5, 0.75, 1)]
    lines = "".join(f'<path class="grid" d="M{x:.0f} 0V{bottom}"/>' for _, x in steps)
    return lines + "".join(
        f'<text class="middle" x="{x:.0f}" y="{bottom + 15}">{step:g}</text>' for step, x in steps
    )


def _name(name: str, y: int) -> str:
    return f'<text class="end" x="{_NAME - 8}" y="{y + 17}">{escape(name)}</text>'


def _svg(width: int, height: int, parts: Sequence[str], title: str) -> str:
    head = f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" dir="ltr">'
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>"
