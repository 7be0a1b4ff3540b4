"""Gather the records of persons that are compared by likeness: roster rows and the lists of other offices."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from payung.core.linkage.record import COLUMNS

TYPES: Mapping[str, type[pl.DataType]] = {"int64": pl.Int64, "string": pl.String, "date": pl.Date}
RECORD_TYPES = {name: TYPES[kind] for name, kind in COLUMNS.items()}
_FROM = {"birth_date": ("birth_date", "dob")}
"""Record column -> the names it may have in a list, the first that is there counts."""


def gather_records(lists: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One table of records (``core.linkage.record.COLUMNS``) of all ``lists``, source -> rows.

    Positions count over the lists in the order given, so the first list keeps the row numbers it has. Whoever has no
    name cannot be compared by likeness: such records stay, but only their NIK speaks.
    """
    tables, start = [], 0
    for source, rows in lists.items():
        tables.append(_records(source, rows, start))
        start += rows.height
    return pl.concat(tables) if tables else pl.DataFrame(schema=RECORD_TYPES)


def _records(source: str, rows: pl.DataFrame, start: int) -> pl.DataFrame:
    own = {"position": pl.int_range(pl.len(), dtype=pl.Int64) + start, "source": pl.lit(source)}
    return rows.select(
        own.get(name, _column(rows, name)).cast(dtype).alias(name) for name, dtype in RECORD_TYPES.items()
    )


def _column(rows: pl.DataFrame, name: str) -> pl.Expr:
    there = [one for one in _FROM.get(name, (name,)) if one in rows.columns]
    return pl.col(there[0]) if there else pl.lit(None)


def named(path: Path | None) -> pl.DataFrame:
    """The rows with a name of a list made by ``gateways.registers``; none where no list was given."""
    if path is None:
        return pl.DataFrame(schema={"nik": pl.String, "name": pl.String})
    return pl.scan_parquet(path).filter(pl.col("name").is_not_null()).collect()
