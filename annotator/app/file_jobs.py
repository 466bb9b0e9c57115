"""Export as a job that names its project by its path, so that another process can run it."""

from pathlib import Path

from annotator.app.exporting import Exported, ExportOptions, export
from annotator.app.opening import opened
from annotator.app.watch import Progress


def export_job(
    project: Path, out: Path, options: ExportOptions, *, progress: Progress | None = None
) -> Exported:
    """Export from the project at a path, as `export`."""
    with opened(project) as file:
        return export(file, out, options, progress=progress)
