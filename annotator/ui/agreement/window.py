"""The agreement view: puts the pages of figures beside the places behind them, and keeps both up to date."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.app.agreement_places import Question
from annotator.app.agreement_report import Asked, Report
from annotator.app.agreement_time import NO_GROUPS
from annotator.app.session import Session
from annotator.ui.agreement import explained
from annotator.ui.agreement.colours import view_rules
from annotator.ui.agreement.counting import Counting
from annotator.ui.agreement.pages import Pages
from annotator.ui.agreement.place_list import PlaceList
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.agreement.supposing import WhatIfBar, warning
from annotator.ui.agreement.words import names_of, tr
from annotator.ui.companion import Companion
from annotator.ui.style import style_sheet
from annotator.ui.theme import Theme

_MARGIN = 10


class AgreementWindow(Companion):
    """Shows how far annotators agree. It counts only while it is seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Agreement"))
        self.report: Report | None = None
        self.counting = Counting(self)
        self.basis, self.progress, self.nothing = Sentence(self), Sentence(self), Sentence(self)
        self.what_if, self.warning = WhatIfBar(self), Sentence(self)
        self.warning.setObjectName("supposed")
        self.warning.hide()
        self.places = PlaceList(theme)
        self.pages = Pages(theme, self)
        self.parts = QSplitter(self)
        self.stack = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.setStyleSheet(style_sheet(theme) + view_rules(theme))
        self.resize(1280, 800)

    def _arrange(self) -> None:
        self.parts.addWidget(self.pages)
        self.parts.addWidget(self.places)
        self.parts.setSizes([820, 440])
        self.parts.setChildrenCollapsible(False)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.nothing, self.parts):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addWidget(self.basis)
        layout.addWidget(self.what_if)
        layout.addWidget(self.warning)
        layout.addWidget(self.progress)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.pages.asked.connect(self.ask)
        self.pages.failed.connect(self.failed)
        self.places.place_chosen.connect(self.place_chosen)
        self.what_if.chosen.connect(self._ask_figures)
        self.pages.times.grouped.connect(self._ask_figures)
        self.pages.currentChanged.connect(self._ask_figures)
        self.counting.counted.connect(self.show_report)
        self.counting.progressed.connect(self._show_progress)
        self.counting.failed.connect(self._show_nothing)
        self.counting.broke.connect(self.broke)

    # what is shown

    def set_session(self, session: Session | None) -> None:
        """Show another project, or none."""
        super().set_session(session)
        self.report = None
        self.places.clear()
        self._show_nothing(tr("The figures are being counted…") if session else tr("No project is open."))
        self.counting.count_in(session)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.setStyleSheet(style_sheet(theme) + view_rules(theme))
        self.places.set_theme(theme)
        if self.report:
            self._show_figures(self.report)

    def show_report(self, report: Report) -> None:
        """Show these figures; the places that are listed are looked for anew where they may be others."""
        before, self.report = self.report, report
        self.progress.hide()
        if report.nothing:
            self._show_nothing("\n\n".join((report.nothing, *explained.about_project(report))))
            return
        self._show_figures(report)
        self.stack.setCurrentWidget(self.parts)
        known = before and (before.edition, before.asked.what_if)
        if self.places.question and known != (report.edition, report.asked.what_if):
            self.ask(self.places.question)

    def _show_figures(self, report: Report) -> None:
        if self.session is None or report.nothing:
            return
        names, theme = names_of(self.session.labels), self.theme
        self.basis.setText(explained.basis(report))
        self._warn(report)
        self.pages.show_report(report, names, theme)

    def _warn(self, report: Report) -> None:
        """Say loudly that figures are only supposed."""
        said = warning(report.asked.what_if)
        self.warning.setText(said)
        self.warning.setVisible(bool(said))
        self.setWindowTitle(tr("Agreement – what if") if said else tr("Agreement"))

    def _ask_figures(self, changed: object = None) -> None:
        """Have counted what the boxes, the page and its choice ask for."""
        seen = self.pages.currentWidget() is self.pages.times
        self.counting.ask(Asked(self.what_if.what_if(), self.pages.times.grouping() if seen else NO_GROUPS))

    def follow(self, documents: Collection[int]) -> None:
        """Something was changed, so count it at once."""
        self.counting.look()

    def ask(self, question: Question) -> None:
        """List the places behind a figure."""
        if self.session and self.report:
            names = names_of(self.session.labels)
            self.places.show_places(self.session, self.report, question, names)

    def _show_nothing(self, sentence: str) -> None:
        """Show a sentence in the place of figures."""
        self.progress.hide()
        self.basis.clear()
        self.nothing.setText(sentence)
        self.stack.setCurrentWidget(self.nothing)

    def _show_progress(self, done: int, total: int | None) -> None:
        # A count that is over at once would only flicker.
        if total and total > 100:
            self.progress.setText(tr("Counting: article {0} of {1}").format(f"{done:,}", f"{total:,}"))
            self.progress.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Count now, and again when the project changes."""
        super().showEvent(event)
        self.counting.set_wanted(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks, so nothing is counted."""
        super().hideEvent(event)
        self.counting.set_wanted(False)
