"""The window: puts the panels in their places and has them show what changed. `wiring` joins their signals."""

from collections.abc import Iterable

from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget

from annotator.app.listing import place_of_id
from annotator.app.people import programs
from annotator.app.session import Session
from annotator.ui.actions import Actions
from annotator.ui.appearance import Appearance
from annotator.ui.article_panel import ArticlePanel
from annotator.ui.companions import Companions
from annotator.ui.describing import Describing
from annotator.ui.desk import Desk
from annotator.ui.document_list import DocumentList
from annotator.ui.files import Files
from annotator.ui.following import Following
from annotator.ui.list_filter import ListFilter
from annotator.ui.owner_button import OwnerButton
from annotator.ui.panels import Columns, tool_bar
from annotator.ui.physical_keys import PhysicalKeys
from annotator.ui.picking import Picking
from annotator.ui.printing import Printing
from annotator.ui.questions import Questions, window_title
from annotator.ui.reactions import Reactions
from annotator.ui.safety.care import Care
from annotator.ui.searching import Searching
from annotator.ui.settings import Settings
from annotator.ui.span_card import SpanCard
from annotator.ui.span_table import SpanPanel
from annotator.ui.status_bar import StatusBar
from annotator.ui.team.conflict_sign import ConflictSign
from annotator.ui.team.handing import Handing
from annotator.ui.transfers import Transfers
from annotator.ui.welcome import WelcomePage
from annotator.ui.wiring import wire
from annotator.ui.withdrawals import Withdrawals


