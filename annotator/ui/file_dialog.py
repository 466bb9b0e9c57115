"""The program's file dialogs: they list files without looking into them.

A process on Linux and macOS loses its locks on a file as soon as it closes that file anywhere. Qt's dialogs, and
those of GTK, open files to find out of what type they are, the open project among them: SQLite would then write
without its locks beside another program, and the project could be torn.
"""

import sys

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QWidget

IconType = QAbstractFileIconProvider.IconType


class _PlainIcons(QAbstractFileIconProvider):
    """Tells a folder from a file, and nothing more. The icons are made beforehand: another thread asks for them."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, asked: QFileInfo | IconType) -> QIcon:
        """The icon of a folder or of a file."""
        if isinstance(asked, QFileInfo):
            return self._folder if asked.isDir() else self._file
        return self._file if asked == IconType.File else self._folder

    def type(self, info: QFileInfo) -> str:
        """What the column of types says: the ending."""
        return info.suffix()


class FileDialog(QFileDialog):
    """A dialog for files or folders."""

    def __init__(self, parent: QWidget | None, title: str, folder: str = "", filters: str = "") -> None:
        super().__init__(parent, title, folder, filters)
        if sys.platform.startswith("linux"):
            self.setOption(QFileDialog.Option.DontUseNativeDialog)  # GTK's looks into files in this process
        self._icons = _PlainIcons()  # the dialog does not own it
        self.setIconProvider(self._icons)
