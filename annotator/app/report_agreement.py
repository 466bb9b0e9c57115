"""The part of a report that says how far annotators agree: figures, what they rest on, and what they mean."""

from collections.abc import Iterator

from annotator.agreement.f1 import READINGS
from annotator.agreement.figures import both_ways
from annotator.app.agreement_report import Report
from annotator.app.report_drawing import bar_chart, line_chart, stack
from annotator.app.report_html import bdi, count, interval, shaded, shown, table

_WORST = 20
_RULES = {
    "strict": "Two spans agree when start, end and label are the same.",
    "exact": "Two spans agree when start and end are the same, whatever the label.",
    "partial": "Equal ranges count 1, ranges that only overlap count ½, whatever the label.",
    "type": "Two spans agree when they overlap and have the same label, wherever they start and end.",
}


def agreement_sections(found: Report) -> Iterator[str]:
    """The sections; none where there is no figure."""
    if found.nothing:
        return
    yield _section("agreement", "Agreement", _headline(found))
    yield _section("by-label", "By label", _by_label(found))
    yield _section("pairs", "Each two annotators", _pairs(found))
    yield _section("confusion", "Which labels are confused", _confusion(found))
    yield _section("classes", "Disagreements", _classes(found))
    yield _section("articles", "Articles with most disagreements", _articles(found))
    if len(found.times) > 1:
        yield _section("time", "Over time", _times(found))
    yield _section("meaning", "What the figures mean", _meaning(found))


def _section(name: str, head: str, body: str) -> str:
    return f'<section id="{name}"><h2>{head}</h2>{body}</section>'


def _headline(found: Report) -> str:
    made = found.figures
    names = ", ".join(map(bdi, made.annotators))
    pairs = count(len(made.f1["strict"].pairs), "pair")
    basis = (
        f"<p>{made.documents:,} of {count(found.listed, 'article')} were finished by two annotators or more: "
        f"{count(len(made.annotators), 'annotator')} ({names}), {pairs}.</p>"
    )
    rows = [
        [
            f"F1, {reading}",
            shown(value.mean),
            shown(value.pooled),
            interval(value.interval),
            count(value.spans, "span"),
        ]
        for reading in READINGS
        for value in [made.f1[reading].overall]
    ]
    alpha = made.u_alpha
    layered = shown(alpha.layered)
    rows.append(
        ["u-alpha, layered", layered, layered, interval(alpha.interval), count(made.characters, "character")]
    )
    rows.append(
        ["Labels on equal ranges, alpha", shown(made.label_alpha), "", "", count(made.offsets, "range")]
    )
    heads = ["Measure", "mean of pairs", "pooled", "95 % interval of pooled", "rests on"]
    return basis + table("Headline figures", heads, rows) + _tokens(found)


def _tokens(found: Report) -> str:
    token = found.figures.token
    rows = [
        [
            name,
            shown(on.label_sets),
            *(shown(on.labels[label]) for label in found.figures.labels),
            f"{on.tokens:,}",
        ]
        for name, on in (
            ("Cohen’s kappa", token.cohen),
            ("Fleiss’ kappa", token.fleiss),
            ("alpha", token.alpha),
        )
    ]
    heads = ["On words", "sets of labels", *map(bdi, found.figures.labels), "words"]
    return table("For papers: coefficients on words", heads, rows)


def _by_label(found: Report) -> str:
    made = found.figures
    rows = []
    for label in made.labels:
        values = [made.f1[reading].labels[label] for reading in READINGS]
        alpha, spans = shown(made.u_alpha.labels[label]), f"{values[0].spans:,}"
        rows.append(
            [bdi(label), *(shown(value.mean) for value in values), interval(values[0].interval), alpha, spans]
        )
    heads = ["Label", *READINGS, "interval of strict", "u-alpha", "spans"]
    strict = made.f1["strict"]
    bars = [("all labels", strict.overall.pooled, strict.overall.interval)]
    bars += [(label, value.pooled, value.interval) for label, value in strict.labels.items()]
    return bar_chart(bars, "Strict F1, pooled, with its interval") + table(
        "F1 by label, mean of pairs", heads, rows
    )


