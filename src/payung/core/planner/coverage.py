"""Coverage: who is covered of all who could be, by area, with the source and day of both numbers beside the share."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from payung.core.basis.entry import Entry, FileWrong, read_entry
from payung.core.basis.text import Text
from payung.core.places.places import DISTRICT_DIGITS, PROVINCE_DIGITS, REGENCY_DIGITS, VILLAGE_DIGITS
from payung.core.planner.membership import Ints
from payung.core.planner.tables import size, within

LEVELS = {
    PROVINCE_DIGITS: "province",
    REGENCY_DIGITS: "regency",
    DISTRICT_DIGITS: "district",
    VILLAGE_DIGITS: "village",
}
MOST = 10**10
WHOLE = 10_000
"""A share of all, in hundredths of a percent."""


class UniverseFileWrong(FileWrong):
    """The file of workers who could be covered has a field that is missing, unknown or not what it must be."""

    code = "universe-file-wrong"
    exit_code = 44
    kind = Text(id="semesta pekerja", en="worker universe")


@dataclass(frozen=True)
class Area:
    """One area (``code``: 2, 4, 6 or 10 digits): ``workers`` could be covered, ``covered`` are without the plan."""

    code: str
    workers: int
    covered: int


@dataclass(frozen=True)
class Universe:
    """Who could be covered. A share without the day and source of both its numbers is not shown."""

    name: Text
    on: date
    source: str
    covered_on: date | None
    covered_source: str | None
    areas: tuple[Area, ...]  # by code


@dataclass(frozen=True)
class Coverage:
    """One area: people the plan pays for, counted in three ways, on top of those covered without it."""

    area: Area
    any_month: int  # paid for in at least one month
    average: int  # person-months : months of the plan, rounded down
    last_month: int  # paid for in the plan's last month

    def share(self, people: int) -> int:
        """Those covered without the plan and ``people`` of all workers, as ``share``."""
        return share(self.area.covered + people, self.area.workers)


def share(people: int, workers: int) -> int:
    """Hundredths of a percent, the nearest; ``workers`` > 0.

    >>> share(518_632, 1_312_370), share(49_803, 98_206)
    (3952, 5071)
    """
    return (2 * people * WHOLE + workers) // (2 * workers)


def people_for(target: int, workers: int) -> int:
    """The fewest people that are ``target`` hundredths of a percent of ``workers``.

    >>> people_for(5500, 1_312_370)
    721804
    """
    return -(-target * workers // WHOLE)


def coverage(universe: Universe, village: Ints, paid: Ints, months: int) -> tuple[Coverage, ...]:
    """Per area of ``universe``. ``village`` and ``paid`` (sets of the plan's ``months`` months): one entry a person."""
    paid_months = size(paid, months)
    last = paid >> (months - 1) & 1 == 1
    found = []
    for area in universe.areas:
        here = within(village, area.code)
        found.append(
            Coverage(
                area,
                any_month=int((paid_months[here] > 0).sum()),
                average=int(paid_months[here].sum()) // months,
                last_month=int(np.count_nonzero(here & last)),
            )
        )
    return tuple(found)


def read_universe(path: Path) -> Universe:
    """The file at ``path``. Raises: UniverseFileWrong."""
    entry = read_entry(path, path.name, UniverseFileWrong)
    day = entry.maybe_day("counted_on")  # "on" itself would be read as true
    if day is None:
        entry.wrong("counted_on", Text(id="tanggal seperti 2026-01-31", en="a day like 2026-01-31"))
    listed = entry.entry("areas")
    areas = [_area(listed, code) for code in listed.names()]
    listed.done()
    if not areas:
        entry.wrong("areas", Text(id="sedikitnya satu wilayah", en="at least one area"))
    covered_on, covered_source = entry.maybe_day("covered_on"), entry.maybe_text("covered_source")
    if any(area.covered for area in areas) and (covered_on is None or covered_source is None):
        missing = "covered_on" if covered_on is None else "covered_source"
        entry.wrong(
            missing,
            Text(id="diisi bila ada yang sudah terlindungi", en="given where some are covered already"),
        )
    universe = Universe(
        name=entry.both("name"),
        on=day,
        source=entry.text("source"),
        covered_on=covered_on,
        covered_source=covered_source,
        areas=tuple(sorted(areas, key=lambda area: area.code)),
    )
    entry.done()
    return universe


def _area(listed: Entry, code: object) -> Area:
    if not isinstance(code, str) or not (code.isascii() and code.isdigit()) or len(code) not in LEVELS:
        listed.wrong(
            str(code),
            Text(
                id="kode Kemendagri 2, 4, 6 atau 10 angka, diapit tanda kutip",
                en="a Kemendagri code of 2, 4, 6 or 10 digits, in quotes",
            ),
        )
    entry = listed.entry(code)
    workers = entry.whole("workers", 1, MOST)
    area = Area(code, workers, entry.maybe_whole("covered", 0, workers) or 0)
    entry.done()
    return area
