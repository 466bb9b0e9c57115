"""The team's laptops and a real PostgreSQL, each interrupted at any statement, come to one state too."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from app_help import SENTENCE, exported, import_rows, project_of
from hypothesis import settings
from mortal import cut_peer
from postgres_server import Server
from test_team_machine import Team, count_of

from annotator.app.opening import open_existing
from annotator.app.session import Session
from annotator.app.syncing import sync
from annotator.model.errors import Unavailable
from annotator.store import check
from annotator.store.project import Project
from annotator.store.sync_peer import Peer

pytestmark = pytest.mark.long


class TeamOnServer(Team):
    """As the team with a server in memory; connections are cut with any statement, before or after it."""

    server: Server
    made = 0

    def new_server(self) -> None:
        TeamOnServer.made += 1
        self.url = self.server.new_database(f"team{self.made}")

    def connect(self, breaks_at: int = -1, *, after: bool = False) -> Peer:
        return cut_peer(self.url, breaks_at, after=after)

    def arrived(self) -> int:
        with psycopg.connect(self.url) as connection:
            counts = "SELECT count(*), coalesce(max(n), 0), (SELECT count(*) FROM batch) FROM arrival"
            count, last, batches = connection.execute(counts).fetchone()
            assert count == last == batches
            return count


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[Server]:
    TeamOnServer.server = running = Server()
    yield running
    running.stop()


def is_cut(project: Project, url: str, left: int, *, after: bool) -> bool:
    """Sync by a connection that is cut with the statement after so many; whether it came to that."""
    try:
        sync(project, url, connect=lambda url: cut_peer(url, left, after=after))
    except Unavailable:
        return True
    return False


def test_a_connection_that_is_cut_at_every_statement(server: Server, tmp_path: Path) -> None:
    url = server.new_database("every")
    one = project_of(tmp_path, SENTENCE * 4, name="one")
    sync(one, url)
    two = open_existing(Path(shutil.copy(one.path, tmp_path / "two")))
    session, cuts = Session(one, "A"), 0
    for left, after in itertools.product(range(40), (False, True)):
        if not after:  # a span, and an article for the server to lack
            session.mark(1, left, left + 3, "PERSON")
            import_rows(one, tmp_path, {"id": f"n{left}", "text": f"{SENTENCE} {left}"})
        for project in (one, two):
            cuts += is_cut(project, url, left, after=after)
            assert list(check.problems(project)) == []
    assert cuts > 40
    for project in (one, two):
        sync(project, url)
    assert exported(one, tmp_path) == exported(two, tmp_path)
    with psycopg.connect(url) as connection:
        counts = "SELECT count(*), max(n), (SELECT count(*) FROM batch) FROM arrival"
        assert connection.execute(counts).fetchone() == (count_of(one),) * 3


TestTeamOnServer = TeamOnServer.TestCase
TestTeamOnServer.settings = settings(max_examples=settings().max_examples // 20)
