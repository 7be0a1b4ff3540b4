"""A decree extended: who stands on it now goes on for further months, as far as the money of their purse goes."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.actions.amend_decree import Amending, amended, family_of
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.proposals import NOTHING_LEFT, ProposalStale, carry_out
from payung.actions.replace_enrolment import sent_back
from payung.core.basis.months import between
from payung.core.cover.going_on import price
from payung.core.cover.ledger import LET_GO
from payung.core.law.book import LawBook
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import Ledger, Month
from payung.store.models import Decree, DecreeLine, PersonMonth, Purse
from payung.store.months import open_funds
from payung.store.people import left_on
from payung.store.reading import rows_of
from payung.store.restricted import restricted


@dataclass(frozen=True)
class Extending:
    """The decree to extend by the months from ``first`` to ``last`` (yyyymm); number and day of the new decree."""

    decree: str
    number: str
    dated: date
    first: int
    last: int
    proposal: int | None = None  # which was approved; needed where people sign in


@dataclass(frozen=True)
class Extended:
    """What was reserved: people, person-months, whole rupiah; ``short``: person-months for which money lacked.

    ``off``: people who are not taken on: they left, their data may only be kept, or BPJS sent them back. ``decree`` is
    None where nothing was reserved.
    """

    decree: int | None
    people: int
    person_months: int
    amount: int
    short: int
    off: int


@dataclass(frozen=True)
class Line:
    """A line that goes on: person, purse, row and rank as the earlier one had them; fund by its code."""

    id: int
    person: int
    purse: int
    fund: str
    row: int | None
    rank: int | None


def extend_decree(place: Place, asked: Asked, wanted: Extending) -> Extended:
    """Reserve further months for everybody on the decree and on those that amended it, by rank, as one act.

    Whom BPJS sent back, who was taken off and who left are not on it any more; replacements are. A month costs what
    the law of that month says; of a purse with too little the first by rank have theirs whole. A month somebody holds
    is left as it is, and a fund pays only the months of its rules.
    Raises: DecreeUnknown, DecreeThere, MonthClosed, NotEnoughMoney; ProposalNeeded, ProposalUnknown, RightMissing; what
    ``act_at`` raises.
    """
    proposed = said_of(wanted)
    said = proposed if wanted.proposal is None else {**proposed, "proposal": wanted.proposal}

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "decree.propose", "decree.approve"):
            base, placed, short, off = going_on(wanted)
            if placed:
                carry_out(doing, wanted.proposal, "extension", proposed, hash_of(placed))
            decree = _write(doing, base, wanted, placed) if placed else None
            months = [month for those in placed.values() for month in those]
            return {
                "decree": decree,
                "people": len({line.person for line in placed}),
                "person_months": len(months),
                "amount": sum(cost for _, cost in months),
                "short": short,
                "off": off,
            }

    return Extended(**act_at(place, asked, "decree.extend", said, work))


def said_of(wanted: Extending) -> dict[str, Any]:
    """What the new decree is called, and which months of which decree it adds."""
    return {
        "decree": wanted.decree,
        "number": wanted.number,
        "dated": wanted.dated.isoformat(),
        "months": [wanted.first, wanted.last],
    }


def going_on(wanted: Extending) -> tuple[Decree, dict["Line", list[tuple[int, int]]], int, int]:
    """The original decree, line -> its new months and prices, person-months that money lacks for, people off.

    Raises: DecreeUnknown, DecreeThere; ProposalStale where nothing is left of what was approved.
    """
    base = amended(Amending(wanted.decree, wanted.number, wanted.dated))
    lines, off = _going_on(base)
    placed, short = _placed(lines, between(wanted.first, wanted.last))
    if wanted.proposal is not None and not placed:
        raise ProposalStale(NOTHING_LEFT)
    return base, placed, short, off


def hash_of(placed: Mapping["Line", list[tuple[int, int]]]) -> str:
    """SHA-256 of what is added: a line for each person-month."""
    listed = [f"{line.person}\t{line.purse}\t{month}\t{cost}" for line in placed for month, cost in placed[line]]
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def _going_on(base: Decree) -> tuple[list[Line], int]:
    """The last line of each person and purse, by rank; and how many people go on no more."""
    rows = DecreeLine.objects.filter(decree_id__in=family_of(base), removal=None).order_by("id")
    columns = ("id", "person_id", "purse_id", "purse__fund__code", "row_id", "rank")
    last = {(one.person, one.purse): one for one in (Line(*row) for row in rows.values_list(*columns))}
    people = {person for person, _ in last}
    gone = set(left_on(people)) | restricted(people)
    back = {(one.freed.person, one.purse) for one in sent_back(base)}
    going = [one for where, one in last.items() if one.person not in gone and where not in back]
    ordered = sorted(going, key=lambda one: (one.rank is None, one.rank or 0, one.id))
    return ordered, len(people - {one.person for one in ordered})


def _placed(lines: Sequence[Line], months: Sequence[int]) -> tuple[dict[Line, list[tuple[int, int]]], int]:
    """Line -> its new months and what each costs, as far as the purse goes; and the months there was no money for."""
    funds, book = {fund.id: fund for fund in open_funds()}, LawBook.read()
    costs = {
        (fund.id, month): price(book, month, payer=fund.payer, sector=fund.sector)
        for fund in funds.values()
        for month in months
        if month in fund.months
    }
    held = _held({line.person for line in lines}, months)
    free = dict(Purse.objects.filter(id__in={line.purse for line in lines}).values_list("id", "free"))
    placed: dict[Line, list[tuple[int, int]]] = {}
    short = 0
    for line in lines:
        for month in months:
            cost = costs.get((line.fund, month))
            if cost is None or month in held[line.person]:
                continue
            if cost > free[line.purse]:
                short += 1
                continue
            free[line.purse] -= cost
            held[line.person].add(month)
            placed.setdefault(line, []).append((month, cost))
    return placed, short


def _held(people: Iterable[int], months: Sequence[int]) -> Mapping[int, set[int]]:
    """Person -> which of the months they hold."""
    found: dict[int, set[int]] = defaultdict(set)
    live = PersonMonth.objects.filter(month__in=months).exclude(state__in=LET_GO)
    for person, month in rows_of(live, ("person_id", "month"), "person_id", people):
        found[person].add(month)
    return found


def _write(doing: Doing, base: Decree, wanted: Extending, placed: Mapping[Line, list[tuple[int, int]]]) -> int:
    """The decree with its lines, and the months reserved on them."""
    decree = doing.add_one(
        Decree,
        programme_id=base.programme_id,
        run_id=base.run_id,
        number=wanted.number,
        dated=wanted.dated,
        list_hash=hash_of(placed),
        amends_id=base.id,
    )
    lines = doing.add(
        DecreeLine,
        ("decree_id", "person_id", "purse_id", "row_id", "rank", "replaces_id"),
        [(decree, line.person, line.purse, line.row, line.rank, None) for line in placed],
    )
    months = [
        Month(line.person, month, line.purse, id_, cost)
        for line, id_ in zip(placed, lines, strict=True)
        for month, cost in placed[line]
    ]
    with Ledger(doing, wanted.dated.year * 100 + wanted.dated.month) as ledger:
        ledger.reserve(months)
    return decree
