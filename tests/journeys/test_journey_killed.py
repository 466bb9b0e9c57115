"""Pulling the plug while somebody annotates in the window: what was on the screen is in the file."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.app import overview
from annotator.app.opening import opened
from annotator.store import documents, spans

SERVER = Path(__file__).with_name("window_server.py")
ROOT = SERVER.parents[2]


@pytest.mark.parametrize("rounds", [8, pytest.param(30, marks=pytest.mark.long)])
def test_what_the_window_showed_is_there_after_a_kill(
    project_path: Path, tmp_path: Path, rounds: int
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    chance, shown = random.Random(rounds), set[str]()
    with subprocess.Popen(
        [sys.executable, str(SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as server:
        assert server.stdin
        assert server.stdout
        for _ in range(rounds):
            job = {"path": str(project_path), "folder": str(tmp_path), "delay": chance.uniform(0, 0.3)}
            server.stdin.write(json.dumps(job) + "\n")
            server.stdin.flush()
            shown |= {item for item in json.loads(server.stdout.readline()) if item}
            with opened(project_path) as project:
                assert overview.problems(project) == []
                numbers = list(documents.numbers(project))
                there = {
                    s.item for n in numbers for owned in spans.all_spans(project, n).values() for s in owned
                }
            assert shown <= there
        server.stdin.close()
    assert len(shown) > rounds
