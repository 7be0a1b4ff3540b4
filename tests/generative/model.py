"""What the store must do, in plain Python: no database, no digests, only what was promised.

Funds with purses, people, person-months, bills, payments, leavings, closed months, villages that get other codes, a
rate that changes, and people who turn out to be the same. Every act is a method; what must be refused raises
``Refused`` with the name of the error. Ids are of this model: small numbers in the order in which things came.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ACCOUNTS = ("free", "reserved", "committed", "paid", "credit", "returned")
LET_GO = ("released", "credited")
STEPS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "bill": (("reserved",), "committed"),
    "unbill": (("committed",), "reserved"),
    "pay": (("committed",), "paid"),
    "release": (("reserved", "committed"), "released"),
    "credit": (("paid",), "credited"),
}
RATES = ((201401, 16_800), (202605, 8_400), (202607, 17_700))
"""From which month on which contribution holds: the rate changes twice in the time that is tried."""


class Refused(Exception):
    """An act that must change nothing; ``name`` is the class of the error."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def rate_of(month: int) -> int:
    """The contribution of a month by the rule in force in it."""
    return max((since, amount) for since, amount in RATES if since <= month)[1]


def account_of(state: str) -> str:
    return {"released": "free", "credited": "credit"}.get(state, state)


@dataclass
class Purse:
    """Money of a fund in a village (its place), or of the whole fund (None)."""

    village: int | None
    received: int = 0
    accounts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACCOUNTS, 0))


@dataclass
class PersonMonth:
    person: int
    month: int
    purse: int
    price: int
    state: str = "reserved"


@dataclass
class Leaving:
    person: int
    month: int
    undone: bool = False


@dataclass
class Join:
    person: int
    into: int
    undone: bool = False


@dataclass
class Credit:
    """What BPJS owes a purse for its ``months``; ``taken``: those somebody else took over."""

    purse: int
    treatment: str
    months: list[int]
    amount: int
    used: int = 0
    taken: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Posting:
    """One line: the act it is of, its purse, its person-month or None, from where to where, how much, which books."""

    act: int
    purse: int
    month: int | None
    source: str
    target: str
    amount: int
    booked: int


