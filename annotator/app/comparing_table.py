"""Writes the figures of agreement for people who read them on a terminal."""

from collections.abc import Iterable, Iterator

from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import F1Value, Figures
from annotator.app.comparing import Compared

Value = float | None
UNDEFINED = "–"


def as_lines(compared: Compared) -> Iterator[str]:
    """The figures for people: two decimals, counts beside them, a dash for what is not defined."""
    found = compared.figures
    pairs = found.f1["strict"].pairs
    yield (
        f"{_number(found.documents, 'shared article')}, {_number(len(found.annotators), 'annotator')} "
        f"({', '.join(found.annotators)}), {_number(len(pairs), 'pair')}, "
        f"{_number(found.f1['strict'].overall.spans, 'span')}"
    )
    yield ""
    heads = f"{'strict':>8}{'exact':>8}{'partial':>9}{'type':>8}{'spans':>8}"
    yield f"{'F1, mean of pairs [95 % interval of pooled]':<46}{heads}"
    yield _f1_line("all labels", [found.f1[reading].overall for reading in READINGS])
    for label in found.labels:
        yield _f1_line(label, [found.f1[reading].labels[label] for reading in READINGS])
    for names, pair in pairs.items():
        values = [found.f1[reading].pairs[names].pooled for reading in READINGS]
        yield _row(f"{' | '.join(names)} ({_number(pair.documents, 'article')})", values, str(pair.spans))
    yield ""
    yield from _chance_lines(found)
    yield ""
    kinds = ", ".join(f"{kind} {n}" for kind, n in found.classes.items() if n) or "none"
    yield f"Disagreements: {kinds}. Agreed: {found.agreed}."
    facts = ", ".join(f"{fact} {n}" for fact, n in found.facts.items() if n)
    if facts:
        yield f"Among them: {facts}."
    yield from compared.notes


def _number(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _f1_line(name: str, values: list[F1Value]) -> str:
    interval = values[0].interval
    shown = f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else ""
    return _row(name + shown, [value.mean for value in values], str(values[0].spans))


def _row(name: str, values: Iterable[Value], last: str) -> str:
    cells = "".join(f"{_shown(value):>{width}}" for value, width in zip(values, (8, 8, 9, 8), strict=True))
    return f"{name:<46}{cells}{last:>8}".rstrip()


def _shown(value: Value) -> str:
    return UNDEFINED if value is None else f"{value:.2f}"


def _chance_lines(found: Figures) -> Iterator[str]:
    token = found.token
    yield f"{'Corrected for chance':<46}{'u-alpha':>8}{'alpha':>8}{'Cohen':>9}{'Fleiss':>8}"
    overall = (found.u_alpha.layered, token.alpha.label_sets, token.cohen.label_sets, token.fleiss.label_sets)
    yield _row("layered; label sets on tokens", overall, "")
    for label in found.labels:
        by_label = (found.u_alpha, token.alpha, token.cohen, token.fleiss)
        yield _row(label, [value.labels[label] for value in by_label], "")
    yield (
        f"Labels where offsets are equal: alpha {_shown(found.label_alpha)} on {found.offsets} offsets. "
        f"Tokens: {found.tokens}; "
        f"Fleiss on {_number(token.fleiss.documents, 'article')} that everybody finished."
    )
