"""Children that work on a project until they are killed, and what they had said by then."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
Round = Callable[..., dict[str, Any]]


@contextmanager
def killing() -> Iterator[Round]:
    """Runs one task of the server in a child, kills it after a while, and gives what it said."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).with_name("kill_server.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as server:

        def run(
            task: str, path: Path, delay: float, source: Path | str = "", after: int = 0
        ) -> dict[str, Any]:
            job: dict[str, Any] = {"task": task, "path": str(path), "owner": "A1", "source": str(source)}
            job |= {"after": after, "delay": delay}
            assert server.stdin
            assert server.stdout
            server.stdin.write(json.dumps(job) + "\n")
            server.stdin.flush()
            result: dict[str, Any] = json.loads(server.stdout.readline())
            assert result["killed"] or result["status"] == 0
            return result

        yield run
        assert server.stdin
        server.stdin.close()