class Model:
    """The whole state. ``done`` keeps the outcome of every request; acts are counted from 1."""

    def __init__(self, people: int, villages: Sequence[str], purses: Sequence[int | None]) -> None:
        self.people = people
        self.villages = list(villages)
        self.village_since: list[str] = [""] * len(villages)
        self.purses = [Purse(village) for village in purses]
        self.months: list[PersonMonth] = []
        self.leavings: list[Leaving] = []
        self.joins: list[Join] = []
        self.payments: list[int] = []
        self.credits: list[Credit] = []
        self.bills: list[int] = []
        self.closed = 0
        self.postings: list[Posting] = []
        self.acts = 0
        self.done: dict[str, tuple[str, Any]] = {}

    # What a request is

    def perform(self, request: str, asked: str, work: Any) -> Any:
        """``work()`` once: a repeat gives what the first gave, another question with the same id is refused."""
        if request in self.done:
            before, outcome = self.done[request]
            if before != asked:
                raise Refused("RequestReused")
            return outcome
        self.acts += 1
        try:
            outcome = work()
        except Refused:
            self.acts -= 1
            raise
        self.done[request] = (asked, outcome)
        return outcome

    # Money

    def receive(self, purse: int, amount: int, booked: int) -> None:
        self._open(booked)
        self.purses[purse].received += amount
        self.purses[purse].accounts["free"] += amount
        self._post(purse, None, "outside", "free", amount, booked)

    def give_back(self, purse: int, amount: int, booked: int) -> None:
        self._open(booked)
        self._enough(Counter({purse: amount}), "free")
        self._shift(purse, None, "free", "returned", amount, booked)

    def reserve(self, months: Sequence[tuple[int, int, int]], booked: int) -> list[int]:
        """Person, month and purse of each; the price is the rate of the month."""
        self._open(booked)
        gone = self.left()
        if any(month > gone.get(self.root(person), 999999) for person, month, _ in months):
            raise Refused("PersonLeft")
        sums: Counter[int] = Counter()
        for _, month, purse in months:
            sums[purse] += rate_of(month)
        self._enough(sums, "free")
        self._nobody_holds([(person, month) for person, month, _ in months])
        first = len(self.months)
        for person, month, purse in months:
            self.months.append(PersonMonth(person, month, purse, rate_of(month)))
            self._shift(purse, len(self.months) - 1, "free", "reserved", rate_of(month), booked)
        return list(range(first, len(self.months)))

    def move(self, step: str, ids: Sequence[int], booked: int) -> int:
        """Gives the rupiah that moved."""
        self._open(booked)
        begins, ends = STEPS[step]
        if len(set(ids)) < len(ids) or any(self.months[id_].state not in begins for id_ in ids):
            raise Refused("StepWrong")
        gone = self.left()
        if ends == "reserved" and any(
            self.months[id_].month > gone.get(self.root(self.months[id_].person), 999999) for id_ in ids
        ):
            raise Refused("PersonLeft")
        for id_ in ids:
            month = self.months[id_]
            self._shift(month.purse, id_, account_of(month.state), account_of(ends), month.price, booked)
            month.state = ends
        return sum(self.months[id_].price for id_ in ids)

    def bill(self, ids: Sequence[int], booked: int) -> int:
        amount = self.move("bill", ids, booked)
        self.bills.append(amount)
        return amount

    def pay(self, ids: Sequence[int], credits: Sequence[tuple[int, int]], booked: int) -> int:
        """With so much of these credits; gives what was sent to BPJS."""
        self._open(booked)
        due = Counter[int]()
        for id_ in set(ids):
            due[self.months[id_].purse] += self.months[id_].price
        for credit, amount in credits:
            held = self.credits[credit]
            if held.treatment != "offset" or not 0 < amount <= min(held.amount - held.used, due[held.purse]):
                raise Refused("PaymentWrong")
            due[held.purse] -= amount
        if len({credit for credit, _ in credits}) < len(credits):
            raise Refused("PaymentWrong")
        sent = self.move("pay", ids, booked) - sum(amount for _, amount in credits)
        sums = Counter[int]()
        for credit, amount in credits:
            self.credits[credit].used += amount
            sums[self.credits[credit].purse] += amount
        for purse, amount in sorted(sums.items()):
            self._shift(purse, None, "credit", "free", amount, booked)
        self.payments.append(sent)
        return sent

    def credit(self, ids: Sequence[int], treatment: str, booked: int) -> list[int]:
        """One credit a purse; gives them."""
        self.move("credit", ids, booked)
        first = len(self.credits)
        for purse in sorted({self.months[id_].purse for id_ in ids}):
            its = sorted(id_ for id_ in ids if self.months[id_].purse == purse)
            self.credits.append(Credit(purse, treatment, its, sum(self.months[id_].price for id_ in its)))
        return list(range(first, len(self.credits)))

    def take_over(self, month: int, person: int, booked: int) -> int:
        """Somebody takes a month that was credited for a replacement; gives the new person-month."""
        self._open(booked)
        its = [one for one in self.credits if month in one.months and one.treatment == "replace"]
        if not its or month in its[0].taken:
            raise Refused("CreditWrong")
        old = self.months[month]
        if old.month > self.left().get(self.root(person), 999999):
            raise Refused("PersonLeft")
        self._nobody_holds([(person, old.month)])
        self.months.append(PersonMonth(person, old.month, old.purse, old.price, "paid"))
        self._shift(old.purse, len(self.months) - 1, "credit", "paid", old.price, booked)
        its[0].taken.add(month)
        its[0].used += old.price
        return len(self.months) - 1

    def close(self, month: int, today: int) -> None:
        if month > today:
            raise Refused("MonthAhead")
        self._open(month)
        self.closed = month

    # People

    def root(self, person: int) -> int:
        into = {join.person: join.into for join in self.joins if not join.undone}
        while person in into:
            person = into[person]
        return person

    def left(self) -> dict[int, int]:
        """Root of a person -> the month of the earliest leaving."""
        found: dict[int, int] = {}
        for leaving in self.leavings:
            if not leaving.undone:
                root = self.root(leaving.person)
                found[root] = min(found.get(root, 999999), leaving.month)
        return found

    def leave(self, person: int, month: int, booked: int) -> tuple[list[int], ...]:
        """Months after it that are released, those that are billed, and those that are paid."""
        self._open(booked)
        self.leavings.append(Leaving(person, month))
        since = self.left()[self.root(person)]
        its = [id_ for id_, one in enumerate(self.months) if self.root(one.person) == self.root(person)]
        later = [id_ for id_ in its if self.months[id_].month > since]
        found = [
            [id_ for id_ in later if self.months[id_].state == state] for state in ("reserved", "committed", "paid")
        ]
        self.move("release", found[0], booked)
        return tuple(found)

    def take_back(self, leaving: int) -> None:
        if self.leavings[leaving].undone:
            raise Refused("LeavingUnknown")
        self.leavings[leaving].undone = True

    def join(self, person: int, into: int) -> list[int]:
        """Person-months of a month that both hold."""
        if self.root(person) == self.root(into) or self.root(person) != person:
            raise Refused("JoinWrong")
        self.joins.append(Join(person, into))
        its = [
            id_
            for id_, one in enumerate(self.months)
            if one.state not in LET_GO and self.root(one.person) == self.root(into)
        ]
        often = Counter(self.months[id_].month for id_ in its)
        return [id_ for id_ in its if often[self.months[id_].month] > 1]

    def part(self, join: int) -> None:
        if self.joins[join].undone:
            raise Refused("JoinWrong")
        self.joins[join].undone = True

    # Villages

    def renumber(self, codes: Mapping[str, str], since: str) -> None:
        new = list(codes.values())
        if len(set(new)) < len(new) or not all(len(code) == 10 and code.isdigit() for code in new):
            raise Refused("RenumberingWrong")
        if not codes.keys() <= set(self.villages) or (set(new) - codes.keys()) & set(self.villages):
            raise Refused("RenumberingWrong")
        places = [self.villages.index(old) for old in codes]
        if any(self.village_since[place] >= since for place in places):
            raise Refused("RenumberingWrong")
        for place, code in zip(places, new, strict=True):
            self.villages[place], self.village_since[place] = code, since

    # What must always hold, whatever was done

    def held_twice(self) -> set[tuple[int, int]]:
        """Person and month of which one number holds two lines: never any."""
        often = Counter((one.person, one.month) for one in self.months if one.state not in LET_GO)
        return {held for held, times in often.items() if times > 1}

    def purses_as_of(self, act: int) -> list[tuple[int, ...]]:
        """received and the accounts of every purse after the act ``act``, from the lines alone."""
        found = [[0] * (1 + len(ACCOUNTS)) for _ in self.purses]
        for line in self.postings:
            if line.act > act:
                continue
            for account, sign in ((line.source, -1), (line.target, 1)):
                if account == "outside":
                    found[line.purse][0] += line.amount
                else:
                    found[line.purse][1 + ACCOUNTS.index(account)] += sign * line.amount
        return [tuple(row) for row in found]

    def purses_now(self) -> list[tuple[int, ...]]:
        return [(purse.received, *(purse.accounts[name] for name in ACCOUNTS)) for purse in self.purses]

    def sent(self) -> int:
        """What BPJS was paid, all told: it lies there as paid or as credit."""
        return sum(self.payments)

    def _nobody_holds(self, months: Sequence[tuple[int, int]]) -> None:
        held = {(self.root(one.person), one.month) for one in self.months if one.state not in LET_GO}
        for person, month in months:
            if (self.root(person), month) in held:
                raise Refused("MonthHeld")
            held.add((self.root(person), month))

    def _open(self, booked: int) -> None:
        if booked <= self.closed:
            raise Refused("MonthClosed")

    def _enough(self, sums: Mapping[int, int], account: str) -> None:
        if any(self.purses[purse].accounts[account] < amount for purse, amount in sums.items()):
            raise Refused("NotEnoughMoney")

    def _shift(self, purse: int, month: int | None, source: str, target: str, amount: int, booked: int) -> None:
        self.purses[purse].accounts[source] -= amount
        self.purses[purse].accounts[target] += amount
        self._post(purse, month, source, target, amount, booked)

    def _post(self, purse: int, month: int | None, source: str, target: str, amount: int, booked: int) -> None:
        self.postings.append(Posting(self.acts, purse, month, source, target, amount, booked))
