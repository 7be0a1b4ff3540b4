"""How long somebody who writes one small thing waits for whoever writes the store.

SQLite has one writer at a time, and a decree may take minutes. A page that waited for it would hold one of the few
threads of the server, and soon nobody had a page.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from payung.store.acts import StoreBusy

A_PAGE = 2.0
"""Seconds that a page waits before it says that the store is busy."""


@contextmanager
def patient_for(seconds: float) -> Iterator[None]:
    """On SQLite wait at most so long for another writer. Within a transaction, and on PostgreSQL, nothing changes.

    Raises: StoreBusy.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _wait(seconds)
    try:
        yield
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        raise StoreBusy from None
    finally:
        _wait(connection.settings_dict["OPTIONS"].get("timeout", 5))


def _wait(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
