"""What it costs to go on where cover ends: every month at the rate of its own law, for whoever pays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from payung.core.allocation.fund import Fund
from payung.core.basis.months import between, first_day, later
from payung.core.cover.ending import DAYS, SCHOLARSHIP_COUNTS, SCHOLARSHIP_MONTHS
from payung.core.cover.standing import COMPARISON, LAPSE
from payung.core.law.book import LawBook
from payung.core.law.contributions import Payer, Sector, monthly_contribution
from payung.core.law.first_months import EDGE, MONTHS
from payung.core.law.values import Value

ENDING_PLACE = {
    "village_code": "string",
    "fund": "string",
    "last_month": "int64",
    "first_without": "date",
    "days": "int64",
    "lapses_on": "date",
    "resumes": "int64",
    "people": "int64",
    "full": "int64",  # of them, who would lose the full death benefit
    "scholarship": "int64",  # and the children's scholarship
}
"""``ending.ENDING`` counted by village, fund, last month and the month it resumes (null where it does not)."""


@dataclass(frozen=True)
class EndingPlace:
    """People of one village whose cover by one fund ends with ``last_month``. Whole rupiah under the law of each month.

    ``resumed``: of ``people``, those whom somebody pays again later; what they need is paid until then only.
    """

    village_code: str
    fund: str
    last_month: int
    first_without: date
    days: int
    lapses_on: date
    people: int
    resumed: int
    full: int
    scholarship: int
    next_month: int  # rupiah, the first month after the last
    person_months: int  # to go on through ``Ends.until``
    cost: int  # rupiah of those


@dataclass(frozen=True)
class Ends:
    """Cover that ends after ``on`` and within ``days`` days of it.

    ``until``: the month (yyyymm) to which going on is priced. ``monthly``: per fund and month, people to pay for and
    whole rupiah of one person-month. ``rests_on``: values of the law, with their doubts.
    """

    on: date
    days: int
    until: int
    funds: tuple[Fund, ...]  # those whose cover ends, as they were given
    places: tuple[EndingPlace, ...]  # by village, fund, last month
    monthly: Mapping[str, Mapping[int, tuple[int, int]]]
    rests_on: tuple[Value, ...]

    def within(self, days: int) -> tuple[EndingPlace, ...]:
        """The places whose cover ends within ``days``."""
        return tuple(place for place in self.places if place.days <= days)

    @property
    def people(self) -> int:
        """All of them; nobody stands in two places."""
        return sum(place.people for place in self.places)

    @property
    def cost(self) -> int:
        """Whole rupiah to go on through ``until``."""
        return sum(place.cost for place in self.places)


def ends(
    rows: Iterable[Sequence[object]], funds: Sequence[Fund], book: LawBook, on: date, *, days: int, until: int
) -> Ends:
    """What ``rows`` (``ENDING_PLACE``, in any order) come to; ``funds``: all of theirs. Raises: NoValueInForce.

    Each goes on with the fund that paid last, under the law of each month: a relief that ends changes the price there.
    """
    known = {fund.id: fund for fund in funds}
    prices: dict[tuple[str, int], int] = {}
    monthly: dict[str, dict[int, tuple[int, int]]] = {}
    found: dict[tuple[str, str, int], EndingPlace] = {}
    for row in rows:
        one = dict(zip(ENDING_PLACE, row, strict=True))
        fund, people = known[str(one["fund"])], _whole(one["people"])
        after = later(_whole(one["last_month"]), 1)
        stops = until if one["resumes"] is None else min(until, later(_whole(one["resumes"]), -1))
        months = between(after, stops) if stops >= after else ()
        for month in {*months, after}:
            if (fund.id, month) not in prices:
                prices[fund.id, month] = price(book, month, payer=fund.payer, sector=fund.sector)
        for month in months:
            many = monthly.setdefault(fund.id, {}).get(month, (0, 0))[0]
            monthly[fund.id][month] = (many + people, prices[fund.id, month])
        place = _place(one, prices[fund.id, after], len(months), sum(prices[fund.id, month] for month in months))
        key = (place.village_code, place.fund, place.last_month)
        found[key] = _joined(found[key], place) if key in found else place
    ordered = tuple(found[key] for key in sorted(found))
    used = {place.fund for place in ordered}
    law = tuple(_values(book, on))
    return Ends(on, days, until, tuple(fund for fund in funds if fund.id in used), ordered, _sorted(monthly), law)


def price(book: LawBook, month: int, *, payer: Payer, sector: Sector = "other") -> int:
    """Whole rupiah of one person-month ``month`` (yyyymm) under the law of its first day, in the lowest band.

    >>> book = LawBook.read()
    >>> [price(book, month, payer="private") for month in (202603, 202604, 202612, 202701)]
    [16800, 8400, 8400, 16800]
    >>> [price(book, month, payer="private", sector="transport") for month in (202512, 202601, 202703, 202704)]
    [16800, 8400, 8400, 16800]
    """
    return monthly_contribution(book.on(first_day(month)), payer=payer, sector=sector).total


def nearest(days: int) -> int | None:
    """The announced distance an end so many days ahead stands under; None beyond the last.

    >>> nearest(30), nearest(31), nearest(91)
    (30, 60, None)
    """
    return next((limit for limit in DAYS if days <= limit), None)


def _place(one: Mapping[str, object], next_price: int, months: int, each: int) -> EndingPlace:
    people = _whole(one["people"])
    first_without, lapses_on = one["first_without"], one["lapses_on"]
    if not isinstance(first_without, date) or not isinstance(lapses_on, date):
        raise TypeError("first_without and lapses_on are days")
    return EndingPlace(
        village_code=str(one["village_code"]),
        fund=str(one["fund"]),
        last_month=_whole(one["last_month"]),
        first_without=first_without,
        days=_whole(one["days"]),
        lapses_on=lapses_on,
        people=people,
        resumed=0 if one["resumes"] is None else people,
        full=_whole(one["full"]),
        scholarship=_whole(one["scholarship"]),
        next_month=people * next_price,
        person_months=people * months,
        cost=people * each,
    )


def _joined(one: EndingPlace, other: EndingPlace) -> EndingPlace:
    """Two counts of the same village, fund and month as one."""
    summed = ("people", "resumed", "full", "scholarship", "next_month", "person_months", "cost")
    return EndingPlace(
        **{
            name: value + getattr(other, name) if name in summed else value
            for name, value in vars(one).items()
        }
    )  # fmt: skip


def _values(book: LawBook, on: date) -> Iterable[Value]:
    law = book.on(on)
    yield from (law[LAPSE], law.reading(COMPARISON), law[MONTHS], law.reading(EDGE))
    yield from (law[SCHOLARSHIP_MONTHS], law.reading(SCHOLARSHIP_COUNTS))


def _sorted(monthly: Mapping[str, Mapping[int, tuple[int, int]]]) -> dict[str, dict[int, tuple[int, int]]]:
    return {fund: dict(sorted(monthly[fund].items())) for fund in sorted(monthly)}


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value
