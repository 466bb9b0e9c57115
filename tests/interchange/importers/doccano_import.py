"""Hands our exports to doccano's own importer and compares what it stored; run by doccano's Python, not by the suite.

python3 -m venv doccano && doccano/bin/pip install doccano==1.8.4 'setuptools<70' 'marshmallow<4' 'numpy<2'
annotator export PROJECT --format jsonl --out all.jsonl --owner NAME --unit utf16
annotator export PROJECT --format doccano --out label.jsonl --owner NAME --accept-losses
annotator export PROJECT --format doccano --field shape=relations --out relations.jsonl --owner NAME --accept-losses
doccano/bin/python tests/interchange/importers/doccano_import.py all.jsonl label.jsonl relations.jsonl
"""

import importlib.util
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path


def begin() -> None:
    """An empty doccano with a database of its own."""
    backend = Path(importlib.util.find_spec("backend").submodule_search_locations[0])
    sys.path.insert(0, str(backend))
    folder = tempfile.mkdtemp()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": f"sqlite:///{folder}/doccano.db",
        "MEDIA_ROOT": folder,
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def stored(path: Path, task: str, kind: str) -> tuple[list[str], Counter, Counter]:
    """What doccano made of a file: its complaints, spans and relations by text."""
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import create_file_format
    from data_import.pipeline.readers import FileName
    from django.contrib.auth import get_user_model
    from examples.models import Example
    from labels.models import Relation, Span
    from projects.models import SequenceLabelingProject

    user, _ = get_user_model().objects.get_or_create(username="admin")
    project = SequenceLabelingProject.objects.create(
        name=path.stem, project_type=kind, created_by=user, allow_overlapping=True, use_relation=True
    )
    names = [FileName(str(path), path.name, path.name)]
    dataset = load_dataset(task, create_file_format("JSONL"), names, project, encoding="utf-8")
    dataset.save(user, batch_size=100)
    mine = Example.objects.filter(project=project)
    spans = Span.objects.filter(example__in=mine)
    held = Counter((s.example.text, s.start_offset, s.end_offset, s.label.text) for s in spans)
    links = Counter(
        (r.example.text, r.type.text, r.from_id.start_offset, r.to_id.start_offset)
        for r in Relation.objects.filter(example__in=mine)
    )
    return [str(error.dict()) for error in dataset.errors], held, links


def wanted(path: Path) -> tuple[Counter, Counter]:
    """The spans and links of our lossless export, in UTF-16 units as doccano has them."""
    spans, links = Counter(), Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for each in row["annotations"]:
            by_id = {span["id"]: span for span in each["spans"]}
            for span in each["spans"]:
                spans[row["text"], span["start"], span["end"], span["label"]] += 1
                for role, targets in span["links"].items():
                    for to in targets:
                        links[row["text"], role, span["start"], by_id[to]["start"]] += 1
    return spans, links


def main(lossless: str, *exports: str) -> None:
    begin()
    spans, links = wanted(Path(lossless))
    for name in exports:
        with_links = '"entities"' in Path(name).read_text(encoding="utf-8")
        task = "RelationExtraction" if with_links else "SequenceLabeling"
        errors, held, joined = stored(Path(name), task, "SequenceLabeling")
        assert not errors, errors
        assert held == spans, (held - spans, spans - held)
        assert joined == (links if with_links else Counter()), (joined - links, links - joined)
        print(f"{name}: {held.total()} spans and {joined.total()} relations are in doccano as they were here")


if __name__ == "__main__":
    main(*sys.argv[1:])
