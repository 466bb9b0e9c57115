"""A fresh process that merges one big file into another, and prints time, memory and the longest silence.

Arguments: the project's path, the other's. Output: one JSON object of seconds, megabytes and batches.
"""

import json
import re
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path

from annotator.app.merging import merge
from annotator.app.opening import opened


def peak() -> int:
    """Megabytes of this process at most."""
    # Linux counts in ru_maxrss what the parent held when it forked; VmHWM is this program's own.
    status = Path("/proc/self/status")
    own = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(own[1] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024


def main(path: Path, other: Path) -> None:
    told = [time.perf_counter()]
    with opened(path) as project:
        cpu = time.process_time()
        done = merge(project, [other], progress=lambda share, of: told.append(time.perf_counter()))
        cpu = time.process_time() - cpu
        told.append(time.perf_counter())
        assert not done.refused
        revisions = project.value("SELECT count(*) FROM revision")
    silence = max(b - a for a, b in pairwise(told))
    found = {"seconds": told[-1] - told[0], "cpu": cpu, "silence": silence, "peak": peak()}
    print(json.dumps({**found, "batches": done.batches, "revisions": revisions}))


main(*map(Path, sys.argv[1:]))
