"""start.py decides rightly what a start needs, and makes a real environment once, whole or not at all."""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("start", ROOT / "start.py")
assert SPEC is not None
assert SPEC.loader is not None
start = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(start)

PROJECT = '[project]\nname = "annotator"\nversion = "0"\ndependencies = {}\n[build-system]\nrequires = []\n'
BACKEND = """
import os, zipfile
WHEEL = "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
METADATA = "Metadata-Version: 2.1\\nName: annotator\\nVersion: 0\\nProvides-Extra: test\\n"

def build_editable(folder, config_settings=None, metadata_directory=None):
    if os.path.exists("broken"):
        raise SystemExit("the connection was lost")
    name = "annotator-0-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("annotator.pth", os.getcwd())
        wheel.writestr("annotator-0.dist-info/METADATA", METADATA)
        wheel.writestr("annotator-0.dist-info/WHEEL", WHEEL)
        wheel.writestr("annotator-0.dist-info/RECORD", "")
    return name
"""
PROGRAM = "import sys\nprint(sys.argv[1:], sys.flags.safe_path)\nsys.exit(7)\n"


def make_checkout(folder: Path) -> Path:
    """A folder with start.py and the smallest program that pip installs without a network."""
    (folder / "annotator").mkdir(parents=True)
    (folder / "annotator" / "__main__.py").write_text(PROGRAM)
    (folder / "backend.py").write_text(BACKEND)
    shutil.copy(ROOT / "start.py", folder)
    write_project(folder, "[]")
    return folder


def write_project(folder: Path, dependencies: str, more: str = "") -> None:
    backend = 'build-backend = "backend"\nbackend-path = ["."]\n'
    (folder / "pyproject.toml").write_text(PROJECT.format(dependencies) + backend + more)


def run_start(checkout: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PIP_NO_INDEX": "1"}
    command = [sys.executable, str(checkout / "start.py"), *args]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout (with a blank in its path) whose first start failed half-way and whose second succeeded."""
    folder = make_checkout(tmp_path_factory.mktemp("a folder") / "annotator")
    (folder / "broken").touch()
    failed = run_start(folder, "list")
    assert failed.returncode == 1
    assert "the connection was lost" in failed.stderr
    assert failed.stderr.endswith("The first start needs a network connection.\n")
    assert not (folder / ".venv" / "annotator.stamp").exists()
    (folder / "broken").unlink()
    assert run_start(folder, "list").returncode == 7
    return folder


@pytest.mark.long
def test_a_start_hands_over_arguments_output_and_status(checkout: Path) -> None:
    done = run_start(checkout, "list", "مشروع", "--to", "a b")
    assert (done.stdout, done.stderr) == ("['list', 'مشروع', '--to', 'a b'] True\n", "")
    assert done.returncode == 7


@pytest.mark.long
def test_a_second_start_installs_nothing_and_is_quick(checkout: Path) -> None:
    made = (checkout / ".venv" / "annotator.stamp").stat().st_mtime_ns
    began = time.perf_counter()
    run_start(checkout, "list")
    assert time.perf_counter() - began < 2  # 0.1 s on an idle machine; a new environment takes several
    assert (checkout / ".venv" / "annotator.stamp").stat().st_mtime_ns == made


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that the functions of start.py take for their own, with an environment that looks ready."""
    folder = make_checkout(tmp_path / "annotator")
    for name, path in (
        ("ROOT", "."),
        ("VENV", ".venv"),
        ("PYTHON", ".venv/python"),
        ("STAMP", ".venv/stamp"),
    ):
        monkeypatch.setattr(start, name, folder / path)
    monkeypatch.setattr(start, "LOCK", folder / ".venv" / "lock")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "python").touch()
    (folder / ".venv" / "stamp").write_text(start.fingerprint())
    return folder


def test_a_new_dependency_makes_the_environment_stale_and_a_new_tool_setting_does_not(here: Path) -> None:
    write_project(here, "[]", "[tool.ruff]\nline-length = 80\n")
    assert start.is_ready()
    write_project(here, '["orjson"]')
    assert not start.is_ready()


