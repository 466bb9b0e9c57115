"""A PostgreSQL of the system's packages for the tests: its own folder, port and socket; ended by its process."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any


def programs() -> Path:
    """Where the server's programs are. The package is called postgresql on Debian."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [
        Path(path).parent for path in [shutil.which("initdb")] if path
    ]
    assert found, "PostgreSQL is missing: apt-get install postgresql"
    return found[-1]


def free_port() -> int:
    """A port of the loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server that can be killed and started again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="annotator-pg-"))
        self.port = free_port()
        self._who: dict[str, Any] = {}
        if os.geteuid() == 0:  # the server refuses to run as root
            user = pwd.getpwnam("postgres")
            self._who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._run(
            "initdb", "-D", self.data, "-A", "trust", "-U", "lead", "-E", "UTF8", "--no-sync", "--locale=C"
        )
        self.process = self.start()

    @property
    def data(self) -> str:
        """The folder of the database."""
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(programs() / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._who)

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it and wait until it answers; after a kill it first recovers."""
        command = [
            str(programs() / "postgres"), "-D", self.data, "-p", str(self.port), "-k", str(self.folder),
            "-c", "listen_addresses=127.0.0.1", "-c", "log_min_messages=fatal", "-c", "log_min_error_statement=panic",
        ]  # fmt: skip
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL, **self._who)
            while self.process.poll() is None and time.monotonic() < end:
                ready = [str(programs() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
                if subprocess.run(ready, check=False).returncode == 0:
                    return self.process
                time.sleep(0.05)
            time.sleep(0.2)  # the killed one's last children still hold its memory
        raise TimeoutError("the server does not start")

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it and remove its folder."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder)

    def url(self, database: str, account: str = "lead", port: int = 0) -> str:
        """The address of a database for an account."""
        return f"postgresql://{account}@127.0.0.1:{port or self.port}/{database}"

    def new_database(self, name: str) -> str:
        """The address of a new, empty database."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lead", name)
        return self.url(name)
