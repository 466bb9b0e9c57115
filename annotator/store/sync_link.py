"""Reaching a PostgreSQL server: the library where it is installed, the password where it lies, errors as sentences."""

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

from annotator.model.errors import Refused, Unavailable

_KEYRING = "annotator"  # the service under which a password may lie in the system's keyring
_TIMEOUT = 10  # seconds until a server that does not answer counts as out of reach


def connection_to(url: str) -> tuple[ModuleType, Any]:
    """The library, and its connection to the database of a URL, or of a connection string such as `service=news`.

    TLS, service files and password files are libpq's; a password may also lie in the system's keyring. Nothing of it
    is stored. Raises Refused where the library is missing or the URL is none, Unavailable where nobody answers.
    """
    psycopg = _library()
    said = _parsed(psycopg, url)
    options = {"connect_timeout": _TIMEOUT, "application_name": "annotator"} | said
    if "password" not in options and (password := from_keyring(options)):
        options["password"] = password
    with told(psycopg):
        return psycopg, psycopg.connect(**options, autocommit=True)


def _library() -> ModuleType:
    try:
        return importlib.import_module("psycopg")
    except ImportError as error:
        raise Refused(
            "Syncing needs the library psycopg: install the program with its extra [team]."
        ) from error


def parted(url: str) -> tuple[str, str]:
    """The address of a server without its password, and the password, "" where it has none. Raises Refused."""
    said = _parsed(_library(), url)
    password = str(said.pop("password", "") or "")
    if not password:
        return url, ""
    return _library().conninfo.make_conninfo(**said), password


def with_password(url: str, password: str) -> str:
    """The address with a password, where one is given. Raises Refused where it is none."""
    if not password:
        return url
    return str(_library().conninfo.make_conninfo(**_parsed(_library(), url) | {"password": password}))


def to_keyring(url: str, password: str) -> bool:
    """Keep the password of an address in the system's keyring; whether there is one. Raises Refused for no address."""
    options = _parsed(_library(), url)
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return False
    with suppress(keyring.errors.KeyringError):
        keyring.set_password(_KEYRING, _account(options), password)
        return True
    return False


def has_keyring() -> bool:
    """Whether the library is there that reaches the system's keyring."""
    return importlib.util.find_spec("keyring") is not None


def _parsed(psycopg: ModuleType, url: str) -> dict[str, Any]:
    try:
        return dict(psycopg.conninfo.conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        raise Refused(
            "That is no address of a PostgreSQL database, such as postgresql://name@host/news."
        ) from error


def _account(options: dict[str, Any]) -> str:
    user, host, name = (options.get(key, "") for key in ("user", "host", "dbname"))
    return f"{user}@{host}/{name}"


def from_keyring(options: dict[str, Any]) -> str:
    """The password that the system's keyring has for this address, or "" (also where there is no keyring)."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return ""
    return str(keyring.get_password(_KEYRING, _account(options)) or "")


@contextmanager
def told(psycopg: ModuleType, but: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turn what the server or the network says into sentences; leave bugs as they are."""
    try:
        yield
    except but:
        raise
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refused(
            "This account has no right to do that on the server. Ask whoever runs it for the right; "
            f"nothing is lost ({_first_line(error)})."
        ) from error
    except psycopg.OperationalError as error:
        raise Unavailable(
            f"The server does not answer: {_first_line(error)}. Nothing is lost; sync again when it does."
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or "no reason given"
