"""How the window of second readings says what it knows."""

from PySide6.QtCore import QCoreApplication

from annotator.app.second_reading import SelfAgreement, Standing
from annotator.ui.agreement.words import class_name, interval, number, reading_name, shown


def tr(text: str) -> str:
    """The sentence in the language of the window."""
    return QCoreApplication.translate("SecondReading", text)


def standing_words(found: Standing) -> str:
    """How far a second reading is."""
    said = tr("{0} can be read again. {1} served so far, {2} finished again.")
    served = number(found.served, tr("article was"), tr("articles were"))
    return said.format(number(found.ready, tr("article"), tr("articles")), served, len(found.twice))


def agreement_words(found: SelfAgreement | None) -> str:
    """The figures and what they rest on, in lines."""
    if found is None:
        return tr("A figure comes with the first article that is finished again.")
    figures = found.figures
    lines = [
        tr("Both readings of {0}:").format(number(len(found.documents), tr("article"), tr("articles"))),
    ]
    for reading in ("strict", "partial"):
        value = figures.f1[reading].overall
        lines.append(f"{reading_name(reading)}: {shown(value.pooled)} {interval(value.interval)}".rstrip())
    u_alpha = figures.u_alpha
    lines.append(
        f"{tr('u-alpha on characters')}: {shown(u_alpha.layered)} {interval(u_alpha.interval)}".rstrip()
    )
    differing = [f"{class_name(kind)} {count}" for kind, count in figures.classes.items() if count]
    same = tr("Places marked the same: {0}; otherwise: {1}").format(figures.agreed, ", ".join(differing) or 0)
    return "\n".join([*lines, same])
