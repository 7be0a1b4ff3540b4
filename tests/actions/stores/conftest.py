"""A store of two villages, from their lists to the decree, on either database."""

from tests.actions.stores.branch import decreed, sixty
from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.actions.stores.proposing import handed
from tests.actions.stores.two_villages import issued, opened, planned
from tests.store.servers import own_postgres, postgres, postgres_server

__all__ = [
    "decreed",
    "handed",
    "issued",
    "moulds",
    "opened",
    "own_postgres",
    "place",
    "planned",
    "postgres",
    "postgres_moulds",
    "postgres_server",
    "sixty",
    "sqlite_moulds",
]
