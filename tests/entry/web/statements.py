"""What is asked of the database, whichever connection asks: a page on PostgreSQL has one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from django.db.backends.utils import CursorWrapper


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL of every question inside: Django's without its values, and what asks PostgreSQL for whole columns."""
    said: list[str] = []
    ask, ask_bare = CursorWrapper.execute, psycopg.Cursor.execute

    def execute(self: CursorWrapper, sql: Any, params: Any = None) -> Any:
        said.append(str(sql))
        return ask(self, sql, params)

    def execute_bare(self: psycopg.Cursor[Any], query: Any, *more: Any, **named: Any) -> Any:
        if type(self) is psycopg.Cursor:  # Django's own are of its subclasses, and heard above
            said.append(query.decode() if isinstance(query, bytes) else str(query))
        return ask_bare(self, query, *more, **named)

    with patch.object(CursorWrapper, "execute", execute), patch.object(psycopg.Cursor, "execute", execute_bare):
        yield said
    assert said, "nothing was asked, so nothing is known"
