"""Syncing with a real PostgreSQL: many at once, killed and cut off in the middle, and only what an account may."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from app_help import SENTENCE, exported, hasty, import_rows, project_of
from postgres_server import Server, free_port

from annotator.__main__ import build
from annotator.app.handing import hand_out
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.app.syncing import sync, sync_job
from annotator.model.errors import Refused, Unavailable
from annotator.store import check, documents, spans
from annotator.store.project import Project

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "docs" / "server-policies.sql"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def url(server: Server, request: pytest.FixtureRequest) -> str:
    """The address of a database of this test's own."""
    return server.new_database(f"db{abs(hash(request.node.name))}")


def project_with(folder: Path, *owners: str, name: str = "base.annotator") -> Project:
    project = project_of(folder, SENTENCE * 20, "نص\0 آخر", name=name)
    for owner in owners:
        item = Session(project, owner).mark(1, 6, 10, "PERSON").item
        Session(project, owner).mark(1, 14, 32, "CLAIM", links={"speaker": [item]})
    return project


def copies(project: Project, count: int) -> list[Path]:
    project.close()
    return [Path(shutil.copy(project.path, project.path.with_name(f"{n}.annotator"))) for n in range(count)]


def test_two_laptops_meet_and_nothing_of_the_address_stays(server: Server, url: str, tmp_path: Path) -> None:
    one = project_with(tmp_path, "A", "سمر")
    secret = url.replace("lead@", "lead:very-secret-word@")
    done = sync(one, secret)
    assert (done.pushed, done.pulled, done.held_back) == (one.value("SELECT count(*) FROM batch"), 0, 0)
    fresh = tmp_path / "fresh.annotator"
    assert sync_job(fresh, url).documents == 2
    with opened(fresh) as two:
        assert exported(two, tmp_path) == exported(one, tmp_path)
        (number,) = documents.find(two, "0")  # local numbers differ
        Session(two, "A").unmark(Session(two, "A").article(number).spans[1].item)
        Session(two, "A").set_status(number, "finished")
        assert sync(two, url, dry_run=True).pushed == 2
        assert sync(two, url).pushed == 2
        assert sync(one, url).pulled == 2
        assert exported(two, tmp_path) == exported(one, tmp_path)
        assert list(check.problems(two)) == []
    one.close()
    assert b"very-secret-word" not in one.path.read_bytes()
    other = project_of(tmp_path, name="other.annotator")
    with pytest.raises(Refused, match="--join"):
        sync(other, url)
    with pytest.raises(Unavailable, match="does not answer"):
        sync(other, server.url("nowhere"))


def test_the_verb(url: str, tmp_path: Path) -> None:
    (path,) = copies(project_with(tmp_path, "A"), 1)
    command = build(lambda given: 0, lambda *given, **options: None)
    for _ in range(2):
        command(["sync", str(path), url], standalone_mode=False)
    command(["sync", str(tmp_path / "new.annotator"), url], standalone_mode=False)
    with opened(path) as one, opened(tmp_path / "new.annotator") as two:
        assert exported(one, tmp_path) == exported(two, tmp_path)


