"""What every test of the store may ask for: the databases, and an archive."""

from pathlib import Path

import pytest

from payung.store.copies.copying import backup
from tests.store.full import fill
from tests.store.little_store import SHAPE, SOME, OnSQLite
from tests.store.servers import own_postgres, postgres, postgres_server
from tests.store.stores import mint, postgres_mint, sqlite_mint, store

__all__ = ["mint", "own_postgres", "postgres", "postgres_mint", "postgres_server", "sqlite_mint", "store"]


@pytest.fixture
def copy(tmp_path) -> Path:
    """An archive of some rows."""
    store = OnSQLite(tmp_path / "source.sqlite")
    store.insert(SOME)
    backup(store.database, SHAPE, tmp_path / "copy.zip")
    return tmp_path / "copy.zip"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request):
    """A store with rows in every table, on either database; a test that tampers with it puts all back."""
    mint = request.getfixturevalue("sqlite_mint" if request.param == "sqlite" else "postgres_mint")
    store = mint.new()
    fill(store)
    assert store.faults() == ()
    yield store
    assert store.faults() == (), "every manipulation was undone"
    mint.remove(store, spoilt=True)