def test_another_python_makes_the_environment_stale(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/elsewhere")
    assert not start.is_ready()


def test_the_test_tools_are_asked_for_by_name(here: Path) -> None:
    assert not start.is_ready("test")
    start.STAMP.write_text(f"{start.fingerprint()} test")
    assert start.is_ready("test")
    assert start.is_ready()


@pytest.mark.parametrize("content", ["", "0000"])
def test_a_stamp_cut_short_counts_as_none(here: Path, content: str) -> None:
    start.STAMP.write_text(content)
    assert not start.is_ready()


def test_an_environment_of_somebody_else_is_left_alone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start.STAMP.unlink()
    with pytest.raises(SystemExit):
        start.provide_environment()
    assert "was not made by start.py" in capsys.readouterr().err
    assert start.PYTHON.exists()


@pytest.mark.parametrize(
    ("args", "window"),
    [
        ([], True),
        (["news.annotator"], True),
        (["C:/News"], True),
        (["مشروع"], True),
        (["window", "x"], True),
        (["list", "x.annotator"], False),
        (["hand-in", "x"], False),
        (["--help"], False),
    ],
)
def test_the_window_opens_without_arguments_or_for_a_project(args: list[str], window: bool) -> None:
    assert start.opens_window(args) is window


@pytest.mark.parametrize(
    ("args", "env", "wanted"),
    [
        (["list", "x"], {}, {}),
        (["picture", "x"], {}, start.DRAWING),
        (["test"], {}, start.DRAWING),
        ([], {"DISPLAY": ":0"}, {**start.DRAWING, **start.WINDOW}),
        ([], {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, start.DRAWING),
        ([], {"QT_QPA_PLATFORM": "offscreen"}, start.DRAWING),
    ],
)
def test_a_start_asks_for_the_libraries_that_it_loads(
    args: list[str], env: dict[str, str], wanted: dict[str, str]
) -> None:
    assert start.libraries_for(args, env) == wanted


def test_what_the_system_has_is_seen() -> None:
    assert start.is_here("ensurepip")
    assert not start.is_here("libnosuch.so.9")
    assert not start.is_here("no-such-program")


@pytest.mark.parametrize(
    ("manager", "root", "line"),
    [
        ("apt-get", True, "apt-get update && apt-get install -y --no-install-recommends libgl1 xvfb"),
        (
            "apt-get",
            False,
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 xvfb",
        ),
        ("dnf", False, "sudo dnf install 'libGL.so.1()(64bit)' /usr/bin/Xvfb"),
        ("zypper", True, "zypper install 'libGL.so.1()(64bit)' /usr/bin/Xvfb"),
        ("pacman", False, "(your system's package manager, for libGL.so.1, Xvfb)"),
    ],
)
def test_the_line_to_run_fits_the_system(
    manager: str, root: bool, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name == manager else None)
    monkeypatch.setattr(start, "is_root", lambda: root)
    assert start.line_to_run({"libGL.so.1": "libgl1", "Xvfb": "xvfb"}) == line


def test_without_a_display_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit) as stopped:
        start.main(["news.annotator"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_old_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit):
        start.main([])
    assert "needs Python 3.11" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failing", "status"), [((), 0), (("ruff",), 1), (("pytest",), 2), (("mypy", "pytest"), 2)]
)
def test_the_worst_status_counts_and_pytest_runs_last(
    failing: Sequence[str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def call(command: list[str], **_: object) -> int:
        ran.append(command[2])
        return 2 * (command[2] in failing)

    monkeypatch.setattr(start, "call", call)
    assert start.run_tests(["tests/text"]) == status
    assert ran == ["ruff", "ruff", "mypy", "pytest"]


def test_the_long_run_repeats_nothing_of_the_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(start, "call", lambda command, **_: ran.append(command[2:]) or 0)
    assert start.run_tests(["--long", "-x"]) == 0
    assert ran == [["pytest", "-m", "long or hypothesis", "--hypothesis-profile=long", "-x"]]
