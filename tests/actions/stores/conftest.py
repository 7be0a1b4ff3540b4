"""A store of two villages, from their lists to the decree, on either database."""

from tests.actions.stores.branch import decreed, sixty
from tests.actions.stores.two_villages import empty_database, empty_file, issued, opened, place, planned
from tests.store.servers import own_postgres, postgres, postgres_server

__all__ = [
    "decreed",
    "empty_database",
    "empty_file",
    "issued",
    "opened",
    "own_postgres",
    "place",
    "planned",
    "postgres",
    "postgres_server",
    "sixty",
]
