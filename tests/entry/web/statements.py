"""What is asked of the database, whichever connection asks: a page on PostgreSQL has one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.backends.utils import CursorWrapper


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL of every question inside, without its values."""
    said: list[str] = []
    ask = CursorWrapper.execute

    def execute(self: CursorWrapper, sql: Any, params: Any = None) -> Any:
        said.append(str(sql))
        return ask(self, sql, params)

    with patch.object(CursorWrapper, "execute", execute):
        yield said
    assert said, "nothing was asked, so nothing is known"
