"""How the program's tables look and what Tab does in them."""

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


def plain(table: QTableView, *, beside: int = 12) -> None:
    """Rows of one height (`beside`: pixels beside a line of letters), no grid, nothing to edit; Tab leaves."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(table.fontMetrics().height() + beside)
    table.horizontalHeader().setHighlightSections(False)
