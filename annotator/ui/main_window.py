"""The window: puts the panels in their places and joins their signals. Everything they do is done elsewhere."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QSplitter

from annotator.app.listing import place_of_id
from annotator.app.session import Session
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
        self._looking = QTimer(self, interval=_LOOK)
        self._arrange()
        self._wire()
        self.set_theme(self.theme)
        self.view.set_zoom(settings.zoom())
        self._show_zoom()
        self._show_article()
        self._show_selection("")
        self._looking.start()

    def _arrange(self) -> None:
        self.actions_.fill(self.menuBar())
        self.addToolBar(tool_bar(self.actions_, self._zoom, self.owner, self))
        self.setStatusBar(self.status_line)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        for place, widget in enumerate((column(self.documents, width=180), self.article, column(self.spans, width=220))):
            self._columns.addWidget(widget)
            self._columns.setStretchFactor(place, int(widget is self.article))
        self.setCentralWidget(self._columns)
        self.resize(1280, 800)
        self._columns.setSizes(list(_WIDTHS))
        if arranged := self._settings.layout("geometry"):
            self.restoreGeometry(arranged)
        if arranged := self._settings.layout("columns"):
            self._columns.restoreState(arranged)

    def _wire(self) -> None:
        desk, files, view, asked, did = self.desk, self.files, self.view, self.questions, self.actions_
        for name, do in {
            "new": asked.new_project,
            "open": asked.open_project,
            "import": asked.import_files,
            "export": asked.export,
            "close": self.close,
            "undo": desk.undo,
            "redo": desk.redo,
            "copy": view.copy,
            "delete": desk.delete_selected,
            "step_back": desk.step_back,
            "finish": self._finish,
            "next_article": lambda: self.documents.step(1),
            "previous_article": lambda: self.documents.step(-1),
            "next_span": lambda: desk.step_span(1),
            "previous_span": lambda: desk.step_span(-1),
            "larger": lambda: view.zoom_by(1),
            "smaller": lambda: view.zoom_by(-1),
            "actual_size": lambda: view.set_zoom(100),
            "keys": asked.keys,
            "about": asked.about,
        }.items():
            did[name].triggered.connect(lambda checked=False, do=do: do())
        did.label_chosen.connect(desk.choose_label)
        did.status_chosen.connect(desk.set_status)
        did.theme_chosen.connect(lambda name: self.set_theme(load_theme(name)))
        did.recent_chosen.connect(lambda name: files.open(Path(name)))
        self.labels.label_chosen.connect(desk.choose_label)
        self.article.status.status_chosen.connect(desk.set_status)
        self.article.import_requested.connect(asked.import_files)
        self.documents.document_chosen.connect(desk.open_document)
        view.set_snap(desk.snapped)
        view.stretch_selected.connect(lambda a, b: desk.take_stretch(a, b, exact=view.is_exact()))
        view.stretch_cleared.connect(desk.drop_stretch)
        view.span_clicked.connect(desk.select)
        view.selection_cleared.connect(lambda: desk.select(""))
        view.menu_requested.connect(self._show_menu)
        view.zoom_changed.connect(self._show_zoom)
        self.spans.span_chosen.connect(self._go_to_span)
        desk.article_changed.connect(self._show_article)
        desk.changed.connect(self._show_changed)
        desk.stretch_used.connect(view.clear_stretch)
        desk.selection_changed.connect(self._show_selection)
        desk.sticky_changed.connect(self.labels.set_sticky)
        desk.revealed.connect(view.scroll_to)
        desk.refused.connect(self.status_line.warn)
        desk.noticed.connect(self.status_line.warn)
        desk.unavailable.connect(asked.unavailable)
        files.opened.connect(self._take_session)
        files.people_changed.connect(self._show_people)
        files.told.connect(self.status_line.tell)
        files.failed.connect(asked.failed)
        files.reported.connect(asked.reported)
        files.job_began.connect(self._job_began)
        files.job_progressed.connect(self.status_line.job.tell)
        files.job_ended.connect(self._job_ended)
        self.status_line.job.cancel_requested.connect(files.cancel)
        self.status_line.job.cancel_requested.connect(self.status_line.job.stopping)
        self.owner.owner_chosen.connect(files.work_as)
        self.owner.person_requested.connect(asked.add_me)
        self._looking.timeout.connect(self._look_at_file)

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

    def _take_session(self, session: Session) -> None:
        """Another project, another owner or other labels: an article that lay open there is open again."""
        self.desk.work_in(session)
        self.documents.set_session(session)
        self._show_labels()
        self._show_people()
        self._show_undo()
        self.setWindowTitle(window_title(session.project.path))
        self.actions_.set_recent(self._settings.recent())
        known = self._settings.document(session.project.path)
        self.documents.choose(place_of_id(session.project, known) or 0)
        self.view.setFocus()

    def _show_labels(self) -> None:
        labels = self.desk.session.labels if self.desk.session else LabelSet("", (), ())
        self.labels.set_look(labels, self.theme)
        self.labels.set_sticky(self.desk.sticky)
        self.labels.set_counts(self.desk.counts())
        self.spans.set_look(labels, self.theme)
        self.actions_.set_label_set(labels, self.theme)
        self.view.set_label_set(labels)

    def _show_people(self) -> None:
        if session := self.desk.session:
            self.owner.set_people(self.files.people(), session.owner)

    def _show_article(self) -> None:
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

    def _show_changed(self, documents: Iterable[int]) -> None:
        """Something is on disk: every panel reads what concerns it anew."""
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

    def _show_selection(self, item: str) -> None:
        self.view.select_span(item)
        self.spans.select_span(item)
        self.actions_["delete"].setEnabled(bool(item))
        self.actions_.relabel_menu.setEnabled(bool(item))

    def _show_undo(self) -> None:
        if session := self.desk.session:
            self.actions_.set_undo(session.history.next_undo(), session.history.next_redo())

    def _show_zoom(self) -> None:
        self._zoom.setText(f"{self.view.zoom()} %")
        self._settings.set_zoom(self.view.zoom())

    # what people do that touches several panels

    def _go_to_span(self, item: str) -> None:
        self.view.clear_stretch()
        self.desk.select(item)
        span = next(span for span in self.desk.spans() if span.item == item)
        self.view.scroll_to(span.start, span.end)

    def _finish(self) -> None:
        if article := self.desk.article:
            self.desk.set_status(IN_PROGRESS if article.status == FINISHED else FINISHED)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_.relabel_menu.actions())
        menu.addSeparator()
        menu.addActions([self.actions_["copy"], self.actions_["delete"]])
        menu.popup(place)

    # the file

    def _look_at_file(self) -> None:
        """Show whether the file is whole, and what another program has written to it."""
        self.status_line.set_saved(self.files.is_whole())
        if self.files.changed_outside():
            self._look_again()

    def _look_again(self) -> None:
        if self.documents.lines.look_again():
            number = self.desk.article.number if self.desk.article else None
            place = self.documents.lines.place_of(number) if number else None
            self.documents.choose(place or 0)
        self.desk.look_again()
        self._show_undo()

    def _job_began(self, name: str, reason: str) -> None:
        self.desk.hold(reason)
        self.status_line.job.begin(name)

    def _job_ended(self) -> None:
        self.desk.hold("")
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
        self._looking.stop()
        self.files.leave()
        super().closeEvent(event)
