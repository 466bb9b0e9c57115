"""Big projects for the benchmarks of lists and of a team, made in the cheapest way that gives sound files."""

import random
import shutil
from pathlib import Path

import orjson
from generated import article, places, words

from annotator.app.importing import import_paths
from annotator.app.opening import new_project, open_existing
from annotator.store import derived
from annotator.store.appending import next_number
from annotator.store.project import Project

ARTICLES, LENGTH, SPANS = 100_000, 300, 3  # many and short, so that the import does not take the time
LONGER, MANY_SPANS = 600, 100
LABELS = ("PERSON", "ORGANIZATION", "CLAIM")
_BATCH = "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00.000+00:00', 'mark «وزير»', NULL)"
_SPAN = (
    'INSERT INTO revision (batch, n, kind, document, start, "end", label, item_batch, item_n, deleted) '
    "VALUES (?, 0, 1, ?, ?, ?, ?, ?, ?, ?)"
)


def import_short(path: Path) -> None:
    """A project of 100,000 articles whose spans A1 owns."""
    known, source = words(), path.with_suffix(".jsonl")
    with source.open("wb") as file:
        for n in range(ARTICLES):
            spans = [{"start": a, "end": b, "label": label} for a, b, label in places(n, LENGTH, SPANS)]
            owned = {"owner": "A1", "status": "finished", "spans": spans}
            row = {"id": f"a{n:06}", "name": f"{n:06}.txt", "text": article(known, n, LENGTH)}
            file.write(orjson.dumps({**row, "annotations": [owned]}) + b"\n")
    _import(source, path)


def _import(source: Path, path: Path) -> None:
    project = new_project(path)
    import_paths(project, [source])
    project.close()
    source.unlink()


def import_many(path: Path, articles: int) -> None:
    """A project of so many articles with a hundred spans each."""
    known, source = words(), path.with_suffix(".jsonl")
    with source.open("wb") as file:
        for n in range(articles):
            spans = [
                {"start": at * 5, "end": at * 5 + 4 + n % 7, "label": LABELS[at % 3]}
                for at in range(MANY_SPANS)
            ]
            owned = {"owner": "A1", "status": "in progress", "spans": spans}
            row = {"id": f"a{n:06}", "name": f"{n:06}.txt", "text": article(known, n, LONGER)}
            file.write(orjson.dumps({**row, "annotations": [owned]}) + b"\n")
    _import(source, path)


def copy_with_work(path: Path, copy: Path, gestures: int) -> None:
    """Another laptop's copy in which so many gestures were made: spans drawn, relabelled and taken away."""
    project = open_existing(Path(shutil.copy(path, copy)))
    with project.writing():
        _append(project, gestures)
    project.close()


def _append(project: Project, gestures: int) -> None:
    chance, first = random.Random(gestures), next_number(project)
    owner = project.owner_number("A1")
    label = project.label_number("PERSON")
    live = project.rows('SELECT document, start, "end", batch, n FROM current ORDER BY document, start')
    batches, revisions, replaces = [], [], []
    for number in range(first, first + gestures):
        document, start, end, batch, n = live[(number * 37) % len(live)]
        batches.append((number, chance.randbytes(16), owner, owner, project.device, number))
        if number % 10 < 7:
            revisions.append((number, document, start, end + 1 + number % 50, label, None, None, 0))
        else:
            revisions.append((number, document, start, end, label, batch, n, number % 10 == 9))
            replaces.append((batch, n, number))
    project.connection.executemany(_SPAN, revisions)
    project.connection.executemany("INSERT INTO replaces VALUES (?, ?, ?, 0)", replaces)
    project.connection.executemany(_BATCH, batches)
    derived.refresh_all(project, first)
