"""Explains each measure in plain words, worked through with the figures of this project."""

from annotator.app.agreement_notes import apart
from annotator.app.agreement_places import CONFUSED, F1, OFFSETS, PLACES, STRETCHES, Question
from annotator.app.agreement_report import LEAST_ARTICLES, ROUGH_BELOW, Report
from annotator.ui.agreement.words import Names, class_name, number, reading_name, shown, tr
from annotator.ui.isolates import isolated


def f1(report: Report, reading: str) -> str:
    """What a reading of F1 counts, and the sum behind this project's value."""
    value = report.figures.f1[reading].overall
    said = f"{_f1_rule(reading)} {_f1_sum(value.pooled, value.spans)}"
    pairs = len(report.figures.f1[reading].pairs)
    if pairs > 1 and value.mean is not None:
        mean = tr("The figure shown is the mean of the {0} pairs: {1}.")
        said += " " + mean.format(pairs, shown(value.mean))
    return said


def _f1_rule(reading: str) -> str:
    rules = {
        "strict": tr("Two spans agree when start, end and label are the same."),
        "exact": tr("Two spans agree when start and end are the same, whatever the label."),
        "partial": tr("Equal ranges count 1, ranges that only overlap count ½, whatever the label."),
        "type": tr("Two spans agree when they overlap and have the same label, wherever they start and end."),
    }
    return rules[reading]


def _f1_sum(pooled: float | None, spans: int) -> str:
    if pooled is None:
        return tr("Nobody marked anything here, so it is not defined.")
    credit = f"{pooled * spans / 2:,.1f}".removesuffix(".0")
    marked = number(spans, tr("span"), tr("spans"))
    agreed = tr("{0} agreement") if credit == "1" else tr("{0} agreements")
    said = tr("Here: {0} × 2 sides ÷ {1} marked on both sides = {2}.")
    return said.format(agreed.format(credit), marked, shown(pooled))


def _f1_part(report: Report, question: Question) -> str:
    """The rule, and the sum for one label or one pair where its spans were counted."""
    found, owners, said = report.figures.f1[question.reading], question.owners, _f1_rule(question.reading)
    if question.document or question.documents:
        return said
    if question.label and not owners:
        value = found.labels[question.label]
        return f"{said} {_f1_sum(value.pooled, value.spans)}"
    pair = found.pairs.get((owners[0], owners[1])) if len(owners) == 2 and not question.label else None
    return f"{said} {_f1_sum(pair.pooled, pair.spans)}" if pair else said


def u_alpha(report: Report) -> str:
    """What u-alpha is, with this project's value."""
    found = report.figures
    said = tr(
        "Krippendorff’s u-alpha compares, letter by letter in the layer of each label, how much annotators "
        "differ with how much they would differ by chance: 1 is full agreement, 0 is chance, below 0 is worse "
        "than chance."
    )
    value = found.u_alpha.layered
    if value is None:
        return f"{said} " + tr("There is nothing here that chance could be told from, so it is not defined.")
    return f"{said} " + tr(
        "Here, over {0} letters, annotators differ {1} % as much as chance would have them: 1 − {2} = {3}."
    ).format(f"{found.characters:,}", round(100 * (1 - value)), shown(1 - value), shown(value))


def label_alpha(report: Report) -> str:
    """What alpha on equal ranges is, with this project's value."""
    found = report.figures
    said = tr(
        "Where two or more annotators marked exactly the same range: do they give it the same label? It says "
        "nothing of spans that others missed or cut otherwise."
    )
    if not found.offsets:
        return f"{said} " + tr("No range was marked by two annotators, so it is not defined.")
    ranges = number(found.offsets, tr("range"), tr("ranges"))
    if found.label_alpha is None:
        same = tr("Here it rests on {0}, all with one and the same label, so chance cannot be told from it.")
        return f"{said} " + same.format(ranges)
    return f"{said} " + tr("Here it rests on {0} and is {1}.").format(ranges, shown(found.label_alpha))


def tokens(report: Report) -> str:
    """What the coefficients on tokens are, and what they rest on."""
    token = report.figures.token
    said = tr(
        "For papers that ask for them. Each word is a unit that an annotator puts a label on or not. Cohen’s "
        "kappa is the mean over pairs, Fleiss’ kappa takes only articles that everybody finished, alpha takes "
        "all. Most words have no label, and long claims weigh like many names; a clitic that is in or out "
        "changes nothing here."
    )
    return f"{said} " + tr("Here: {0} words in {1}; Fleiss: {2} words in {3}.").format(
        f"{token.alpha.tokens:,}",
        _articles(token.alpha.documents),
        f"{token.fleiss.tokens:,}",
        _articles(token.fleiss.documents),
    )


