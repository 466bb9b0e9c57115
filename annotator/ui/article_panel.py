"""The middle of the window: the article's name and status, the labels, the article, and what stands under it."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.app.edits import Article
from annotator.model.status import STATUSES
from annotator.ui.article.view import ArticleView
from annotator.ui.find_bar import FindBar
from annotator.ui.icons import SIZE, status_icon
from annotator.ui.isolates import align_leading, isolated, one_line
from annotator.ui.label_bar import LabelBar
from annotator.ui.logical_strip import LogicalStrip
from annotator.ui.reader_pane import ReaderPane
from annotator.ui.theme import Theme


class StatusChooser(QComboBox):
    """How far the owner is with the article."""

    status_chosen = Signal(str)

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for status in STATUSES:
            self.addItem(names[status].replace("&", ""), status)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Status of the article"))
        self.setAccessibleDescription(self.tr("Status of the article"))  # on X11 its name is what is chosen
        self.setToolTip(self.tr("Status of the article; a finished one is read-only until it is reopened"))
        self.activated.connect(lambda place: self.status_chosen.emit(self.itemData(place)))

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs in the colours of a theme."""
        for place, status in enumerate(STATUSES):
            self.setItemIcon(place, status_icon(status, theme))

    def set_status(self, status: str) -> None:
        """Show a status; emits nothing."""
        self.setCurrentIndex(STATUSES.index(status))


class ArticlePanel(QWidget):
    """Shows one article, or what to do where there is none."""

    import_requested = Signal()

    def __init__(self, status_names: Mapping[str, str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._direction = ""
        self.name = QLabel(self)
        self.status = StatusChooser(status_names, self)
        self.labels = LabelBar(self)
        self.find_bar = FindBar(self)
        self.view = ArticleView(self)
        self.strip = LogicalStrip(theme, self)
        self.reader = ReaderPane(self)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._article_page())
        self._pages.addWidget(self._empty_page())
        self._pages.setCurrentIndex(1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.status.set_theme(theme)
        self.view.set_theme(theme)
        self.strip.set_theme(theme)

    def show_article(self, article: Article | None) -> None:
        """Show another article from its start, or that there is none."""
        self._pages.setCurrentIndex(0 if article else 1)
        if article is None:
            self.view.set_article("")
            self.reader.follow("", 0)
            return
        document = article.document
        self.name.setText(isolated(one_line(document.name)))
        self.name.setToolTip(
            "\n".join(filter(None, (isolated(document.name), document.source, document.language)))
        )
        self._direction = document.direction
        self.view.set_article(document.text, direction=document.direction)
        self.reader.follow(document.text, 0)
        self.show_annotations(article)

    def show_annotations(self, article: Article) -> None:
        """Show the article's annotations as they are now; nothing scrolls unless the direction is another."""
        if article.document.direction != self._direction:
            self._direction = article.document.direction
            self.view.set_article(article.document.text, direction=self._direction)
        self.view.set_spans(article.spans)
        self.view.set_excluded(article.excluded)
        self.status.set_status(article.status)

    def _article_page(self) -> QWidget:
        font = self.name.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.name.setFont(font)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        align_leading(self.name)
        # A name of any length must neither widen the window nor push the status out.
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.status)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(9)
        column.addLayout(head)
        column.addWidget(self.labels)
        column.addWidget(self.find_bar)
        self.parts.setChildrenCollapsible(False)
        for part in (self.view, self.reader):
            self.parts.addWidget(part)
        self.parts.setStretchFactor(0, 4)
        self.parts.setStretchFactor(1, 1)
        column.addWidget(self.parts, 1)
        column.addWidget(self.strip)
        return page

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        words = QLabel(self.tr("There is no article in this project yet."), page)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(self.tr("Import articles…"), page)
        button.clicked.connect(lambda: self.import_requested.emit())
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page
