"""Connections that end at a chosen statement: a program that is killed there, a server that is cut off there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from annotator.store.project import Project
from annotator.store.sync_link import connection_to
from annotator.store.sync_postgres import PostgresPeer


class Killed(BaseException):
    """The program ends here; nothing that it would still do is done."""


class Mortal:
    """A connection that dies with a statement, before it or after it; it counts from where it is doomed."""

    def __init__(self, connection: Any, die: Callable[[], BaseException]) -> None:
        self.real = connection
        self._die = die
        self._left = -1  # statements until the end; negative: none is near
        self._after = False
        self.dead = False

    def doom(self, left: int, *, after: bool) -> None:
        """Die with the statement after so many; a negative number lets it live."""
        self._left, self._after = left, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def execute(self, *arguments: Any) -> Any:
        return self.counted(lambda: self.real.execute(*arguments))

    def executemany(self, *arguments: Any) -> Any:
        return self.counted(lambda: self.real.executemany(*arguments))

    def counted(self, statement: Callable[[], Any]) -> Any:
        """Run a statement, or die with it."""
        if self.dead or (self._left == 0 and not self._after):
            self._end()
        result = statement()
        if self._left == 0:
            self._end()
        self._left -= self._left > 0
        return result

    def _end(self) -> None:
        self.dead = True
        raise self._die()


def mortal(project: Project) -> Project:
    """The same project, whose program can be killed at any statement."""
    project.connection = Mortal(project.connection, Killed)
    return project


class CutPeer(Mortal):
    """What a PostgreSQL peer takes for its connection."""

    def __init__(self, psycopg: ModuleType, connection: Any, left: int, *, after: bool) -> None:
        def die() -> BaseException:
            connection.close()
            return psycopg.OperationalError("the connection is cut")

        super().__init__(connection, die)
        self.doom(left, after=after)

    @contextmanager
    def cursor(self) -> Iterator[Mortal]:
        with self.real.cursor() as cursor:
            yield _CutCursor(cursor, self)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self.real.transaction():
            yield
            self.counted(lambda: None)  # where it commits
        self.counted(lambda: None)


class _CutCursor:
    def __init__(self, cursor: Any, owner: CutPeer) -> None:
        self._cursor = cursor
        self._owner = owner

    def execute(self, *arguments: Any) -> Any:
        return self._owner.counted(lambda: self._cursor.execute(*arguments))

    def executemany(self, *arguments: Any) -> Any:
        return self._owner.counted(lambda: self._cursor.executemany(*arguments))


def cut_peer(url: str, left: int, *, after: bool) -> PostgresPeer:
    """A peer whose connection is cut with the statement after so many."""
    psycopg, connection = connection_to(url)
    return PostgresPeer(psycopg, CutPeer(psycopg, connection, left, after=after))
