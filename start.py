"""Start Annotator from this folder: `python3 start.py [PROJECT]` or `python3 start.py COMMAND ...`.

Needs nothing but Python 3.11: it makes a private environment in .venv and hands over to the program in it.
`python3 start.py test [--long] [pytest arguments]` runs the checks instead (CONTRIBUTING.md says which).
"""

from __future__ import annotations

import contextlib
import ctypes
import glob
import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen, call
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "annotator.stamp"  # written last: without it the environment counts as half made
BENCHMARKS = "tests/benchmarks"
LOCK = VENV / "annotator.lock"  # also the sign that the folder is ours to clear

# What is left to the system, with the Debian package that brings it: to draw, to open a window, to test one.
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TESTING = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool", "setxkbmap": "x11-xkb-utils"}
LONG = {  # what the long tests talk to: a screen reader's side, and a server
    "dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
    "/usr/lib/postgresql/*/bin/initdb": "postgresql",
}
MODULES = {"ensurepip": f"python3.{sys.version_info.minor}-venv"}  # Debian cuts it out of Python


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str, status: int = 1) -> NoReturn:
    say(sentence)
    raise SystemExit(status)


def opens_window(args: Sequence[str]) -> bool:
    """Whether these arguments ask for the window: none at all, or a project (commands are bare words)."""
    first = args[0] if args else "window"
    return first == "window" or re.fullmatch("-.*|[a-z-]+", first) is None


