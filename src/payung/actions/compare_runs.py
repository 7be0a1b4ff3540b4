"""What changed from one run of a cycle to the next: every row in exactly one pile, and before and after of the changed.

Two rows are the same row where they say the same for the same village; else where they are the same person's; else
where they stand in the same place of the village's list.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import polars as pl

from payung.store.columns import columns_of
from payung.store.held import held
from payung.store.keys import Keys
from payung.store.models import RunFile, SourceRow
from payung.store.reading import rows_of
from payung.store.seen import in_scope

PILES = ("new", "unchanged", "updated", "with_problems")
_ROW = {
    "id": pl.Int64,
    "person": pl.Int64,
    "village": pl.Int64,
    "sheet": pl.String,
    "row": pl.Int64,
    "mark": pl.String,
    "decision": pl.String,
}
_COLUMNS = ("id", "person_id", "village_id", "sheet", "row", "mark", "decision")
_WAYS = (("village", "mark"), ("person",), ("village", "sheet", "row"))
"""By what rows are taken for the same, the surest first."""


@dataclass(frozen=True)
class Compared:
    """Rows of the later run by pile; ``rows_read`` = their sum and ``not_data`` (blank and total rows, files that gave
    none); ``gone``: rows of the earlier run that are not there any more."""

    rows_read: int
    new: int
    unchanged: int
    updated: int
    with_problems: int
    not_data: int
    gone: int

    @property
    def holds(self) -> bool:
        """Whether the equation is true."""
        return self.rows_read == self.new + self.unchanged + self.updated + self.with_problems + self.not_data


@dataclass(frozen=True)
class Changed:
    """A row that says something else than before. ``fields``: column -> before and after (None: empty)."""

    before: int
    after: int
    fields: Mapping[str, tuple[str | None, str | None]]


def compare_runs(before: int | None, after: int) -> Compared:
    """Run ``after`` beside ``before`` (None: all is new). Counts alone: no row is opened."""
    counts = piles(matched(rows_of_run(before), rows_of_run(after)))
    lines = in_scope(RunFile).filter(run=after).values_list("rows_read", "not_data")
    read, rest = map(sum, zip(*lines, strict=True)) if lines else (0, 0)
    gone = in_scope(SourceRow).filter(run=before).count() - counts.pop("met") if before else 0
    return Compared(rows_read=read, not_data=rest, gone=gone, **{pile: counts.get(pile, 0) for pile in PILES})


@held
def compared_counts(before: int | None, after: int) -> dict[str, int]:
    """``compare_runs`` for a page."""
    return asdict(compare_runs(before, after))


def changed_rows(keys: Keys, before: int, after: int, village: int) -> list[Changed]:
    """Every row of a village that says something else in ``after`` than in ``before``, field by field, in its order.

    Opens the values of those rows alone: whoever shows them says so first. Raises: KeyUnknown, SealBroken.
    """
    met = matched(rows_of_run(before), rows_of_run(after)).filter(pl.col("was").is_not_null())
    ours = met.filter((pl.col("village") == village) & (pl.col("mark") != pl.col("was_mark")))
    both = ours.select("was", "id").rows()
    said = opened(keys, [number for pair in both for number in pair])
    told = [Changed(was, now, _differences(said[was], said[now])) for was, now in both]
    return [one for one in told if one.fields]


def opened(keys: Keys, rows: list[int]) -> dict[int, dict[str, str | None]]:
    """What each row says, by column; nothing for rows whose values are not kept. Raises: KeyUnknown, SealBroken."""
    held = rows_of(in_scope(SourceRow), ("id", "values_sealed"), "id", set(rows))
    return {
        number: json.loads(keys.open_bytes(sealed, number, "row")) if sealed is not None else {}
        for number, sealed in held
    }


def rows_of_run(run: int | None) -> pl.DataFrame:
    """The rows of a run, as far as they are compared; none where there is no run."""
    return columns_of(in_scope(SourceRow).filter(run=run or 0).order_by("id").values_list(*_COLUMNS), _ROW)


def matched(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """``after`` with ``was`` and ``was_mark`` of the row before (None: there was none), each row before used once.

    Both as ``rows_of_run`` gives them.
    """
    found = []
    left, right = before, after
    for way in _WAYS:
        turn = pl.int_range(pl.len()).over(way).alias("turn")
        ours = right.drop_nulls(way).filter(pl.col("mark") != "").with_columns(turn)
        theirs = left.drop_nulls(way).filter(pl.col("mark") != "").with_columns(turn)
        was = theirs.select(*way, "turn", was="id", was_mark="mark")
        met = ours.join(was, on=[*way, "turn"]).drop("turn")
        found.append(met.select(*_ROW, "was", "was_mark"))
        right = right.join(met.select("id"), on="id", how="anti")
        left = left.join(met.select(id="was"), on="id", how="anti")
    rest = right.with_columns(was=pl.lit(None, pl.Int64), was_mark=pl.lit(None, pl.String))
    return pl.concat([*found, rest.select(*_ROW, "was", "was_mark")]).sort("id")


def piles(rows: pl.DataFrame) -> dict[str, int]:
    """How many rows of ``matched`` lie in each pile, each row in one; "met": those that were there before."""
    pile = (
        pl.when(pl.col("decision") != "accept")
        .then(pl.lit("with_problems"))
        .when(pl.col("was").is_null())
        .then(pl.lit("new"))
        .when(pl.col("mark") == pl.col("was_mark"))
        .then(pl.lit("unchanged"))
        .otherwise(pl.lit("updated"))
    )
    counts = dict(rows.group_by(pile.alias("pile")).len().iter_rows())
    return counts | {"met": rows["was"].drop_nulls().len()}


def _differences(
    before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> dict[str, tuple[str | None, str | None]]:
    return {
        name: (before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    }
