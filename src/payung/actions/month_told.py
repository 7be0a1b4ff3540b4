"""What a month's match comes to, as pages show it: of a large region counted by the worker and held."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from payung.actions.at_store import Place
from payung.actions.match_month import MatchAsked, Matched, match_month
from payung.core.cover.record import Document, PileSum, ToExplain
from payung.store.columns import columns_of
from payung.store.held import held_long
from payung.store.models import Person
from payung.store.seen import in_scope

EXPLAIN = "explain"
"""The pile of whom a bill asks for and BPJS does not list; each of them lies in another pile, too."""
ROW = ("person", "month", "fund", "price", "amount", "listed", "reason")
FEW = 2_000
"""So few rows are held themselves; of more, how many each village has."""


@dataclass(frozen=True)
class MonthTold:
    """Of ``Matched`` what names nobody. ``villages``: pile -> code ("" not known) -> person-months of its people.

    ``rows``: pile -> its rows (``ROW``), of piles with few.
    """

    piles: Sequence[PileSum]
    to_explain: ToExplain
    paid_unlisted: ToExplain
    billed: int
    comes_back: int
    documents: Sequence[Document]
    villages: Mapping[str, Mapping[str, int]]
    rows: Mapping[str, Sequence[Sequence[Any]]]


def told_of(made: Matched) -> MonthTold:
    """What was matched, without the people; their villages are not asked for."""
    record = made.record
    return MonthTold(
        made.piles, made.to_explain, made.paid_unlisted, record.billed, record.comes_back, record.documents, {}, {}
    )


def in_pile(table: pl.DataFrame, pile: str) -> pl.DataFrame:
    """The person-months of one pile of a match."""
    to_explain = (pl.col("lines") > 0) & (pl.col("listed") == "not_on_list")
    return table.filter(to_explain if pile == EXPLAIN else pl.col("pile") == pile)


def rows_of(table: pl.DataFrame, pile: str) -> list[tuple[Any, ...]]:
    """The rows of one pile of a match (``ROW``), by person and month."""
    return in_pile(table, pile).select(*ROW).sort("person", "month").rows()


def month_told(place: Place, first: int, last: int, *, strangers: bool) -> MonthTold:
    """As it is held for a region that is large. Raises: BeingCounted."""
    told = month_matched(place, first=first, last=last, strangers=strangers)
    return MonthTold(
        piles=[PileSum(**one) for one in told["piles"]],
        to_explain=ToExplain(**told["to_explain"]),
        paid_unlisted=ToExplain(**told["paid_unlisted"]),
        billed=told["billed"],
        comes_back=told["comes_back"],
        documents=[Document(**{**one, "on": _day(one["on"])}) for one in told["documents"]],
        villages=told["villages"],
        rows=told["rows"],
    )


@held_long
def month_matched(place: Place, first: int, last: int, strangers: bool) -> dict[str, Any]:
    """``MonthTold`` as JSON. Raises: what ``match_month`` raises."""
    day = date(last // 100, last % 100, 1)  # of the paper, which is not written
    made = match_month(place, MatchAsked(first, last, day, strangers=strangers))
    told = told_of(made)
    lives = columns_of(in_scope(Person).values_list("id", "village__code"), {"person": pl.Int64, "village": pl.String})
    table = made.table.join(lives, on="person", how="left").with_columns(pl.col("village").fill_null(""))
    piles = [EXPLAIN, *(one.pile for one in told.piles)]
    counts = {pile: in_pile(table, pile).group_by("village").len().sort("village").rows() for pile in piles}
    return {
        "piles": [asdict(one) for one in told.piles],
        "to_explain": asdict(told.to_explain),
        "paid_unlisted": asdict(told.paid_unlisted),
        "billed": told.billed,
        "comes_back": told.comes_back,
        "documents": [asdict(one) | {"on": one.on and one.on.isoformat()} for one in told.documents],
        "villages": {pile: dict(rows) for pile, rows in counts.items()},
        "rows": {pile: rows_of(table, pile) for pile in piles if in_pile(table, pile).height <= FEW},
    }


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
