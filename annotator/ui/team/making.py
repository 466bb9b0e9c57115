"""Makes the team's windows and leads to the project's files what they want done there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.ui.companion import Companion
from annotator.ui.team.conflicts_window import ConflictsWindow
from annotator.ui.team.merge_window import MergeWindow
from annotator.ui.team.people_window import PeopleWindow
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def people(theme: Theme, window: MainWindow) -> Companion:
    """The window of people and articles."""
    made = PeopleWindow(theme, window)
    made.sharing.job_wanted.connect(
        lambda name, reason, then, function, asked: window.files.run_job(name, reason, then, function, *asked)
    )
    made.people_changed.connect(window.files.people_changed)
    made.people_changed.connect(window.files.labels_changed)  # whoever is at work may be another person now
    return made


def merge(theme: Theme, window: MainWindow) -> Companion:
    """The window that merges files."""
    made = MergeWindow(theme, window)
    files = window.files

    def run(
        name: str, reason: str, then: Callable[[Any], None], job: Callable[..., Any], paths: Sequence[Path]
    ) -> None:
        is_free = files.job is None
        files.run_job(name, reason, then, job, paths)
        if not is_free:
            made.job_over()

    made.job_wanted.connect(run)
    made.stop_wanted.connect(files.cancel)
    files.job_progressed.connect(made.show_progress)
    files.job_ended.connect(made.job_over)  # what a job found is told after it has ended
    made.conflicts_wanted.connect(lambda: window.companions.show("conflicts"))
    made.merged.connect(files.people_changed)
    return made


def conflicts(theme: Theme, window: MainWindow) -> Companion:
    """The window of conflicts."""
    made = ConflictsWindow(theme, window)
    made.adjudication_wanted.connect(lambda: window.companions.show("adjudicate"))
    return made
