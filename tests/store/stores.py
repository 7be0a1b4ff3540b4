"""A store for each test, on either database, and what tests do with it.

``store`` is a fixture: an empty store, open in this thread, once on SQLite and once on PostgreSQL. Making one takes a
second, so each is a copy of one made for the session.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from payung.actions.at_store import Place
from payung.store.acts import FIRST_LINK, Deed, Doing, perform
from payung.store.database import connect, make_store
from payung.store.keys import Keys
from payung.store.proof import Fault, prove
from tests.store.servers import Server

DAY = date(2026, 3, 15)
MOMENT = datetime(2026, 3, 15, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Store:
    """A store at an address, its keys, and the database it is on: sqlite or postgresql."""

    address: str
    keys: Keys
    on: str

    @property
    def place(self) -> Place:
        return Place(self.address, self.keys.path)

    def do(self, work: Callable[[Doing], Mapping[str, Any] | None], **deed: Any) -> dict[str, Any]:
        """One act of ``work`` here, in this thread."""
        return perform(a_deed(**deed), self.keys, lambda doing: work(doing) or {})

    def faults(self, **anchors: Any) -> tuple[Fault, ...]:
        """What the proof finds."""
        return prove(self.keys, **anchors).faults


def a_deed(
    kind: str = "test",
    request: str | None = None,
    by: str = "tester",
    on: date = DAY,
    at: datetime = MOMENT,
    **said: Any,
) -> Deed:
    return Deed(kind=kind, request=request or str(uuid4()), by=by, on=on, at=at, said=said)


class Mint:
    """Makes empty stores fast: copies of one."""

    def __init__(self, on: str, folder: Path, server: Server | None) -> None:
        self.on, self._folder, self._server, self._numbers = on, folder, server, count(1)
        self._emptied: list[str] = []
        self.keys = (
            Keys.read(folder / "keys.json") if (folder / "keys.json").exists() else Keys.make(folder / "keys.json")
        )
        self._first = server.new_database(kept=True) if server else f"sqlite:///{folder}/first.sqlite3"
        make_store(self._first)
        connection.close()

    def new(self) -> Store:
        """A new, empty store, open in this thread."""
        if self._server is None:
            path = self._folder / f"{next(self._numbers)}.sqlite3"
            shutil.copy(self._folder / "first.sqlite3", path)  # closed, so that there is no log beside it
            address = f"sqlite:///{path}"
        elif self._emptied:
            address = self._emptied.pop()
        else:
            address = self._server.url(f"store{next(self._numbers)}")
            self._administer(f'CREATE DATABASE "{_name(address)}" TEMPLATE "{_name(self._first)}"')
        connect(address)
        return Store(address, self.keys, self.on)

    def remove(self, store: Store, *, spoilt: bool = False) -> None:
        """Close and delete; on PostgreSQL empty it for the next one, unless its tables are ``spoilt``."""
        connection.close()
        if self._server is None:
            for path in self._folder.glob(f"{Path(store.address).name}*"):
                path.unlink()
        elif spoilt:
            self._administer(f'DROP DATABASE "{_name(store.address)}" WITH (FORCE)')
        else:
            with psycopg.connect(store.address) as admin:
                admin.execute(_EMPTY)
            self._emptied.append(store.address)

    def _administer(self, statement: str) -> None:
        assert self._server is not None
        with psycopg.connect(self._server.url(), autocommit=True) as admin:
            admin.execute(statement.encode())


_EMPTY = ";".join(
    [
        "SET LOCAL session_replication_role = replica",  # no triggers and no foreign keys
        *(f'DELETE FROM "{model._meta.db_table}"' for model in apps.get_app_config("store").get_models()),  # noqa: S608
        f"INSERT INTO head VALUES (1, 0, '{FIRST_LINK}')",  # noqa: S608
    ]
).encode()


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(scope="session")
def sqlite_mint(tmp_path_factory) -> Mint:
    return Mint("sqlite", tmp_path_factory.mktemp("stores"), None)


@pytest.fixture(scope="session")
def postgres_mint(tmp_path_factory, postgres_server) -> Mint:
    return Mint("postgresql", tmp_path_factory.mktemp("stores"), postgres_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def mint(request) -> Mint:
    return request.getfixturevalue("sqlite_mint" if request.param == "sqlite" else "postgres_mint")


@pytest.fixture
def store(mint) -> Iterator[Store]:
    made = mint.new()
    yield made
    mint.remove(made)
