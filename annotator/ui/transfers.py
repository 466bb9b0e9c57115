"""Imports and exports as jobs: started with what people chose, and told when they are over."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from annotator.app.exporting import Exported, ExportOptions
from annotator.app.file_jobs import export_job
from annotator.app.importing import ImportOptions
from annotator.app.label_choices import LabelChoices
from annotator.app.owner_choices import OwnerChoices
from annotator.app.placed_import import Placed, placed_import
from annotator.ui import messages
from annotator.ui.files import Files


class Transfers(QObject):
    """What comes into the project that is open, and what goes out of it."""

    def __init__(self, files: Files, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self.outcome: Placed | Exported | None = None  # of the import or export that ended last

    def import_files(
        self,
        paths: Sequence[Path],
        options: ImportOptions,
        choices: LabelChoices | None = None,
        decided: Sequence[str] = (),
        owners: OwnerChoices | None = None,
        decided_owners: Sequence[str] = (),
    ) -> None:
        """Import files into the project, in another process, with what was chosen of labels and owners `decided`."""
        reason = self.tr("An import is writing to the project. Wait until it is done, or cancel it.")
        asked = (list(paths), options, choices, list(decided), owners, list(decided_owners))
        self._files.run_job(self.tr("Importing"), reason, self._imported, placed_import, *asked)

    def export_to(self, out: Path, options: ExportOptions) -> None:
        """Export from the project to a file, in another process."""
        self._files.run_job(
            self.tr("Exporting"), "", lambda done: self._exported(done, out), export_job, out, options
        )

    def _imported(self, placed: Placed) -> None:
        done = placed.done
        if done.new_labels:
            self._files.labels_changed()
        self._files.people_changed.emit()
        self.outcome = placed
        self._files.report(messages.import_summary(done), messages.import_details(done))

    def _exported(self, done: Exported, out: Path) -> None:
        self.outcome = done
        self._files.report(messages.export_summary(done, out.name), messages.export_details(done))
