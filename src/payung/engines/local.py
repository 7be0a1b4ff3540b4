"""Polars and NumPy on this machine: the default.

Two passes. The first reads the text columns once and keeps small ones; rows are then looked up, compared and ranked by
their place. The second reads the text again, slice by slice, beside the verdicts, and writes. Memory is that of the
small columns and one slice.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import narwhals as nw
import numpy as np
import polars as pl

from payung.core.roster.table import DECISIONS, FINDINGS
from payung.engines import tables
from payung.engines.parquet import ResultFile
from payung.engines.tables import TWIN_SHOWN, TWIN_TRUTHS, Frame, Shape, Tables

SLICE_ROWS = 1_048_576
TWIN_TEXT = ("file", "sheet", "row", "village_code", "name_sound_1", "name_sound_2")


class LocalTables(Tables):
    """``Tables`` on Polars frames; text is dropped by ``keep`` and read again where a message needs it."""

    def __init__(self) -> None:
        self._roster = pl.LazyFrame()
        self._shown: list[pl.DataFrame] = []

    def scan(self, path: Path) -> Frame:
        return nw.from_native(pl.scan_parquet(path, glob=False))

    def scan_rows(self, path: Path) -> Frame:
        self._roster = pl.scan_parquet(path, glob=False)
        positions = self._roster.select("position").collect().to_series()
        if not positions.is_sorted():
            self._roster = self._roster.collect().sort("position").lazy()
        return nw.from_native(self._roster)

    def keep(self, frame: Frame, names: Sequence[str]) -> Frame:
        return _frame(_native(frame).select(names).collect(engine="streaming"))

    def strongest(self, register: Frame, order: Sequence[str]) -> Frame:
        rows = _native(register).collect(engine="streaming")
        again = _repeated(rows["key"].to_numpy())
        if not again.len():
            return _frame(rows)
        several = pl.col("key").is_in(again.implode())
        one = _native(tables.strongest(_frame(rows.filter(several)), order)).select(rows.columns).collect()
        return _frame(pl.concat([rows.filter(~several), one]))

    def look_up(self, frame: Frame, register: Frame, judged: Sequence[str], shown: Sequence[str]) -> Frame:
        rows = _native(frame)
        asked = rows.select("position", key="nik_asked").filter(pl.col("key").is_not_null())
        found = asked.join(_native(register), on="key", how="inner").collect(engine="streaming")
        if shown:
            self._shown.append(found.select("position", *shown))
        return nw.from_native(self._placed(rows, found.select("position", *judged)))

    def with_cards(self, frame: Frame) -> Frame:
        rows = _native(frame)
        suspects = rows.filter("nik_no_adult").select("position", number="nik_number").collect(engine="streaming")
        numbers = suspects["number"].unique().implode()
        cards = (
            rows.filter(pl.col("family_number").is_in(numbers)).select("position", number="family_number").collect()
        )
        met = self._text(suspects, ["file"]).join(self._text(cards, ["file"]), on=["file", "number"], how="semi")
        return nw.from_native(rows.with_columns(nik_on_a_card=pl.col("position").is_in(met["position"].implode())))

    def with_twins(self, frame: Frame) -> Frame:
        rows = _native(frame)
        numbers = rows.filter("candidate").select("nik_number").collect().to_series()
        several = pl.col("nik_number").is_in(_repeated(numbers.to_numpy()).implode())
        twins = rows.filter(pl.col("candidate") & several).select("position", "nik_number", "candidate").collect()
        found = _native(tables.with_twins(_frame(self._text(twins, TWIN_TEXT)))).sort("position").collect()
        self._shown.append(found.select("position", *TWIN_SHOWN))
        placed = self._placed(rows, found.select("position", *TWIN_TRUTHS))
        return nw.from_native(placed.with_columns(pl.col(*TWIN_TRUTHS).fill_null(False)))

    def with_turn(self, frame: Frame, name: str, who: str, scope: str | None, order: str) -> Frame:
        rows = _native(frame)
        group = pl.lit(0, pl.Int64) if scope is None else pl.col(scope)
        asking = rows.filter(who).select("position", order, group=group).collect(engine="streaming")
        turns = _turns(asking["group"].to_numpy(), asking[order].to_numpy())
        return nw.from_native(self._placed(rows, asking.select("position", pl.Series(name, turns))))

    def write(self, frame: Frame, decisions: Shape, findings: Shape, out: Path) -> None:
        rows = _native(frame).collect()
        shapes = ((decisions, "decisions", DECISIONS), (findings, "findings", FINDINGS))
        files = [ResultFile(out / f"{name}.parquet", columns) for _, name, columns in shapes]
        for start in range(0, max(rows.height, 1), SLICE_ROWS):
            part = self._beside_text(rows.slice(start, SLICE_ROWS), start)
            for (shape, _, _), file in zip(shapes, files, strict=True):
                file.add(_native(shape(_frame(part))).collect().to_arrow())
        for file in files:
            file.close()

    def _beside_text(self, rows: pl.DataFrame, start: int) -> pl.DataFrame:
        """Verdicts beside the roster's own columns and what only messages show."""
        text = self._roster.slice(start, rows.height).drop("position").collect()
        part = pl.concat([rows, text], how="horizontal")
        first, last = (rows["position"].min(), rows["position"].max())
        for shown in self._shown:
            here = shown.filter(pl.col("position").is_between(first, last))
            part = part.join(here, on="position", how="left", maintain_order="left")
        return part

    def _placed(self, rows: pl.LazyFrame, some: pl.DataFrame) -> pl.LazyFrame:
        """``rows`` with the columns of ``some`` at the rows of their positions, null elsewhere."""
        whole = rows.collect(engine="streaming")
        places = np.searchsorted(whole["position"].to_numpy(), some["position"].to_numpy())
        index = np.full(whole.height, -1, np.int64)
        index[places] = np.arange(some.height)
        at = pl.Series(index)
        at = pl.select(pl.when(at >= 0).then(at)).to_series()
        return whole.with_columns([some[name].gather(at) for name in some.columns if name != "position"]).lazy()

    def _text(self, rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
        """``rows`` with roster columns beside them."""
        wanted = pl.col("position").is_in(rows["position"].implode())
        text = self._roster.select("position", *names).filter(wanted).collect(engine="streaming")
        return rows.join(text, on="position", how="left", maintain_order="left")


def _turns(group: np.ndarray, order: np.ndarray) -> np.ndarray:
    """1, 2, 3 … within each group by order; rows alike keep their order."""
    queue = np.lexsort((order, group))
    sorted_group = group[queue]
    starts = np.flatnonzero(np.concatenate([[True], sorted_group[1:] != sorted_group[:-1]]))
    lengths = np.diff(np.append(starts, len(queue)))
    turns = np.empty(len(queue), np.int64)
    turns[queue] = np.arange(len(queue)) - np.repeat(starts, lengths) + 1
    return turns


def _repeated(keys: np.ndarray) -> pl.Series:
    """The values that stand more than once among ``keys``."""
    ordered = np.sort(keys)
    return pl.Series(np.unique(ordered[1:][ordered[1:] == ordered[:-1]]), dtype=pl.Int64)


def _native(frame: Frame) -> pl.LazyFrame:
    native: pl.LazyFrame = nw.to_native(frame)
    return native


def _frame(rows: pl.DataFrame) -> Frame:
    return nw.from_native(rows.lazy())