def _pairs(found: Report) -> str:
    made = found.figures
    strict = made.f1["strict"].pairs
    rows = []
    for one in made.annotators:
        cells = [bdi(one)]
        for other in made.annotators:
            value = strict.get((min(one, other), max(one, other))) if one != other else None
            pooled = value.pooled if value else None
            text = (
                f"{shown(pooled)} <small>({value.documents})</small>"
                if value
                else ""
                if one == other
                else "–"
            )
            cells.append(shaded(text, pooled) if pooled is not None else text)
        rows.append(cells)
    said = (
        "<p>Strict F1 of each two, in brackets the articles that both finished; a dash: they share none.</p>"
    )
    return said + table("Strict F1, pooled", ["", *map(bdi, made.annotators)], rows) + _against(found)


def _against(found: Report) -> str:
    rows = [
        [bdi(name), f"{done:,}", shown(found.others.get(name)), shown(gold.f1 if gold else None)]
        for name, done in sorted(found.finished.items())
        for gold in [found.gold.get(name)]
    ]
    return table("Each annotator: strict F1", ["Annotator", "finished", "with the others", "with gold"], rows)


def _confusion(found: Report) -> str:
    made = found.figures
    names = [*map(bdi, made.labels), "not marked"]
    rows = []
    for name, numbers in zip(names, both_ways(list(made.confusion.values())), strict=True):
        most = sum(numbers) or 1
        rows.append([name, *(shaded(f"{n:,}", n / most) if n else "·" for n in numbers)])
    if rows:
        rows[-1][-1] = ""
    said = (
        "<p>Places that one of two annotators marked, by the labels of both, read either way; all pairs.</p>"
    )
    return said + table("Labels against labels", ["", *names], rows)


def _classes(found: Report) -> str:
    made = found.figures
    differ = sum(made.classes.values())
    said = f"<p>{count(made.agreed, 'place')} agreed by all who finished the article, {differ:,} not."
    facts = ", ".join(f"{name} {n:,}" for name, n in made.facts.items() if n and name != "missing")
    said += f" Borders: {facts}.</p>" if facts else "</p>"
    return said + stack([("agreed", made.agreed), *made.classes.items()], "Classes of disagreement")


def _articles(found: Report) -> str:
    rows = [
        [
            bdi(article.name),
            shown(article.f1),
            f"{article.disagreements:,}",
            f"{article.agreed:,}",
            str(article.annotators),
        ]
        for article in found.articles[:_WORST]
    ]
    heads = ["Article", "strict F1", "differ", "agreed", "annotators"]
    return table(f"The first {len(rows)} of {count(len(found.articles), 'shared article')}", heads, rows)


def _times(found: Report) -> str:
    points = [(point.first, *point.figures.values["strict"]) for point in found.times]
    rows = [
        [point.first, shown(value), interval(drawn), f"{point.figures.documents:,}"]
        for point, (_, value, drawn) in zip(found.times, points, strict=True)
    ]
    said = "<p>By the week (from Monday) in which the last annotator finished the article.</p>"
    heads = ["Week of", "strict F1, pooled", "95 % interval", "articles"]
    return said + line_chart(points, "Strict F1 by week") + table("Strict F1 by week", heads, rows)


def _meaning(found: Report) -> str:
    made = found.figures
    parts = []
    for reading, rule in _RULES.items():
        value = made.f1[reading].overall
        here = "Nobody marked anything, so it is not defined."
        if value.pooled is not None:
            agreed = f"{value.pooled * value.spans / 2:,.1f}".removesuffix(".0")
            here = f"Here: {agreed} agreed × 2 sides ÷ {count(value.spans, 'span')} marked = {shown(value.pooled)}."
        parts.append(f"<h3>F1, {reading}</h3><p>{rule} {here}</p>")
    layered = made.u_alpha.layered
    alpha = (
        "Krippendorff’s u-alpha compares, character by character in the layer of each label, how much annotators "
        "differ with how much they would differ by chance: 1 is full agreement, 0 is chance. "
    )
    if layered is None:
        alpha += "There is nothing here that chance could be told from, so it is not defined."
    else:
        share, rest = f"{100 * (1 - layered):.0f} %", shown(1 - layered)
        alpha += f"Here they differ {share} as much as by chance: 1 − {rest} = {shown(layered)}."
    parts.append(f"<h3>u-alpha</h3><p>{alpha}</p>")
    parts.append(
        "<h3>Intervals</h3><p>The brackets hold 95 % of the values that come out when articles are drawn anew "
        f"{made.resamples:,} times (seed {made.seed}). They speak about other articles like these, not about other "
        "annotators.</p><h3>On words</h3><p>Each word is a unit that an annotator puts a label on or not. Most words "
        "have no label, and long spans weigh like many short ones; a clitic that is in or out changes nothing.</p>"
    )
    return "".join(parts)
