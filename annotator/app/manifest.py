"""The manifest beside an export: enough to make it again and to know that nothing was changed since."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from annotator import __version__
from annotator.model.labels import LabelSet
from annotator.text import tokens

SUFFIX = ".manifest.json"


def manifest_path(out: Path) -> Path:
    """Where the manifest of an export to that path is."""
    return out.with_name(out.name + SUFFIX)


def manifest(
    labels: LabelSet, files: Mapping[str, Path], asked: Mapping[str, Any], counts: Mapping[str, int]
) -> bytes:
    """The manifest as JSON: the same for the same export, so it says no time."""
    said = {
        "schema": "annotator-manifest/1",
        "program": __version__,
        "tokenizer": tokens.VERSION,
        "label_set": {"name": labels.name, "sha256": hashlib.sha256(labels.body.encode()).hexdigest()},
        "asked": dict(asked),
        "counts": dict(counts),
        "files": {name: _hash(path) for name, path in sorted(files.items())},
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