def has_display(env: Mapping[str, str]) -> bool:
    """Whether Qt can find a screen; who names a platform to Qt is taken at their word."""
    return any(env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def libraries_for(args: Sequence[str], env: Mapping[str, str]) -> dict[str, str]:
    """The shared libraries, each with its Debian package, that a start with these arguments loads."""
    if opens_window(args):
        return DRAWING if env.get("WAYLAND_DISPLAY") or env.get("QT_QPA_PLATFORM") else {**DRAWING, **WINDOW}
    return DRAWING if args[0] in ("picture", "test") else {}


def is_here(name: str) -> bool:
    """Whether the system has this module, shared library, program, or file by its whole path."""
    if name in MODULES:
        return importlib.util.find_spec(name) is not None
    if name.startswith("/"):
        return bool(glob.glob(name))
    if ".so." not in name:
        return shutil.which(name) is not None
    with contextlib.suppress(OSError):
        return bool(ctypes.CDLL(name))
    return False


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def line_to_run(missing: Mapping[str, str]) -> str:
    """The command that brings what is missing, where the system's names for it are known."""
    sudo = "" if is_root() else "sudo "
    if shutil.which("apt-get"):
        packages = " ".join(missing.values())
        return f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {packages}"
    provided = [
        f"'{name}()(64bit)'" if ".so." in name else os.path.join("/usr/bin", name) for name in missing
    ]
    for manager in ("dnf", "zypper"):  # both find the package by what it provides
        if shutil.which(manager):
            return f"{sudo}{manager} install {' '.join(provided)}"
    return f"(your system's package manager, for {', '.join(missing)})"


def provide_system(wanted: Mapping[str, str]) -> dict[str, str]:
    """Install what the system lacks of this, as root with apt-get; get what it lacks after all."""
    missing = {name: package for name, package in wanted.items() if not is_here(name)}
    if not missing or not is_root() or not shutil.which("apt-get"):
        return missing
    say(f"Installing system packages: {' '.join(missing.values())}")
    quiet = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_watched([*quiet, "update"], env)
    if failure := run_watched([*quiet, "install", "-y", "--no-install-recommends", *missing.values()], env):
        say(failure)
    importlib.invalidate_caches()
    return {name: package for name, package in missing.items() if not is_here(name)}


def require_system(args: Sequence[str]) -> None:
    """See to what Linux leaves out; stop, or for the tests of real windows warn, with the line to run."""
    needed = {**libraries_for(args, os.environ), **({} if is_ready() else MODULES)}
    useful = {**WINDOW, **TESTING, **(LONG if "--long" in args else {})} if args[:1] == ["test"] else {}
    missing = provide_system({**needed, **useful})
    if needed.keys() & missing.keys():
        stop(f"This system lacks {', '.join(missing)}. Run this, then start again:\n  {line_to_run(missing)}")
    if missing:
        say(
            f"The tests of real windows and servers fail without {', '.join(missing)}:\n  {line_to_run(missing)}"
        )


def run_watched(command: Sequence[str], env: Mapping[str, str] | None = None) -> str:
    """Run a command and get its last lines if it failed, else nothing; a terminal shows the line it is at."""
    tail: deque[str] = deque(maxlen=12)
    show = sys.stderr.write if sys.stderr.isatty() else len
    with Popen(
        command, env=env, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            tail.append(line.rstrip())
            show(f"\r  {line.strip()[:74]:<74}")
            sys.stderr.flush()
    show(f"\r{'':<77}\r")
    return "\n".join([*tail, f"(status {process.returncode})"]) if process.returncode else ""


def fingerprint() -> str:
    """A hash of all that an environment depends on: the project's table, this Python, this folder."""
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    facts = [declared["project"], declared["build-system"], str(ROOT), sys.base_prefix, sys.version_info[:2]]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def is_ready(*extras: str) -> bool:
    """Whether the environment is whole, up to date, and holds these extras."""
    held = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() and PYTHON.exists() else []
    return {fingerprint(), *extras} <= set(held)


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Let one start install at a time; the system drops this lock with the process that holds it."""
    import sqlite3

    if VENV.exists() and not LOCK.exists() and any(VENV.iterdir()):
        stop(f"{VENV} was not made by start.py. Move it away or delete it, then start again.")
    VENV.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(LOCK, timeout=1800, isolation_level=None)) as lock:
        lock.execute("begin exclusive")
        yield


def clear_environment() -> None:
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != LOCK:
            path.unlink()


def install(*extras: str) -> None:
    """Bring the environment up to date: extras are added to a ready one, anything else is built afresh."""
    fresh = not is_ready()
    STAMP.unlink(missing_ok=True)
    if fresh:
        clear_environment()
        if failure := run_watched([sys.executable, "-m", "venv", str(VENV)]):
            stop(f"{failure}\nPython could not make an environment (venv): see above.")
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    target = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    if failure := run_watched([str(PYTHON), "-m", "pip", "install", *quiet, "-e", target]):
        why = "The libraries could not be installed: see above. The first start needs a network connection."
        stop(f"{failure}\n{why}")
    STAMP.write_text(" ".join([fingerprint(), *extras]), encoding="utf-8")


def provide_environment(*extras: str) -> None:
    """Make the private environment unless it is ready; stops with a sentence where that cannot be."""
    if is_ready(*extras):
        return
    say("Adding the test tools, only once." if is_ready() else "Preparing Annotator: a minute, only once.")
    try:
        with only_one():
            if not is_ready(*extras):  # another start may have done it meanwhile
                install(*extras)
    except OSError as error:
        stop(f"{error.strerror}: {error.filename}. Close Annotator if it is open, or copy this folder.")


def run_tests(args: Sequence[str]) -> int:
    """Run the checks, pytest last so that its summary closes the output; the worst exit status."""
    long = "--long" in args
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    checks = [] if long else [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]]
    failed = [check for check in checks if call([PYTHON, "-m", *check], cwd=ROOT, env=env)]
    env["ANNOTATOR_FAILED_CHECKS"] = ", ".join(" ".join(check) for check in failed)  # for tests/conftest.py
    rest = [argument for argument in args if argument != "--long"]
    statuses = [
        call([PYTHON, "-m", "pytest", *run], cwd=ROOT, env=env) for run in pytest_runs(rest, long=long)
    ]
    return max(map(abs, statuses)) or int(bool(failed))


def pytest_runs(rest: Sequence[str], *, long: bool) -> list[list[str]]:
    """The arguments of each run of pytest: all processors for tests, one for benchmarks, and what the caller says."""
    chosen = ["-m", "long or hypothesis", "--hypothesis-profile=long"] if long else ["-m", "not long"]
    if rest:
        return [[*chosen, *rest]]
    parallel = [*chosen, "-n", "auto", "--dist", "loadfile", f"--ignore={BENCHMARKS}"]
    return [parallel, [*chosen, BENCHMARKS]] if long else [parallel]


def main(args: list[str]) -> int:
    if sys.version_info < (3, 11):
        stop(f"Annotator needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if sys.platform.startswith("linux"):
        if opens_window(args) and not has_display(os.environ):
            stop("There is no display here for a window. Commands need none: python3 start.py --help", 2)
        require_system(args)
    if args[:1] == ["test"]:
        provide_environment("test", *(["consumers"] if "--long" in args else []))
        return run_tests(args[1:])
    provide_environment()
    command = [str(PYTHON), "-P", "-m", "annotator", *args]  # -P: no module of the present folder gets in
    if os.name == "posix":
        os.execv(PYTHON, command)
    return call(command)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        stop("\nStopped.", 130)
