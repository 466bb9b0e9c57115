"""Choosing where a link points by a click on a span: remembers for which span and role the next click is."""

from PySide6.QtCore import QObject, Signal

from annotator.model.labels import LabelSet
from annotator.ui.describing import Describing
from annotator.ui.desk import Desk
from annotator.ui.link_choice import is_target


class Picking(QObject):
    """While a role is being picked, a click on a span links to it and selects nothing."""

    changed = Signal(str)  # the role that is being picked now, "" for none
    told = Signal(str)

    def __init__(self, desk: Desk, describing: Describing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._describing = desk, describing
        self.role, self._item = "", ""

    def begin(self, role: str) -> None:
        """The next click is for this role of the selected span; "" gives up."""
        self.role, self._item = role, self._desk.selected if role else ""
        self.changed.emit(role)
        if role:
            self.told.emit(self.tr("Click the span to link to. Esc gives up."))

    def take(self, item: str, labels: LabelSet) -> bool:
        """A span was clicked: link to it if a link is being picked; whether it was."""
        if not self.role or item == self._item:
            return bool(self.role)
        spans = {span.item: span for span in self._desk.spans()}
        source, target = spans.get(self._item), spans.get(item)
        label = labels.label(source.label) if source else None
        rule = label.link(self.role) if label else None
        if target is None or rule is None or not is_target(target, rule):
            allowed = " / ".join(rule.targets) if rule else ""
            self.told.emit(self.tr("A {0} is one of {1}. Click such a span.").format(self.role, allowed))
            return True
        role, source_item = self.role, self._item
        self.begin("")
        self._describing.set_link(source_item, role, (item,))
        return True
