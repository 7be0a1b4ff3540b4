"""Credits booked and used: what BPJS owes a purse, month by month, and into what it went."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.treatments import Kind, Treatment
from payung.store.acts import Doing
from payung.store.ledger import Ledger, Month
from payung.store.models import Credit, CreditLine, CreditUse, PersonMonth, Posting
from payung.store.reading import rows_of


class CreditWrong(PayungError):
    """A credit is asked for more than is left of it. Nothing was changed."""

    code = "credit-wrong"
    exit_code = 86

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                id=f"Kredit {number} tidak ada atau sisanya tidak cukup.",
                en=f"There is no credit {number}, or not enough is left of it.",
            ),
            Text(id="Lihat sisanya: payung credit list.", en="See what is left: payung credit list."),
        )


class Unused(NamedTuple):
    """A paid person-month that gives nobody cover: why (``overpaid.KINDS``), and what becomes of its rupiah."""

    person_month: int
    kind: Kind
    treatment: Treatment


def book(doing: Doing, ledger: Ledger, months: Sequence[Unused], letter: str = "") -> range:
    """Book paid person-months as credits, one for each purse, group, kind and treatment; gives their ids. Once an act.

    ``letter``: number of BPJS's paper where it had to agree.
    Raises: StepWrong where one is not paid, or is named twice; ValueError where no bill or credit says its group.
    """
    ids = [one.person_month for one in months]
    ledger.move("credit", ids)
    held = {id_: rest for id_, *rest in rows_of(PersonMonth.objects.all(), ("id", "purse_id", "price"), "id", ids)}
    group_of = _groups(ids)
    credits: dict[tuple[int, int, str, str], list[int]] = {}
    for one in sorted(months):
        key = (held[one.person_month][0], group_of[one.person_month], one.kind, one.treatment)
        credits.setdefault(key, []).append(one.person_month)
    columns = ("purse_id", "group_id", "kind", "treatment", "letter", "amount", "used")
    rows = [(*key, letter, sum(held[id_][1] for id_ in its), 0) for key, its in sorted(credits.items())]
    numbers = doing.add(Credit, columns, rows)
    lines = [(number, id_) for number, key in zip(numbers, sorted(credits), strict=True) for id_ in credits[key]]
    doing.add(CreditLine, ("credit_id", "person_month_id"), lines)
    return numbers


def settle(doing: Doing, ledger: Ledger, amounts: Mapping[int, int], payment: int) -> None:
    """Credit -> what of it ``payment`` uses up. Once an act. Raises: CreditWrong; ValueError as ``Ledger.settle``."""
    purse_of = dict(Credit.objects.filter(id__in=amounts).values_list("id", "purse_id"))
    sums: dict[int, int] = {}
    for number, amount in amounts.items():
        _use(number, amount)
        sums[purse_of[number]] = sums.get(purse_of[number], 0) + amount
    ledger.settle(sums, payment)
    rows = [(number, amount, payment, None, None) for number, amount in sorted(amounts.items())]
    doing.add(CreditUse, _USE, rows)


class Offered(NamedTuple):
    """A month (yyyymm) that a credit holds for a replacement, with its price in whole rupiah.

    The others are ids: of its line, credit, person-month, decree line, purse, and the payment that paid it.
    """

    line: int
    credit: int
    person_month: int
    decree_line: int
    purse: int
    month: int
    price: int
    payment: int


def offered(decree_lines: Iterable[int]) -> list[Offered]:
    """What somebody else may take over of these decree lines, in the order in which it was credited."""
    wanted = CreditLine.objects.filter(credit__treatment="replace", use=None).order_by("id")
    month = tuple(f"person_month__{name}" for name in ("line_id", "purse_id", "month", "price"))
    columns = ("id", "credit_id", "person_month_id", *month)
    rows = sorted(rows_of(wanted, columns, "person_month__line_id", decree_lines))
    paid = Posting.objects.filter(target="paid").order_by("id")
    payment_of = dict(rows_of(paid, ("person_month_id", "payment_id"), "person_month_id", [row[2] for row in rows]))
    return [Offered._make((*row, payment_of[row[2]])) for row in rows]


def hand_on(doing: Doing, taken: Sequence[tuple[Offered, Month]], ids: Sequence[int]) -> None:
    """Write down who took over which month: ``ids`` are those that ``Ledger.reserve`` gave. Once an act.

    Raises: CreditWrong; what the database refuses where a month was taken before.
    """
    for offer, month in taken:
        _use(offer.credit, month.price)
    rows = [(offer.credit, month.price, None, offer.line, id_) for (offer, month), id_ in zip(taken, ids, strict=True)]
    doing.add(CreditUse, _USE, rows)


_USE = ("credit_id", "amount", "payment_id", "line_id", "person_month_id")


def _use(number: int, amount: int) -> None:
    """One conditional update, as for a purse. Raises: CreditWrong."""
    with transaction.atomic():
        enough = Credit.objects.filter(id=number, used__lte=F("amount") - amount)
        if amount <= 0 or not enough.update(used=F("used") + amount):
            raise CreditWrong(number)


def _groups(ids: Sequence[int]) -> dict[int, int]:
    """Person-month -> the group it was billed for last; one that was taken over is of its credit's group."""
    taken = CreditUse.objects.filter(person_month__isnull=False).order_by("id")
    found = dict(rows_of(taken, ("person_month_id", "credit__group_id"), "person_month_id", ids))
    billed = Posting.objects.filter(bill__isnull=False).order_by("id")
    found.update(rows_of(billed, ("person_month_id", "bill__group_id"), "person_month_id", ids))
    if len(found) < len(ids):
        raise ValueError("a month is of no group")
    return found