def intervals(report: Report) -> str:
    """What the brackets are, and why there are none."""
    n = report.figures.documents
    said = tr(
        "The brackets hold 95 % of the values that come out when articles are drawn anew {0} times from those "
        "there are: how far the figure might lie from what other articles like these would give."
    ).format(f"{report.figures.resamples:,}")
    if n < LEAST_ARTICLES:
        return f"{said} " + tr("They need {0} shared articles; here are {1}.").format(LEAST_ARTICLES, n)
    if n < ROUGH_BELOW:
        return f"{said} " + tr("With {0} shared articles they are rough.").format(n)
    return said


def confusion(report: Report) -> str:
    """What the matrix counts."""
    return tr(
        "Each place that one of two annotators marked counts once: the row is the label that the first gave, "
        "the column the label that the second gave. Places on the diagonal have the same label, though "
        "perhaps not the same borders. For all pairs together it is the same read either way."
    )


def classes(report: Report) -> str:
    """What the classes are, with this project's numbers."""
    found = report.figures
    differ = sum(found.classes.values())
    said = tr("A place is what annotators marked of one and the same thing. Here {0} agreed and {1} differ.")
    most = max(found.classes, key=lambda kind: found.classes[kind])
    if not differ:
        return said.format(found.agreed, differ)
    return (
        said.format(found.agreed, differ)
        + " "
        + tr("The most common class is “{0}”, {1} of {2}.").format(
            class_name(most), found.classes[most], differ
        )
    )


def explain(report: Report, question: Question) -> str:
    """The explanation that goes with the places behind a figure."""
    if question.what == F1 and (question.owners or question.label or question.document or question.documents):
        return _f1_part(report, question)
    if question.what == F1:
        return f1(report, question.reading)
    if question.what == STRETCHES:
        said = tr("Text on which annotators have different labels: it is what lowers alpha and kappa.")
        return said if question.label or question.documents else f"{said} {u_alpha(report)}"
    return {CONFUSED: confusion, OFFSETS: label_alpha, PLACES: classes}[question.what](report)


def everything(report: Report) -> list[tuple[str, str]]:
    """Heading and explanation of each measure."""
    readings = [(reading_name(reading), f1(report, reading)) for reading in report.figures.f1]
    return [
        *readings,
        (tr("Brackets"), intervals(report)),
        (tr("u-alpha"), u_alpha(report)),
        (tr("Labels on equal ranges"), label_alpha(report)),
        (tr("Which labels are confused"), confusion(report)),
        (tr("Classes of disagreement"), classes(report)),
        (tr("On words"), tokens(report)),
    ]


def basis(report: Report) -> str:
    """What all figures rest on."""
    found = report.figures
    pairs = len(found.f1["strict"].pairs)
    return tr("{0} of {1} finished by two annotators or more · {2} · {3}: {4}").format(
        found.documents,
        _articles(report.listed),
        number(pairs, tr("pair"), tr("pairs")),
        number(len(found.annotators), tr("annotator"), tr("annotators")),
        ", ".join(map(isolated, found.annotators)),
    )


def remarks(report: Report, names: Names) -> list[str]:
    """Sentences in the place of figures that cannot be, and what people should know before they quote any."""
    found = report.figures
    said = []
    if found.documents < LEAST_ARTICLES:
        said.append(
            tr("There are no intervals: they need {0} shared articles; here are {1}.").format(
                LEAST_ARTICLES, found.documents
            )
        )
    elif found.documents < ROUGH_BELOW:
        said.append(tr("The intervals are rough: {0} shared articles.").format(found.documents))
    unused = [label for label, value in found.f1["strict"].labels.items() if not value.spans]
    if unused:
        used = tr("Nobody used {0} in these articles, so there is no figure for it.")
        said.append(used.format(", ".join(map(names.label, unused))))
    if lazy := [owner for owner, done in report.finished.items() if not done]:
        said.append(tr("Has not finished any article yet: {0}.").format(", ".join(map(isolated, lazy))))
    said += about_project(report)
    for name, who in report.reopened:
        again = tr("Reopened after gold was begun, so not counted for {0}: {1}.")
        said.append(again.format(", ".join(map(isolated, who)), isolated(name)))
    return said


def about_project(report: Report) -> list[str]:
    """What pairs, names and label sets have to do with the figures."""
    said = []
    if pairs := apart(report.figures):
        alone = tr("No shared article, so no figure: {0}.")
        said.append(alone.format(", ".join(tr("{0} and {1}").format(*map(isolated, pair)) for pair in pairs)))
    if report.around.lacking:
        lost = tr("Not in the label set, so in no figure: {0}.")
        said.append(lost.format(", ".join(map(isolated, report.around.lacking))))
    if report.around.label_sets > 1:
        several = tr(
            "A merge brought {0} label sets and nobody has chosen yet; figures are by the one in force here."
        )
        said.append(several.format(report.around.label_sets))
    for name, person in report.around.joined:
        said.append(tr("The work of {0} counts as that of {1}.").format(isolated(name), isolated(person)))
    return said


def _articles(n: int) -> str:
    return number(n, tr("article"), tr("articles"))
