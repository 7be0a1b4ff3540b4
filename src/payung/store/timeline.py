"""Everything the store knows of one person, one thing after another, each with the act that wrote it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from payung.core.cover.ledger import LET_GO
from payung.core.cover.payment import MARKS
from payung.core.cover.reasons_left import REASONS
from payung.store.keys import Keys
from payung.store.models import (
    ROWS_AN_ACT,
    Act,
    Answer,
    BillLine,
    DecreeLine,
    Enrolment,
    Finding,
    Join,
    Leaving,
    Look,
    Membership,
    PaymentPaper,
    Person,
    PersonMonth,
    Posting,
    Question,
    Removal,
    SignedPaper,
    SourceRow,
    SubjectAnswer,
    Waiting,
)
from payung.store.seen import in_scope
from payung.store.subjects import said_in

LOOKS = 50
"""The last looks are shown; the trail has them all."""


@dataclass(frozen=True)
class Event:
    """Something that was kept about a person: ``kind``, its ``row``, and what it says as plain values by name.

    ``act``, ``at`` and ``by``: the act that kept it (a look is none, and has ``act`` 0). ``on``: the day it is of.
    """

    kind: str
    row: int
    act: int
    at: datetime | None
    by: str
    on: date | None
    values: dict[str, Any]


@dataclass(frozen=True)
class HeldMonth:
    """A person-month: ``state`` of STATES, ``price`` whole rupiah; ``bill`` "" and ``payment`` None where none is."""

    id: int
    month: int
    fund: str
    state: str
    price: int
    bill: str
    payment: int | None
    listed: bool


@dataclass(frozen=True)
class History:
    """Every person-month, by month, those let go last within it; all that happened, the last first."""

    months: tuple[HeldMonth, ...]
    events: tuple[Event, ...]


def history_of(people: Sequence[int], on_lists: Iterable[tuple[int, int]], keys: Keys | None = None) -> History:
    """What is known of somebody under those of these numbers that may be seen; what was put right with ``keys`` alone.

    ``on_lists``: person and month (yyyymm), as ``months.listed`` has them.

    Rows that hang on somebody who may be seen may be seen: of them only the person is asked. Rows of lists are of the
    village that sent them, whoever they are about.
    """
    mine = list(in_scope(Person).filter(id__in=people).values_list("id", flat=True))
    months = _months(mine)
    postings = _postings(months)
    found = [*_rows(people), *_findings(people), *_ends(people, mine), *_paid(months, postings)]
    found += [event for each in _KINDS for event in each(mine)]
    if keys is not None:
        found += _corrections(mine, keys)
    acts = {act: (at, by) for act, at, by in _acts({row // ROWS_AN_ACT for _, row, _, _ in found})}
    events = [
        Event(kind, row, row // ROWS_AN_ACT, *acts[row // ROWS_AN_ACT], on, values) for kind, row, on, values in found
    ]
    listed = {month for person, month in on_lists if person in mine}
    whole = sorted([*events, *_looks(people)], key=lambda one: (one.at is None, one.at, one.act, one.row), reverse=True)
    return History(tuple(_told(months, postings, listed)), tuple(whole))


class _Month(NamedTuple):
    month: int
    id: int
    fund: str
    state: str
    price: int


class _Posting(NamedTuple):
    person_month: int
    bill: str | None
    paid_bill: str | None
    payment: int | None
    on: date | None
    target: str
    amount: int


def _months(mine: Sequence[int]) -> list[_Month]:
    """Months that are held, and those let go: of either there is an index by person, of both together there is none."""
    rows = PersonMonth.objects.filter(person__in=mine).values_list("month", "id", "purse__fund__name", "state", "price")
    return sorted(_Month(*row) for row in rows.exclude(state__in=LET_GO).union(rows.filter(state__in=LET_GO), all=True))


def _postings(months: Iterable[_Month]) -> list[_Posting]:
    """What was written of these months, the first first."""
    lines = Posting.objects.filter(person_month__in=[one.id for one in months]).order_by("id")
    names = ("person_month_id", "bill__code", "payment__bill__code", "payment_id", "payment__on", "target", "amount")
    return [_Posting(*row) for row in lines.values_list(*names)]


def _told(months: Iterable[_Month], postings: Iterable[_Posting], listed: Collection[int]) -> Iterator[HeldMonth]:
    papers: dict[int, tuple[str, int | None]] = {}
    for one in postings:
        bill, payment = papers.get(one.person_month, _NONE)
        papers[one.person_month] = (one.bill or one.paid_bill or bill, one.payment or payment)
    for each in months:
        paper = papers.get(each.id, _NONE)
        yield HeldMonth(each.id, each.month, each.fund, each.state, each.price, *paper, each.month in listed)


_NONE: tuple[str, int | None] = ("", None)
_Row = tuple[str, int, date | None, dict[str, Any]]


def _rows(people: Sequence[int]) -> Iterator[_Row]:
    names = ("id", "run__on", "file", "sheet", "row", "decision", "reasons", "run__programme__name", "months")
    for id_, on, file, sheet, row, decision, reasons, programme, months in (
        in_scope(SourceRow).filter(person__in=people).values_list(*names)
    ):
        place = {"file": file, "sheet": sheet, "line": row, "programme": programme}
        yield "import", id_, on, place
        yield "decision", id_, on, {"decision": decision, "codes": reasons, "months": months, **place}


def _findings(people: Sequence[int]) -> Iterator[_Row]:
    names = ("id", "run__on", "code", "severity", "file", "row", "column")
    for id_, on, *rest in in_scope(Finding).filter(person__in=people).values_list(*names):
        yield "finding", id_, on, dict(zip(("code", "severity", "file", "line", "column"), rest, strict=True))


def _decrees(mine: Sequence[int]) -> Iterator[_Row]:
    names = ("id", "decree_id", "decree__dated", "decree__number", "purse__fund__name", "row_id")
    lines = list(DecreeLine.objects.filter(person__in=mine).values_list(*names))
    papers = SignedPaper.objects.filter(decree__in={line[1] for line in lines}).order_by("id")
    signed = {decree: (number, dated) for decree, number, dated in papers.values_list("decree_id", "number", "dated")}
    for id_, decree, dated, number, fund, row in lines:
        held = {"decree": decree, "number": number, "fund": fund, "row": row}
        yield "decree", id_, dated, held | {"signed": signed.get(decree)}
    removed = Removal.objects.filter(line__person__in=mine)
    for id_, dated, number, reason in removed.values_list("id", "decree__dated", "decree__number", "reason"):
        yield "removal", id_, dated, {"number": number, "reason": reason}
    waits = Waiting.objects.filter(person__in=mine)
    for id_, dated, number in waits.values_list("id", "decree__dated", "decree__number"):
        yield "waiting", id_, dated, {"number": number}


def _enrolments(mine: Sequence[int]) -> Iterator[_Row]:
    sent = Enrolment.objects.filter(person__in=mine)
    for id_, kind, number, file in sent.values_list("id", "batch__group__kind", "batch__group__number", "batch__file"):
        yield "enrolment", id_, None, {"group": f"{kind} {number}", "file": file}
    answers = Answer.objects.filter(enrolment__person__in=mine)
    for id_, state, reason, said, file in answers.values_list("id", "state", "reason", "said", "file__file"):
        yield "answer", id_, None, {"state": state, "reason": reason, "said": said, "file": file}
    asked = Question.objects.filter(enrolment__person__in=mine)
    for id_, of, said in asked.values_list("id", "of_id", "said"):
        yield "reply" if of else "question", id_, None, {"said": said}
    for (id_,) in Membership.objects.filter(person__in=mine).values_list("id"):
        yield "membership", id_, None, {}


def _bills(mine: Sequence[int]) -> Iterator[_Row]:
    bills: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    names = ("bill_id", "bill__code", "month", "amount")
    for bill, code, month, amount in BillLine.objects.filter(person__in=mine).values_list(*names):
        bills[bill, code].append((month, amount))
    for (bill, code), lines in bills.items():
        yield "bill", bill, None, {"code": code, **_span(lines)}


def _paid(months: Iterable[_Month], postings: Iterable[_Posting]) -> Iterator[_Row]:
    month_of = {one.id: one.month for one in months}
    paid: dict[tuple[int, date | None], list[tuple[int, int]]] = defaultdict(list)
    for one in postings:
        if one.payment is not None and one.target == "paid":
            paid[one.payment, one.on].append((month_of[one.person_month], one.amount))
    papers: dict[int, list[str]] = defaultdict(list)
    listed = in_scope(PaymentPaper).filter(payment__in={payment for payment, _ in paid}).order_by("id")
    for payment, kind, number in listed.values_list("payment_id", "kind", "number") if paid else ():
        papers[payment].append(f"{MARKS[kind]} {number}")
    for (payment, on), lines in paid.items():
        yield "payment", payment, on, {"papers": ", ".join(papers[payment]), "payment": payment, **_span(lines)}


def _span(lines: Sequence[tuple[int, int]]) -> dict[str, int]:
    """First and last month, and the sum, of months with their amounts."""
    months = [month for month, _ in lines]
    return {"first": min(months), "last": max(months), "amount": sum(amount for _, amount in lines)}


def _ends(people: Sequence[int], mine: Sequence[int]) -> Iterator[_Row]:
    leavings = Leaving.objects.filter(person__in=mine)
    for id_, why, on, source, undoes in leavings.values_list("id", "why", "on", "source", "undoes_id"):
        yield "unleaving" if undoes else "leaving", id_, on, {"why": REASONS[why], "source": source}
    joins = in_scope(Join).filter(Q(person__in=people) | Q(into__in=people))
    for id_, undoes in joins.values_list("id", "undoes_id"):
        yield "parting" if undoes else "join", id_, None, {}


def _corrections(mine: Sequence[int], keys: Keys) -> Iterator[_Row]:
    """What was granted to be put right, with what stood before; nothing of what was erased since."""
    answers = SubjectAnswer.objects.filter(request__person__in=mine, outcome="corrected")
    for one in answers.order_by("id"):
        said = said_in(keys, one)
        if said:
            yield "correction", one.pk, one.on, {name: said.get(name, "") for name in ("field", "before", "after")}


_KINDS = (_decrees, _enrolments, _bills)


def _looks(people: Sequence[int]) -> Iterator[Event]:
    names = ("id", "at", "account__username", "what", "why")
    for id_, at, by, what, why in in_scope(Look).filter(person__in=people).order_by("-id").values_list(*names)[:LOOKS]:
        yield Event("look", id_, 0, at, by, None, {"what": what, "why": why})


def _acts(numbers: Iterable[int]) -> Iterator[tuple[int, datetime, str]]:
    yield from Act.objects.filter(number__in=list(numbers)).values_list("number", "at", "by")
