"""Whose each set of an import is: a person's or a program's, under which name, or nobody's by choice."""

from collections.abc import Iterator
from unicodedata import normalize

from annotator.app.admission import Tell
from annotator.app.imported import Imported, ImportOptions
from annotator.interchange.record import AnnotationSet, Problem
from annotator.model.errors import Refused
from annotator.model.people import PROGRAM, annotator_uid, person_name
from annotator.model.revision import ALL, PERSON, PROJECT, RESERVED, Edit, Revision
from annotator.store import label_sets, revisions
from annotator.store.project import Project


class Whose:
    """The owners of one import: it renames, leaves out, and notes which of them are programs."""

    def __init__(self, project: Project, options: ImportOptions, done: Imported, tell: Tell) -> None:
        self._project = project
        self._options = options
        self._done = done
        self._tell = tell
        self._renamed = {_nfc(name): to for name, to in options.owners.items()}
        self._programs = {_nfc(name) for name in options.programs}
        self._known = label_sets.programs(project)
        self._persons = (set(label_sets.people(project)) - self._known) | RESERVED
        self._met: set[str] = set()
        self._names: dict[str, str] = {}  # from the data's to the project's, of those that were taken

    def name(self, owned: AnnotationSet, place: str) -> str:
        """The owner in the project; "" where the set is left out, or refused and reported."""
        if owned.owner in self._names:
            return self._names[owned.owner]
        given = self._renamed.get(_nfc(owned.owner), owned.owner) if owned.owner else self._options.owner
        if owned.owner and not given:
            self._done.left_out[owned.owner] = self._done.left_out.get(owned.owner, 0) + len(owned.spans)
            return ""
        try:
            name = person_name(given)
            if name in (PROJECT, ALL):
                raise Refused(f"The name '{name}' is reserved for the program.")
        except Refused as error:
            self._tell(Problem(place, str(error), "give the annotations another owner", "owner"))
            return ""
        self._names[owned.owner] = name
        return name

    def is_program(self, owned: AnnotationSet, name: str) -> bool:
        """Whether the set is a program's: as was chosen, or as the data says; who is a person here stays one."""
        if name in self._persons:
            return False
        said = owned.program or name in self._known
        return said or (bool(self._programs) and _nfc(owned.owner) in self._programs)

    def first_met(self, name: str) -> bool:
        """Whether this program comes for the first time in this import."""
        if name in self._met:
            return False
        self._met.add(name)
        return True

    def program_edits(self, name: str) -> Iterator[tuple[Edit, list[Revision]]]:
        """What makes a program known as one, with the leaves that it replaces; nothing where it is."""
        if name not in self._known:
            key = annotator_uid(name).hex()
            leaves = revisions.key_leaves(self._project, PERSON, PROJECT, None, key)
            content = {"name": name, "role": PROGRAM}
            yield Edit(PERSON, key=key, content=content, replaces=tuple(r.ref for r in leaves)), leaves


def _nfc(name: str) -> str:
    return normalize("NFC", name).strip()
