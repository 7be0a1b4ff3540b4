"""The databases every test of the store may ask for."""

from tests.store.servers import own_postgres, postgres, postgres_server

__all__ = ["own_postgres", "postgres", "postgres_server"]
