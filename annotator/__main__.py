"""Where the program is put together: the command line, and the window that only some commands need."""

import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

from annotator.cli.main import build


def _open_window(project: Path | None) -> int:
    from annotator.ui.application import open_window

    return open_window(project)


def _draw_picture(*arguments: Any, **options: Any) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from annotator.ui.picture_file import draw_picture

    draw_picture(*arguments, **options)


def main() -> None:
    """Run the command line."""
    multiprocessing.freeze_support()  # in a packaged build the window's worker process begins here too
    for stream in (sys.stdout, sys.stderr):
        # The text is Arabic and French; a terminal's or a pipe's own encoding may not be able to say so.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    build(_open_window, _draw_picture)(prog_name="annotator")


if __name__ == "__main__":
    main()
