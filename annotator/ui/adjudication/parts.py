"""The parts of the adjudication window and their places. What they lead to is the window's job."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.model.labels import LabelSet
from annotator.ui.adjudication.asking import AskLine
from annotator.ui.adjudication.bulk import Bulk
from annotator.ui.adjudication.card_list import CardList
from annotator.ui.adjudication.card_panel import CardPanel
from annotator.ui.adjudication.doing import Doing
from annotator.ui.adjudication.filter_bar import FilterBar
from annotator.ui.adjudication.judging import Judging
from annotator.ui.adjudication.legend import Legend
from annotator.ui.adjudication.precedent_list import PrecedentList
from annotator.ui.adjudication.seeking import Looking
from annotator.ui.adjudication.share_bar import ShareBar
from annotator.ui.adjudication.told import Told
from annotator.ui.adjudication.tools import Tools
from annotator.ui.adjudication.words import tr
from annotator.ui.adjudication.work import Work
from annotator.ui.agreement.colours import view_rules
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.companion import Companion
from annotator.ui.status_bar import JobBar
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN = 10
_FIELD = "QLineEdit {{ border: 1px solid {line}; border-radius: 4px; padding: 3px; }}"


class Parts(Companion):
    """Everything that is seen, and the objects behind it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Adjudication"))
        self.labels = LabelSet("", (), ())
        self.judging, self.looking, self.work = Judging(self), Looking(self), Work(self)
        self.bulk = Bulk(self.judging, self.work, self)
        self.standing, self.progress, self.job = Sentence(self), ShareBar(theme, self), JobBar(self)
        self.filter, self.tools, self.cards = FilterBar(self), Tools(self), CardList(theme)
        self.panel, self.ask, self.legend, self.told_line = (
            CardPanel(theme), AskLine(self), Legend(self), Told(theme, self),
        )  # fmt: skip
        self.nothing = Sentence(self)
        self.pages = QStackedWidget(self)
        self.parts = QSplitter(self)
        self.doing = Doing(self.judging, self.panel, self.ask, lambda: self.labels, self)
        self.precedent_list: PrecedentList | None = None
        self.later = QTimer(self, singleShot=True, interval=0)
        self._arrange()
        self._dress()
        self.resize(1280, 820)

    def _arrange(self) -> None:
        bold = self.standing.font()
        bold.setBold(True)
        self.standing.setFont(bold)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages.setAccessibleName(tr("Card"))
        for page in (self.nothing, self.panel):
            self.pages.addWidget(page)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 0)  # the window may be turned round
        column.addWidget(self.pages, 1)
        for below in (self.ask, self.legend, self.told_line):
            column.addWidget(below)
        self.parts.addWidget(self.cards)
        self.parts.addWidget(side)
        self.parts.setSizes([340, 940])
        self.parts.setStretchFactor(1, 1)
        self.parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        head = QHBoxLayout()
        head.addWidget(self.standing, 1)
        head.addWidget(self.tools)
        layout.addLayout(head)
        for above in (self.progress, self.filter, self.job):
            layout.addWidget(above)
        layout.addWidget(self.parts, 1)

    def _dress(self) -> None:
        field = _FIELD.format(line=self.theme.border)
        self.setStyleSheet(style_sheet(self.theme) + view_rules(self.theme) + field)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._dress()
        self.cards.set_theme(theme)
        self.panel.set_theme(theme)
        self.progress.set_theme(theme)
        self.told_line.set_theme(theme)
        self.legend.show_keys(self.doing.caps, self.labels, theme)
