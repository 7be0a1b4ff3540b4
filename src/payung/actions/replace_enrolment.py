"""An amending decree: who BPJS sent back comes off, and the next who wait come on with the freed months and money."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.export_enrolment import decree_called
from payung.actions.issue_decree import DecreeThere
from payung.actions.standing import standing_of
from payung.actions.who_waits import not_free
from payung.core.cover.answer_words import REJECTED
from payung.core.cover.replacements import Freed, Replacement, ReplacementRule, replacements
from payung.core.cover.replacements import Waiting as Waits
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import Ledger, Month
from payung.store.models import Decree, DecreeLine, Group, PersonMonth, Removal, Waiting


@dataclass(frozen=True)
class Replacing:
    """The decree to amend, and the number and day of the amending one.

    ``first`` (yyyymm) is the earliest month for which somebody new can be enrolled; None: that of ``dated``.
    """

    decree: str
    number: str
    dated: date
    first: int | None = None


@dataclass(frozen=True)
class Replaced:
    """How many lines came off, how many places were filled, and why the others were not (``replacements.WHY``).

    ``released`` and ``reserved``: whole rupiah. ``decree`` is None where nobody had been sent back.
    """

    decree: int | None
    removed: int
    filled: int
    empty: Mapping[str, int]
    released: int
    reserved: int


@dataclass(frozen=True)
class Off:
    """A line that comes off: its purse (and whether that is a village's own), why, and what it frees."""

    line: int
    purse: int
    own: bool
    why: str
    freed: Freed
    months: tuple[int, ...]  # ids


def replace_enrolment(place: Place, asked: Asked, replacing: Replacing) -> Replaced:
    """Take the rejected off a decree, release their months, and give them to the next on its waiting list, as one act.

    Months that were billed or paid are left as they are: what becomes of them is between the fund and BPJS. Money of
    a village stays in it; money of a whole area goes to another village when the village has nobody left.
    Raises: DecreeUnknown, DecreeThere, MonthClosed, MonthHeld, and what ``act_at`` raises.
    """
    said = {
        "decree": replacing.decree,
        "number": replacing.number,
        "dated": replacing.dated.isoformat(),
        "first": replacing.first,
    }

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        base = decree_called(replacing.decree, None)
        if Decree.objects.filter(number=replacing.number, dated=replacing.dated).exists():
            raise DecreeThere(replacing.number)
        off = sent_back(base)
        if not off:
            return {"decree": None, "removed": 0, "filled": 0, "empty": {}, "released": 0, "reserved": 0}
        month = replacing.dated.year * 100 + replacing.dated.month
        made = _filled(base, off, replacing.first or month)
        return _write(doing, base, replacing, off, made)

    return Replaced(**act_at(place, asked, "enrolment.replace", said, work))


def sent_back(base: Decree) -> list[Off]:
    """The lines of the decree, and of those that amended it, whose people BPJS has sent back; by line."""
    family = [base.id, *Decree.objects.filter(amends=base).values_list("id", flat=True)]
    sent_by = Group.objects.filter(batches__enrolments__line__decree_id__in=family).distinct().order_by("id")
    why: dict[tuple[int, str], str] = {}
    for group, kind in sent_by.values_list("id", "kind"):
        for one in standing_of(group).values():
            if one.state == REJECTED:
                why[(one.person, kind)] = one.codes
    months = _reserved(family)
    rows = DecreeLine.objects.filter(decree_id__in=family, removal=None).order_by("id")
    columns = ("id", "person_id", "purse_id", "purse__village__code", "person__village__code", "purse__fund__code")
    kinds = "purse__fund__group_kind"
    found = []
    for line, person, purse, own, home, fund, kind in rows.values_list(*columns, kinds).iterator():
        if (person, kind) in why:
            held = months.get(line, [])
            freed = Freed(line, person, own or home or "", fund, {month: price for _, month, price in held})
            ids = tuple(id_ for id_, *_ in held)
            found.append(Off(line, purse, own is not None, why[(person, kind)], freed, ids))
    return found


def _reserved(decrees: Collection[int]) -> dict[int, list[tuple[int, int, int]]]:
    """Line -> id, month and price of its months that were neither billed nor paid."""
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    rows = PersonMonth.objects.filter(line__decree_id__in=decrees, state="reserved").order_by("id")
    for line, *month in rows.values_list("line_id", "id", "month", "price").iterator():
        found[line].append((month[0], month[1], month[2]))
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


def _write(
    doing: Doing, base: Decree, replacing: Replacing, off: list[Off], made: tuple[Replacement, ...]
) -> dict[str, Any]:
    """Write the amending decree, its lines and removals, and move the money."""
    of_line = {one.line: one for one in off}
    new = sorted((one for one in made if one.person is not None), key=lambda one: one.freed.enrolment)
    decree = doing.add_one(
        Decree,
        programme_id=base.programme_id,
        run_id=base.run_id,
        number=replacing.number,
        dated=replacing.dated,
        list_hash=_hash(off, new),
        amends_id=base.id,
    )
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
    doing.add(Removal, ("decree_id", "line_id", "reason"), [(decree, one.line, one.why[:200]) for one in off])
    months = [
        Month(person, month, place.purse, line, place.freed.months[month])
        for one, person, place, line in zip(new, persons, places, lines, strict=True)
        for month in one.months
    ]
    with Ledger(doing, replacing.dated.year * 100 + replacing.dated.month) as ledger:
        released = ledger.move("release", [id_ for one in off for id_ in one.months])
        ledger.reserve(months)
    why = [one.why for one in made if one.person is None]
    empty = {code: why.count(code) for code in sorted(set(why))}
    reserved = sum(month.price for month in months)
    counts = {"removed": len(off), "filled": len(new), "released": released, "reserved": reserved}
    return {"decree": decree, "empty": empty, **counts}


def _hash(off: Iterable[Off], new: Iterable[Replacement]) -> str:
    """SHA-256 of the changes: a line for each line that comes off and for each month that comes on."""
    gone = [f"-\t{one.line}" for one in off]
    come = [f"+\t{one.person}\t{one.freed.enrolment}\t{month}" for one in new for month in one.months]
    return hashlib.sha256("\n".join([*gone, *come]).encode()).hexdigest()
