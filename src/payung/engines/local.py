"""Polars and NumPy on this machine: the default.

Two passes. The first reads the text columns once and keeps small ones; rows are then looked up, compared and ranked by
their place. The second reads the text again, slice by slice, beside the verdicts, and writes. Memory is that of the
small columns and one slice.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import narwhals as nw
import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from payung.engines import tables
from payung.engines.parquet import ROWS_IN_A_GROUP
from payung.engines.tables import TWIN_SHOWN, TWIN_TRUTHS, Frame, Result, Tables

SLICE_ROWS = 1_048_576
TYPES = {"string": pl.String, "int64": pl.Int64, "date": pl.Date}
MESSAGE_TEXT = (
    "file", "sheet", "row", "nik", "birth_date_text", "occupation", "occupation_text", "village_code",
)  # fmt: skip
"""The roster columns that findings show."""

TWIN_TEXT = ("file", "sheet", "row", "village_code", "name_sound_1", "name_sound_2")


class LocalTables(Tables):
    """``Tables`` on Polars frames; text is dropped by ``keep`` and read again where a message needs it."""

    def __init__(self) -> None:
        self._roster = pl.LazyFrame()
        self._shown: list[tuple[pl.DataFrame, pl.Series]] = []  # what messages show, and where it stands for each row

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

    def strongest(self, register: Frame, order: Mapping[str, nw.Expr]) -> Frame:
        rows = _native(register).collect(engine="streaming")
        if rows["key"].n_unique() == rows.height:
            return _frame(rows)
        again = _repeated(rows["key"])
        several = pl.col("key").is_in(again.implode())
        one = _native(tables.strongest(_frame(rows.filter(several)), order)).select(rows.columns).collect()
        return _frame(pl.concat([rows.filter(~several), one]))

    def look_up(self, frame: Frame, register: Frame, judged: Sequence[str], shown: Sequence[str]) -> Frame:
        rows = _native(frame)
        asked = rows.select("position", key="nik_asked").filter(pl.col("key").is_not_null())
        known = _native(register).collect(engine="streaming")
        keys = known.lazy().select("key", at=pl.int_range(pl.len(), dtype=pl.UInt32))
        found = asked.join(keys, on="key", how="inner").collect(engine="streaming")
        at = self._places(rows, found["position"], found["at"])
        if shown:
            order = pl.int_range(found.height, dtype=pl.UInt32, eager=True)
            here = self._places(rows, found["position"], order)
            self._shown.append((known.select(shown).select(pl.all().gather(found["at"])), here))
        return nw.from_native(rows.with_columns(known[name].gather(at) for name in judged))

    def with_cards(self, frame: Frame) -> Frame:
        rows = _native(frame)
        suspects = rows.filter("nik_no_adult").select("position", number="nik_number").collect(engine="streaming")
        numbers = suspects["number"].unique().implode()
        cards = rows.filter(pl.col("family_number").is_in(numbers)).select("position", number="family_number").collect()
        met = self._text(suspects, ["file"]).join(self._text(cards, ["file"]), on=["file", "number"], how="semi")
        return nw.from_native(rows.with_columns(nik_on_a_card=pl.col("position").is_in(met["position"].implode())))

    def with_twins(self, frame: Frame) -> Frame:
        rows = _native(frame)
        numbers = rows.filter("candidate").select("nik_number").collect().to_series()
        several = pl.col("nik_number").is_in(_repeated(numbers).implode())
        twins = rows.filter(pl.col("candidate") & several).select("position", "nik_number", "candidate").collect()
        found = _native(tables.with_twins(_frame(self._text(twins, TWIN_TEXT)))).sort("position").collect()
        placed = self._placed(rows, found.select("position", *TWIN_TRUTHS), found.select(TWIN_SHOWN))
        return nw.from_native(placed.with_columns(pl.col(*TWIN_TRUTHS).fill_null(False)))

    def with_turn(self, frame: Frame, name: str, who: str, scope: str | None, order: str) -> Frame:
        rows = _native(frame)
        group = pl.lit(0, pl.Int64) if scope is None else pl.col(scope)
        asking = rows.filter(who).select("position", order, group=group).collect(engine="streaming")
        turns = _turns(asking["group"], asking[order])
        return nw.from_native(self._placed(rows, asking.select("position", pl.Series(name, turns))))

    def with_text(self, frame: Frame, name: str, text: nw.Expr, flags: Sequence[str]) -> Frame:
        rows = _native(frame)
        pattern = pl.sum_horizontal(pl.col(flag).cast(pl.Int64) * 2**bit for bit, flag in enumerate(flags))
        some = rows.filter(pl.any_horizontal(*flags)).select("position", *flags, pattern=pattern).collect()
        one_each = some.unique("pattern", keep="any").lazy()
        texts = _native(nw.from_native(one_each).with_columns(**{name: text})).select(
            "pattern", pl.col(name).cast(pl.Categorical)
        )
        told = some.lazy().select("position", "pattern").join(texts, on="pattern", how="left", maintain_order="left")
        return nw.from_native(self._placed(rows, told.select("position", name).collect()))

    def write(self, frame: Frame, results: Sequence[Result], out: Path) -> None:
        rows = _native(frame).collect()
        beside = pl.concat([self._roster.drop("position"), rows.lazy()], how="horizontal")
        for result in results:
            if result.order == "position":
                made = _native(result.shape(nw.from_native(beside)))
            else:
                made = register_io_source(partial(self._slices, rows, result), schema=_schema(result))
            made.select(pl.col(name).cast(TYPES[kind]) for name, kind in result.columns.items()).sink_parquet(
                out / f"{result.name}.parquet",
                compression="zstd",
                compression_level=1,
                row_group_size=ROWS_IN_A_GROUP,
                statistics=False,
            )

    def _slices(
        self, rows: pl.DataFrame, result: Result, columns: list[str] | None, *rest: object
    ) -> Iterator[pl.DataFrame]:
        """A result that needs what only messages show, slice of the roster by slice."""
        named = [name for name in rows.columns if rows.schema[name] == pl.Boolean and name.startswith("broke_")]
        for start in range(0, rows.height, SLICE_ROWS):
            some = rows.slice(start, SLICE_ROWS).lazy()
            text = self._roster.slice(start, SLICE_ROWS).select(MESSAGE_TEXT)
            marks = [at.slice(start, SLICE_ROWS).alias(f"shown_{n}") for n, (_, at) in enumerate(self._shown)]
            beside = pl.concat([text, some, pl.LazyFrame(marks)], how="horizontal")
            part = beside.filter(pl.any_horizontal(*named)).collect(engine="streaming")
            for n, (shown, _) in enumerate(self._shown):
                part = part.hstack(shown.select(pl.all().gather(part[f"shown_{n}"])).get_columns())
            yield _native(result.made(_frame(part))).collect()

    def _placed(self, rows: pl.LazyFrame, some: pl.DataFrame, shown: pl.DataFrame | None = None) -> pl.LazyFrame:
        """``rows`` with the columns of ``some`` at the rows of their positions, null elsewhere.

        ``shown`` stands beside ``some`` and is remembered until messages are written.
        """
        at = self._places(rows, some["position"], pl.int_range(some.height, dtype=pl.UInt32, eager=True))
        if shown is not None:
            self._shown.append((shown, at))
        return rows.with_columns(some[name].gather(at) for name in some.columns if name != "position")

    def _places(self, rows: pl.LazyFrame, positions: pl.Series, at: pl.Series) -> pl.Series:
        """``at`` for the rows at ``positions``, null for the others."""
        all_positions = rows.select("position").collect().to_series().to_numpy()
        index = np.full(len(all_positions), -1, np.int32)
        wanted = positions.to_numpy()
        unbroken = len(all_positions) and all_positions[-1] - all_positions[0] + 1 == len(all_positions)
        places = wanted - all_positions[0] if unbroken else np.searchsorted(all_positions, wanted)
        index[places] = at.to_numpy()
        found = pl.Series(index)
        return pl.select(pl.when(found >= 0).then(found).cast(pl.UInt32)).to_series()

    def _text(self, rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
        """``rows`` with roster columns beside them."""
        wanted = pl.col("position").is_in(rows["position"].implode())
        text = self._roster.select("position", *names).filter(wanted).collect(engine="streaming")
        return rows.join(text, on="position", how="left", maintain_order="left")


def _turns(group: pl.Series, order: pl.Series) -> np.ndarray:
    """1, 2, 3 … within each group by order; rows alike keep their order."""
    values = group.to_numpy()
    if not group.is_sorted():
        values = group.rank("dense").to_numpy().astype(np.int64)
    new_group = np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]
    dense = np.cumsum(new_group) if group.is_sorted() else values
    keys = order.to_numpy()
    bits = int(keys.max(initial=0)).bit_length()
    if bits + int(dense.max(initial=0)).bit_length() <= 63:
        queue = np.argsort((dense << bits) | keys, kind="stable")
    else:
        queue = np.lexsort((keys, dense))
    ordered = dense[queue]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)])
    turns = np.empty(len(queue), np.int64)
    turns[queue] = np.arange(len(queue)) - np.repeat(starts, np.diff(np.append(starts, len(queue)))) + 1
    return turns


def _repeated(keys: pl.Series) -> pl.Series:
    """The values that stand more than once among ``keys``."""
    ordered = keys.sort()
    return ordered.filter(ordered == ordered.shift(1)).unique()


def _schema(result: Result) -> pl.Schema:
    return pl.Schema({name: TYPES[kind] for name, kind in result.columns.items()})


def _native(frame: Frame) -> pl.LazyFrame:
    native: pl.LazyFrame = nw.to_native(frame)
    return native


def _frame(rows: pl.DataFrame) -> Frame:
    return nw.from_native(rows.lazy())
