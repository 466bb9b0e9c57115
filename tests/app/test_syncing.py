"""What a person is told when syncing cannot begin; the exchange itself has its tests in the store's folder."""

import builtins
import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest
from app_help import project_of

from annotator.app.syncing import sync, sync_job
from annotator.model.errors import Refused
from annotator.store import sync_link


def test_a_missing_library_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refused, match=r"extra \[team\]"):
        sync(project_of(tmp_path), "postgresql://localhost/news")
    with pytest.raises(Refused):
        sync_job(tmp_path / "new.annotator", "postgresql://localhost/news")
    assert not (tmp_path / "new.annotator").exists()


def test_a_password_may_lie_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = ModuleType("keyring")
    asked = []

    def get_password(service: str, name: str) -> str | None:
        asked.append((service, name))
        return "secret" if name.startswith("samira") else None

    keyring.get_password = get_password  # what the library has
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert sync_link.from_keyring({"user": "samira", "host": "h", "dbname": "news"}) == "secret"
    assert sync_link.from_keyring({"user": "bob"}) == ""
    assert asked[0] == ("annotator", "samira@h/news")
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert sync_link.from_keyring({"user": "samira"}) == ""


def test_the_library_is_loaded_only_for_a_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    real = builtins.__import__

    def watched(name: str, *arguments: object) -> ModuleType:
        loaded.append(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", watched)
    importlib.reload(importlib.import_module("annotator.store.sync_link"))
    assert "psycopg" not in loaded
