"""A line for each owner in foreign data: an annotator, a program, somebody of the project, or left out."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QWidget

from annotator.app.owner_choices import OwnerChoices
from annotator.ui.isolates import isolated

_KEEP, _OTHER, _PROGRAM, _OUT, _AS = "keep", "other", "program", "out", "as"
_HEIGHT = 132  # pixels; more owners scroll


class OwnerField(QWidget):
    """What becomes of one owner."""

    def __init__(self, name: str, people: Sequence[str], me: str, *, program: bool) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.other = QLineEdit()
        self.other.setPlaceholderText(self.tr("Name"))
        self.choice.setAccessibleName(name)
        self.other.setAccessibleName(self.tr("Another name for {0}").format(name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice, 1)
        row.addWidget(self.other, 1)
        self._fill(name, people, me, program=program)
        self.choice.currentIndexChanged.connect(self._show_other)
        self._show_other()

    def _fill(self, name: str, people: Sequence[str], me: str, *, program: bool) -> None:
        add = self.choice.addItem
        if program:
            add(self.tr("A program of this name, left out of agreement"), (_KEEP,))
        elif name in people:
            add(self.tr("The project’s annotator of this name"), (_KEEP,))
        else:
            add(self.tr("A new annotator of this name"), (_KEEP,))
        if me and me != name:
            add(self.tr("Me: {0}").format(isolated(me)), (_AS, me))
        for person in people:
            if person not in (me, name):
                add(self.tr("The same as {0}").format(isolated(person)), (_AS, person))
        add(self.tr("Under another name:"), (_OTHER,))
        if not program:
            add(self.tr("A program, left out of agreement"), (_PROGRAM,))
        add(self.tr("Leave these annotations out"), (_OUT,))

    def choose(self, value: tuple[str, ...] | None) -> None:
        """Choose what `chosen` gave; what is not offered chooses the first."""
        if value and value[0] == _OTHER:
            self.other.setText(value[1])
            value = (_OTHER,)
        places = [n for n in range(self.choice.count()) if self.choice.itemData(n) == value]
        self.choice.setCurrentIndex(places[0] if places else 0)

    def chosen(self) -> tuple[str, ...]:
        """What is chosen, with the name where one belongs to it."""
        value: tuple[str, ...] = self.choice.currentData()
        if value != (_OTHER,):
            return value
        typed = self.other.text().strip()
        return (_OTHER, typed) if typed else (_KEEP,)

    def _show_other(self) -> None:
        wanted = self.choice.currentData() == (_OTHER,)
        self.other.setVisible(wanted)
        if wanted:
            self.other.setFocus()


class OwnerChoice(QScrollArea):
    """Whose the annotations in the data shall be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setMaximumHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Whose annotations"))
        self.fields: dict[str, OwnerField] = {}
        self._labels: dict[str, QLabel] = {}
        self._people: tuple[str, ...] = ()
        self._me = ""

    def show_owners(
        self,
        owners: Mapping[str, int],
        programs: Collection[str],
        people: Sequence[str],
        me: str,
        before: OwnerChoices,
    ) -> None:
        """Offer choices for owners with their numbers of spans; what was chosen here or before stays."""
        if list(owners) != list(self.fields) or tuple(people) != self._people:
            now = {name: field.chosen() for name, field in self.fields.items()}
            self._people, self._me = tuple(people), me
            self._make(owners, programs)
            for name, field in self.fields.items():
                field.choose(now.get(name) or _before(name, before, {*people, me}))
        for name, label in self._labels.items():
            label.setText(self.tr("{0} ({1} spans)").format(isolated(name), owners[name]))

    def _make(self, owners: Mapping[str, int], programs: Collection[str]) -> None:
        page = QWidget()
        rows = QFormLayout(page)
        rows.setContentsMargins(8, 6, 8, 6)
        self.fields, self._labels = {}, {}
        for name in owners:
            field = OwnerField(name, self._people, self._me, program=name in programs)
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            self.fields[name], self._labels[name] = field, label
            rows.addRow(label, field)
        self.setWidget(page)
        self.setMinimumHeight(min(page.sizeHint().height() + 4, _HEIGHT))

    def choices(self) -> OwnerChoices:
        """What is chosen now."""
        chosen = {name: field.chosen() for name, field in self.fields.items()}
        names = {name: value[1] for name, value in chosen.items() if value[0] in (_AS, _OTHER)}
        names |= {name: "" for name, value in chosen.items() if value[0] == _OUT}
        programs = frozenset(name for name, value in chosen.items() if value[0] == _PROGRAM)
        # Who says "this is me" is a person, though the project may not know it yet.
        return OwnerChoices(names, programs, frozenset({self._me} & set(names.values()) - {""}))


def _before(name: str, before: OwnerChoices, people: Collection[str]) -> tuple[str, ...] | None:
    """What was decided of an owner in an earlier import."""
    if name in before.programs:
        return (_PROGRAM,)
    if name not in before.names:
        return None
    target = before.names[name]
    if not target:
        return (_OUT,)
    return (_AS, target) if target in people else (_OTHER, target)
