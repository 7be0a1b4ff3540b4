"""A payment of a bill recorded with its papers: the person-months of the bill are paid, to the rupiah or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import polars as pl
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Sum

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.credit import Credit as Held
from payung.core.cover.credit import Used, Wanted, credits_used
from payung.core.cover.payment import Paper, PaperKind, PaymentWrong, Route, payment_problems
from payung.core.cover.payment import Payment as Shown
from payung.gateways.file_digest import sha256_of
from payung.store.acts import Doing
from payung.store.columns import columns_of
from payung.store.credits import settle
from payung.store.files import Content, keep
from payung.store.held import held
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Bill, BillLine, ClosedMonth, Credit, Payment, PaymentPaper, Posting
from payung.store.seen import near, seen


class BillUnknown(PayungError):
    """No bill, or more than one, has that code."""

    code = "bill-unknown"
    exit_code = 87

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Pembayaran tidak dapat dicatat: {why.id}.", en=f"The payment cannot be recorded: {why.en}."),
            Text(
                id="Sebut kode tagihan seperti yang ditunjukkan payung bill receive.",
                en="Give the bill's code as payung bill receive showed it.",
            ),
            on_page=Text(
                id="Buka halaman Tagihan, pilih tagihannya, dan catat pembayaran dari sana.",
                en="Open the page Bills, choose the bill, and record the payment from there.",
            ),
        )


@dataclass(frozen=True)
class PaperFile:
    """A paper of the payment and its ``file``; ``amount`` in whole rupiah."""

    kind: PaperKind
    number: str
    on: date
    amount: int
    file: Path


@dataclass(frozen=True)
class Paid:
    """Money that went to BPJS for the bill of ``code``, as ``papers`` of its ``route`` show.

    ``credits`` settle what they can of the bill, the money the rest. ``booked``: month of the books (yyyymm), None:
    that of the day of the act.
    """

    code: str
    route: Route
    papers: tuple[PaperFile, ...]
    booked: int | None = None
    credits: tuple[Wanted, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """A payment in the store: so many person-months; whole rupiah of money and of credits."""

    payment: int
    bill: str
    person_months: int
    amount: int
    credit: int


def record_payment(place: Place, asked: Asked, paid: Paid) -> Recorded:
    """Record ``paid`` as the payment of everything the bill took; never of a part, never of more. Its papers are kept.

    Raises: PaymentWrong with all that is wrong, BillUnknown, OSError where a file cannot be read, and what ``act_at``
    raises.
    """
    papers = tuple(Paper(one.kind, one.number.strip(), one.on, one.amount, sha256_of(one.file)) for one in paid.papers)
    booked = paid.booked or asked.on.year * 100 + asked.on.month
    said = {
        "bill": paid.code,
        "route": paid.route,
        "papers": [[one.kind, one.number, one.on.isoformat(), one.amount, one.sha256] for one in papers],
        "booked": booked,
        "credits": [[one.number, one.amount] for one in paid.credits],
    }

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        with in_sight(asked, "money.record") as sight:
            bill = bill_called(paid.code)
            sight.rows(BillLine, bill=bill.id)
            months = committed_by(bill)
            shown = Shown(paid.route, papers, (booked,))
            used = _credits(paid.credits, bill, months)
            credit = sum(used.amounts.values())
            due = int(months["price"].sum()) - credit
            dated = months["dated"].max()
            _check(shown, used, due, dated if isinstance(dated, date) else date.min, asked.on)
            on = shown.last.on if shown.last else asked.on
            payment = doing.add_one(Payment, bill_id=bill.id, route=paid.route, on=on, amount=due, credit=credit)
            doing.add(
                PaymentPaper,
                _PAPER,
                ((payment, one.kind, one.number, one.on, one.amount, one.sha256) for one in papers),
            )
            keep(doing, keys, [Content(one.file.read_bytes(), _media(one.file)) for one in paid.papers])
            with Ledger(doing, booked) as ledger:
                ledger.move("pay", months["month"].to_list(), payment=payment)
                settle(doing, ledger, used.amounts, payment)
            return {
                "payment": payment, "bill": bill.code, "person_months": months.height, "amount": due, "credit": credit,
            }  # fmt: skip

    return Recorded(**act_at(place, asked, "payment.record", said, work))


_PAPER: Sequence[str] = ("payment_id", "kind", "number", "on", "amount", "sha256")


def _media(file: Path) -> str:
    return guess_type(file.name)[0] or "application/octet-stream"


def _credits(wanted: Sequence[Wanted], bill: Bill, months: pl.DataFrame) -> Used:
    """What of the wanted credits settles a part of the bill."""
    due = dict(months.group_by("purse").agg(pl.col("price").sum()).sort("purse").iter_rows())
    rows = Credit.objects.filter(id__in=[one.number for one in wanted])
    columns = ("id", "purse_id", "group_id", "treatment", F("amount") - F("used"))
    return credits_used(wanted, [Held(*row) for row in rows.values_list(*columns)], group=bill.group_id, due=due)


def _check(shown: Shown, used: Used, due: int, decreed_on: date, today: date) -> None:
    """Raises: PaymentWrong."""
    last = ClosedMonth.objects.aggregate(last=Max("month"))["last"] or 0
    proofs = PaymentPaper.objects.filter(sha256__in=[one.sha256 for one in shown.papers])
    problems = payment_problems(
        shown,
        due=due,
        credit=sum(used.amounts.values()),
        decreed_on=decreed_on,
        today=today,
        closed=[month for month in shown.months if month <= last],
        used=dict(proofs.values_list("sha256", "payment__bill__code")),
    )
    if problems or used.problems:
        raise PaymentWrong([*used.problems, *problems])


def bill_called(code: str) -> Bill:
    """The bill of that code, whole or without its months where only one that stands begins so. Raises: BillUnknown."""
    exact = Bill.objects.filter(code=code).first()
    if exact is not None:
        if (later := Bill.objects.filter(corrects=exact).first()) is not None:
            raise BillUnknown(Text(id=f"sudah dikoreksi oleh {later.code}", en=f"{later.code} corrects it"))
        return exact
    standing = Bill.objects.filter(code__startswith=f"{code}/", corrected_by=None)
    found = list(standing[:2]) if code else []
    if len(found) != 1:
        said = Text(id="beberapa tagihan berkode itu", en="several bills have that code")
        none = Text(id="tidak ada tagihan dengan kode itu", en="no bill has that code")
        raise BillUnknown(said if found else none)
    return found[0]


COMMITTED = {"month": pl.Int64, "bill": pl.Int64, "price": pl.Int64, "purse": pl.Int64, "dated": pl.Date}
"""A person-month of a bill: the bill that took it last, its price, its purse and the day of its decree."""


@dataclass(frozen=True)
class Due:
    """What is still to be paid of a bill: person-months, and rupiah."""

    person_months: int
    amount: int


def due_of(bill: Bill, lines: "QuerySet[Posting] | None" = None) -> Due:
    """The sums of ``committed_by``, added up by the database; with ``lines``, of these alone."""
    among = Posting.objects.all() if lines is None else lines
    taken = among.filter(bill=bill, target="committed", person_month__state="committed")
    later = Posting.objects.filter(person_month=OuterRef("person_month"), target="committed", id__gt=OuterRef("id"))
    sums = taken.filter(~Exists(later)).aggregate(months=Count("id"), amount=Sum("amount"))
    return Due(sums["months"], int(sums["amount"] or 0))


@held
def due_of_bill(bill: int) -> tuple[int, int]:
    """``due_of`` what may be seen of a bill: person-months, rupiah."""
    due = due_of(Bill.objects.get(id=bill), near(seen(Posting)))
    return due.person_months, due.amount


def committed_by(bill: Bill) -> pl.DataFrame:
    """``COMMITTED``: the person-months that this bill was the last to take and that are not paid."""
    rows = Posting.objects.filter(
        target="committed", person_month__state="committed", person_month__bill_lines__bill=bill
    ).order_by("id")
    columns = ("person_month_id", "bill_id", "amount", "purse_id", "person_month__line__decree__dated")
    taken = columns_of(rows.values_list(*columns), COMMITTED)
    return taken.unique("month", keep="last", maintain_order=True).filter(pl.col("bill") == bill.id)
