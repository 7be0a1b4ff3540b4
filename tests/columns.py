"""Compute column expressions on every engine, from a Parquet file as the product does."""

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from payung.engines.check import CheckTables
from payung.engines.cluster import ClusterTables
from payung.engines.local import LocalTables
from payung.engines.tables import Frame

ENGINES = ["local", "check", pytest.param("spark", marks=pytest.mark.spark)]
"""For ``pytest.mark.parametrize``: Polars, DuckDB, and Spark where it is there."""


def computed(engine: str, rows: pl.DataFrame, add: Callable[[Frame], Frame], folder: Path) -> pl.DataFrame:
    """``rows`` after ``add``, in their order; skips, or fails where it is required, when there is no Spark."""
    if engine == "spark" and (find_spec("pyspark") is None or which("java") is None):
        if os.environ.get("PAYUNG_REQUIRE_SPARK"):
            pytest.fail("pyspark and Java 17 are required here: make spark-env")
        pytest.skip("needs pyspark and Java 17: make spark-env")
    rows.with_row_index("position").with_columns(pl.col("position").cast(pl.Int64)).write_parquet(folder / "rows")
    tables: dict[str, Callable[[], Any]] = {
        "local": LocalTables,
        "check": CheckTables,
        "spark": lambda: ClusterTables("local[2]", folder),
    }
    made = add(tables[engine]().scan(folder / "rows")).sort("position")
    if engine == "spark":
        return pl.DataFrame(nw.to_native(made).toArrow()).drop("position")
    found: pl.DataFrame = made.collect(backend="polars").to_native()
    return found.drop("position")
