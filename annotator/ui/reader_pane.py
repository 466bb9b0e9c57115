"""A plain text field that holds the caret's paragraph, in step with the caret: what screen readers can read best."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.text.display import display_copy
from annotator.text.offsets import Utf16Map
from annotator.text.snapping import paragraph_at
from annotator.ui.fonts import article_font

LONGEST = 4_000  # code points: of a longer paragraph only what is around the caret
_PX = 18


class ReaderPane(QPlainTextEdit):
    """Read-only. Nothing is selected or annotated here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._range = (0, 0)
        self._text = ""
        self._map = Utf16Map("")
        self.setReadOnly(True)
        self.setFont(article_font(_PX))
        self.setAccessibleName(self.tr("Paragraph at the caret"))
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + 12)

    def follow(self, text: str, offset: int) -> None:
        """Show the paragraph around a code point of a text, with the cursor there."""
        start, end = self._around(text, offset)
        if (start, end) != self._range or text is not self._text:
            self._text, self._range = text, (start, end)
            shown = display_copy(text[start:end])
            self._map = Utf16Map(shown)
            self.setPlainText(shown)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._map.to_utf16(min(max(offset, start), end) - start))
        self.setTextCursor(cursor)

    def _around(self, text: str, offset: int) -> tuple[int, int]:
        start, end = self._range
        if text is self._text and end - start == LONGEST and start + 500 <= offset <= end - 500:
            return self._range
        start, end = paragraph_at(text, min(offset, max(len(text) - 1, 0)))
        if end - start <= LONGEST:
            return start, end
        start = min(max(offset - LONGEST // 2, start), end - LONGEST)
        return start, start + LONGEST
