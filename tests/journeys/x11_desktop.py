"""An X server of the tests' own with the program's window on it, and hands at mouse and keyboard."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Desktop:
    """An X server with the window on it, and hands at mouse and keyboard."""

    def __init__(self, project: Path, user: Path, **more: str) -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.env = {
                **os.environ,
                "DISPLAY": f":{told.readline().strip()}",
                "QT_QPA_PLATFORM": "xcb",
            } | more
        self._window = subprocess.Popen(
            [sys.executable, str(HERE / "x11_window.py"), str(project), str(user)],
            env={**self.env, "PYTHONPATH": str(HERE.parent.parent)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.do("windowfocus", str(self.state()["window"]))
        self.until(lambda now: now["focus"])

    def ask(self, line: str) -> Any:
        """An answer of the window."""
        assert self._window.stdin
        assert self._window.stdout
        print(line, file=self._window.stdin, flush=True)
        return json.loads(self._window.stdout.readline())

    def state(self) -> dict[str, Any]:
        """What the window shows."""
        found: dict[str, Any] = self.ask("state")
        return found

    def until(self, is_so: Any) -> dict[str, Any]:
        """What the window shows once that is so; fails after some seconds."""
        end = time.monotonic() + 40
        while not is_so(now := self.state()):
            assert time.monotonic() < end, now
            time.sleep(0.03)
        return now

    def do(self, *words: str) -> None:
        """Move the mouse, press keys."""
        subprocess.run(["xdotool", *words], env=self.env, check=True, timeout=30)

    def layout(self, name: str) -> None:
        """Plug in another keyboard."""
        subprocess.run(["setxkbmap", "-layout", name], env=self.env, check=True, timeout=30)
        time.sleep(0.3)

    def drag(self, start: int, end: int, *, alt: bool) -> None:
        """Draw over [start, end), with the mouse moving as a hand would."""
        (x, y), (to_x, to_y) = self.ask(f"place {start} {end}")
        held, let = (("keydown", "alt"), ("keyup", "alt")) if alt else ((), ())
        middle = (str((x + to_x) // 2), str((y + to_y) // 2))
        self.do(*held, "mousemove", str(x), str(y), "mousedown", "1", "sleep", "0.03", "mousemove", *middle)
        self.do("mousemove", str(to_x), str(to_y), "sleep", "0.03", "mouseup", "1", *let)

    def close(self) -> None:
        """Close the window, then the server."""
        if self._window.stdin and self._window.poll() is None:
            print("close", file=self._window.stdin, flush=True)
        try:
            assert self._window.wait(timeout=20) == 0
        finally:
            self._window.kill()
            for pipe in (self._window.stdin, self._window.stdout):
                if pipe:
                    pipe.close()
            self._server.terminate()
            self._server.wait(timeout=10)
