"""A cycle of two villages on either database."""

from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.actions.workbench.cycles import cycle
from tests.store.servers import own_postgres, postgres, postgres_server

__all__ = [
    "cycle",
    "moulds",
    "own_postgres",
    "place",
    "postgres",
    "postgres_moulds",
    "postgres_server",
    "sqlite_moulds",
]