@contextmanager
def working(paths: list[Path], url: str, count: int) -> "Iterator[list[subprocess.Popen[str]]]":
    """One process for each laptop; three people share them."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = str(Path(__file__).with_name("sync_worker.py"))
    running = [
        subprocess.Popen(
            [sys.executable, script, str(path), url, f"A{n % 3}", str(count), str(n + 2)],
            env=env, stdout=subprocess.PIPE, text=True,
        )
        for n, path in enumerate(paths)
    ]  # fmt: skip
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def check_all_met(url: str, paths: list[Path], items: set[str], folder: Path) -> None:
    """Every laptop and the server have everything, once."""
    states = set()
    for path in paths * 2:
        with opened(path) as project:
            sync(project, url)
    for path in paths:
        with opened(path) as project:
            assert list(check.problems(project)) == []
            states.add(exported(project, folder, first_of_conflicts=True))
            there = {s.item for owned in spans.all_spans(project, 1).values() for s in owned}
            assert items <= there
            batches = project.value("SELECT count(*) FROM batch")
    assert len(states) == 1
    with psycopg.connect(url) as connection:
        counts = "SELECT count(*), max(n), (SELECT count(*) FROM batch) FROM arrival"
        assert connection.execute(counts).fetchone() == (batches, batches, batches)
        assert (
            connection.execute("SELECT sum(size) FROM batch").fetchone()
            == connection.execute("SELECT count(*) FROM revision").fetchone()
        )


def made_by(running: "list[subprocess.Popen[str]]") -> set[str]:
    found: set[str] = set()
    for process in running:
        said, _ = process.communicate(timeout=180)
        assert process.returncode == 0
        found |= set(said.split())
    return found


def kill_after(server: Server, url: str, more: int) -> None:
    """End the server as a power cut does when so many batches more have arrived, and start it again."""
    with psycopg.connect(url, autocommit=True) as connection:
        count = "SELECT count(*) FROM arrival"
        ((before,),) = connection.execute(count).fetchall()
        end = time.monotonic() + 120
        while connection.execute(count).fetchone()[0] < before + more:
            assert time.monotonic() < end
            time.sleep(0.02)
        server.kill()
    time.sleep(0.3)
    server.start()


def test_eight_at_once_and_a_server_that_is_killed_in_the_middle(
    server: Server, url: str, tmp_path: Path
) -> None:
    base = project_with(tmp_path, "A0")
    sync(base, url)
    paths = copies(base, 8)
    with working(paths, url, 12) as running:
        for _ in range(3):
            kill_after(server, url, 15)
        items = made_by(running)
    assert len(items) == 96
    check_all_met(url, paths, items, tmp_path)


class Cutter(threading.Thread):
    """A way to the server that is cut after so many bytes, each time."""

    def __init__(self, server: Server, budgets: list[int]) -> None:
        super().__init__(daemon=True)
        self.port = free_port()
        self._server = server
        self._budgets = budgets
        self._listener = socket.create_server(("127.0.0.1", self.port))

    def run(self) -> None:
        for budget in self._budgets:
            client, _ = self._listener.accept()
            target = socket.create_connection(("127.0.0.1", self._server.port))
            back = threading.Thread(target=self._carry, args=(target, client, 1 << 30), daemon=True)
            back.start()
            self._carry(client, target, budget)
            for end in (client, target):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            back.join()
            client.close()
            target.close()
        self._listener.close()

    def _carry(self, source: socket.socket, target: socket.socket, budget: int) -> None:
        with suppress(OSError):
            while budget > 0 and (data := source.recv(min(budget, 4096))):
                target.sendall(data)
                budget -= len(data)


def test_a_connection_that_is_cut_again_and_again(server: Server, url: str, tmp_path: Path) -> None:
    base = project_with(tmp_path, "A", "B")
    rows = [{"id": f"n{n}", "text": f"{SENTENCE} {n}", "annotations": [
        {"owner": "B", "spans": [{"start": 6, "end": 10, "label": "PERSON"}]}]} for n in range(300)]  # fmt: skip
    import_rows(base, tmp_path, *rows)
    budgets = [200, 900, 1_500, 2_500, 5_000, 10_000, 20_000, 40_000, 60_000, 80_000, 1 << 30]
    cutter = Cutter(server, budgets)
    cutter.start()
    database = url.rsplit("/", 1)[1]
    cut = 0
    for _ in budgets:
        try:
            sync(base, server.url(database, port=cutter.port))
        except Unavailable:
            cut += 1
    assert cut >= 4
    cutter.join(timeout=20)
    check_all_met(url, copies(base, 2), set(), tmp_path)


def with_arrival(number: str, *, size: int) -> str:
    """An empty batch of Samira's that claims so many revisions and arrives with this number."""
    values = f"VALUES ('\\x02', 'Samira', 'Samira', {size}, '')"
    return f"BEGIN; INSERT INTO batch {values}; INSERT INTO arrival VALUES ({number}, '\\x02')"


