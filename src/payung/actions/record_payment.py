"""A payment of a bill recorded: the person-months of the bill are paid, to the rupiah or not at all."""

from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any, Literal

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.payment import LONGEST_NUMBER
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Bill, Payment, Posting

Kind = Literal["sp2d", "spp", "receipt"]


class PaymentDiffers(PayungError):
    """The amount is not what the person-months of the bill come to."""

    code = "payment-differs"
    exit_code = 86

    def __init__(self, paid: int, due: int, months: int, billed: int) -> None:
        more = paid - due
        word = Text(id="lebih" if more > 0 else "kurang", en="too much" if more > 0 else "too little")
        super().__init__(
            Text(
                id=f"Dibayar {rupiah(paid)}, yang harus dibayar {rupiah(due)} untuk {number(months)} orang-bulan: "
                f"{word.id} {rupiah(abs(more))}. Tagihannya {rupiah(billed)}.",
                en=f"{rupiah(paid)} was paid, {rupiah(due)} is due for {number(months)} person-months: "
                f"{rupiah(abs(more))} {word.en}. The bill is {rupiah(billed)}.",
            ),
            Text(
                id="Belum ada yang dibukukan. Jelaskan selisihnya dengan cabang BPJS: payung month match.",
                en="Nothing was booked. Clear the difference with the BPJS branch: payung month match.",
            ),
        )


class BillUnknown(PayungError):
    """No bill, or more than one, has that code; or the paper has no number or comes before the decree."""

    code = "bill-unknown"
    exit_code = 87

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Pembayaran tidak dapat dicatat: {why.id}.", en=f"The payment cannot be recorded: {why.en}."),
            Text(
                id="Sebut kode tagihan seperti yang ditunjukkan payung bill receive, dan suratnya yang benar.",
                en="Give the bill's code as payung bill receive showed it, and the right paper.",
            ),
        )


@dataclass(frozen=True)
class Paid:
    """Money that went to BPJS for the bill of ``code``, by a paper of ``kind`` and ``number``; whole rupiah.

    The day is that of the act. ``booked``: month of the books (yyyymm), None: that of the day.
    """

    code: str
    kind: Kind
    number: str
    amount: int
    proof: Path | None = None
    booked: int | None = None


@dataclass(frozen=True)
class Recorded:
    """A payment in the store: so many person-months, whole rupiah."""

    payment: int
    bill: str
    person_months: int
    amount: int


def record_payment(place: Place, asked: Asked, paid: Paid) -> Recorded:
    """Record ``paid`` as the payment of everything the bill took; never of a part, never of more.

    Raises: PaymentDiffers, BillUnknown, MonthClosed, and what ``act_at`` raises.
    """
    sha256 = ""
    if paid.proof is not None:
        with paid.proof.open("rb") as file:
            sha256 = file_digest(file, "sha256").hexdigest()
    booked = paid.booked or asked.on.year * 100 + asked.on.month
    said = {
        "bill": paid.code,
        "kind": paid.kind,
        "number": paid.number,
        "amount": paid.amount,
        "proof": sha256,
        "booked": booked,
    }

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        if not paid.number.strip() or len(paid.number) > LONGEST_NUMBER:
            raise BillUnknown(Text(id="suratnya tanpa nomor", en="its paper has no number"))
        bill = _bill(paid.code)
        months = _committed(bill)
        due = sum(price for price, _ in months.values())
        if paid.amount != due or not months:
            raise PaymentDiffers(paid.amount, due, len(months), bill.amount)
        if asked.on < max(dated for _, dated in months.values()):
            raise BillUnknown(Text(id="tanggalnya sebelum keputusan", en="its day is before that of the decree"))
        payment = doing.add_one(
            Payment,
            bill_id=bill.id,
            kind=paid.kind,
            number=paid.number,
            on=asked.on,
            amount=paid.amount,
            sha256=sha256,
        )
        with Ledger(doing, booked) as ledger:
            ledger.move("pay", list(months), payment=payment)
        return {"payment": payment, "bill": bill.code, "person_months": len(months), "amount": due}

    return Recorded(**act_at(place, asked, "payment.record", said, work))


def _bill(code: str) -> Bill:
    """The bill of that code, whole or without its months where only one begins so. Raises: BillUnknown."""
    exact = Bill.objects.filter(code=code).first()
    if exact is not None:
        return exact
    found = list(Bill.objects.filter(code__startswith=f"{code}/")[:2]) if code else []
    if len(found) != 1:
        said = Text(id="beberapa tagihan berkode itu", en="several bills have that code")
        none = Text(id="tidak ada tagihan dengan kode itu", en="no bill has that code")
        raise BillUnknown(said if found else none)
    return found[0]


def _committed(bill: Bill) -> dict[int, tuple[int, date]]:
    """Person-months that this bill was the last to take and that are not paid -> price, day of their decree."""
    rows = Posting.objects.filter(
        target="committed", person_month__state="committed", person_month__bill_lines__bill=bill
    ).order_by("id")
    columns = ("person_month_id", "bill_id", "amount", "person_month__line__decree__dated")
    taken = {month: (of, price, dated) for month, of, price, dated in rows.values_list(*columns)}
    return {month: (price, dated) for month, (of, price, dated) in taken.items() if of == bill.id}
