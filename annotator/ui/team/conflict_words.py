"""The sentences about conflicts."""

from annotator.app.conflict_facts import title_of
from annotator.app.deciding import Conflict
from annotator.app.session import Session
from annotator.ui.isolates import isolated
from annotator.ui.team.words import number, tr


def head(count: int) -> str:
    """How many there are, and what that means."""
    if not count:
        return tr("There are no conflicts: nobody changed one thing differently on two laptops.")
    return tr(
        "{0}: one thing was changed differently on two laptops. Nothing is lost until you decide."
    ).format(number(count, tr("conflict"), tr("conflicts")))


def line(session: Session, conflict: Conflict) -> str:
    """One conflict in the list: what, whose, and where."""
    title = isolated(title_of(session.project, conflict))
    return tr("{0} of {1}\n{2}").format(tr(conflict.kind.capitalize()), isolated(conflict.owner), title)


def explained(conflict: Conflict, *, mine: bool, adjudicated: bool) -> str:
    """What is to be done about a conflict."""
    if adjudicated:
        return tr(
            "Gold was decided differently on two laptops. Adjudication shows both decisions with their reasons "
            "and decides the spans with them."
        )
    if not mine:
        whose = isolated(conflict.owner)
        return tr("This is {0}’s own to decide, here or on the other laptop.").format(whose)
    return tr("Which one holds? Press its number; what differs is bold.")
