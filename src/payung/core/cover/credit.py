"""Credits at BPJS: which of them may settle a part of a bill, and by how much."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.cover.payment import PaymentProblem
from payung.core.cover.treatments import Treatment


@dataclass(frozen=True)
class Credit:
    """A credit as it stands: ``rest`` is what is left of it in whole rupiah; ids of its purse and group."""

    number: int
    purse: int
    group: int
    treatment: Treatment
    rest: int


@dataclass(frozen=True)
class Wanted:
    """A credit to be used: ``amount`` whole rupiah, None for as much as the bill takes."""

    number: int
    amount: int | None = None


@dataclass(frozen=True)
class Used:
    """Rupiah of each credit that go into a payment, and whatever is wrong with those that were asked for."""

    amounts: Mapping[int, int]
    problems: tuple[PaymentProblem, ...]


PROBLEMS: Mapping[str, Text] = {
    "credit_unknown": Text(id="Kredit {number} tidak ada.", en="There is no credit {number}."),
    "credit_twice": Text(id="Kredit {number} disebut dua kali.", en="The credit {number} is named twice."),
    "credit_of_another_group": Text(
        id="Kredit {number} milik wadah lain.", en="The credit {number} is of another group account."
    ),
    "credit_for_replacement": Text(
        id="Kredit {number} menurut kesepakatan dananya hanya untuk pengganti.",
        en="By the agreement of its fund the credit {number} is for a replacement alone.",
    ),
    "credit_used_up": Text(id="Kredit {number} sudah habis.", en="The credit {number} is used up."),
    "credit_of_another_purse": Text(
        id="Tagihan ini tidak memuat bulan yang dibayar dompet kredit {number}.",
        en="No month of this bill is paid by the purse of the credit {number}.",
    ),
    "credit_too_much": Text(
        id="Kredit {number}: diminta {found}, yang dapat dipakai {expected}.",
        en="The credit {number}: {found} asked, {expected} can be used.",
    ),
}
"""Code -> sentence."""


def credits_used(wanted: Iterable[Wanted], known: Iterable[Credit], *, group: int, due: Mapping[int, int]) -> Used:
    """How much of each wanted credit goes into a bill of ``group``, of which ``due`` rupiah are due by purse.

    A credit settles months of its own purse alone, so that no village pays for another, and never more than is due.

    >>> held = [Credit(7, purse=1, group=1, treatment="offset", rest=50_400)]
    >>> dict(credits_used([Wanted(7)], held, group=1, due={1: 33_600}).amounts)
    {7: 33600}
    """
    held, left = {credit.number: credit for credit in known}, Counter(due)
    amounts: dict[int, int] = {}
    problems: list[PaymentProblem] = []
    for one in wanted:
        credit = held.get(one.number)
        most = min(credit.rest, left[credit.purse]) if credit else 0
        asked = most if one.amount is None else one.amount
        code = "credit_twice" if one.number in amounts else _wrong(credit, group, due, most, asked)
        if code:
            figures = {"found": rupiah(asked), "expected": rupiah(most)}
            problems.append(PaymentProblem(code, PROBLEMS[code].filled(number=one.number, **figures)))
        elif credit:
            amounts[one.number] = asked
            left[credit.purse] -= asked
    return Used(amounts, tuple(problems))


def _wrong(credit: Credit | None, group: int, due: Mapping[int, int], most: int, asked: int) -> str | None:
    """The first thing that is wrong with using ``asked`` of a credit, of which ``most`` can be used."""
    if credit is None:
        return "credit_unknown"
    if credit.group != group:
        return "credit_of_another_group"
    if credit.treatment != "offset":
        return "credit_for_replacement"
    if not credit.rest:
        return "credit_used_up"
    if not due.get(credit.purse):
        return "credit_of_another_purse"
    return None if 0 < asked <= most else "credit_too_much"
