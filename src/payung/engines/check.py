"""DuckDB: the second opinion. It runs the same rules with its own joins, windows and arithmetic."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import duckdb
import narwhals as nw
import pyarrow as pa

from payung.engines.parquet import write_result
from payung.engines.tables import Frame, Result, Tables

BATCH_ROWS = 262_144


class CheckTables(Tables):
    """``Tables`` on one DuckDB connection; what is kept becomes a temporary table."""

    def __init__(self, memory: str | None = None) -> None:
        self._database = duckdb.connect(config={"memory_limit": memory} if memory else {})
        self._names = count()

    def scan(self, path: Path) -> Frame:
        return nw.from_native(self._database.read_parquet(str(path)))

    def keep(self, frame: Frame, names: Sequence[str]) -> Frame:
        name = f"kept_{next(self._names)}"
        nw.to_native(frame).create(name)
        return nw.from_native(self._database.table(name))

    def write(self, frame: Frame, results: Sequence[Result], out: Path) -> None:
        for result in results:
            reader = nw.to_native(result.made(frame)).to_arrow_reader(BATCH_ROWS)
            write_result(
                out / f"{result.name}.parquet", result.columns, (pa.Table.from_batches([batch]) for batch in reader)
            )
