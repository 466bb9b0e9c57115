"""Taking articles or a whole import out of the work and bringing them back: asks which, the desk does it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QWidget

from annotator.app.history import Done
from annotator.app.safety import BULK
from annotator.app.withdrawing import brought_by, imports, withdraw, withdrawn
from annotator.ui.desk import Desk
from annotator.ui.form import Form
from annotator.ui.isolates import isolated


def _tr(text: str) -> str:
    return QCoreApplication.translate("Withdrawals", text)


class PickForm(Form):
    """A list of things, of which one or several are meant."""

    def __init__(
        self, title: str, words: str, accept: str, things: Sequence[tuple[int, str]], parent: QWidget | None
    ) -> None:
        super().__init__(title, accept, parent)
        told = QLabel(words)
        told.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for number, name in things:
            QListWidgetItem(isolated(name), self.list).setData(Qt.ItemDataRole.UserRole, number)
        ok = self.buttons.button(self.buttons.StandardButton.Ok)
        ok.setEnabled(False)
        self.list.itemSelectionChanged.connect(lambda: ok.setEnabled(bool(self.list.selectedItems())))
        self.column.insertWidget(0, told)
        self.column.insertWidget(1, self.list, 1)
        self.resize(520, 380)

    def picked(self) -> list[int]:
        """The numbers of what was picked."""
        return [entry.data(Qt.ItemDataRole.UserRole) for entry in self.list.selectedItems()]


class Withdrawals(QObject):
    """Each method opens a dialog and returns at once; nothing that was annotated is lost."""

    listed = Signal()  # other articles are in the list than before
    told = Signal(str)
    many_wanted = Signal(
        object, bool, object
    )  # documents, whether they come back, what follows with the Done

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk

    def withdraw_article(self) -> None:
        """Take the article on the desk out of the work."""
        if self._desk.article:
            number = self._desk.article.number
            self._desk.gestures.run(
                lambda session: withdraw(session, [number]),
                lambda done: self._did(
                    self.tr("Withdrawn. “Bring back articles” in the menu brings it back.")
                ),
            )

    def ask_import(self) -> PickForm | None:
        """Which imports shall be taken out?"""
        session = self._desk.session
        if session is None:
            return None
        things = [(batch.number, f"{batch.what}, {batch.made_at[:16]}") for batch in imports(session.project)]
        words = _tr("All articles that the import brought leave the work; what is annotated in them is kept.")
        return self._ask(_tr("Withdraw an import"), words, _tr("Withdraw"), things, self._withdraw_imports)

    def ask_back(self) -> PickForm | None:
        """Which withdrawn articles shall come back?"""
        session = self._desk.session
        if session is None:
            return None
        things = [(row.number, row.name) for row in withdrawn(session.project)]
        words = _tr("These articles were taken out of the work, with everything that is annotated in them.")
        return self._ask(_tr("Bring back articles"), words, _tr("Bring back"), things, self._bring_back)

    def _ask(
        self,
        title: str,
        words: str,
        accept: str,
        things: Sequence[tuple[int, str]],
        act: Callable[[list[int]], None],
    ) -> PickForm | None:
        if not things:
            self.told.emit(self.tr("There is nothing of that kind."))
            return None
        form = PickForm(title, words, accept, things, self._window)
        form.accepted.connect(lambda: act(form.picked()))
        form.open()
        return form

    def _withdraw_imports(self, batches: list[int]) -> None:
        for batch in batches:
            self._withdraw_import(batch)

    def _withdraw_import(self, batch: int) -> None:
        session = self._desk.session
        numbers = brought_by(session.project, batch) if session else []
        self._run(numbers, back=False, said=self.tr("Withdrew {0} articles."))

    def _bring_back(self, numbers: list[int]) -> None:
        self._run(numbers, back=True, said=self.tr("Brought back {0} articles."))

    def _run(self, numbers: list[int], *, back: bool, said: str) -> None:
        def then(done: Done) -> None:
            self._did(said.format(len(done.documents)))

        if len(numbers) >= BULK:
            self.many_wanted.emit(numbers, back, then)
        else:
            self._desk.gestures.run(lambda session: withdraw(session, numbers, back=back), then)

    def _did(self, sentence: str) -> None:
        self.listed.emit()
        self.told.emit(sentence)
