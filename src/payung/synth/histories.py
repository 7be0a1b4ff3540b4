"""Made-up histories of members, told four ways: as person-months, as events, as BPJS lists runs, as facts that end.

One story a member is drawn; every table tells it in its own way, so that what is computed from each can be compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import polars as pl

from payung.core.basis.days import months_after
from payung.synth.chance import chance

FIRST_DAY, LAST_DAY = date(2023, 12, 1), date(2025, 3, 31)
"""The days asked about: a leap day and the change of law of 24 February 2025 lie among them."""
_MONTHS = tuple(months_after(date(2023, 9, 1), ahead) for ahead in range(20))
RATES = ((date(2023, 1, 1), 16_800), (date(2024, 7, 1), 18_900))
"""First month and price; the second is made up, to have a change in the middle."""
FUNDS = ("APBD", "APBDes")
_DUE = 15
_EDGE_DAYS = (date(2024, 2, 29), date(2024, 2, 28), date(2024, 12, 31), date(2025, 2, 23), date(2025, 2, 24))

# What happens to a month, and how often of a hundred.
_FATES = (
    ("in_time", 71), ("late", 9), ("short", 3), ("unpaid", 6), ("unconfirmed", 4), ("rejected", 3), ("unbilled", 2),
    ("twice", 2),
)  # fmt: skip
_FATE_NAMES, _FATE_SHARES = zip(*_FATES, strict=True)

SCHEMAS = {
    "months": {
        "person": pl.Int64, "month": pl.Int64, "fund": pl.String, "purse": pl.Int64, "price": pl.Int64,
        "enrolled": pl.Boolean, "billed": pl.Boolean, "paid": pl.Boolean, "confirmed": pl.Boolean, "paid_on": pl.Date,
    },
    "ended": {"person": pl.Int64, "why": pl.String, "on": pl.Date},
    "people": {"person": pl.Int64, "birth_date": pl.Date},
    "events": {
        "person": pl.Int64, "on": pl.Date, "what": pl.String, "fund": pl.String, "month": pl.Int64, "amount": pl.Int64,
    },
    "exported": {"person": pl.Int64, "first": pl.Date, "last": pl.Date, "booked": pl.Date},
}  # fmt: skip


class Histories(NamedTuple):
    """The tables of ``SCHEMAS``. ``events``: decided, enrolled, billed, paid, confirmed, died, moved, left, age of one
    member.

    ``exported``: runs of confirmed months as first days, and the day from which BPJS's books had them.
    """

    months: pl.DataFrame
    ended: pl.DataFrame
    people: pl.DataFrame
    events: pl.DataFrame
    exported: pl.DataFrame


@dataclass
class _Month:
    """One month under one fund, as the story tells it."""

    first: date
    fund: str
    price: int
    enrolled: bool = True
    billed: bool = True
    confirmed: bool = True
    payments: list[tuple[date, int]] = field(default_factory=list)

    @property
    def paid_on(self) -> date | None:
        """The day on which the payments reached the price."""
        paid = 0
        for day, amount in self.payments:
            paid += amount
            if paid >= self.price:
                return day
        return None

    @property
    def booked(self) -> date | None:
        """The day from which BPJS's books have the month, None where they never do."""
        day = self.paid_on
        if day is None or not (self.enrolled and self.billed and self.confirmed):
            return None
        return day if day > self.first + timedelta(days=_DUE - 1) else self.first


def make_histories(members: int, seed: int) -> Histories:
    """Histories of ``members``, numbered from 0; the same seed makes the same ones, and more members begin alike."""
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in SCHEMAS}
    for person in range(members):
        rng = chance(seed, f"history/{person}")
        born, months, endings = _story(rng)
        rows["people"].append((person, born))
        rows["ended"] += [(person, why, day) for why, day in endings]
        rows["months"] += [_ledger_row(person, month) for month in months]
        rows["events"] += sorted(_events(person, months, endings), key=lambda event: (str(event[1]), str(event)))
        rows["exported"] += [(person, *run) for run in _runs(months)]
    frames = {name: pl.DataFrame(rows[name], schema=schema, orient="row") for name, schema in SCHEMAS.items()}
    return Histories(**frames)


def _story(rng: Random) -> tuple[date | None, list[_Month], list[tuple[str, date]]]:
    born = _birth_date(rng)
    first, last = rng.choice(_MONTHS[:14]), rng.choice(_MONTHS[10:])
    endings = _endings(rng, born)
    stop = min((day for _, day in endings), default=date.max)
    paid_after = rng.random() < 0.2  # the fund hears of it late
    refused = rng.random() < 0.03  # BPJS never takes them
    months = []
    alternates, fund = rng.random() < 0.15, rng.choice(FUNDS)
    ahead: date | None = None
    place = _MONTHS.index(first)
    while place < len(_MONTHS) and _MONTHS[place] <= last:
        month = _MONTHS[place]
        if month > stop and not paid_after:
            break
        if rng.random() < 0.04:  # a gap, short or long enough to end the membership
            place += rng.choice((1, 2, 3, 4, 5, 6))
            continue
        if ahead is None and rng.random() < 0.06:
            ahead = months_after(month, rng.choice((2, 3, 6, 12)))
            paid_ahead = month + timedelta(days=rng.randint(-20, 12))
        if alternates:
            fund = FUNDS[place % 2]
        made = _month(rng, month, fund)
        if ahead is not None and month < ahead:
            made = [_Month(month, fund, _price(month), payments=[(paid_ahead, _price(month))])]
        else:
            ahead = None
        months += [replace(month, enrolled=False, confirmed=False) for month in made] if refused else made
        place += 1
    return born, months, endings


