"""Article text among the window's words: set apart, so that neither changes the other's order and place."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.text.direction import article_direction

_FIRST_STRONG, _POP = "\u2068", "\u2069"
SHOWN = 160  # code points of an article that a cell or a menu can use


def isolated(text: str) -> str:
    """The text in first-strong isolates, for the screen only: never store it."""
    return f"{_FIRST_STRONG}{text}{_POP}"


def one_line(text: str, limit: int = SHOWN) -> str:
    """The beginning of a text without line breaks, cut with an ellipsis."""
    flat = " ".join(text[: 2 * limit].split())
    return flat if len(flat) <= limit and len(text) <= 2 * limit else f"{flat[:limit].rstrip()}…"


def align_leading(label: QLabel) -> None:
    """Align a label by the window's direction; of itself it would go by the direction of its words."""
    rtl = label.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


class QuoteDelegate(QStyledItemDelegate):
    """Draws a cell in the direction of its own text, aligned to that text's start."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Turn the option round for right-to-left text in a left-to-right table, and the other way."""
        super().initStyleOption(option, index)
        rtl = article_direction(option.text) == "rtl"
        option.direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class QuoteLabel(QLabel):
    """A quote in the direction of its own text, wrapped and cut where it is long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        # Words that cannot be broken must not widen the window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_quote(self, quote: str, limit: int = SHOWN) -> None:
        """Show a quote, on its side of the panel; "" shows nothing."""
        self.setVisible(bool(quote))
        self.setText(one_line(quote, limit))
        rtl = article_direction(quote) == "rtl"
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        align_leading(self)
