"""The books of a regency: a bill, its payment with proofs, BPJS's list, an answer and a credit; all by rows."""

from datetime import date
from typing import Any, ClassVar

from payung.actions.at_store import Place, act_at
from payung.store.acts import Doing
from payung.store.files import Content, keep
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import (
    Answer,
    AnswerFile,
    Bill,
    BillLine,
    Credit,
    CreditLine,
    Enrolment,
    Group,
    KeptFile,
    MemberLine,
    MemberList,
    Payment,
    PaymentPaper,
    PersonMonth,
    UnknownLine,
)
from tests.actions.stores.two_villages import asked

JANUARY, FEBRUARY = 202701, 202702


class Books:
    """Acts of one regency's books, one after the other. ``ANSWERED``: what an answer's act told it came to."""

    ANSWERED: ClassVar[dict[str, Any]] = {
        "states": {"accepted": 1, "rejected": 1, "unanswered": 0},
        **{"exported": 2, "lines": 3, "kinds": {}, "changed": {}, "confirm": {}},
    }

    def __init__(self, place: Place, area: str, mark: str) -> None:
        self.place, self.area, self.mark = place, area, mark
        self.group = Group.objects.get(number=area).id

    def act(self, work: Any, outcome: dict[str, Any] | None = None) -> None:
        def done(doing: Doing, keys: Keys) -> dict[str, Any]:
            work(doing, keys)
            return outcome or {}

        act_at(self.place, asked(), "test", {}, done)

    def months(self, month: int) -> list[Any]:
        """id, person, price, purse of what is held of that month."""
        rows = PersonMonth.objects.filter(month=month, person__village__code__startswith=self.area)
        columns = ("id", "person_id", "price", "line__purse_id")
        return list(rows.exclude(state="released").order_by("id").values_list(*columns))

    def left(self, month: int) -> list[Any]:
        """The first of ``months``, who left before."""
        return self.months(month)[:1]

    def bill(self, month: int) -> None:
        def work(doing: Doing, _: Keys) -> None:
            held = self.months(month)
            values = {"first_month": month, "last_month": month, "people": len(held)}
            number = doing.add_one(
                Bill, group_id=self.group, code=f"B{month} {self.mark}", **values,
                amount=sum(price for _, _, price, _ in held), sha256=f"{doing.number:064d}", corrects_id=None,
            )  # fmt: skip
            columns = ("bill_id", "number", "person_id", "month", "amount", "person_month_id", "pile", "before_id")
            lines = [
                (number, at, one, month, price, id_, "agrees", None) for at, (id_, one, price, _) in enumerate(held)
            ]
            doing.add(BillLine, columns, lines)
            with Ledger(doing, month) as ledger:
                ledger.move("bill", [id_ for id_, *_ in held], bill=number)

        self.act(work)

    def pay(self, month: int) -> None:
        def work(doing: Doing, keys: Keys) -> None:
            held, on = self.months(month), date(month // 100, month % 100, 10)
            bill = Bill.objects.get(code=f"B{month} {self.mark}").id
            amount = sum(price for _, _, price, _ in held)
            payment = doing.add_one(Payment, bill_id=bill, route="private", on=on, amount=amount, credit=0)
            (file,) = keep(doing, keys, [Content(f"%PDF {self.mark} {month}".encode(), "application/pdf")])
            paper = {"number": f"P{month} {self.mark}", "on": on, "amount": amount}
            digest = KeptFile.objects.values_list("sha256", flat=True).get(id=file)
            doing.add_one(PaymentPaper, payment_id=payment, kind="receipt", **paper, sha256=digest)
            with Ledger(doing, month) as ledger:
                ledger.move("pay", [id_ for id_, *_ in held], bill=bill, payment=payment)

        self.act(work)

    def answer(self) -> None:
        """All accepted but the last, for which nobody knows why; and two lines of nobody."""

        def work(doing: Doing, _: Keys) -> None:
            file = {"file": f"jawaban {self.mark}.xlsx", "sha256": f"{doing.number:064d}"}
            number = doing.add_one(AnswerFile, group_id=self.group, **file)
            sent = list(Enrolment.objects.filter(batch__group=self.group).order_by("id").values_list("id", flat=True))
            rows = [(number, one, "accepted", "", "") for one in sent[:-1]]
            rows.append((number, sent[-1], "rejected", "unknown", f"sebab {self.mark}"))
            doing.add(Answer, ("file_id", "enrolment_id", "state", "reason", "said"), rows)
            doing.add(UnknownLine, ("file_id", "number", "why"), [(number, 7, "nik_not_sent")])

        self.act(work, self.ANSWERED)

    def listed(self, month: int) -> None:
        def work(doing: Doing, _: Keys) -> None:
            number = doing.add_one(MemberList, group_id=self.group, month=month, sha256=f"{doing.number:064d}")
            people = [one for _, one, _, _ in self.months(month)]
            lines = [(number, at, one) for at, one in enumerate([*people, None])]
            doing.add(MemberLine, ("list_id", "number", "person_id"), lines)

        self.act(work)

    def credit(self, month: int) -> None:
        """A month paid for whoever left before."""

        def work(doing: Doing, _: Keys) -> None:
            left = self.left(month)
            amount = sum(price for _, _, price, _ in left)
            said = {"kind": "ended", "treatment": "offset", "letter": f"S{self.mark}", "amount": amount, "used": 0}
            number = doing.add_one(Credit, purse_id=left[0][3], group_id=self.group, **said)
            doing.add(CreditLine, ("credit_id", "person_month_id"), [(number, held) for held, *_ in left])
            with Ledger(doing, month) as ledger:
                ledger.move("credit", [held for held, *_ in left])

        self.act(work)


def keep_books(place: Place, area: str, mark: str) -> None:
    """January billed and paid and on BPJS's list, a month of it credited; February billed."""
    books = Books(place, area, mark)
    books.answer()
    books.bill(JANUARY)
    books.pay(JANUARY)
    books.listed(JANUARY)
    books.credit(JANUARY)
    books.bill(FEBRUARY)
