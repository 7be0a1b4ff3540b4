"""Coverage reached as a table for reports, and the same with small counts left out, for the public.

Every figure stands with its way of counting, days and source, every percentage with the workers it is set against.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from payung.core.law.book import Law
from payung.core.places.places import Gazetteer
from payung.core.planner.coverage import Universe
from payung.core.planner.reached import WAYS, Counted, Share, Way, counted, published, workers_of
from payung.core.planner.small_cells import hidden
from payung.gateways.csv_files import write_csv

TYPES = {
    "place": pl.String,  # Kemendagri code; "" is all
    "name": pl.String,
    "way": pl.String,  # a code of ``reached.WAYS``
    "way_id": pl.String,
    "people": pl.Int64,  # whole people, rounded down; null where it is not shown
    "parts": pl.Int64,  # the exact figure: ``per`` parts are one person
    "per": pl.Int64,
    "counted_from": pl.Date,
    "counted_to": pl.Date,
    "counted_source": pl.String,
    "workers": pl.Int64,  # null where no dated number of workers is known: then there is no percentage
    "workers_on": pl.Date,
    "workers_source": pl.String,
    "share": pl.Int64,  # hundredths of a percent
    "shown": pl.Boolean,  # false: left out because it, or another beside it, is a count of few people
}
OUR_WAYS: tuple[Way, ...] = ("people_on_day", "person_months", "bpjs_count")


def coverage_figures(
    found: Sequence[pl.DataFrame], law: Law, *, period: tuple[int, int], source: str,
    universe: Universe | None = None, public: bool = False,
) -> pl.DataFrame:  # fmt: skip
    """The columns of ``TYPES``, by place and way. ``found``: tables ``reached.REACHED`` by area, any levels, for the
    day ``law.day`` and ``period``; ``source``: where they were counted. ``public`` leaves small counts out.

    Raises: NoValueInForce.
    """
    rows = {row["place"]: row for table in found for row in table.iter_rows(named=True)}
    gone = hidden({place: (row["on_day"], row["people"]) for place, row in rows.items()}) if public else frozenset()
    names, made = Gazetteer.read(), []
    for place in sorted(rows):
        workers = workers_of(universe, place) if universe and place else None
        for way in OUR_WAYS:
            count = counted(rows[place], way, law, on=law.day, period=period, source=source)
            share = Share(count, workers) if workers else None
            made.append(_row(place, names, count, share, shown=place not in gone))
        if universe and place and (told := published(universe, place)):
            made.append(_row(place, names, told.counted, told, shown=True))
    return pl.DataFrame(made, schema=TYPES)


def write_coverage(figures: pl.DataFrame, path: Path) -> None:
    """Write ``coverage_figures`` as CSV. Same input, same bytes."""
    write_csv(figures, path)


def _row(place: str, names: Gazetteer, count: Counted, share: Share | None, *, shown: bool) -> dict[str, object]:
    workers = share.workers if share else None
    return {
        "place": place,
        "name": (names.area_name(place) or place) if place else "",
        "way": count.way,
        "way_id": WAYS[count.way].id,
        "people": count.people if shown else None,
        "parts": count.parts if shown else None,
        "per": count.per,
        "counted_from": count.first,
        "counted_to": count.last,
        "counted_source": count.source,
        "workers": workers.people if workers else None,
        "workers_on": workers.on if workers else None,
        "workers_source": workers.source if workers else None,
        "share": share.hundredths if share and shown else None,
        "shown": shown,
    }
