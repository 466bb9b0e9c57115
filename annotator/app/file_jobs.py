"""Import and export as jobs that name their project by its path, so that another process can run them."""

from collections.abc import Sequence
from pathlib import Path

from annotator.app.exporting import Exported, ExportOptions, export
from annotator.app.importing import Imported, ImportOptions, import_paths
from annotator.app.opening import opened
from annotator.app.watch import Progress


def import_job(
    project: Path, paths: Sequence[Path], options: ImportOptions, *, progress: Progress | None = None
) -> Imported:
    """Import into the project at a path, as `import_paths`."""
    with opened(project) as file:
        return import_paths(file, paths, options, progress=progress)


def export_job(
    project: Path, out: Path, options: ExportOptions, *, progress: Progress | None = None
) -> Exported:
    """Export from the project at a path, as `export`."""
    with opened(project) as file:
        return export(file, out, options, progress=progress)
