"""The way of the months of a decree: sent to BPJS, answered, billed, paid, on the member lists."""

from datetime import date

from payung.actions.at_store import Place, act_at
from payung.store.ledger import Ledger
from payung.store.models import (
    Answer,
    AnswerFile,
    Batch,
    Bill,
    BillLine,
    DecreeLine,
    Enrolment,
    Group,
    Join,
    Leaving,
    MemberLine,
    MemberList,
    Payment,
    PaymentPaper,
    PersonMonth,
)
from tests.actions.stores.two_villages import asked


def did(place: Place, work) -> None:
    """``work`` as an act of its own."""

    def done(doing, _):
        work(doing)
        return {}

    act_at(place, asked(), "test", {}, done)


def enrolled(place: Place, state: str = "accepted") -> None:
    """Every line of every decree sent to the group of its fund, and answered."""

    def work(doing):
        lines = list(DecreeLine.objects.order_by("id").values_list("id", "person_id", "purse__fund__group_kind"))
        kinds = sorted({kind for *_, kind in lines})
        groups = doing.add(Group, ("kind", "number", "name"), [(kind, f"{kind}-0001", "Wadah") for kind in kinds])
        batches = doing.add(Batch, ("group_id", "file", "sha256"), [(each, "a.xlsx", "0" * 64) for each in groups])
        batch = dict(zip(kinds, batches, strict=True))
        sent = [(batch[kind], line, person) for line, person, kind in lines]
        numbers = doing.add(Enrolment, ("batch_id", "line_id", "person_id"), sent)
        file = doing.add_one(AnswerFile, group_id=groups[0], file="b.xlsx", sha256="1" * 64)
        said = [(file, number, state, "" if state == "accepted" else "age", "") for number in numbers]
        doing.add(Answer, ("file_id", "enrolment_id", "state", "reason", "said"), said)

    did(place, work)


def answered_again(place: Place, person: int, state: str) -> None:
    """Another answer on the enrolments of one person."""

    def work(doing):
        file = doing.add_one(AnswerFile, group_id=None, file="c.xlsx", sha256=f"{doing.number:064d}")
        numbers = Enrolment.objects.filter(person_id=person).order_by("id").values_list("id", flat=True)
        said = [(file, number, state, "", "") for number in numbers]
        doing.add(Answer, ("file_id", "enrolment_id", "state", "reason", "said"), said)

    did(place, work)


def billed(place: Place, month: int, *, paid_on: date | None = None, people=None) -> None:
    """The month billed for everybody or for ``people``, and paid on a day."""

    def bill(doing):
        held = _months(month, people)
        ids, amount = [id_ for id_, *_ in held], sum(price for *_, price in held)
        values = {"first_month": month, "last_month": month, "people": len(ids), "amount": amount}
        number = doing.add_one(
            Bill,
            group_id=Group.objects.order_by("id").first().id,
            code=f"B{doing.number}",
            **values,
            sha256=f"{doing.number:064d}",
        )
        columns = ("bill_id", "number", "person_id", "month", "amount", "person_month_id", "pile")
        lines = [(number, at, one, month, price, id_, "") for at, (id_, one, price) in enumerate(held, start=1)]
        doing.add(BillLine, columns, lines)
        with Ledger(doing, month) as ledger:
            ledger.move("bill", ids, bill=number)

    def pay(doing):
        held = _months(month, people)
        ids, amount = [id_ for id_, *_ in held], sum(price for *_, price in held)
        last = Bill.objects.order_by("-id").first().id
        payment = doing.add_one(Payment, bill_id=last, route="private", on=paid_on, amount=amount)
        paper = {"number": f"P{doing.number}", "on": paid_on, "amount": amount, "sha256": f"{payment:064x}"}
        doing.add_one(PaymentPaper, payment_id=payment, kind="receipt", **paper)
        with Ledger(doing, month) as ledger:
            ledger.move("pay", ids, bill=last, payment=payment)

    did(place, bill)
    if paid_on:
        did(place, pay)


def confirmed(place: Place, month: int, people=None) -> None:
    """The month's member list, with everybody or with ``people``."""

    def work(doing):
        listed = doing.add_one(MemberList, group_id=None, month=month, sha256=f"{doing.number:064d}")
        rows = PersonMonth.objects.filter(month=month).order_by("id").values_list("person_id", flat=True)
        names = [(listed, at, one) for at, one in enumerate(rows) if people is None or one in people]
        doing.add(MemberLine, ("list_id", "number", "person_id"), [*names, (listed, 99, None)])

    did(place, work)


def left(place: Place, person: int, why: str, on: date, undoes: int | None = None) -> int:
    """Somebody leaves, or a leaving is taken back; gives its number."""
    made = []
    did(
        place,
        lambda doing: made.append(
            doing.add_one(Leaving, person_id=person, why=why, on=on, source="desa", undoes_id=undoes)
        ),
    )
    return made[0]


def joined(place: Place, person: int, into: int, undoes: int | None = None) -> int:
    """Two people found to be one, or found not to be; gives the number of the join."""
    made = []
    did(place, lambda doing: made.append(doing.add_one(Join, person_id=person, into_id=into, undoes_id=undoes)))
    return made[0]


def covered(place: Place, months=(202701, 202702, 202703)) -> None:
    """Everybody of the decree enrolled, and these months billed, paid on the 10th, and confirmed."""
    enrolled(place)
    for month in months:
        billed(place, month, paid_on=date(month // 100, month % 100, 10))
        confirmed(place, month)


def _months(month: int, people) -> list[tuple[int, int, int]]:
    """id, person and price of what is held of the month."""
    rows = PersonMonth.objects.filter(month=month).exclude(state="released").order_by("id")
    return [row for row in rows.values_list("id", "person_id", "price") if people is None or row[1] in people]