class MainWindow(QMainWindow):
    """A project on the screen."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.desk = Desk(self)
        self.describing = Describing(self.desk, self)
        self.picking = Picking(self.desk, self.describing, self)
        self.files = Files(settings, self)
        self.transfers = Transfers(self.files, self)
        self.appearance = Appearance(self, settings)
        theme = self.appearance.theme
        self.actions_ = Actions(self, theme)
        self.documents = DocumentList(theme)
        self.filter = ListFilter(self.actions_.status_names)
        self.article = ArticlePanel(self.actions_.status_names, theme)
        self.view, self.labels = self.article.view, self.article.labels
        self.span_panel = SpanPanel(theme)
        self.spans = self.span_panel.table
        self.card = SpanCard()
        self.status_line = StatusBar(theme)
        self.owner = OwnerButton(theme)
        self.welcome = WelcomePage()
        self.printing = Printing(self, self.desk)
        self.searching = Searching(self)
        self.withdrawals = Withdrawals(self, self.desk)
        self.handing = Handing(self)
        self.questions = Questions(self, self.files, self.desk, self.actions_)
        self._physical = PhysicalKeys(self.actions_.every, self)
        self._zoom = QLabel(self)
        self.following = Following(self)
        self.reactions = Reactions(self)
        self.companions = Companions(self)
        self.care = Care(self)
        self._arrange()
        wire(self)
        self.appearance.set_theme(theme)
        self.appearance.set_preferences(self.appearance.preferences)
        self.view.set_zoom(settings.zoom())
        self.show_zoom()
        self.show_article()
        self.show_selection("")
        self.following.start()

    def _arrange(self) -> None:
        self.actions_.take_commands(self.view)
        self.actions_.fill(self.menuBar())
        self.tools = tool_bar(self.actions_, self._zoom, self.owner, self)
        self.addToolBar(self.tools)
        self.setStatusBar(self.status_line)
        self.status_line.insertPermanentWidget(3, ConflictSign(self))
        self.columns = Columns((self.filter, self.documents), self.article, self.span_panel, self.card)
        self.pages = QStackedWidget()
        for page in (self.columns, self.welcome):
            self.pages.addWidget(page)
        self.setCentralWidget(self.care.above(self.pages))
        self.resize(1280, 800)
        if arranged := self.settings.layout("geometry"):
            self.restoreGeometry(arranged)
        for name, part in self._splitters().items():
            if arranged := self.settings.layout(name):
                part.restoreState(arranged)

    def _splitters(self) -> dict[str, QSplitter]:
        return {"columns": self.columns, "side": self.columns.side, "middle": self.article.parts}

    # what is shown

    def take_session(self, session: Session) -> None:
        """Another project, another owner or other labels: an article that lay open there is open again."""
        self.show_welcome(False)
        self.desk.work_in(session)
        self.searching.search_in(session)
        self.companions.set_session(session)
        self.documents.set_session(session)
        self.filter.clear()
        self.show_labels()
        self.show_people()
        self.show_undo()
        self.setWindowTitle(window_title(session.project.path))
        self.actions_.set_recent(self.settings.recent())
        known = self.settings.document(session.project.path)
        self.documents.choose(place_of_id(session.project, known) or 0)
        self.following.keep_to_own()
        self.view.setFocus()
        self.care.project_opened()
        self.following.show_saved()

    def show_labels(self) -> None:
        """Show the labels of the project everywhere, as they are called and coloured now."""
        labels, theme = self.appearance.labels(), self.appearance.theme
        self.labels.set_look(labels, theme)
        self.labels.set_sticky(self.desk.sticky)
        self.labels.set_counts(self.desk.counts())
        self.span_panel.set_look(labels, theme)
        self.actions_.set_label_set(labels, theme)
        self.view.set_label_set(labels)
        self.card.set_label_set(labels)
        self.card.show_span(self.desk.article, self.desk.selected)

    def show_people(self) -> None:
        """Name the owner and the people of the project."""
        if session := self.desk.session:
            self.owner.set_people(self.files.people(), session.owner, programs(session.project))

    def show_welcome(self, wanted: bool = True) -> None:
        """Show the page that greets people, or the project."""
        if wanted:
            self.welcome.show_recent(self.settings.recent(), can_leave=self.files.session is not None)
        self.pages.setCurrentWidget(self.welcome if wanted else self.columns)

    def show_article(self) -> None:
        """Another article is on the desk, or none."""
        article = self.desk.article
        self.article.show_article(article)
        self.companions.show_article(article.number if article else 0)
        self._show_spans()
        if article and self.desk.session:
            self.settings.set_document(self.desk.session.project.path, article.document.id)
            place = self.documents.lines.place_of(article.number)
            self.documents.choose(-1 if place is None else place)
        self.article.find_bar.look_again()
        self.actions_.set_direction(article.document.direction if article else "")
        self.show_place()
        for name in (
            "next_article",
            "previous_article",
            "next_span",
            "previous_span",
            "print",
            "pdf",
            "find",
            "withdraw",
        ):
            self.actions_[name].setEnabled(article is not None)

    def show_place(self) -> None:
        """Say where in the list one is."""
        count, place = self.documents.lines.rowCount(), self.documents.place() + 1
        self.status_line.set_place(self.tr("Article {0} of {1}").format(place, count) if place else "")

    def show_changed(self, documents: Iterable[int]) -> None:
        """Something is on disk: every panel reads what concerns it anew."""
        self.following.show_saved()
        numbers = set(documents)
        self.companions.follow(numbers)
        self.documents.lines.reload(numbers)
        self.show_undo()
        if self.desk.article and self.desk.article.number in numbers:
            self.article.show_annotations(self.desk.article)
            self.actions_.set_direction(self.desk.article.document.direction)
            self._show_spans()

    def _show_spans(self) -> None:
        article = self.desk.article
        text = article.document.text if article else ""
        self.span_panel.set_spans(text, self.desk.spans(), self.desk.selected)
        self.labels.set_counts(self.desk.counts())
        self.actions_.set_status(article.status if article else None)
        self.show_selection(self.desk.selected)

    def show_selection(self, item: str) -> None:
        """Another span is selected, or none."""
        self.view.select_span(item)
        self.spans.select_span(item)
        self.card.show_span(self.desk.article, item)
        self.show_range()
        for action in (self.actions_["delete"], self.actions_.menus["relabel"]):
            action.setEnabled(bool(item))

    def show_range(self) -> None:
        """Show the stretch or the selected span as it is stored."""
        span = next((span for span in self.desk.spans() if span.item == self.desk.selected), None)
        start, end = (span.start, span.end) if span else self.view.stretch() or (0, 0)
        self.article.strip.show_range(self.view.text(), start, end)

    def show_undo(self) -> None:
        if session := self.desk.session:
            self.actions_.set_undo(session.history.next_undo(), session.history.next_redo())

    def show_zoom(self) -> None:
        """The letters have another size."""
        self._zoom.setText(f"{self.view.zoom()} %")
        self.settings.set_zoom(self.view.zoom())

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the keys by their places as soon as there is a window that gets them."""
        super().showEvent(event)
        if handle := self.windowHandle():
            self._physical.watch(handle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window is arranged, and leave the project as one whole file."""
        self.card.note.commit()
        if not self.care.guard.may_close():
            event.ignore()
            return
        self.settings.set_layout("geometry", self.saveGeometry())
        for name, part in self._splitters().items():
            self.settings.set_layout(name, part.saveState())
        self.settings.save()
        self.following.stop()
        self.searching.search_in(None)
        self.care.stop()
        self.companions.close()
        self.files.leave()
        super().closeEvent(event)
