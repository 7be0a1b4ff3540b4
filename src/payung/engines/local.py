"""Polars and NumPy on this machine: the default."""

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw
import polars as pl

from payung.core.roster.table import DECISIONS, FINDINGS
from payung.engines.parquet import write_result
from payung.engines.tables import Frame, Shape, Tables


class LocalTables(Tables):
    """``Tables`` on Polars frames."""

    def scan(self, path: Path) -> Frame:
        return nw.from_native(pl.scan_parquet(path, glob=False))

    def keep(self, frame: Frame, names: Sequence[str]) -> Frame:
        return nw.from_native(nw.to_native(frame).collect(engine="streaming").lazy())

    def write(self, frame: Frame, decisions: Shape, findings: Shape, out: Path) -> None:
        for shape, name, columns in ((decisions, "decisions", DECISIONS), (findings, "findings", FINDINGS)):
            table = nw.to_native(shape(frame)).collect(engine="streaming")
            write_result(out / f"{name}.parquet", columns, [table.to_arrow()])
