"""What all tables of the store share: rows are added by an act, and never changed or taken away."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models.lookups import In

ROWS_AN_ACT = 2**24
"""Most rows that one act adds to one table; a row's number says which act added it."""


class RowNumber(models.BigIntegerField):
    """The id of a kept row. On SQLite it is the row's own number, so that no index beside the table holds it again."""

    def db_type(self, connection: Any) -> str:
        """``integer`` is what SQLite calls its row numbers; they have 8 bytes all the same."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Word(models.CharField):
    """One of few words: small letters and "_"."""

    def deconstruct(self) -> Any:
        """For migrations it is a text."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@Word.register_lookup
class InWords(In):
    """``state__in``: SQLite is given the words themselves, for by a parameter it finds no index that is of some rows
    alone (``condition``) and reads the whole table."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The same question."""
        sql, params = super().as_sql(compiler, connection)
        told = [word for word in params if isinstance(word, str) and re.fullmatch("[a-z_]+", word)]
        if len(told) < len(params) or sql.count("%s") != len(told) or not self.rhs_is_direct_value():
            return sql, list(params)
        return sql % tuple(f"'{word}'" for word in told), []


class Kept(models.Model):
    """A row that one act added and nothing changes: ``id`` is the act's number times ``ROWS_AN_ACT`` plus its place.

    ``CHANGING`` names the columns that later acts do change; what they should hold follows from rows that are kept.
    ``MENDED``: those that an act may put right, which then binds a new digest of them (``store.mended``).
    """

    id = RowNumber(primary_key=True)

    CHANGING: ClassVar[frozenset[str]] = frozenset()
    MENDED: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @property
    def act_number(self) -> int:
        """The act that added this row."""
        return int(self.id) // ROWS_AN_ACT


def kept_columns(model: type[Kept]) -> tuple[str, ...]:
    """Names of the columns of ``model`` that no act changes, in the order of the table; ``id`` first."""
    return tuple(field.column for field in model._meta.concrete_fields if field.column not in model.CHANGING)


def all_kept() -> Sequence[type[Kept]]:
    """Every table of kept rows, by name."""
    found: list[type[Kept]] = []
    waiting = [Kept]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if not each._meta.abstract:
                found.append(each)
    return sorted(found, key=lambda each: each._meta.db_table)
