"""The made-up branch bills its members by name, takes the money, and lists who is paid for."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from payung.core.basis.months import between, later
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.contributions import Payer, monthly_contribution
from payung.synth.bill import BranchLists, strangers, write_bill, write_members
from payung.synth.branch.fates import fate
from payung.synth.branch.letters import Contested, read_record
from payung.synth.branch.memory import ACCEPTED, BilledLine, Issued, Memory
from payung.synth.branch.refusal import BranchRefuses
from payung.synth.chance import chance

PRIVATE = ("SB", "SC", "SL")
"""Kinds of groups whose money is not public: the relief of contributions is theirs."""


@dataclass(frozen=True)
class BillAsked:
    """Bills of ``month`` (yyyymm) on the day ``on``, for these ``groups`` (none: all). ``few``: so many people of each
    bill are forgotten, until the next one; ``many``: so many stand on it whom nobody enrolled."""

    month: int
    on: date
    groups: Collection[str] = ()
    few: int = 0
    many: int = 0


@dataclass(frozen=True)
class BillSent:
    """A bill as it was written: people, person-months and whole rupiah on it."""

    group: str
    path: Path
    code: str
    people: int
    person_months: int
    amount: int


@dataclass(frozen=True)
class ListSent:
    """BPJS's list of a group for a month: names on it, and how many paid people it lacks."""

    group: str
    path: Path
    names: int
    lacking: int


def bill(memory: Memory, asked: BillAsked, out: Path) -> tuple[BillSent, ...]:
    """Write a bill for each group in which anything is to be asked for; a month that was billed is not billed anew.

    A person is billed from the month of acceptance on, until the branch learns of their death or a record of
    reconciliation strikes them. The bill of a group and month that was made before is written again as it was.
    Raises: BranchRefuses where a group is not known.
    """
    unknown = set(asked.groups) - set(memory.places)
    if unknown:
        raise BranchRefuses(Text(id=f"wadah {min(unknown)} tidak ada", en=f"there is no group {min(unknown)}"))
    out.mkdir(parents=True, exist_ok=True)
    sent = []
    for group in sorted(asked.groups or memory.places):
        made = next((one for one in memory.bills if (one.group, one.month) == (group, asked.month)), None)
        made = made or _made(memory, group, asked)
        if made:
            path = out / f"{group}_{asked.month // 100}-{asked.month % 100:02d}.xlsx"
            write_bill(_lists(memory, made.lines), path, billing_code=made.code)
            sent.append(BillSent(group, path, made.code, len({line.nik for line in made.lines}), len(made.lines),
                                 sum(line.amount for line in made.lines)))  # fmt: skip
    return tuple(sent)


@dataclass(frozen=True)
class Paying:
    """A bill's code and the whole rupiah that come for it on a day; the record of reconciliation that says what of it
    was not due; ``credit``: whole rupiah to be settled by what the branch owes the group."""

    code: str
    amount: int
    on: date
    record: Path | None = None
    credit: int = 0


def pay(memory: Memory, paying: Paying) -> Issued:
    """The bill is paid: lines that the record contests are struck, and the rest must come to the amount and the credit.

    Who was struck is not billed any more from that month on; for what was paid before the record spoke of it the branch
    owes the money. Paying the same again changes nothing. Raises: BranchRefuses.
    """
    found = next((one for one in memory.bills if one.code == paying.code), None)
    if found is None:
        raise BranchRefuses(Text(id=f"tidak ada tagihan {paying.code}", en=f"there is no bill {paying.code}"))
    if found.paid_on is not None:
        if (found.due, found.credit) != (paying.amount + paying.credit, paying.credit):
            said = Text(id=f"tagihan {paying.code} sudah dibayar", en=f"the bill {paying.code} is paid already")
            raise BranchRefuses(said)
        return found
    record = read_record(paying.record) if paying.record else ()
    struck, owed = _contested(memory, found, record) if paying.record else ([], [])
    _check(memory, found, paying, found.due - sum(line.amount for line in struck), owed)
    for line in owed:
        line.owed = True
    for line in struck:
        line.struck = True
        place = memory.places[found.group].get(line.nik)
        if place is not None:
            place.stopped = min(place.stopped or line.month, line.month)
    found.paid_on, found.credit = paying.on.isoformat(), paying.credit
    return found


def _check(memory: Memory, found: Issued, paying: Paying, due: int, owed: Sequence[BilledLine]) -> None:
    """Raises: BranchRefuses where the sum is another, or more credit is used than the branch owes the group."""
    if due != paying.amount + paying.credit:
        told = rupiah(paying.amount + paying.credit)
        raise BranchRefuses(
            Text(
                id=f"tagihan {found.code} {rupiah(due)}, dibayar {told}",
                en=f"the bill {found.code} is {rupiah(due)}, {told} was paid",
            )
        )
    theirs = [one for one in memory.bills if one.group == found.group]
    known = [line for one in theirs for line in one.lines if line.owed]
    rest = sum(line.amount for line in (*known, *owed)) - sum(one.credit for one in theirs)
    if paying.credit > rest:
        raise BranchRefuses(
            Text(
                id=f"kredit wadah {found.group} tinggal {rupiah(rest)}",
                en=f"the credit of the group {found.group} is {rupiah(rest)}",
            )
        )


