"""Work that speaks at the very moment at which the wait for its word ends is heard all the same."""

import random
import threading
import time

import pytest

from annotator.store import beat


def test_no_word_is_lost_between_two_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beat, "_EVERY", 0.0005)
    chance, done = random.Random(1), []

    def work(step: beat.Step) -> int:
        for n in range(40):
            time.sleep(chance.random() * 0.001)
            step.say(n / 40)
        return 40

    def run() -> None:
        for _ in range(40):
            step = beat.Step()
            done.append(beat.beating(lambda step=step: work(step), step, lambda share: None))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout=60)
    assert done == [40] * 40
