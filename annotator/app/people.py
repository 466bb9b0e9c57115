"""Who works in a project: its annotators by name."""

from annotator.model.people import annotator_name
from annotator.model.revision import GOLD
from annotator.store import label_sets, spans
from annotator.store.project import Project


def people(project: Project) -> list[str]:
    """The annotators of the project by name: those that were added, and whoever owns annotations."""
    return label_sets.people(project)


def owners_of_work(project: Project) -> list[str]:
    """Whose annotations can be exported: the people, and gold where adjudication has begun."""
    known = people(project)
    return [*known, GOLD] if GOLD in spans.owners(project) else known


def programs(project: Project) -> frozenset[str]:
    """The owners that are programs: their annotations are predictions, and agreement leaves them out."""
    return label_sets.programs(project)


def persons(project: Project) -> list[str]:
    """The annotators of the project that are no programs, by name."""
    known = programs(project)
    return [name for name in people(project) if name not in known]


def add_person(project: Project, name: str, *, author: str = "") -> str:
    """Add an annotator and get the name as it is stored. Raises Refused for a name that cannot be one."""
    clean = annotator_name(name)
    label_sets.add_person(project, clean, author=author or clean)
    return clean
