"""One laptop at work: marks and syncs by turns, goes on after each interruption, and prints the items that it made.

Arguments: the project's path, the server's URL, the owner, how many spans, how long each is.
"""

import sys
import time
from pathlib import Path

from annotator.app.opening import opened
from annotator.app.session import Session
from annotator.app.syncing import sync
from annotator.model.errors import Unavailable
from annotator.store.project import Project


def synced(project: Project, url: str) -> bool:
    try:
        sync(project, url)
    except Unavailable:
        time.sleep(0.1)
        return False
    return True


def main(path: str, url: str, owner: str, count: str, length: str) -> None:
    with opened(Path(path)) as project:
        session = Session(project, owner)
        for start in range(int(count)):
            print(session.mark(1, start, start + int(length), "PERSON").item, flush=True)
            synced(project, url)
        end = time.monotonic() + 120
        while not synced(project, url):
            assert time.monotonic() < end


main(*sys.argv[1:])