def _month(rng: Random, first: date, fund: str) -> list[_Month]:
    """A month by its fate; two where two funds sent the same one."""
    fate, price = rng.choices(_FATE_NAMES, _FATE_SHARES)[0], _price(first)
    day = first + timedelta(days=rng.choice((0, 4, 8, 10, 13, 14, 14, -3, -30)))
    made = _Month(first, fund, price, payments=[(day, price)])
    late = first + timedelta(days=rng.choice((15, 16, 27, 31, 45, 62, 95, 130, 200)))
    if fate == "late":
        made.payments = [(late, price)]
    elif fate == "short":  # paid at the old price; the rest follows, or never
        made.payments = [(day, price - 2_100)] + [(late, 2_100)] * (rng.random() < 0.6)
    elif fate == "unpaid":
        made.payments = []
    elif fate == "unconfirmed":
        made.confirmed = False
    elif fate == "rejected":
        made.enrolled = made.confirmed = False
    elif fate == "unbilled":
        made.billed = False
        made.payments = []
    other = next(name for name in FUNDS if name != fund)
    twice = [_Month(first, other, price, confirmed=rng.random() < 0.5, payments=[(late, price)])]
    return [made] + twice * (fate == "twice")


def _price(month: date) -> int:
    return [price for since, price in RATES if since <= month][-1]


def _birth_date(rng: Random) -> date | None:
    lot = rng.random()
    if lot < 0.02:
        return None
    if lot < 0.06:
        return date(1960, 2, 29)
    if lot < 0.25:  # 65 years old in the time asked about
        return date(1958, 12, 1) + timedelta(days=rng.randrange(480))
    return date(1962, 1, 1) + timedelta(days=rng.randrange(40 * 365))


def _endings(rng: Random, born: date | None) -> list[tuple[str, date]]:
    day = rng.choice(_EDGE_DAYS) if rng.random() < 0.3 else FIRST_DAY + timedelta(days=rng.randrange(486))
    lot = rng.random()
    found = []
    if lot < 0.12:
        found.append(("died", day))
    elif lot < 0.18:
        found.append(("moved", day))
    elif lot < 0.24:
        found.append(("left", day))
    elif lot < 0.27 and born is not None and born.year < 1962:
        found.append(("age", date(born.year + 65, born.month, min(born.day, 28))))
    if found and found[0][0] != "died" and rng.random() < 0.2:
        found.append(("died", found[0][1] + timedelta(days=rng.randrange(200))))
    return found


def _ledger_row(person: int, month: _Month) -> tuple[object, ...]:
    done = month.paid_on is not None
    number = month.first.year * 100 + month.first.month
    return (
        person, number, month.fund, 1, month.price, month.enrolled, month.billed, done, month.confirmed, month.paid_on,
    )  # fmt: skip


def _events(person: int, months: list[_Month], endings: list[tuple[str, date]]) -> Iterator[tuple[object, ...]]:
    for month in months:
        number = month.first.year * 100 + month.first.month
        yield person, month.first - timedelta(days=30), "decided", month.fund, number, 0
        if month.enrolled:
            yield person, month.first - timedelta(days=20), "enrolled", month.fund, number, 0
        if month.billed:
            yield person, month.first - timedelta(days=12), "billed", month.fund, number, month.price
        for day, amount in month.payments:
            yield person, day, "paid", month.fund, number, amount
        if month.confirmed:
            yield person, months_after(month.first, 1), "confirmed", month.fund, number, 0
    for why, day in endings:
        yield person, day, why, "", 0, 0


def _runs(months: list[_Month]) -> Iterator[tuple[date, date, date]]:
    """Runs of months in the books from their first day on; a month booked late is a run of its own."""
    booked: dict[date, date] = {}
    for month in months:
        if month.booked is not None:
            booked[month.first] = min(month.booked, booked.get(month.first, date.max))
    run: tuple[date, date] | None = None
    for first in sorted(booked):
        if booked[first] > first:
            yield first, first, booked[first]
            continue
        if run is not None and months_after(run[1], 1) == first:
            run = run[0], first
            continue
        if run is not None:
            yield *run, run[0]
        run = first, first
    if run is not None:
        yield *run, run[0]
