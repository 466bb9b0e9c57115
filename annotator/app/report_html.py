"""Small pieces of HTML that a report is made of. Whatever comes in as text is escaped here."""

from collections.abc import Sequence
from html import escape

Value = float | None
Interval = tuple[float, float]


def bdi(text: str) -> str:
    """A name apart from the direction of what stands around it."""
    return f"<bdi>{escape(text)}</bdi>"


def shown(value: Value) -> str:
    """A figure with two decimals; a dash where it is not defined."""
    if value is None:
        return "–"
    # Rounding must not turn a small disagreement into none.
    return f"{0.99 if 0.995 <= value < 1 else value:.2f}".replace("-", "−")


def interval(found: Interval | None) -> str:
    """An interval in brackets, "" for none."""
    return f"[{shown(found[0])}, {shown(found[1])}]" if found else ""


def count(n: int, what: str) -> str:
    """A number with its noun."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; cells are HTML already, a cell that begins with <td stands for itself."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def shaded(text: str, share: float) -> str:
    """A cell with a ground: none for 0, the strongest for 1."""
    return f'<td class="shade" style="--share: {min(max(share, 0.0), 1.0):.2f}">{text}</td>'


def _cell(cell: str) -> str:
    return cell if cell.startswith("<td") else f"<td>{cell}</td>"
