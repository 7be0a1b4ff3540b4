"""Coverage reached, counted in three ways that are never mixed: people on a day, person-months, BPJS's own count.

A percentage is made from a count and the workers it is set against, each with its day and source; there is no other
way to make one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import narwhals as nw

from payung.core.allocation.fund import Fund
from payung.core.basis.months import between, first_day, later
from payung.core.basis.text import Text
from payung.core.law.book import Law
from payung.core.planner.coverage import Universe, people_for, share

Frame = nw.LazyFrame[Any]

FULL_MONTHS = "bpjs/full_member_months"
ONLY_FULL = ("SC", "SB", "")
"""Kinds of group accounts whose members BPJS counts only from the full months on; those of others in proportion."""

Way = Literal["people_on_day", "person_months", "bpjs_count", "as_published"]
WAYS: Mapping[Way, Text] = {
    "people_on_day": Text(id="orang terlindungi pada satu hari", en="people covered on a day"),
    "person_months": Text(id="orang-bulan dalam satu masa", en="person-months of a period"),
    "bpjs_count": Text(
        id="hitungan BPJS: orang penuh sejak 6 bulan, di bawahnya sebagian", en="BPJS's count: in full from 6 months"
    ),
    "as_published": Text(id="angka yang diumumkan", en="the published figure"),
}

Counts = Literal["covered", "paid"]
"""Which months count: enrolled, billed, paid and confirmed, all four; or those that are paid."""

REACHED = {
    "place": "string",  # code of the area, or the word of the fund or programme; "" is all
    "on_day": "int64",  # people covered in the month of the day
    "people": "int64",  # people with a month or more in the period
    "person_months": "int64",  # of the period, each month of a person once
    "parts": "int64",  # BPJS's count in parts of a person: as many parts as full months make one
}
"""One row a place."""


@dataclass(frozen=True)
class Workers:
    """How many could be covered: whole people, the day they were counted, and by whom."""

    people: int
    on: date
    source: str

    def __post_init__(self) -> None:
        if self.people < 1 or not self.source.strip():
            raise ValueError("workers are one or more, and their source is named")


@dataclass(frozen=True)
class Counted:
    """One figure of coverage: ``parts`` of which ``per`` make one person; in which way, of which days, by whom.

    Of person-months ``per`` is the months of the period, so that ``people`` is how many the months would cover
    throughout. ``people`` is rounded down.
    """

    way: Way
    parts: int
    per: int
    first: date
    last: date
    source: str

    def __post_init__(self) -> None:
        if self.per < 1 or self.parts < 0 or self.first > self.last or not self.source.strip():
            raise ValueError("a count has days in order and a named source")

    @property
    def people(self) -> int:
        """Whole people, rounded down."""
        return self.parts // self.per


@dataclass(frozen=True)
class Share:
    """``counted`` of ``workers``: the only thing here that is a percentage."""

    counted: Counted
    workers: Workers

    @property
    def hundredths(self) -> int:
        """Hundredths of a percent, the nearest.

        >>> then = date(2024, 8, 31)
        >>> count = Counted("as_published", 518_632, 1, then, then, "Dinas Tenaga Kerja")
        >>> Share(count, Workers(1_312_370, then, "BPS")).hundredths
        3952
        """
        return share(self.counted.parts, self.workers.people * self.counted.per)

    def missing(self, target: int) -> int:
        """People more until ``target`` hundredths of a percent; 0 where it is reached."""
        return max(0, people_for(target, self.workers.people) - self.counted.people)


def reached(
    months: Frame,
    people: Frame,
    law: Law,
    funds: Sequence[Fund],
    *,
    on: date,
    period: tuple[int, int],
    digits: int = 0,
    by_fund: Mapping[str, str] | None = None,
    counts: Counts = "covered",
) -> Frame:
    """The table ``REACHED``, not sorted: by area, ``digits`` of its code (0 is all people together); or by fund.

    ``months`` (``cover.stretches.MONTHS``); ``people``: person, village_code. ``period``: first and last month
    (yyyymm). ``by_fund``: fund -> the word it is counted under, the fund itself or a programme; ``digits`` is then not
    asked. Places add up to the whole; funds need not: who is paid by two counts in both.
    Source: parameter bpjs/full_member_months. Raises: NoValueInForce.
    """
    first, last = period
    month, today = nw.col("month"), on.year * 100 + on.month
    truths = ("enrolled", "billed", "paid", "confirmed") if counts == "covered" else ("paid",)
    held = months.filter(*(nw.col(truth) for truth in truths))
    asked = held.filter(((month >= first) & (month <= last)) | (month == today))
    if by_fund is None:
        placed = asked.join(people.select("person", "village_code"), on="person", how="inner")
        code = nw.col("village_code").str.slice(0, digits) if digits else nw.lit("")
        placed = placed.with_columns(place=code)
    else:
        placed = asked.filter(nw.col("fund").is_in(list(by_fund))).with_columns(place=_named(by_fund))
    each = _each_person(placed, funds, today, period, law[FULL_MONTHS].amount)
    return each.group_by("place").agg(*(nw.col(name).sum().cast(nw.Int64) for name in list(REACHED)[1:]))


def _each_person(placed: Frame, funds: Sequence[Fund], today: int, period: tuple[int, int], full: int) -> Frame:
    """place, person and the columns of ``REACHED`` for one."""
    month = nw.col("month")
    inside = (month >= period[0]) & (month <= period[1])
    later_only = nw.col("fund").is_in([fund.id for fund in funds if fund.group_kind in ONLY_FULL])
    kinds = placed.with_columns(later_only=_one(later_only)).select("place", "person", "month", "later_only").unique()
    # A month of both kinds of group stands twice here; it is one person-month.
    twice = nw.len().over("place", "person", "month")
    marked = kinds.with_columns(times=twice.cast(nw.Int64)).with_columns(
        at_day=_one(month == today),
        in_proportion=_one(inside & (nw.col("later_only") == 0)),
        from_full=_one(inside & (nw.col("later_only") == 1)),
        once=_one(inside & ((nw.col("times") == 1) | (nw.col("later_only") == 0))),
    )
    sums = marked.group_by("place", "person").agg(
        on_day=nw.col("at_day").max(),
        person_months=nw.col("once").sum().cast(nw.Int64),
        in_proportion=nw.col("in_proportion").sum().cast(nw.Int64),
        from_full=nw.col("from_full").sum().cast(nw.Int64),
    )
    whole = nw.lit(full, nw.Int64)
    return sums.with_columns(
        people=_one(nw.col("person_months") > 0),
        parts=nw.when((nw.col("from_full") >= full) | (nw.col("in_proportion") >= full))
        .then(whole)
        .otherwise(nw.col("in_proportion")),
    )


def counted(
    row: Mapping[str, Any], way: Way, law: Law, *, on: date, period: tuple[int, int], source: str
) -> Counted:  # fmt: skip
    """One figure of a row of ``REACHED``, with its days and source. Raises: NoValueInForce; KeyError."""
    if way == "people_on_day":
        return Counted(way, row["on_day"], 1, on, on, source)
    first, last = first_day(period[0]), date.fromordinal(first_day(later(period[1], 1)).toordinal() - 1)
    if way == "person_months":
        return Counted(way, row["person_months"], len(between(*period)), first, last, source)
    if way == "bpjs_count":
        return Counted(way, row["parts"], law[FULL_MONTHS].amount, first, last, source)
    raise KeyError(way)


def published(universe: Universe, code: str) -> Share | None:
    """The share a universe's file itself states for the area ``code``; None where it states none for it."""
    area = next((area for area in universe.areas if area.code == code), None)
    if area is None or universe.covered_on is None or universe.covered_source is None:
        return None
    day = universe.covered_on
    told = Counted("as_published", area.covered, 1, day, day, universe.covered_source)
    return Share(told, Workers(area.workers, universe.on, universe.source))


def workers_of(universe: Universe, code: str) -> Workers | None:
    """The workers of the area ``code``; None where the file has none for it: then there is no percentage."""
    area = next((area for area in universe.areas if area.code == code), None)
    return None if area is None else Workers(area.workers, universe.on, universe.source)


def _named(words: Mapping[str, str]) -> nw.Expr:
    found = nw.lit(None, nw.String)
    for word in dict.fromkeys(words.values()):
        found = nw.when(nw.col("fund").is_in([fund for fund, theirs in words.items() if theirs == word])).then(
            nw.lit(word)
        ).otherwise(found)  # fmt: skip
    return found


def _one(truth: nw.Expr) -> nw.Expr:
    return nw.when(truth).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
