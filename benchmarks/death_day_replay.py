"""Cover by replay of events, one by one: written apart from the product, sharing no function and no figure with it.

Days are ordinals; months are counted since year 0. The law is written down here as numbers, and is that of Payung's
default readings.
"""

from collections.abc import Iterable
from datetime import date

DUE_DAY = 15
MOST_UNPAID = 3  # a fourth unpaid month ends the membership
FIRST_MONTHS = 3
FIRST_MONTHS_SINCE = date(2025, 2, 24).toordinal()
AGE_LIMIT = 65

Answer = tuple[str, str | None, str, str]
"""State, missing step, cover for a work accident, cover for another death."""
Event = tuple[int, date, str, str, int, int]
"""Person, day, what, fund, month (yyyymm), amount."""


def month_of(day: int) -> int:
    of = date.fromordinal(day)
    return of.year * 12 + of.month - 1


def begin(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


class Account:
    """One month of one member under one fund."""

    def __init__(self, month: int) -> None:
        self.month = month
        self.enrolled = self.confirmed = False
        self.owed: int | None = None
        self.received: list[tuple[int, int]] = []
        self.counts: int | None = None  # from which day it counts as paid

    def bill(self, amount: int) -> None:
        self.owed = amount
        self._settle()

    def pay(self, day: int, amount: int) -> None:
        self.received.append((day, amount))
        self._settle()

    def _settle(self) -> None:
        """Money may come before its bill."""
        left = self.owed
        if left is None or self.counts is not None:
            return
        for day, amount in self.received:
            left -= amount
            if left <= 0:
                start = begin(self.month)
                self.counts = min(day, start) if day < start + DUE_DAY else day
                return

    def progress(self, day: int) -> int:
        if not self.enrolled:
            return 0
        if self.owed is None:
            return 1
        if self.counts is None or self.counts > day:
            return 2
        return 4 if self.confirmed else 3


class Member:
    """What the events of one member have made of them so far."""

    def __init__(self, born: date | None) -> None:
        self.accounts: dict[tuple[int, str], Account] = {}
        self.died: int | None = None
        self.other: list[tuple[int, str]] = []
        self.limit_on = None if born is None else reaches(born, AGE_LIMIT)

    def take(self, event: Event) -> None:
        _, on, what, fund, month, amount = event
        day = on.toordinal()
        if what == "died":
            self.died = day if self.died is None else min(self.died, day)
            return
        if what in ("moved", "left", "age"):
            self.other.append((day, what))
            return
        place = month // 100 * 12 + month % 100 - 1
        account = self.accounts.setdefault((place, fund), Account(place))
        if what == "enrolled":
            account.enrolled = True
        elif what == "billed":
            account.bill(amount)
        elif what == "paid":
            account.pay(day, amount)
        elif what == "confirmed":
            account.confirmed = True
        elif what != "decided":
            raise ValueError(what)

    def answer(self, day: int) -> Answer | None:
        """None where the member has no month at all."""
        if not self.accounts:
            return None
        now = month_of(day)
        certain, hoped, later, best = set(), set(), set(), {}
        for account in self.accounts.values():
            done = account.progress(day)
            best[account.month] = max(done, best.get(account.month, 0))
            if account.month > now:
                continue
            if done >= 3:
                hoped.add(account.month)
            if done == 4:
                certain.add(account.month)
            if account.enrolled and account.owed is not None and account.counts is not None and account.confirmed:
                later.add(account.month)
        if self.died is not None and day > self.died:
            return "ended", None, "no", "no"
        if self._gone(day, now in certain, now):
            return "ended", None, "no", "no"
        if now in certain:
            return self._active(day, certain, now)
        return self._not_active(day, now, certain, hoped, later, best)

    def _active(self, day: int, months: set[int], now: int) -> Answer:
        if self._first_months(day, months, now):
            return "first_months", None, "full", "reduced"
        return "active", None, "full", "full"

    def _not_active(
        self, day: int, now: int, certain: set[int], hoped: set[int], later: set[int], best: dict[int, int]
    ) -> Answer:
        settled = now in later
        arrears = now - max(certain) if certain else 99
        hoped_arrears = now - max(hoped) if hoped else 99
        if hoped_arrears == 0 or (hoped_arrears <= MOST_UNPAID < arrears):
            return "awaiting", "confirmed", "pending", "pending"
        if arrears <= MOST_UNPAID:
            if not settled:
                return "grace", "paid", "pending", "pending"
            return "grace", "paid", "full", "reduced" if self._first_months(day, later, now) else "full"
        maybe = "pending" if settled else "no"
        if certain:
            if self.limit_on is not None and day >= self.limit_on:
                return "ended", None, "no", "no"
            return "lapsed", "paid", maybe, maybe
        begun = [month for month, done in best.items() if month <= now and done]
        if begun:
            step = ("enrolled", "billed", "paid", "confirmed")[best[max(begun)]]
            return "awaiting", step, maybe, maybe
        if any(done for month, done in best.items() if month > now):
            return "awaiting", "start", maybe, maybe
        return "not_enrolled", "enrolled" if min(best) <= now else None, maybe, maybe

    def _gone(self, day: int, covered: bool, now: int) -> bool:
        past = sorted((on, ("age", "moved", "left").index(why)) for on, why in self.other if on < day)
        if not past:
            return False
        on, why = past[-1]
        if why == 2:
            return not (covered and begin(now) > on)
        return not covered

    def _first_months(self, day: int, months: set[int], now: int) -> bool:
        """Whether a death is in the first months of the run that holds ``now``; in the month of the start is first."""
        if day < FIRST_MONTHS_SINCE:
            return False
        start = now
        while earlier := [month for month in months if start - MOST_UNPAID - 1 <= month < start]:
            start = min(earlier)
        return day < begin(start + FIRST_MONTHS)


def reaches(born: date, years: int) -> int:
    """The birthday; of 29 February in a common year the day after the 28th."""
    if (born.month, born.day) == (2, 29) and (born.year + years) % 4:
        return date(born.year + years, 3, 1).toordinal()
    return date(born.year + years, born.month, born.day).toordinal()


def replay(events: Iterable[Event], born: date | None) -> Member:
    """The member after every event, in the order of the days."""
    member = Member(born)
    for event in events:
        member.take(event)
    return member


def days_that_matter(member: Member, first: int, last: int) -> list[int]:
    """Every day on which the answer of ``member`` may differ from the day before."""
    days = {first, FIRST_MONTHS_SINCE}
    days.update(begin(month) for month in range(month_of(first) + 1, month_of(last) + 1))
    days.update(account.counts for account in member.accounts.values() if account.counts is not None)
    days.update(on + 1 for on, _ in member.other)
    days.update(day for day in (member.limit_on, None if member.died is None else member.died + 1) if day is not None)
    return sorted(day for day in days if first <= day <= last)
