"""The article as it was after an event, and what going back there would change."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.app.article_history import Rewind
from annotator.app.looking_back import EventRow, Then, then_job
from annotator.app.session import Session
from annotator.model.errors import AnnotatorError
from annotator.model.revision import PROJECT
from annotator.ui.agreement.sentence import Sentence
from annotator.ui.article.canvas import Canvas
from annotator.ui.history.event_model import beside, what
from annotator.ui.isolates import isolated
from annotator.ui.looking import Looking
from annotator.ui.safety.words import tr
from annotator.ui.theme import Theme

_GAP = 8  # pixels beside the splitter; on both sides, since Qt does not mirror margins


class StatePane(QWidget):
    """Shows the state; going back is done by whoever hears `back_wanted`."""

    go_wanted = Signal(object)  # the EventRow whose place is meant
    back_wanted = Signal(int, int)  # document, batch
    broke = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._row: EventRow | None = None
        self.then: Then | None = None  # what is shown
        self._looking = Looking(self)
        self.title, self.about, self.change = Sentence(self), Sentence(self), Sentence(self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.canvas = Canvas(self)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.go = QPushButton(tr("Go to the &place"), self)
        self.back = QPushButton(tr("Go &back to this state"), self)
        self.back.setToolTip(tr("One action, which undo takes back"))
        self.go.clicked.connect(lambda checked=False: self.go_wanted.emit(self._row))
        self.back.clicked.connect(lambda checked=False: self._go_back())
        self._looking.found.connect(self._show_then)
        self._looking.failed.connect(self.change.setText)
        self._looking.broke.connect(self.broke)
        self._arrange()
        self.set_theme(theme)
        self.show_event(None, None)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.go)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(_GAP, 0, _GAP, 0)
        column.setSpacing(8)
        for part in (self.title, self.about, self.change):
            column.addWidget(part)
        column.addWidget(self.canvas, 1)
        column.addLayout(buttons)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.canvas.set_theme(theme)

    def stop(self) -> None:
        """Nobody waits for an answer any more."""
        self._looking.stop()

    def show_event(self, session: Session | None, row: EventRow | None) -> None:
        """Show the state after an event of a session's project, or nothing."""
        self._session, self._row, self.then = session, row, None
        self._looking.stop()
        self.back.setEnabled(False)
        self.go.setEnabled(row is not None and row.document is not None)
        self.change.clear()
        self.title.setText(
            what(row) if row else tr("Choose an event: here comes the article as it was then.")
        )
        self.about.setText(beside(row) if row else "")
        if session and row and row.document is not None and self._show_text(session, row.document):
            self.canvas.show()
            self._looking.ask(then_job, session.project.path, self._owner(), row.document, row.batch.number)
        else:
            self.canvas.hide()

    def _show_text(self, session: Session, number: int) -> bool:
        try:
            article = session.article(number)
        except (AnnotatorError, KeyError):
            return False
        self.canvas.set_label_set(session.labels)
        self.canvas.set_article(article.document.text, direction=article.document.direction)
        self.canvas.set_excluded(article.excluded)
        return True

    def _owner(self) -> str:
        """Whose annotations are shown: of what was done to the project, the viewer's."""
        assert self._session
        assert self._row
        owner = self._row.batch.owner
        return self._session.owner if owner == PROJECT else owner

    def _show_then(self, then: Then) -> None:
        if self._row is None or self._session is None:
            return
        self.then = then
        self.canvas.set_spans(then.spans)
        place = self._row.place
        if place and place.end <= len(self.canvas.text()):
            self.canvas.scroll_to(place.start, place.end)
        mine = self._owner() == self._session.owner
        self.change.setText(_said(then, self._owner(), mine=mine))
        self.back.setEnabled(mine and then.change != Rewind())

    def _go_back(self) -> None:
        if self._row and self._row.document is not None:
            self.back.setEnabled(False)
            self.back_wanted.emit(self._row.document, self._row.batch.number)


def _said(then: Then, owner: str, *, mine: bool) -> str:
    """How the state differs from the present one."""
    whose = tr("The article of {0} as it was then, with {1} spans.").format(
        isolated(owner), f"{len(then.spans):,}"
    )
    change = then.change
    if change == Rewind():
        return f"{whose} {tr('It is the same now.')}"
    if not mine:
        return f"{whose} {tr('It is another now.')}"
    said = tr("Going back: spans that return: {0}, that go: {1}, that change back: {2}.")
    return f"{whose} {said.format(change.back, change.gone, change.changed)}"
