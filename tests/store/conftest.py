"""What every test of the store may ask for: the databases, and an archive."""

from pathlib import Path

import pytest

from payung.store.copies.copying import backup
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
