"""An amending decree: who comes off and why, and the next who wait come on with the months and money that are freed."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.export_enrolment import decree_called
from payung.actions.in_sight import in_sight
from payung.actions.issue_decree import DecreeThere
from payung.actions.proposals import NOTHING_LEFT, ProposalStale, carry_out
from payung.actions.who_waits import not_free
from payung.core.basis.text import Text
from payung.core.cover.replacements import Freed, Replacement, ReplacementRule, replacements
from payung.core.cover.replacements import Waiting as Waits
from payung.gateways.file_digest import sha256_of
from payung.gateways.removal_list import RemovalSaid, RemovalsWrong, read_removals
from payung.store.acts import Doing
from payung.store.credits import Offered, hand_on, offered
from payung.store.keys import Keys
from payung.store.leavings import out_from
from payung.store.ledger import Ledger, Month
from payung.store.models import Decree, DecreeLine, PersonMonth, Purse, Removal, Waiting
from payung.store.months import people_with_nik, together
from payung.store.people import same_people
from payung.store.reading import rows_of


@dataclass(frozen=True)
class Amending:
    """The decree to amend, and the number and day of the amending one.

    ``first`` (yyyymm) is the earliest month for which somebody new can be enrolled; None: that of ``dated``. ``fill``:
    the next who wait come on.
    """

    decree: str
    number: str
    dated: date
    first: int | None = None
    fill: bool = True
    proposal: int | None = None  # which was approved; needed where people sign in


@dataclass(frozen=True)
class Amended:
    """How many lines came off, how many places were filled, and why the others were not (``replacements.WHY``).

    Whole rupiah: ``released``, ``reserved``, and ``taken_over``, of months that BPJS had been paid for already.
    ``billed`` and ``paid``: person-months of who came off that stay as they are. ``decree``: None where nobody does.
    """

    decree: int | None
    removed: int
    filled: int
    empty: Mapping[str, int]
    released: int
    reserved: int
    taken_over: int
    billed: int
    paid: int


NOTHING = Amended(None, 0, 0, {}, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Off:
    """A line that comes off: its purse (and whether that is a village's own), why and what says so, what it frees.

    ``months``: ids of those that are reserved still. ``offers``: month -> what BPJS holds for a replacement.
    """

    line: int
    purse: int
    own: bool
    why: str
    evidence: str
    freed: Freed
    months: tuple[int, ...]
    offers: Mapping[int, Offered]


def amend_decree(place: Place, asked: Asked, amending: Amending, off: Path) -> Amended:
    """Take the people of the list ``off`` from a decree, and give their places to the next who wait, as one act.

    Freed are the months that no bill took, those that a leaving freed before, as far as the money is there still, and
    those that BPJS was paid for and holds for a replacement. Billed and paid months are left as they are.
    Raises: RemovalsWrong, DecreeUnknown, DecreeThere, MonthClosed, MonthHeld; ProposalNeeded, ProposalUnknown,
    RightMissing; what ``act_at`` raises.
    """
    listed = read_removals(off)
    said = {**asked_of(amending), "list": sha256_of(off)}

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        with in_sight(asked, "decree.propose", "decree.approve"):
            base = amended(amending)
            return amend(doing, base, amending, named_off(keys, base, listed, off.name))

    return Amended(**act_at(place, asked, "decree.amend", said, work))


def named_off(keys: Keys, base: Decree, listed: Sequence[RemovalSaid], file: str) -> list[Off]:
    """The lines of a decree that a list takes off. Raises: RemovalsWrong."""
    same, chosen = same_people(), _chosen(keys, listed, file)

    def why(person: int, _: str) -> tuple[str, str] | None:
        said = chosen.get(same.get(person, person))
        return (said.reason, said.evidence) if said else None

    found = off_lines(base, why)
    there = {same.get(one.freed.person, one.freed.person) for one in found}
    if missing := [said.line for person, said in chosen.items() if person not in there]:
        raise RemovalsWrong(file, [_not_there(line) for line in missing])
    return found


def asked_of(amending: Amending) -> dict[str, Any]:
    """What an act says that it was asked: also by which proposal, where there is one."""
    proposal = {} if amending.proposal is None else {"proposal": amending.proposal}
    return {**said_of(amending), **proposal}


def said_of(amending: Amending) -> dict[str, Any]:
    """What an amending decree is called, and what it changes."""
    return {
        "decree": amending.decree,
        "number": amending.number,
        "dated": amending.dated.isoformat(),
        "first": amending.first,
        "fill": amending.fill,
    }


def amended(amending: Amending) -> Decree:
    """The original decree that is amended, also where an amendment was named. Raises: DecreeUnknown, DecreeThere."""
    if Decree.objects.filter(number=amending.number, dated=amending.dated).exists():
        raise DecreeThere(amending.number)
    found = decree_called(amending.decree, None)
    while found.amends is not None:
        found = found.amends
    return found


def family_of(base: Decree) -> list[int]:
    """Ids of an original decree and of those that amended it."""
    return [base.id, *Decree.objects.filter(amends=base).values_list("id", flat=True)]


def off_lines(base: Decree, why: Callable[[int, str], tuple[str, str] | None]) -> list[Off]:
    """The lines of a decree, and of those that amended it, that come off, by line.

    ``why``: person and kind of group -> why and what says so, None for who stays.
    """
    rows = DecreeLine.objects.filter(decree_id__in=family_of(base), removal=None).order_by("id")
    columns = ("id", "person_id", "purse_id", "purse__village__code", "person__village__code", "purse__fund__code")
    chosen = [
        (row[:-1], said)
        for row in rows.values_list(*columns, "purse__fund__group_kind").iterator()
        if (said := why(row[1], row[-1])) is not None
    ]
    lines = [line for (line, *_), _ in chosen]
    reserved, offers = _reserved(lines), _offers(lines)
    again = _freed_before([(line, person, purse) for (line, person, purse, *_), _ in chosen])
    found = []
    for (line, person, purse, own, home, fund), (reason, evidence) in chosen:
        kept = {month: price for _, month, price in reserved[line]} | again[line]
        its = {month: offer for month, offer in offers[line].items() if month not in kept}
        months = kept | {month: offer.price for month, offer in its.items()}
        freed = Freed(line, person, own or home or "", fund, months, frozenset(its))
        ids = tuple(id_ for id_, *_ in reserved[line])
        found.append(Off(line, purse, own is not None, reason, evidence, freed, ids, its))
    return found


def amend(doing: Doing, base: Decree, amending: Amending, off: Sequence[Off]) -> dict[str, Any]:
    """Write the amending decree, its lines and removals, and move the money; what ``Amended`` says.

    Raises: ProposalStale where nothing is left of what was approved.
    """
    if not off:
        if amending.proposal is not None:
            raise ProposalStale(NOTHING_LEFT)
        return vars(NOTHING)
    made, new, list_hash = come_on(base, amending, off)
    carry_out(doing, amending.proposal, "amendment", said_of(amending), list_hash)
    decree = doing.add_one(
        Decree,
        programme_id=base.programme_id,
        run_id=base.run_id,
        number=amending.number,
        dated=amending.dated,
        list_hash=list_hash,
        amends_id=base.id,
    )
    removals = ((decree, one.line, one.why[:200], one.evidence) for one in off)
    doing.add(Removal, ("decree_id", "line_id", "reason", "evidence"), removals)
    months, taken = _come_on(doing, base, decree, off, new)
    with Ledger(doing, amending.dated.year * 100 + amending.dated.month) as ledger:
        released = ledger.move("release", [id_ for one in off for id_ in one.months])
        ids = ledger.reserve(months)
        hand_on(doing, [(taken[at], months[at]) for at in taken], [ids[at] for at in taken])
    why = [one.why for one in made if one.person is None]
    over = sum(offer.price for offer in taken.values())
    return {
        "decree": decree,
        "removed": len(off),
        "filled": len(new),
        "empty": {code: why.count(code) for code in sorted(set(why))},
        "released": released,
        "reserved": sum(month.price for month in months) - over,
        "taken_over": over,
        **_left_standing([one.line for one in off]),
    }


def come_on(
    base: Decree, amending: Amending, off: Sequence[Off]
) -> tuple[tuple[Replacement, ...], list[Replacement], str]:
    """What becomes of each place, those who come on by line, and the SHA-256 of all that changes."""
    first = amending.first or amending.dated.year * 100 + amending.dated.month
    made = _filled(base, off, first) if amending.fill else ()
    new = sorted((one for one in made if one.person is not None), key=lambda one: one.freed.enrolment)
    return made, new, _hash(off, new)


def _come_on(
    doing: Doing, base: Decree, decree: int, off: Iterable[Off], new: Sequence[Replacement]
) -> tuple[list[Month], dict[int, Offered]]:
    """The lines of who comes on, written; their months, and which of them (by place) are taken over from a credit."""
    of_line = {one.line: one for one in off}
    waits = {person: (row, rank) for person, row, rank in base.waiting.values_list("person_id", "row_id", "rank")}
    places = [of_line[one.freed.enrolment] for one in new]
    persons = [one.person for one in new if one.person is not None]
    lines = doing.add(
        DecreeLine,
        ("decree_id", "person_id", "purse_id", "row_id", "rank", "replaces_id"),
        [
            (decree, person, place.purse, *waits[person], place.line)
            for person, place in zip(persons, places, strict=True)
        ],
    )
    months: list[Month] = []
    taken: dict[int, Offered] = {}
    for one, person, place, line in zip(new, persons, places, lines, strict=True):
        for month in one.months:
            offer = place.offers.get(month)
            if offer is not None:
                taken[len(months)] = offer
            price, payment = place.freed.months[month], offer.payment if offer else None
            months.append(Month(person, month, place.purse, line, price, payment))
    return months, taken


def _chosen(keys: Keys, listed: Iterable[RemovalSaid], file: str) -> dict[int, RemovalSaid]:
    """Person -> the line of the list that takes them off. Raises: RemovalsWrong."""
    problems: list[Text] = []
    found: dict[int, RemovalSaid] = {}
    for said in listed:
        who = together([said.person]) if said.person is not None else people_with_nik(keys, said.nik)
        if len(who) != 1:
            many = Text(id=f"NIK baris {said.line} milik lebih dari satu orang", en=f"line {said.line}: several people")
            problems.append(
                many if who else Text(id=f"baris {said.line} tidak dikenal", en=f"line {said.line}: unknown")
            )
        elif who[0] in found:
            problems.append(Text(id=f"baris {said.line} sudah disebut", en=f"line {said.line} was named before"))
        else:
            found[who[0]] = said
    if problems:
        raise RemovalsWrong(file, problems)
    return found


def _not_there(line: int) -> Text:
    return Text(id=f"orang baris {line} tidak ada di keputusan itu", en=f"line {line} is not on that decree")


def _reserved(lines: Collection[int]) -> dict[int, list[tuple[int, int, int]]]:
    """Line -> id, month and price of its months that were neither billed nor paid."""
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    rows = PersonMonth.objects.filter(state="reserved").order_by("id")
    for line, *month in rows_of(rows, ("line_id", "id", "month", "price"), "line_id", lines):
        found[line].append((month[0], month[1], month[2]))
    return found


def _offers(lines: Collection[int]) -> dict[int, dict[int, Offered]]:
    """Line -> month -> what BPJS holds of it for a replacement."""
    found: dict[int, dict[int, Offered]] = defaultdict(dict)
    for offer in offered(lines):
        found[offer.decree_line].setdefault(offer.month, offer)
    return found


def _freed_before(lines: Sequence[tuple[int, int, int]]) -> dict[int, dict[int, int]]:
    """Line -> month -> price of what a leaving freed before, as far as the money of its purse is there still.

    ``lines``: line, person, purse.
    """
    since = out_from({person for _, person, _ in lines})
    free = dict(Purse.objects.filter(id__in={purse for *_, purse in lines}).values_list("id", "free"))
    own = {line: (since.get(person, 999912), purse) for line, person, purse in lines}
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = PersonMonth.objects.filter(state="released")
    for month, line, price in sorted(rows_of(rows, ("month", "line_id", "price"), "line_id", own)):
        out, purse = own[line]
        if month >= out and month not in found[line] and price <= free[purse]:
            free[purse] -= price
            found[line][month] = price
    return found


def _filled(base: Decree, off: Iterable[Off], first: int) -> tuple[Replacement, ...]:
    """What becomes of each place; who was ever sent to BPJS, has cover or has left gets none."""
    rows = list(Waiting.objects.filter(decree=base).values_list("person_id", "person__village__code", "rank"))
    taken = not_free({person for person, *_ in rows})
    made: tuple[Replacement, ...] = ()
    for own in (True, False):
        places = [one.freed for one in off if one.own is own]
        waits = [
            Waits(who, home or "", fund, rank) for fund in {one.fund for one in places} for who, home, rank in rows
        ]
        rule = ReplacementRule(first, "village" if own else "area")
        made += replacements(places, waits, rule, taken | {one.person for one in made if one.person is not None})
    return made


def _left_standing(lines: Collection[int]) -> dict[str, int]:
    """How many months of these lines are billed, and paid: they stay as they are."""
    rows = rows_of(PersonMonth.objects.filter(state__in=("committed", "paid")), ("state",), "line_id", lines)
    often = Counter(state for (state,) in rows)
    return {"billed": often["committed"], "paid": often["paid"]}


def _hash(off: Iterable[Off], new: Iterable[Replacement]) -> str:
    """SHA-256 of the changes: a line for each line that comes off and for each month that comes on."""
    gone = [f"-\t{one.line}\t{one.why}" for one in off]
    come = [f"+\t{one.person}\t{one.freed.enrolment}\t{month}" for one in new for month in one.months]
    return hashlib.sha256("\n".join([*gone, *come]).encode()).hexdigest()
