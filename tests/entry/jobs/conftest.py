"""Jobs are tried on the stores of ``tests.store``."""

from tests.store.servers import own_postgres, postgres, postgres_server
from tests.store.stores import mint, postgres_mint, sqlite_mint, store

__all__ = ["mint", "own_postgres", "postgres", "postgres_mint", "postgres_server", "sqlite_mint", "store"]
