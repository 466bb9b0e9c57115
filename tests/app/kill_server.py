"""Forks children that work on a project until they are killed; it has imported everything, so that each starts at once.

For each line of JSON that comes in (`task`, `path`, `owner`, `source`, `after`, `delay`), one child runs the task
and is killed `delay` seconds after it had said `after` lines; out goes one line: what it said, and how
it ended.
"""

import itertools
import json
import os
import signal
import sys
import time
from pathlib import Path

from annotator.__main__ import build
from annotator.app import adjudicating
from annotator.app.card_queue import Queue
from annotator.app.importing import import_paths
from annotator.app.opening import open_existing, opened
from annotator.app.session import Session
from annotator.app.syncing import sync
from annotator.model.revision import GOLD
from annotator.store import checkpoint as checkpointing


def say(line: str) -> None:
    """One write, so that a line is there whole or not at all."""
    os.write(1, f"{line}\n".encode())


def mark(path: Path, owner: str, source: str) -> None:
    """Mark one stretch after the other in an open window's way."""
    session = Session(open_existing(path, window=True), owner)
    say("begun")
    length = len(session.article(1).document.text)
    for start in itertools.count(len(session.article(1).spans)):
        begin, size = start % length, 1 + start // length
        say(
            session.mark(1, begin, min(begin + size, length), ("PERSON", "CLAIM")[begin + size > length]).item
        )


def mark_by_command(path: Path, owner: str, source: str) -> None:
    """Mark one stretch after the other, each with a command of its own, which prints the item."""
    command = build(lambda path: 0, lambda *arguments, **options: None)
    say("begun")
    with opened(path) as project:
        there = len(Session(project, owner).article(1).spans)
    for start in itertools.count(there):
        arguments = ["mark", str(path), "1", str(start), str(start + 1), "PERSON", "--owner", owner]
        command(arguments, standalone_mode=False)


def import_file(path: Path, owner: str, source: str) -> None:
    """Import the source."""
    with opened(path) as project:
        say("begun")
        import_paths(project, [Path(source)])
        say("done")


def undo(path: Path, owner: str, source: str) -> None:
    """Undo the owner's last batch."""
    with opened(path) as project:
        say("begun")
        Session(project, owner).undo()
        say("done")


def adjudicate(path: Path, owner: str, source: str) -> None:
    """Take one card after the other, and put off and take again when all are decided."""
    session = Session(open_existing(path, window=True), GOLD, owner)
    say("begun")
    for turn in itertools.count():
        for card in list(Queue(session.project).cards(undecided=turn % 2 == 0)):
            act = adjudicating.take(session, card, 0) if turn % 2 == 0 else adjudicating.none(session, card)
            say(f"{act.batch.uid.hex()}.0")


def checkpoint(path: Path, owner: str, source: str) -> None:
    """Mark, while the log is brought into the file without a pause."""
    checkpointing._QUIET = 0.0
    mark(path, owner, source)


def close(path: Path, owner: str, source: str) -> None:
    """Open the project, mark a stretch and close it, again and again."""
    say("begun")
    while True:
        with opened(path) as project:
            session = Session(project, owner)
            start = len(session.article(1).spans)
            item = session.mark(1, start, start + 1, "PERSON").item
        say(item)


def sync_again(path: Path, owner: str, source: str) -> None:
    """Mark and sync by turns with the server at an address."""
    with opened(path) as project:
        session = Session(project, owner)
        say("begun")
        for start in itertools.count(len(session.article(1).spans)):
            item = session.mark(1, start, start + 1, "PERSON").item
            sync(project, source)
            say(item)


_ALL = (mark, mark_by_command, import_file, undo, adjudicate, checkpoint, close, sync_again)
TASKS = {task.__name__: task for task in _ALL}


def child(write: int, task: str, path: str, owner: str, source: str) -> None:
    os.dup2(write, 1)
    sys.stdout.reconfigure(line_buffering=True)
    TASKS[task](Path(path), owner, source)
    os._exit(0)


def wait_or_kill(pid: int, deadline: float) -> int:
    """The status with which the child ended, by itself or killed at the deadline."""
    while (left := deadline - time.monotonic()) > 0:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status
        time.sleep(min(left, 0.01))
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def one_round(job: dict[str, str], after: int, delay: float) -> None:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        child(write, **job)
    os.close(write)
    with os.fdopen(read) as said:
        begun = said.readline()
        acknowledged = [said.readline().strip() for _ in range(after)]
        status = wait_or_kill(pid, time.monotonic() + delay)
        acknowledged += said.read().split()
    killed = os.WIFSIGNALED(status)
    print(
        json.dumps({"begun": bool(begun), "said": acknowledged, "killed": killed, "status": status}),
        flush=True,
    )


if __name__ == "__main__":
    for line in sys.stdin:
        wanted = json.loads(line)
        one_round(wanted, wanted.pop("after"), wanted.pop("delay"))
