"""Stores in the state in which many tests begin: made once a session and copied, which takes far less time."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections

from payung.actions.at_store import Place
from payung.actions.init_store import init_store
from payung.store.database import open_store
from tests.store.servers import Server


@dataclass(frozen=True)
class Mould:
    """A store that is closed, and what the act that made it gave."""

    place: Place
    outcome: Any


class Moulds:
    """Moulds on one kind of database, each by its name. ``server`` None: SQLite."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder, self._server = folder, server
        self._made: dict[str, Mould] = {}

    def mould(self, name: str, make: Callable[[Place], Any], of: str = "empty") -> None:
        """Where none has that name yet, make one: a copy of the mould ``of`` on which ``make`` was done."""
        if name not in self._made:
            place = self.copy(of, self._folder / name, kept=True)
            outcome = make(place)
            connections["default"].close()
            self._made[name] = Mould(place, outcome)

    def outcome(self, name: str) -> Any:
        """What the making of that mould gave."""
        return self._made[name].outcome

    def copy(self, name: str, folder: Path, *, kept: bool = False) -> Place:
        """A store of one's own like that mould, with its keys in ``folder``, open in this thread."""
        if name == "empty" and name not in self._made:
            self._made[name] = self._empty()
        mould = self._made[name].place
        (folder / "keys").mkdir(parents=True)
        keys = shutil.copy(mould.keys, folder / "keys" / "keys.json")
        if self._server is None:
            shutil.copy(mould.address.removeprefix("sqlite:///"), folder / "store.sqlite3")
            address = f"sqlite:///{folder}/store.sqlite3"
        else:
            address = self._server.new_database(urlsplit(mould.address).path[1:], kept=kept)
        open_store(address)
        return Place(address, Path(keys))

    def clear(self) -> None:
        """Drop the copies on a server; those in files go with their folders."""
        if self._server:
            connections["default"].close()
            self._server.drop()

    def _empty(self) -> Mould:
        folder = self._folder / "empty"
        (folder / "keys").mkdir(parents=True)
        address = self._server.new_database(kept=True) if self._server else f"sqlite:///{folder}/store.sqlite3"
        place = Place(address, folder / "keys" / "keys.json")
        init_store(place)
        connections["default"].close()
        return Mould(place, None)


@pytest.fixture(scope="session")
def sqlite_moulds(tmp_path_factory) -> Moulds:
    return Moulds(tmp_path_factory.mktemp("moulds"), None)


@pytest.fixture(scope="session")
def postgres_moulds(tmp_path_factory, postgres_server) -> Moulds:
    return Moulds(tmp_path_factory.mktemp("moulds"), postgres_server)


@pytest.fixture(params=["sqlite", "postgres"])
def moulds(request) -> Iterator[Moulds]:
    yield (these := request.getfixturevalue(f"{request.param}_moulds"))
    these.clear()


@pytest.fixture
def place(moulds, tmp_path) -> Place:
    """An empty store."""
    return moulds.copy("empty", tmp_path)
