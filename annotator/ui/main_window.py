"""The window: puts the panels in their places and has them show what changed. `wiring` joins their signals."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QSplitter

from annotator.app.listing import place_of_id
from annotator.app.session import Session
from annotator.model.errors import Unavailable
from annotator.model.labels import LabelSet
from annotator.model.status import FINISHED, IN_PROGRESS
from annotator.ui.actions import Actions
from annotator.ui.article_panel import ArticlePanel
from annotator.ui.desk import Desk
from annotator.ui.document_list import DocumentList
from annotator.ui.files import Files
from annotator.ui.owner_button import OwnerButton
from annotator.ui.panels import column, tool_bar
from annotator.ui.physical_keys import PhysicalKeys
from annotator.ui.questions import Questions, window_title
from annotator.ui.settings import Settings
from annotator.ui.span_table import SpanTable
from annotator.ui.status_bar import StatusBar
from annotator.ui.style import style_sheet
from annotator.ui.theme import THEMES, Theme, load_theme, palette
from annotator.ui.wiring import wire

_LOOK = 500  # milliseconds between two looks at the file: whole yet, changed by another program
_WIDTHS = (285, 675, 320)  # of the three columns in a new window


class MainWindow(QMainWindow):
    """A project on the screen."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.theme = load_theme(settings.theme() if settings.theme() in THEMES else THEMES[0])
        self.desk = Desk(self)
        self.files = Files(settings, self)
        self.actions_ = Actions(self, self.theme)
        self.documents = DocumentList(self.theme)
        self.article = ArticlePanel(self.actions_.status_names)
        self.view, self.labels = self.article.view, self.article.labels
        self.spans = SpanTable(self.theme)
        self.status_line = StatusBar(self.theme)
        self.owner = OwnerButton(self.theme)
        self.questions = Questions(self, self.files, self.desk, self.actions_)
        self._physical = PhysicalKeys(self.actions_.every, self)
        self._zoom = QLabel(self)
        self.looking = QTimer(self, interval=_LOOK)
        self._arrange()
        wire(self)
        self.set_theme(self.theme)
        self.view.set_zoom(settings.zoom())
        self.show_zoom()
        self.show_article()
        self.show_selection("")
        self.looking.start()

    def _arrange(self) -> None:
        self.actions_.fill(self.menuBar())
        self.addToolBar(tool_bar(self.actions_, self._zoom, self.owner, self))
        self.setStatusBar(self.status_line)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        parts = (column(self.documents, width=180), self.article, column(self.spans, width=220))
        for place, widget in enumerate(parts):
            self._columns.addWidget(widget)
            self._columns.setStretchFactor(place, int(widget is self.article))
        self.setCentralWidget(self._columns)
        self.resize(1280, 800)
        self._columns.setSizes(list(_WIDTHS))
        if arranged := self._settings.layout("geometry"):
            self.restoreGeometry(arranged)
        if arranged := self._settings.layout("columns"):
            self._columns.restoreState(arranged)

    # what is shown

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the colours of a theme, and remember it."""
        self.theme = theme
        self._settings.set_theme(theme.name)
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        self.actions_.set_theme(theme)
        self.documents.lines.set_theme(theme)
        self.article.set_theme(theme)
        self.status_line.set_theme(theme)
        self.owner.set_theme(theme)
        self._show_labels()

    def take_session(self, session: Session) -> None:
        """Another project, another owner or other labels: an article that lay open there is open again."""
        self.desk.work_in(session)
        self.documents.set_session(session)
        self._show_labels()
        self.show_people()
        self._show_undo()
        self.setWindowTitle(window_title(session.project.path))
        self.actions_.set_recent(self._settings.recent())
        known = self._settings.document(session.project.path)
        self.documents.choose(place_of_id(session.project, known) or 0)
        self.view.setFocus()
        self._show_saved()

    def _show_labels(self) -> None:
        labels = self.desk.session.labels if self.desk.session else LabelSet("", (), ())
        self.labels.set_look(labels, self.theme)
        self.labels.set_sticky(self.desk.sticky)
        self.labels.set_counts(self.desk.counts())
        self.spans.set_look(labels, self.theme)
        self.actions_.set_label_set(labels, self.theme)
        self.view.set_label_set(labels)

    def show_people(self) -> None:
        """Name the owner and the people of the project."""
        if session := self.desk.session:
            self.owner.set_people(self.files.people(), session.owner)

    def show_article(self) -> None:
        """Another article is on the desk, or none."""
        article = self.desk.article
        self.article.show_article(article)
        self._show_spans()
        if article and self.desk.session:
            self._settings.set_document(self.desk.session.project.path, article.document.id)
            self.documents.choose(self.documents.lines.place_of(article.number) or 0)
        count, place = self.documents.lines.rowCount(), self.documents.place() + 1
        self.status_line.set_place(self.tr("Article {0} of {1}").format(place, count) if place else "")
        for name in ("next_article", "previous_article", "next_span", "previous_span"):
            self.actions_[name].setEnabled(article is not None)

    def show_changed(self, documents: Iterable[int]) -> None:
        """Something is on disk: every panel reads what concerns it anew."""
        self._show_saved()
        numbers = set(documents)
        self.documents.lines.reload(numbers)
        self._show_undo()
        if self.desk.article and self.desk.article.number in numbers:
            self.article.show_annotations(self.desk.article)
            self._show_spans()

    def _show_spans(self) -> None:
        article = self.desk.article
        self.spans.set_spans(article.document.text if article else "", self.desk.spans(), self.desk.selected)
        self.labels.set_counts(self.desk.counts())
        self.actions_.set_status(article.status if article else None)

    def show_selection(self, item: str) -> None:
        """Another span is selected, or none."""
        self.view.select_span(item)
        self.spans.select_span(item)
        self.actions_["delete"].setEnabled(bool(item))
        self.actions_.relabel_menu.setEnabled(bool(item))

    def _show_undo(self) -> None:
        if session := self.desk.session:
            self.actions_.set_undo(session.history.next_undo(), session.history.next_redo())

    def show_zoom(self) -> None:
        """The letters have another size."""
        self._zoom.setText(f"{self.view.zoom()} %")
        self._settings.set_zoom(self.view.zoom())

    # what people do that touches several panels

    def go_to_span(self, item: str) -> None:
        """Select a span and scroll to it."""
        self.view.clear_stretch()
        self.desk.select(item)
        span = next(span for span in self.desk.spans() if span.item == item)
        self.view.scroll_to(span.start, span.end)

    def finish(self) -> None:
        """Finish the article, or reopen it."""
        if article := self.desk.article:
            self.desk.set_status(IN_PROGRESS if article.status == FINISHED else FINISHED)

    def show_menu(self, place: QPoint) -> None:
        """Offer what can be done with the selected span or stretch, at a place of the screen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_.relabel_menu.actions())
        menu.addSeparator()
        menu.addActions([self.actions_["copy"], self.actions_["delete"]])
        menu.popup(place)

    # the file

    def look_at_file(self) -> None:
        """Show whether the file is whole, and what another program has written to it."""
        self._show_saved()
        if not self.files.changed_outside():
            return
        try:
            self._look_again()
        except Unavailable as error:
            self.status_line.warn(str(error))

    def _show_saved(self) -> None:
        self.status_line.set_saved(self.files.is_whole())

    def _look_again(self) -> None:
        if self.documents.lines.look_again():
            number = self.desk.article.number if self.desk.article else None
            place = self.documents.lines.place_of(number) if number else None
            self.documents.choose(place or 0)
        self.desk.look_again()
        self._show_undo()

    def job_began(self, name: str, reason: str) -> None:
        """A job runs; gestures are refused meanwhile if there is a reason."""
        self.desk.gestures.hold(reason)
        self.status_line.job.begin(name)

    def job_ended(self) -> None:
        """The job is over, however it ended."""
        self.desk.gestures.hold("")
        self.status_line.job.hide()
        self._look_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the keys by their places as soon as there is a window that gets them."""
        super().showEvent(event)
        if handle := self.windowHandle():
            self._physical.watch(handle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window is arranged, and leave the project as one whole file."""
        self._settings.set_layout("geometry", self.saveGeometry())
        self._settings.set_layout("columns", self._columns.saveState())
        self._settings.save()
        self.looking.stop()
        self.files.leave()
        super().closeEvent(event)
