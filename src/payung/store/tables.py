"""Whether something is a table or a column of Polars, asked without reading Polars: whoever has one has read it.

Most pages and commands have none, and reading Polars takes them longer than all else.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl
    from typing_extensions import TypeIs


def is_table(value: object) -> "TypeIs[pl.DataFrame]":
    """Whether ``value`` is a data frame."""
    return _is_a("DataFrame", value)


def is_column(value: object) -> "TypeIs[pl.Series]":
    """Whether ``value`` is a series."""
    return _is_a("Series", value)


def with_ids(table: "pl.DataFrame", first: int) -> "pl.DataFrame":
    """``table`` with a column ``id`` (int64) before the others, rising from ``first``."""
    import polars as pl

    return table.select(pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias("id"), pl.all())


def _is_a(name: str, value: object) -> bool:
    # While another thread reads Polars it is there without them.
    return isinstance(value, getattr(sys.modules.get("polars"), name, ()))
