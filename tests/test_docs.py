"""What the documents promise exists: the commands with their options, and the files that they point to."""

import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from unittest import mock

import pytest

from annotator import __main__ as program

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(path.name for path in ROOT.glob("*.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHELLS = {"", "sh", "bash", "console", "powershell"}
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
CALL = re.compile(r"^(?:\$ )?(?:python3? start\.py|py start\.py|annotator)(?: |$)")
OPTION = re.compile(r"--[a-z][a-z-]*")
# A file as a document writes it between backticks, from the root or from inside the package.
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]*\.(?:py|toml|md|txt|ttf|json|jsonl)|[\w-]+\.(?:toml|md|py))`")


def commands(markdown: str) -> Iterator[list[str]]:
    """The arguments of each call of the program in a document's shell blocks and between its backticks."""
    shell = "\n".join(block for language, block in FENCE.findall(markdown) if language in SHELLS)
    blocks = shell.replace("\\\n", " ").split("\n")
    for line in [*blocks, *re.findall(r"`([^`\n]+)`", FENCE.sub("", markdown))]:
        if CALL.match(line.strip()):
            words = shlex.split(CALL.sub("", line.strip()), comments=True)
            end = next((i for i, word in enumerate(words) if word in {"|", ">", "&&", ";"}), len(words))
            yield words[:end]


def help_of(verb: str) -> str:
    """What a command's --help prints, or nothing when there is no such command."""
    arguments = mock.patch("sys.argv", ["annotator", verb, "--help"])
    with arguments, redirect_stdout(io.StringIO()) as out, suppress(SystemExit):
        program.main()
    text = out.getvalue()
    return text if text.startswith(f"Usage: annotator {verb} ") else ""


def is_verb(word: str) -> bool:
    """Whether a first argument names a command: no option, no project file, no placeholder."""
    return re.fullmatch(r"[a-z][a-z-]+", word) is not None and word != "test"


def missing_files(markdown: str) -> list[str]:
    """The links and file names of a document that lead nowhere."""
    named = [*LINK.findall(markdown), *FILE.findall(markdown)]
    return [name for name in named if not any((ROOT / base / name).exists() for base in ("", "annotator"))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_commands_of_a_document_exist_with_their_options(name: str) -> None:
    for words in commands((ROOT / name).read_text(encoding="utf-8")):
        if words and is_verb(words[0]):
            text = help_of(words[0])
            options = {option for word in words for option in OPTION.findall(word)}
            assert text, f"no such command: {words}"
            assert sorted(options - set(OPTION.findall(text))) == [], f"no such options: {words}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_files_that_a_document_names_exist(name: str) -> None:
    assert missing_files((ROOT / name).read_text(encoding="utf-8")) == []


def test_the_readme_tells_how_to_start_and_to_test() -> None:
    calls = list(commands((ROOT / "README.md").read_text(encoding="utf-8")))
    assert [] in calls
    assert ["test"] in calls


def test_commands_are_read_from_blocks_and_backticks() -> None:
    shell = "```sh\npython3 start.py export P \\\n  --out x | less  # all\n$ annotator\nls\n```\n"
    text = f"Run `annotator list X`.\n```json\n{{}}\n```\nOr:\n{shell}"
    assert list(commands(text)) == [["export", "P", "--out", "x"], [], ["list", "X"]]


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert help_of("no-such-command") == ""
    assert "--owner" in help_of("export")


def test_a_file_that_does_not_exist_is_noticed() -> None:
    text = "See [this](docs/none.md), [that](https://example.org/x.md), `start.py` and `text/none.py`."
    assert missing_files(text) == ["docs/none.md", "text/none.py"]
