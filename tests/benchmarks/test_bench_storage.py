"""How near storage comes to bare sqlite3 and orjson; that memory stays flat and files small."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bare import commit_bare, export_bare, import_bare, spans_table
from generated import write_articles

from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.opening import new_project
from annotator.app.session import Session

pytestmark = pytest.mark.long

ARTICLES = 10_000
ROUNDS = 2  # each measured in turn with its yardstick; the median ratio is told
MARKS = 200

_CHILD = """
import re, resource, sys
from pathlib import Path
from annotator.app.exporting import ExportOptions, export
from annotator.app.importing import import_paths
from annotator.app.opening import new_project
project = new_project(Path(sys.argv[2]))
import_paths(project, [Path(sys.argv[1])])
export(project, Path(sys.argv[2] + ".jsonl"), ExportOptions("jsonl"))
# Linux counts in ru_maxrss what the parent held when it forked; VmHWM is this program's own.
status = Path("/proc/self/status")
own = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else None
print(int(own or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024)
"""


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def test_import_and_export_against_bare_sqlite(tmp_path: Path, tell: Callable[[str], None]) -> None:
    source = tmp_path / "in.jsonl"
    write_articles(source, ARTICLES)
    imports, exports = [], []
    for turn in range(ROUNDS):
        bare, ours = tmp_path / f"bare{turn}.db", tmp_path / f"ours{turn}.annotator"
        bare_import = _cpu(lambda bare=bare: import_bare(source, bare))
        bare_export = _cpu(lambda bare=bare: export_bare(bare, tmp_path / "bare.jsonl"))
        project = new_project(ours)
        ours_import = _cpu(lambda project=project: import_paths(project, [source]))
        ours_export = _cpu(
            lambda project=project: export(project, tmp_path / "ours.jsonl", ExportOptions("jsonl"))
        )
        assert project.value("SELECT sum(count) FROM tally") == 30 * ARTICLES
        project.close()
        imports.append(bare_import / ours_import)
        exports.append(bare_export / ours_export)
    size = ours.stat().st_size / ARTICLES
    tell(
        f"import: {statistics.median(imports):.2f} of bare ({min(imports):.2f}–{max(imports):.2f}; wanted 0.3)"
    )
    tell(
        f"export: {statistics.median(exports):.2f} of bare ({min(exports):.2f}–{max(exports):.2f}; wanted 0.5)"
    )
    tell(f"file: {size:,.0f} bytes an article of 4 kB (wanted at most 6,500)")
    assert size <= 6_500


def test_memory_is_flat(tmp_path: Path, tell: Callable[[str], None]) -> None:
    peaks = []
    for count in (1_000, ARTICLES):
        source = tmp_path / f"{count}.jsonl"
        write_articles(source, count)
        command = [sys.executable, "-c", _CHILD, str(source), str(tmp_path / f"{count}.annotator")]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    tell(f"memory: {peaks[0]} MB for 1,000 articles, {peaks[1]} MB for {ARTICLES:,}")
    assert peaks[1] - peaks[0] < 40


@pytest.mark.parametrize("articles", [100, ARTICLES])
def test_one_span_against_a_bare_commit(tmp_path: Path, tell: Callable[[str], None], articles: int) -> None:
    source = tmp_path / "in.jsonl"
    write_articles(source, articles)
    project = new_project(tmp_path / "ours.annotator")
    import_paths(project, [source])
    session = Session(project, "A2")
    number = session.rows(articles // 2, 1)[0].number
    db = spans_table(tmp_path / "bare.db")
    ours, bare = [], []
    for place in range(MARKS):  # in turn, so that the disk's moods meet both
        before = time.perf_counter()
        session.mark(number, place * 10, place * 10 + 5, "PERSON")
        between = time.perf_counter()
        commit_bare(db, place)
        ours.append(between - before)
        bare.append(time.perf_counter() - between)
    db.close()
    assert len(session.article(number).spans) == MARKS
    project.close()
    a, b = 1000 * statistics.median(ours), 1000 * statistics.median(bare)
    tell(f"mark at {articles:,} articles: {a:.2f} ms, {a / b:.2f} of a bare commit of {b:.2f} ms (wanted 2)")
