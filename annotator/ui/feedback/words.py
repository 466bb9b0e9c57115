"""How the parts of feedback are called."""

from PySide6.QtCore import QCoreApplication

from annotator.ui.agreement.words import class_name

AGREED = "agreed"  # all annotators, and gold decided otherwise


def tr(text: str) -> str:
    """The sentence in the language of the window."""
    return QCoreApplication.translate("Feedback", text)


def kind_name(kind: str) -> str:
    """What a class of difference is called."""
    return tr("All agreed, gold differs") if kind == AGREED else class_name(kind)
