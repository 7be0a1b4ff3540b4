"""Coverage reached, counted in three ways that are never mixed, for areas of every level."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Place
from payung.core.law.book import LawBook
from payung.core.planner.coverage import Universe, read_universe
from payung.core.planner.reached import Counts
from payung.engines.cover_watch import coverage_reached
from payung.gateways.coverage_figures import coverage_figures, write_coverage
from payung.store.database import open_store
from payung.store.held import held
from payung.store.models import Head
from payung.store.months import month_table, open_funds, people_table
from payung.store.reading import one_moment

LEVELS = (0, 2, 4, 6, 10)
"""Digits of the area codes: all together, province, regency, district, village."""


@dataclass(frozen=True)
class CountAsked:
    """The day, the period (months yyyymm), and the workers it is set against, where a file says them.

    ``counts``: covered months have all four steps; paid ones need not be on BPJS's list. ``public`` leaves out counts
    of few people.
    """

    on: date
    first: int
    last: int
    universe: Path | None = None
    counts: Counts = "covered"
    public: bool = False
    out: Path | None = None


def count_cover(place: Place, wanted: CountAsked) -> pl.DataFrame:
    """The table of ``coverage_figures``, by area and way of counting; written to ``wanted.out`` where that is given.

    Raises: UniverseFileWrong, NoValueInForce, StoreMissing, StoreUnreachable.
    """
    universe: Universe | None = read_universe(wanted.universe) if wanted.universe else None
    law, period = LawBook.read().on(wanted.on), (wanted.first, wanted.last)
    open_store(place.address)
    reached = cover_reached(on=wanted.on.isoformat(), first=wanted.first, last=wanted.last, counts=wanted.counts)
    found = [pl.DataFrame(table) for table in reached["tables"]]
    source = f"Payung, rantai {reached['head'][:16]}"
    figures = coverage_figures(found, law, period=period, source=source, universe=universe, public=wanted.public)
    if wanted.out is not None:
        write_coverage(figures, wanted.out)
    return figures


@held
def cover_reached(on: str, first: int, last: int, counts: Counts) -> dict[str, Any]:
    """``coverage_reached`` of the day ``on`` (ISO) and the period, columns of a table for each level; the chain's head.

    Raises: NoValueInForce.
    """
    day, period = date.fromisoformat(on), (first, last)
    law = LawBook.read().on(day)
    with one_moment():
        months, funds = month_table(), open_funds()
        people = people_table(months["person"].unique())
        head = Head.objects.values_list("link", flat=True).get(id=1)
    found = [
        coverage_reached(months, people, law, funds, on=day, period=period, digits=digits, counts=counts)
        for digits in LEVELS
    ]
    return {"head": head, "tables": [table.to_dict(as_series=False) for table in found]}
