"""Drawn plans and people, small enough to be told apart by hand."""

from collections.abc import Sequence

import polars as pl
from hypothesis import strategies as st

from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text

NAMES = [criterion.code for criterion in CRITERIA]
VILLAGES = (1501012001, 1501012002, 1501022001, 1502012001, 1601012001)
AREAS = ("", "15", "1501", "150101", "1501012001", "16", "99")
USED = NAMES[:3]
TYPES = {
    "person": pl.Int64,
    "key": pl.String,
    "village": pl.Int64,
    "order": pl.Int64,
    "payable": pl.Int32,
    "holds": pl.Int64,
    "before": pl.Int16,
}


def months(count: int) -> tuple[int, ...]:
    """So many months from October 2026."""
    return tuple(202601 + (9 + at) // 12 * 100 + (9 + at) % 12 for at in range(count))


def table(rows: Sequence[tuple[int, int, int, int, int]]) -> pl.DataFrame:
    """Rows of person, village, order, payable, holds as ``PEOPLE``."""
    return pl.DataFrame(
        [(person, f"p{person}", village, order, payable, held, 0) for person, village, order, payable, held in rows],
        schema=TYPES,
        orient="row",
    )


@st.composite
def peoples(draw: st.DrawFn, count: int, most: int = 14, gaps: bool = True) -> pl.DataFrame:
    """People with many ties in ``order``."""
    size = draw(st.integers(0, most))
    rows = [
        (
            3 * at + 1 if gaps else at,
            draw(st.sampled_from(VILLAGES)),
            draw(st.sampled_from((0, 1, 1, 2, 3, 2**61))),
            draw(st.one_of(st.just(2**count - 1), st.integers(0, 2**count - 1))),
            draw(st.integers(0, 7)),
        )
        for at in range(size)
    ]
    return table(rows)


def _tranches(draw: st.DrawFn, named: Sequence[int], amounts: st.SearchStrategy[int]) -> tuple[Tranche, ...]:
    return tuple(
        Tranche(draw(st.sampled_from((202401, *named))), draw(amounts)) for _ in range(draw(st.integers(0, 3)))
    )


@st.composite
def funds(draw: st.DrawFn, named: Sequence[int], number: int, amounts: st.SearchStrategy[int]) -> Fund:
    """A fund of any shape."""
    villages = {
        str(village): _tranches(draw, named, amounts)
        for village in draw(st.lists(st.sampled_from((*VILLAGES, 1501019999)), max_size=2))
    }
    quota = st.one_of(st.none(), st.integers(1, 5))
    return Fund(
        id=f"fund-{number}",
        name=Text(id="dana", en="fund"),
        source="zakat",
        group_kind="SL",
        owner="kantor",
        area_code=draw(st.sampled_from(AREAS)),
        per=draw(st.sampled_from(("village", "area"))),
        tranches=_tranches(draw, named, amounts),
        months=tuple(sorted(draw(st.sets(st.sampled_from(named), min_size=1)))),
        who=tuple(draw(st.sampled_from(((), (), (USED[0],), (USED[1],), (USED[0], USED[2]))))),
        first=tuple(sorted(draw(st.sets(st.sampled_from(USED), max_size=2)))),
        people=draw(quota),
        people_per_village=draw(quota),
        village_tranches=draw(st.sampled_from((None, villages))),
        people_taken=draw(st.none() | st.dictionaries(st.sampled_from([*map(str, VILLAGES)]), st.integers(1, 3))),
    )


@st.composite
def plans(
    draw: st.DrawFn,
    longest: int = 5,
    amounts: st.SearchStrategy[int] | None = None,
    prices: st.SearchStrategy[int] | None = None,
    most_funds: int = 4,
    shortest: int = 1,
) -> Plan:
    """A plan of any shape; small amounts and prices unless told."""
    named = months(draw(st.integers(shortest, longest)))
    amounts = st.integers(0, 60) if amounts is None else amounts
    prices = st.integers(1, 12) if prices is None else prices
    drawn = tuple(draw(funds(named, at, amounts)) for at in range(draw(st.integers(0, most_funds))))
    return Plan(
        months=named,
        funds=drawn,
        prices=tuple(
            tuple(draw(prices) for _ in named) if draw(st.booleans()) else (draw(prices),) * len(named) for _ in drawn
        ),
    )
