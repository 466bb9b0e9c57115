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
    labels: LabelSet, digests: Mapping[str, str], asked: Mapping[str, Any], counts: Mapping[str, int]
) -> bytes:
    """The manifest as JSON: the same for the same export, so it says no time. `digests` are SHA-256 by file."""
    said = {
        "schema": "annotator-manifest/1",
        "program": __version__,
        "tokenizer": tokens.VERSION,
        "label_set": {"name": labels.name, "sha256": hashlib.sha256(labels.body.encode()).hexdigest()},
        "asked": dict(asked),
        "counts": dict(counts),
        "files": dict(sorted(digests.items())),
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n"