def test_an_account_writes_and_reads_only_what_it_may(server: Server, url: str, tmp_path: Path) -> None:
    whole = project_with(tmp_path, "Samira", "Bob")
    sync(whole, url)
    part = hasty(open_existing(hand_out(whole, "Samira", tmp_path / "part.annotator").out))
    database = url.rsplit("/", 1)[1]
    with psycopg.connect(url, autocommit=True) as lead:
        lead.execute(POLICIES.read_text(encoding="utf-8"))
        lead.execute("CREATE ROLE samira LOGIN IN ROLE annotators")
        lead.execute("INSERT INTO permission VALUES ('samira', 'Samira', true), ('samira', 'project', false)")
    hers = server.url(database, "samira")
    Session(part, "Samira").mark(1, 0, 3, "PERSON")
    Session(part, "Bob").mark(1, 0, 3, "PERSON")
    done = sync(part, hers)
    assert (done.pushed, done.held_back) == (1, 1)
    assert sync(whole, url).pulled == 1
    with psycopg.connect(hers, autocommit=True) as samira:
        owners = samira.execute("SELECT DISTINCT owner FROM batch ORDER BY owner").fetchall()
        assert owners == [("Samira",), ("project",)]
        assert samira.execute("SELECT count(*) FROM revision WHERE owner = 'Bob'").fetchone() == (0,)
        for sql in (
            "INSERT INTO batch VALUES ('\\x01', 'Bob', 'Bob', 0, '')",
            "INSERT INTO revision SELECT uid, 99, 'Bob', '{}' FROM batch WHERE owner = 'Samira' LIMIT 1",
            "INSERT INTO revision SELECT uid, 99, 'Samira', '{}' FROM batch WHERE owner = 'Samira' LIMIT 1",
            with_arrival("(SELECT max(n) + 2 FROM arrival)", size=0),
            with_arrival("(SELECT max(n) + 1 FROM arrival)", size=1),
            with_arrival("-1", size=0),
            "UPDATE batch SET author = 'Bob'",
            "DELETE FROM revision",
            "INSERT INTO permission VALUES ('samira', '*', true)",
            "UPDATE arrival SET n = n + 100",
            "TRUNCATE revision",
            "INSERT INTO about VALUES ('version', '2')",
        ):
            with pytest.raises(psycopg.Error, match=r"denied|policy"):
                samira.execute(sql)
            samira.rollback()
    with psycopg.connect(url, autocommit=True) as lead:
        lead.execute("INSERT INTO permission VALUES ('samira', '*', false)")
    assert sync(part, hers).pulled == 2
    assert len(spans.spans(part, 1, "Bob")) == 3


def test_an_account_without_rights_is_told(server: Server, url: str, tmp_path: Path) -> None:
    whole = project_with(tmp_path, "A")
    with psycopg.connect(url, autocommit=True) as lead:
        lead.execute("CREATE ROLE nobody_here LOGIN")
    with pytest.raises(Refused, match="no right"):
        sync(whole, server.url(url.rsplit("/", 1)[1], "nobody_here"))


def test_one_new_span_is_synced_alone(url: str, tmp_path: Path) -> None:
    project = project_with(tmp_path, "A")
    rows = [{"id": f"n{n}", "text": f"{SENTENCE} {n}"} for n in range(2_000)]
    import_rows(project, tmp_path, *rows)
    session = Session(project, "A")
    for start in range(300):
        session.mark(1, start, start + 2, "PERSON")
    sync(project, url)
    for start in range(20):
        session.mark(1, start, start + 3, "PERSON")
        assert sync(project, url).pushed == 1
