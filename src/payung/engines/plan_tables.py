"""The tables of a plan as Polars frames, and as files: the same rows become the same bytes."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from payung.core.allocation.people import LEFT, PAID, PEOPLE, UNPAID
from payung.engines.parquet import write_result

KINDS = {"int64": pl.Int64, "int32": pl.Int32, "int16": pl.Int16, "string": pl.String}
TABLES: Mapping[str, Mapping[str, str]] = {"people": PEOPLE, "paid": PAID, "unpaid": UNPAID, "left": LEFT}
"""Name of the file, without .parquet -> its columns."""


def schema_of(name: str) -> pl.Schema:
    """The columns of a table of ``TABLES``."""
    return pl.Schema({column: KINDS[kind]() for column, kind in TABLES[name].items()})


def write_table(folder: Path, name: str, frame: pl.DataFrame) -> Path:
    """Write ``frame`` as the file of the table ``name``; returns where it lies."""
    path = folder / f"{name}.parquet"
    write_result(path, TABLES[name], [frame.to_arrow()])
    return path


def read_table(folder: Path, name: str) -> pl.DataFrame:
    """The table ``name`` as it lies in ``folder``. Raises: OSError, polars.exceptions.PolarsError."""
    return pl.read_parquet(folder / f"{name}.parquet", glob=False)
