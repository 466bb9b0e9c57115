"""Taking back what an author did to a project's people and assignments, apart from what was annotated."""

from annotator.app.history import History
from annotator.model.revision import PROJECT
from annotator.store import batches
from annotator.store.project import Project


class TeamHistory(History):
    """What an author did on this device about people: adding, joining, giving articles, working blind."""

    def __init__(self, project: Project, author: str) -> None:
        super().__init__(project, PROJECT, author)

    def _since(self, number: int) -> list[tuple[int, int | None]]:
        return batches.about_people_here(self._project, self._author, number)
