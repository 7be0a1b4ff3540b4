"""Cover that ends, is behind or grows too old, as pages show it: nothing is written."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from payung.actions.at_store import Place
from payung.actions.ending_cover import december, watched
from payung.core.cover.going_on import Ends
from payung.core.law.book import LawBook
from payung.engines.cover_watch import ends_of
from payung.store.database import open_store
from payung.store.reading import one_moment


@dataclass(frozen=True)
class Watching:
    """``ending`` (``ending.ENDING``), ``behind`` (``arrears.BEHIND``), ``old`` (``age_limit.OLD``): a row a person.

    ``ends``: what going on costs, by village and fund.
    """

    ending: pl.DataFrame
    behind: pl.DataFrame
    old: pl.DataFrame
    ends: Ends


def watch_cover(place: Place, on: date, days: int, *, least: int = 0, until: int | None = None) -> Watching:
    """What there is to do after ``on`` and within ``days`` days of it, priced through ``until`` (yyyymm).

    ``least``: only who has at least so many months that count. Raises: NoValueInForce, StoreMissing, StoreUnreachable.
    """
    open_store(place.address)
    book = LawBook.read()
    with one_moment():
        seen = watched(book, on, days)
    ending = seen.ending.filter(pl.col("months") >= least)
    ends = ends_of(ending, seen.funds, book, on, days=days, until=until or december(on, days))
    return Watching(ending, seen.behind, seen.old, ends)
