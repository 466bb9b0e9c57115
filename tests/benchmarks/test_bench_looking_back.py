"""How long the window's list of history and the count of time take in a long history, and how soon it can go on."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.app.looking_back import Scope, events
from annotator.app.opening import new_project
from annotator.app.session import Session
from annotator.app.time_spent import TimeSpent, add
from annotator.store.project import Project

_BATCHES = 10_000
_ARTICLES = 20


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    from annotator.app.importing import import_paths

    folder = tmp_path_factory.mktemp("history")
    for n in range(_ARTICLES):
        (folder / f"{n}.txt").write_text(f"article {n} " + "word " * 200)
    made = new_project(folder / "long.annotator")
    made.connection.execute("PRAGMA synchronous = OFF")
    import_paths(made, sorted(folder.glob("*.txt")))
    session = Session(made, "A")
    with made.writing():
        for n in range(_BATCHES):
            session.set_document_note(1 + n % _ARTICLES, f"note {n}")
    return made


def pieces(project: Project, scope: Scope) -> list[float]:
    """The seconds that each piece of a whole history takes."""
    found, began, took = events(Session(project, "A"), scope), time.perf_counter(), []
    for _ in found:
        took.append(time.perf_counter() - began)
        began = time.perf_counter()
    return took


@pytest.mark.long
@pytest.mark.parametrize(
    "scope", [Scope(), Scope(3), Scope(person="B")], ids=["project", "article", "person"]
)
def test_the_history_comes_in_short_pieces(
    project: Project, scope: Scope, tell: Callable[[str], None]
) -> None:
    took = pieces(project, scope)
    tell(
        f"history of {_BATCHES:,} actions ({scope}): {len(took)} pieces, the longest {max(took) * 1000:.1f} ms, "
        f"all {sum(took) * 1000:.0f} ms"
    )
    assert len(took) >= _BATCHES / 200


@pytest.mark.long
def test_time_is_counted_in_short_pieces(
    project: Project, tell: Callable[[str], None], tmp_path: Path
) -> None:
    spent, took, more = TimeSpent("A"), [], True
    while more:
        began = time.perf_counter()
        more = add(project, spent)
        took.append(time.perf_counter() - began)
    tell(f"time of {_BATCHES:,} actions: {len(took)} pieces, the longest {max(took) * 1000:.1f} ms")
    assert spent.seen >= _BATCHES
