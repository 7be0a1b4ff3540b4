"""Cover that ends, is behind or grows too old, as pages show it: nothing is written."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from payung.actions.at_store import Place
from payung.actions.ending_cover import december, watched
from payung.core.cover.going_on import EndingPlace, Ends
from payung.core.law.book import LawBook
from payung.engines.cover_watch import ends_of
from payung.store.columns import columns_of
from payung.store.database import open_store
from payung.store.held import held_long
from payung.store.models import Person
from payung.store.people import same_people
from payung.store.reading import one_moment
from payung.store.scope import scope_now
from payung.store.seen import seen

PART = 20_000
"""People of whole villages who are read at once where a region is large."""
LAPSED = 0
"""Of those behind, what stands for whoever has lapsed; 1, 2, 3 are unpaid months that can still be settled."""
_DAYS = ("first_without", "lapses_on")


@dataclass(frozen=True)
class Watching:
    """``ending`` (``ending.ENDING``), ``behind`` (``arrears.BEHIND``), ``old`` (``age_limit.OLD``): a row a person.

    ``ends``: what going on costs, by village and fund.
    """

    ending: pl.DataFrame
    behind: pl.DataFrame
    old: pl.DataFrame
    ends: Ends


@dataclass(frozen=True)
class Watched:
    """The counts of ``Watching``: ``places`` as ``Ends`` has them, and by village (code, "" none) how many end, are
    behind by so many months (``LAPSED`` 0), reach the age limit, and reach it after the day.
    """

    until: int
    places: tuple[EndingPlace, ...]
    ending: Mapping[str, int] = field(default_factory=dict)
    behind: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    old: Mapping[str, int] = field(default_factory=dict)
    upcoming: int = 0

    @property
    def people(self) -> int:
        """All whose cover ends."""
        return sum(self.ending.values())

    @property
    def cost(self) -> int:
        """Whole rupiah to go on through ``until``."""
        return sum(place.cost for place in self.places)

    def by_month(self) -> dict[int, int]:
        """Unpaid months (1, 2, 3) -> people who can still settle them; ``LAPSED``: those who have lapsed."""
        return {month: sum(told.get(month, 0) for told in self.behind.values()) for month in (1, 2, 3, LAPSED)}


def watch_cover(place: Place, on: date, days: int, *, least: int = 0, until: int | None = None) -> Watching:
    """What there is to do after ``on`` and within ``days`` days of it, priced through ``until`` (yyyymm).

    ``least``: only who has at least so many months that count. Raises: NoValueInForce, StoreMissing, StoreUnreachable.
    """
    open_store(place.address)
    with one_moment():
        scope = scope_now()
        people = None if scope is None or scope.everything else _people()["person"].to_list()
        return _watching(people, on, days, least, until)


def counted(whole: Watching) -> Watched:
    """The counts of what was read."""
    behind: dict[str, Counter[int]] = {}
    for village, state, unpaid in whole.behind.select("village_code", "state", "unpaid").iter_rows():
        behind.setdefault(village, Counter())[LAPSED if state == "lapsed" else unpaid] += 1
    old = whole.old.filter("upcoming").height
    return Watched(
        whole.ends.until, whole.ends.places, _by_village(whole.ending), behind, _by_village(whole.old), old
    )  # fmt: skip


def watched_told(place: Place, on: date, days: int, least: int) -> Watched:
    """``counted`` as it is held for a region that is large. Raises: BeingCounted."""
    told = cover_watched(place, on=on.isoformat(), days=days, least=least)
    rows = [{**row, **{name: date.fromisoformat(row[name]) for name in _DAYS}} for row in told["places"]]
    behind = {code: {int(month): many for month, many in each.items()} for code, each in told["behind"].items()}
    return Watched(
        told["until"], tuple(EndingPlace(**row) for row in rows), told["ending"], behind, told["old"], told["upcoming"]
    )


@held_long
def cover_watched(_: Place, on: str, days: int, least: int) -> dict[str, Any]:
    """``Watched`` of the day ``on`` (ISO) as JSON: some thousand people at a time, of whole villages."""
    day = date.fromisoformat(on)
    with one_moment():
        parts = [counted(_watching(people, day, days, least, None)) for people in _parts()]
    rows = [
        vars(one) | {name: getattr(one, name).isoformat() for name in _DAYS} for part in parts for one in part.places
    ]
    return {
        "until": december(day, days),
        "places": rows,
        "ending": {code: many for part in parts for code, many in part.ending.items()},
        "behind": {code: dict(many) for part in parts for code, many in part.behind.items()},
        "old": {code: many for part in parts for code, many in part.old.items()},
        "upcoming": sum(part.upcoming for part in parts),
    }


def _watching(people: Collection[int] | None, on: date, days: int, least: int, until: int | None) -> Watching:
    book = LawBook.read()
    found = watched(book, on, days, people)
    ending = found.ending.filter(pl.col("months") >= least)
    ends = ends_of(ending, found.funds, book, on, days=days, until=until or december(on, days))
    return Watching(ending, found.behind, found.old, ends)


def _people() -> pl.DataFrame:
    """person, village: everybody who may be seen, by village, without those joined into others."""
    shape = {"person": pl.Int64, "village": pl.String}
    rows = columns_of(seen(Person).order_by("village__code", "id").values_list("id", "village__code"), shape)
    return rows.filter(~pl.col("person").is_in(list(same_people())))


def _parts() -> Iterator[list[int]]:
    """Everybody in parts of about ``PART``, no village in two."""
    part: list[int] = []
    for (_,), village in _people().group_by(["village"], maintain_order=True):
        part += village["person"].to_list()
        if len(part) >= PART:
            yield part
            part = []
    if part:
        yield part


def _by_village(table: pl.DataFrame) -> dict[str, int]:
    return dict(table.group_by("village_code").len().sort("village_code").iter_rows())
