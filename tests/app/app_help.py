"""Small projects and sources for the tests of the use cases."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import Imported, ImportOptions, import_paths
from annotator.app.opening import new_project
from annotator.model.revision import ALL
from annotator.store.project import Project

# 33 code points, 34 UTF-16 units, 32 graphemes.
SENTENCE = "📰 قال عليّ إن UNHCR آوت 500 أسرة."


def hasty(project: Project) -> Project:
    """The same project without waiting for the disk, for tests that do not pull the plug."""
    project.connection.execute("PRAGMA synchronous = OFF")
    return project


def project_of(folder: Path, *texts: str, name: str = "project.annotator") -> Project:
    """A new project with a document for each text, of ids "0", "1" …"""
    project = hasty(new_project(folder / name))
    if texts:
        rows = [{"id": str(n), "name": f"{n}.txt", "text": text} for n, text in enumerate(texts)]
        import_rows(project, folder, *rows)
    return project


def import_rows(project: Project, folder: Path, *rows: Mapping[str, Any], **options: Any) -> Imported:
    """Import rows of the lossless JSONL."""
    return import_paths(project, [written(folder / "rows.jsonl", *rows)], ImportOptions(**options))


def written(path: Path, *rows: Mapping[str, Any]) -> Path:
    """A JSONL file of these rows."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def exported(project: Project, folder: Path, **options: Any) -> bytes:
    """What an export of everything holds."""
    out = folder / "exported.jsonl"
    export(project, out, ExportOptions(**{"format": "jsonl", "owner": ALL, **options}))
    return out.read_bytes()
