"""The draw can be computed again by anyone, is the same on every engine, and favours nobody."""

import duckdb
import narwhals as nw
import polars as pl
import pytest

from payung.core.allocation.order import DRAW_BITS, lot, lots

NIKS = [1_508_014_107_850_001 + n for n in range(2_000)] + [9_999_997_112_999_999, 0]


@pytest.mark.parametrize("seed", [0, 1, 20_261_101, 2**62])
def test_columns_draw_what_the_plain_function_draws(seed):
    frame = pl.DataFrame({"nik": NIKS, "at": range(len(NIKS))})
    for native in (frame.lazy(), duckdb.connect().from_arrow(frame.to_arrow())):
        drawn = nw.from_native(native).with_columns(lot=lots(nw.col("nik"), seed)).sort("at").collect("polars")
        assert drawn["lot"].to_list() == [lot(nik, seed) for nik in NIKS]


def test_lots_are_even_and_a_seed_changes_them():
    drawn = [lot(nik, 1) for nik in range(1_508_014_107_850_001, 1_508_014_107_950_001)]
    tenths = [0] * 10
    for one in drawn:
        tenths[one * 10 >> DRAW_BITS] += 1
    assert all(9_500 < tenth < 10_500 for tenth in tenths)
    again = [lot(nik, 2) for nik in range(1_508_014_107_850_001, 1_508_014_107_950_001)]
    before = sum(a < b for a, b in zip(drawn, again, strict=True))
    assert 49_000 < before < 51_000  # who is ahead under one seed is not so under the next
    neighbours = sum(a < b for a, b in zip(drawn, drawn[1:], strict=False))
    assert 49_000 < neighbours < 51_000  # a higher serial is no advantage
