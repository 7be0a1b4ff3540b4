"""Writing that waits for nobody: for what may as well be written by the next page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def at_once() -> Iterator[None]:
    """On SQLite what another process holds is refused at once (OperationalError). On PostgreSQL writers of different
    rows wait for nobody."""
    if connection.vendor != "sqlite":
        yield
        return
    _wait(0)
    try:
        yield
    finally:
        _wait(int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000))


def _wait(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
