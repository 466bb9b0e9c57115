"""What import and export of each format cost against those of the lossless JSONL, whose own limit is storage's.

A figure is the CPU time of the whole use case, project included, over that of the JSONL measured just before.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from foreign_files import (
    write_bdoc,
    write_fields,
    write_gate,
    write_rows,
    write_texts,
    write_tsv,
    write_xlsx,
    zipped,
)

from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import ImportOptions, import_paths
from annotator.app.opening import new_project
from annotator.interchange.format import formats
from annotator.store.project import Project

pytestmark = pytest.mark.long

Tell = Callable[[str], None]
ARTICLES, SPANS = 100, 30
ROUNDS = 2  # the best of which is told: others use the machine as well
WRITTEN = (
    "jsonl-flat", "doccano", "label-studio", "argilla", "w3c", "csv", "prodigy", "conll", "conll-layers", "hf",
    "brat", "cas-json", "xmi", "spacy",
)  # fmt: skip
FOREIGN: dict[str, tuple[str, Callable[[Path, int, int], None]]] = {
    "jsonl-fields": ("fields.jsonl", write_fields),
    "txt": ("texts", write_texts),
    "gate": ("gate", write_gate),
    "gate (bdoc)": ("bdoc", write_bdoc),
    "webanno-tsv": ("tsv", write_tsv),
    "xlsx": ("table.xlsx", write_xlsx),
}
# Where other people's code does the work: what of it is called for each article.
_OURS = ("annotator.interchange.cas_write", "_Types", ("cas", "new"))  # which only call the library
LIBRARY = {
    "xmi": (("cassis", "Cas", ("add", "to_xmi")), _OURS),
    "cas-json": (("cassis", "Cas", ("add", "to_json")), _OURS),
    "spacy": (("spacy.tokens", "DocBin", ("add", "to_bytes")),),
}


class Bench:
    """One project with the articles, and one JSONL file of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._number = 0
        write_rows(folder / "in.jsonl", ARTICLES, SPANS)
        self.project = new_project(folder / "bench.annotator")
        import_paths(self.project, [folder / "in.jsonl"])
        self.jsonl = self.written("jsonl")[1]

    def written(self, name: str) -> tuple[float, Path]:
        """What an export costs, and where it is."""
        self._number += 1
        chosen = formats()[name]
        out = self.folder / f"{self._number}{'' if chosen.folder else chosen.extensions[0]}"
        return _cpu(lambda: export(self.project, out, ExportOptions(name, owner="A1"))), out

    def read(self, name: str, path: Path) -> tuple[float, int]:
        """What an import into an empty project costs, and how many documents come."""
        self._number += 1
        fresh = new_project(self.folder / f"{self._number}.annotator")
        options = ImportOptions(format=name)
        cost = _cpu(lambda: import_paths(fresh, [path], options))
        found = _count(fresh)
        fresh.close()
        return cost, found

    def bare(self, folder: Path) -> float:
        """How many times the JSONL's price it has to write a folder's files, and nothing else."""
        self._number += 1
        copy = self.folder / f"{self._number}"
        held = [(path.relative_to(folder), path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
        return _cpu(lambda: _write(copy, held)) / self.written("jsonl")[0]

    def writing(self, name: str) -> tuple[float, Path]:
        """How many times the JSONL's price an export has."""
        ratios = []
        for _ in range(ROUNDS):
            own = self.written("jsonl")[0]
            cost, out = self.written(name)
            ratios.append(cost / own)
        return min(ratios), out

    def reading(self, name: str, path: Path) -> float:
        """How many times the JSONL's price an import has."""
        ratios = []
        for _ in range(ROUNDS):
            own = self.read("jsonl", self.jsonl)[0]
            cost, found = self.read(name, path)
            assert found == ARTICLES
            ratios.append(cost / own)
        return min(ratios)


def _write(folder: Path, held: list[tuple[Path, bytes]]) -> None:
    for name, data in held:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _count(project: Project) -> int:
    return int(project.value("SELECT count(*) FROM document"))


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


@contextmanager
def shared(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The seconds that other people's code takes meanwhile, one for each call from ours."""
    spent: list[float] = []
    inside = False

    def timed(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def called(*given: Any, **named: Any) -> Any:
            nonlocal inside
            if inside:
                return function(*given, **named)
            inside, before = True, time.process_time()
            try:
                return function(*given, **named)
            finally:
                inside = False
                spent.append(time.process_time() - before)

        return called

    with monkeypatch.context() as patch:
        for module, owner, names in LIBRARY[name]:
            kind = getattr(import_module(module), owner)
            for each in names:
                patch.setattr(kind, each, timed(getattr(kind, each)))
        yield spent


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("formats"))
    yield made
    made.project.close()


def test_what_the_lossless_jsonl_costs(bench: Bench, tell: Tell) -> None:
    assert bench.project.value("SELECT sum(count) FROM tally") == ARTICLES * SPANS
    write = min(bench.written("jsonl")[0] for _ in range(3))
    read = min(bench.read("jsonl", bench.jsonl)[0] for _ in range(3))
    each = 1000 / ARTICLES
    tell(
        f"formats: jsonl, import {read * each:.2f} ms an article, export {write * each:.2f} ms: all others in its times"
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_a_format_that_is_read_and_written(
    bench: Bench, tell: Tell, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write, out = bench.writing(name)
    said = f"formats: {name:13} export {write:5.1f}"
    if formats()[name].can_read:
        said += f", import {bench.reading(name, out):4.1f}"
    if out.is_dir():
        said += f"; its files alone {bench.bare(out):.1f}"
    if name in LIBRARY:
        with shared(name, monkeypatch) as spent:
            cost, _ = bench.written(name)
        assert len(spent) >= ARTICLES
        said += f"; {100 * sum(spent) / cost:.0f} % of the export at least is {LIBRARY[name][0][0].partition('.')[0]}'s"
    tell(said + " (wanted 3)")


@pytest.mark.parametrize("name", FOREIGN)
def test_a_format_that_is_read(bench: Bench, tell: Tell, name: str) -> None:
    file, make = FOREIGN[name]
    make(bench.folder / file, ARTICLES, SPANS)
    read = bench.reading(name.partition(" ")[0], bench.folder / file)
    tell(f"formats: {name:13} {'':12} import {read:4.1f} (wanted 3)")


def test_an_archive_of_inception(bench: Bench, tell: Tell) -> None:
    _, out = bench.written("xmi")
    archive = bench.folder / "project.zip"
    zipped(out, archive)
    read = bench.reading("inception", archive)
    tell(f"formats: {'inception':13} {'':12} import {read:4.1f} (XMI in a zip; wanted 3)")