def listed(memory: Memory, month: int, out: Path, *, missing: int = 0, changed: bool = False) -> tuple[ListSent, ...]:
    """Write for each group with paid people of ``month`` (yyyymm) its list; ``missing`` of them do not stand on it.

    With ``changed`` only the groups whose list is another than the one sent last.
    """
    paid: dict[str, list[BilledLine]] = defaultdict(list)
    for one in memory.bills:
        if one.paid_on is not None:
            paid[one.group] += [line for line in one.lines if line.month == month and not line.struck]
    out.mkdir(parents=True, exist_ok=True)
    sent = []
    for group, lines in sorted(paid.items()):
        if not lines:
            continue
        ordered = sorted(lines, key=lambda line: line.nik)
        lost = set(_some(memory, f"missing/{group}/{month}", [line.nik for line in ordered], missing))
        names = [line.nik for line in ordered if line.nik not in lost]
        if changed and memory.lists.get(f"{group}/{month}") == names:
            continue
        memory.lists[f"{group}/{month}"] = names
        path = out / f"{group}_{month // 100}-{month % 100:02d}.xlsx"
        write_members(_lists(memory, [line for line in ordered if line.nik not in lost]), path)
        sent.append(ListSent(group, path, len(ordered) - len(lost), len(lost)))
    return tuple(sent)


def _made(memory: Memory, group: str, asked: BillAsked) -> Issued | None:
    """A new bill, kept in memory; None where there is nothing to ask for."""
    billed = {(line.nik, line.month) for one in memory.bills if one.group == group for line in one.lines}
    due = {nik: months for nik in sorted(memory.places[group]) if (months := _due(memory, group, nik, asked, billed))}
    few = set(_some(memory, f"few/{group}/{asked.month}", list(due), asked.few))
    book = LawBook.read()
    payer: Payer = "private" if group[:2] in PRIVATE else "public"
    prices = {
        month: monthly_contribution(book.on(date(month // 100, month % 100, 1)), payer=payer, sector="other").total
        for month in {asked.month, *(month for months in due.values() for month in months)}
    }
    lines = [BilledLine(nik, month, prices[month]) for nik, months in due.items() if nik not in few for month in months]
    if not lines:
        return None
    others = strangers(asked.many, [asked.month], prices[asked.month])
    lines += [BilledLine(nik, asked.month, prices[asked.month]) for nik in others["nik"]]
    code = f"{asked.month}{sorted(memory.places).index(group) + 1:03d}"
    made = Issued(code, group, asked.month, lines)
    memory.bills.append(made)
    return made


def _due(
    memory: Memory, group: str, nik: str, asked: BillAsked, billed: Collection[tuple[str, int]]
) -> tuple[int, ...]:
    """The months to be billed for somebody now."""
    place = memory.places[group][nik]
    if place.state != ACCEPTED or place.on is None or date.fromisoformat(place.on) > asked.on:
        return ()
    accepted = date.fromisoformat(place.on)
    last = asked.month if place.stopped is None else min(asked.month, later(place.stopped, -1))
    fell = fate(memory.habits, nik, memory.members[nik])
    if fell is not None and fell.known is not None and fell.known <= asked.on.year * 100 + asked.on.month:
        last = min(last, fell.on.year * 100 + fell.on.month)
    return tuple(month for month in between(accepted.year * 100 + accepted.month, last) if (nik, month) not in billed)


def _some(memory: Memory, what: str, niks: Sequence[str], count: int) -> list[str]:
    """``count`` of them, never more than one in four."""
    return chance(memory.habits.seed, what).sample(list(niks), min(count, len(niks) // 4))


def _contested(memory: Memory, found: Issued, record: Sequence[Contested]) -> tuple[list[BilledLine], list[BilledLine]]:
    """The lines of a bill that the record says are not due, and those of paid bills of the group that were not.

    Of a person the last ones, as far as the sum goes.
    """
    known = memory.places[found.group]
    struck = [line for line in found.lines if line.nik not in known]  # as the branch sees for itself
    theirs: dict[tuple[str, str], list[tuple[BilledLine, bool]]] = defaultdict(list)
    paid = [one for one in memory.bills if one.group == found.group and one.paid_on is not None]
    for one in (*paid, found):
        for line in one.lines:
            if line.nik in known and not line.struck:
                name = memory.members[line.nik].name.upper()
                theirs[(name, line.nik[-4:])].append((line, one is found))
    owed: list[BilledLine] = []
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for contested in record:
        sums[((contested.name or "").upper(), contested.last_digits)] += contested.rupiah
    for who, left in sums.items():
        for line, new in sorted(theirs.get(who, ()), key=lambda one: -one[0].month):
            if line.amount <= left:
                left -= line.amount
                if new:
                    struck.append(line)
                elif not line.owed:
                    owed.append(line)
    return struck, owed


def _lists(memory: Memory, lines: Sequence[BilledLine]) -> BranchLists:
    """The lines as the branch writes them into its files, in its own order."""
    rows = [
        (line.nik, member.number, member.name, line.month, line.amount)
        if (member := memory.members.get(line.nik))
        else (line.nik, f"26{int(line.nik) % 999_999_937:09d}", "Orang Lain", line.month, line.amount)
        for line in lines
    ]
    schema = {"nik": pl.String, "membership_number": pl.String, "name": pl.String, "month": pl.Int64,
              "amount": pl.Int64}  # fmt: skip
    billed = pl.DataFrame(rows, schema=schema, orient="row").sort("membership_number", "month")
    numbered = billed.with_row_index("line", offset=1).with_columns(pl.col("line").cast(pl.Int64))
    nobody = pl.DataFrame(schema={"person": pl.Int64, "why": pl.String, "on": pl.Date})
    return BranchLists(numbered, numbered.drop("amount"), nobody, {})
