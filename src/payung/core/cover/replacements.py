"""Who takes the place of somebody taken off: the next on the waiting list, with the freed months and their money.

The next of the same village goes first, by rank; only then, and only where the programme's rule says so, the next of
the same fund elsewhere in its area. Nobody gets two places, nobody who is enrolled or was sent back gets one, and a
place never costs more than the person-months it freed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from payung.core.basis.text import Text
from payung.core.programmes.programme import Scope

WHY: Mapping[str, Text] = {
    "next_in_village": Text(
        id="Urutan berikutnya di daftar tunggu desa yang sama.", en="The next on the waiting list of the same village."
    ),
    "next_in_area": Text(
        id="Daftar tunggu desanya habis; urutan berikutnya di wilayah dana yang sama.",
        en="The village's waiting list is used up; the next in the area of the same fund.",
    ),
    "nobody_waiting_in_village": Text(
        id="Tidak ada lagi di daftar tunggu desa ini, dan aturan program tidak membolehkan dari desa lain.",
        en="Nobody is left on the waiting list of this village, and the programme's rule allows no other village.",
    ),
    "nobody_waiting": Text(
        id="Tidak ada lagi di daftar tunggu wilayah dana ini.",
        en="Nobody is left on the waiting list in the area of this fund.",
    ),
    "no_month_left": Text(
        id="Semua bulan yang dibebaskan sudah lewat.", en="All the months that were freed have passed."
    ),
    "money_short": Text(
        id="Uang yang dibebaskan tidak cukup untuk satu bulan dengan iuran sekarang.",
        en="The money that was freed does not pay one month at today's contribution.",
    ),
}
"""Why a place went to whom it went, or stays empty."""

FILLED = ("next_in_village", "next_in_area")


@dataclass(frozen=True)
class Freed:
    """The place of one person taken off: ``months`` (yyyymm -> whole rupiah that was kept for it).

    ``paid``: those of them that BPJS was paid for already and holds for a replacement; their money buys nothing else.
    """

    enrolment: int
    person: int
    village_code: str
    fund: str
    months: Mapping[int, int]
    paid: Collection[int] = ()

    @property
    def money(self) -> int:
        """Whole rupiah."""
        return sum(self.months.values())


@dataclass(frozen=True)
class Waiting:
    """Somebody accepted whom the money did not reach. ``rank``: 1 is next; of people alike the lower village and
    person go first. ``until``: the last month (yyyymm) that may be paid for them, None for no end."""

    person: int
    village_code: str
    fund: str
    rank: int
    until: int | None = None


@dataclass(frozen=True)
class ReplacementRule:
    """``first_month`` (yyyymm): the earliest month for which somebody new can be enrolled. ``scope``: "village" keeps a
    place in its village, "area" lets it go to another one of the fund when the village has nobody left. ``prices``:
    (fund, month) -> whole rupiah, where the contribution differs from what was kept."""

    first_month: int
    scope: Scope
    prices: Mapping[tuple[str, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Replacement:
    """What became of a freed place. ``person`` None: nobody. ``left``: whole rupiah of the place that buy nothing."""

    freed: Freed
    person: int | None
    months: tuple[int, ...]  # yyyymm, ascending; the first is the month cover starts
    amount: int  # whole rupiah; amount + left is the money that was freed
    left: int
    why: str  # of WHY

    @property
    def from_month(self) -> int | None:
        """The month (yyyymm) cover starts, None where nobody was found."""
        return self.months[0] if self.months else None


def replacements(
    freed: Iterable[Freed], waiting: Iterable[Waiting], rule: ReplacementRule, enrolled: Collection[int] = ()
) -> tuple[Replacement, ...]:
    """What becomes of each place, ordered by enrolment; the same in whatever order they are given.

    ``enrolled``: people who have cover or were sent to BPJS for it. Of several places in a village the one with most
    months to give goes to the first in line. Raises: ValueError where an enrolment is freed twice.
    """
    places = sorted(freed, key=lambda place: place.enrolment)
    if len({place.enrolment for place in places}) < len(places):
        raise ValueError("an enrolment is freed twice")
    gone = {*enrolled, *(place.person for place in places)}
    lines = _lines(waiting, gone)
    starts: dict[_Line, int] = defaultdict(int)  # how many at the front of each line have a place already
    taken: set[int] = set()
    made: dict[int, Replacement] = {}
    order = sorted(places, key=lambda place: (-len(_months(place, None, rule)), place.enrolment))
    for step in ("village", "area") if rule.scope == "area" else ("village",):
        for place in order:
            if place.enrolment in made:
                continue
            asked = (place.fund, place.village_code if step == "village" else None)
            line = lines[asked]
            while starts[asked] < len(line) and line[starts[asked]].person in taken:
                starts[asked] += 1
            found = _fill(place, line, starts[asked], rule, taken, f"next_in_{step}")
            if found is not None:
                made[place.enrolment] = found
    nobody = "nobody_waiting" if rule.scope == "area" else "nobody_waiting_in_village"
    return tuple(made.get(place.enrolment) or Replacement(place, None, (), 0, place.money, nobody) for place in places)


_Line = tuple[str, str | None]
"""A fund, and a village or (None) its whole area."""


def _lines(waiting: Iterable[Waiting], gone: Collection[int]) -> Mapping[_Line, list[Waiting]]:
    """Who waits in each line, the next one first."""
    lines: dict[_Line, list[Waiting]] = defaultdict(list)
    for one in sorted(waiting, key=lambda one: (one.rank, one.village_code, one.person, one.until or 0)):
        if one.person not in gone:
            lines[(one.fund, one.village_code)].append(one)
            lines[(one.fund, None)].append(one)
    return lines


def _fill(
    place: Freed, line: Sequence[Waiting], start: int, rule: ReplacementRule, taken: set[int], why: str
) -> Replacement | None:
    """The place given to the first of ``line``, from ``start``, who can use it; None where nobody can."""
    if not any(month >= rule.first_month for month in place.months):
        return Replacement(place, None, (), 0, place.money, "no_month_left")
    if not _months(place, None, rule):
        return Replacement(place, None, (), 0, place.money, "money_short")
    for at in range(start, len(line)):
        one = line[at]
        if one.person in taken:
            continue
        months = _months(place, one.until, rule)
        if months:
            taken.add(one.person)
            amount = sum(_price(place, month, rule) for month in months)
            return Replacement(place, one.person, months, amount, place.money - amount, why)
    return None


def _months(place: Freed, until: int | None, rule: ReplacementRule) -> tuple[int, ...]:
    """The freed months from the first that can be had, one after the other, as far as the money and ``until`` go."""
    months: list[int] = []
    left = sum(price for month, price in place.months.items() if month not in place.paid)
    for month in sorted(place.months):
        if month < rule.first_month:
            continue
        price = 0 if month in place.paid else _price(place, month, rule)
        if price > left or (until is not None and month > until):
            break
        months.append(month)
        left -= price
    return tuple(months)


def _price(place: Freed, month: int, rule: ReplacementRule) -> int:
    if month in place.paid:
        return place.months[month]
    return rule.prices.get((place.fund, month), place.months[month])
