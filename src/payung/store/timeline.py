"""Everything the store knows of one person, one thing after another, each with the act that wrote it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

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
    MemberLine,
    Membership,
    PaymentPaper,
    PersonMonth,
    Posting,
    Question,
    Removal,
    SignedPaper,
    SourceRow,
    SubjectAnswer,
    Waiting,
)
from payung.store.months import latest_lists
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


def events_of(people: Sequence[int], keys: Keys | None = None) -> list[Event]:
    """What is known of somebody under any of these numbers, the last first; what was put right with ``keys`` alone."""
    found = [event for each in _KINDS for event in each(people)]
    if keys is not None:
        found += _corrections(people, keys)
    acts = {act: (at, by) for act, at, by in _acts({row // ROWS_AN_ACT for _, row, _, _ in found})}
    events = [
        Event(kind, row, row // ROWS_AN_ACT, *acts[row // ROWS_AN_ACT], on, values) for kind, row, on, values in found
    ]
    whole = [*events, *_looks(people)]
    return sorted(whole, key=lambda one: (one.at is None, one.at, one.act, one.row), reverse=True)


def months_of(people: Sequence[int]) -> list[HeldMonth]:
    """Every person-month of somebody, by month; those let go last within it."""
    held = sorted(
        row
        for some in _month_rows(people)
        for row in some.values_list("month", "id", "purse__fund__name", "state", "price")
    )
    papers: dict[int, tuple[str, int | None]] = {}
    lines = in_scope(Posting).filter(person_month__in=[row[1] for row in held]).order_by("id")
    for id_, bill, paid_bill, payment in lines.values_list(
        "person_month_id", "bill__code", "payment__bill__code", "payment_id"
    ):
        before = papers.get(id_, ("", None))
        papers[id_] = (bill or paid_bill or before[0], payment or before[1])
    seen = in_scope(MemberLine).filter(person__in=people, list__in=latest_lists())
    listed = set(seen.values_list("list__month", flat=True))
    return [
        HeldMonth(id_, month, fund, state, price, *papers.get(id_, _NONE), month in listed)
        for month, id_, fund, state, price in held
    ]


def _month_rows(people: Sequence[int]) -> "tuple[QuerySet[PersonMonth], QuerySet[PersonMonth]]":
    """Those that are held, and those let go: of either there is an index by person, of both together there is none."""
    mine = in_scope(PersonMonth).filter(person__in=people)
    return mine.exclude(state__in=LET_GO), mine.filter(state__in=LET_GO)


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


def _decrees(people: Sequence[int]) -> Iterator[_Row]:
    names = ("id", "decree_id", "decree__dated", "decree__number", "purse__fund__name", "rank", "row_id")
    lines = list(in_scope(DecreeLine).filter(person__in=people).values_list(*names))
    papers = SignedPaper.objects.filter(decree__in={line[1] for line in lines}).order_by("id")
    signed = {decree: (number, dated) for decree, number, dated in papers.values_list("decree_id", "number", "dated")}
    for id_, decree, dated, number, fund, rank, row in lines:
        held = {"decree": decree, "number": number, "fund": fund, "rank": rank, "row": row}
        yield "decree", id_, dated, held | {"signed": signed.get(decree)}
    removed = in_scope(Removal).filter(line__person__in=people)
    for id_, dated, number, reason in removed.values_list("id", "decree__dated", "decree__number", "reason"):
        yield "removal", id_, dated, {"number": number, "reason": reason}
    waits = in_scope(Waiting).filter(person__in=people)
    for id_, dated, number, rank in waits.values_list("id", "decree__dated", "decree__number", "rank"):
        yield "waiting", id_, dated, {"number": number, "rank": rank}


def _enrolments(people: Sequence[int]) -> Iterator[_Row]:
    sent = in_scope(Enrolment).filter(person__in=people)
    for id_, kind, number, file in sent.values_list("id", "batch__group__kind", "batch__group__number", "batch__file"):
        yield "enrolment", id_, None, {"group": f"{kind} {number}", "file": file}
    answers = in_scope(Answer).filter(enrolment__person__in=people)
    for id_, state, reason, said, file in answers.values_list("id", "state", "reason", "said", "file__file"):
        yield "answer", id_, None, {"state": state, "reason": reason, "said": said, "file": file}
    asked = in_scope(Question).filter(enrolment__person__in=people)
    for id_, of, said in asked.values_list("id", "of_id", "said"):
        yield "reply" if of else "question", id_, None, {"said": said}
    for (id_,) in in_scope(Membership).filter(person__in=people).values_list("id"):
        yield "membership", id_, None, {}


def _money(people: Sequence[int]) -> Iterator[_Row]:
    bills: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    names = ("bill_id", "bill__code", "month", "amount")
    for bill, code, month, amount in in_scope(BillLine).filter(person__in=people).values_list(*names):
        bills[bill, code].append((month, amount))
    for (bill, code), lines in bills.items():
        months = [month for month, _ in lines]
        yield "bill", bill, None, {
            "code": code, "first": min(months), "last": max(months), "amount": sum(each for _, each in lines)
        }  # fmt: skip
    paid: dict[tuple[int, date], list[tuple[int, int]]] = defaultdict(list)
    held = [id_ for some in _month_rows(people) for id_ in some.values_list("id", flat=True)]
    postings = in_scope(Posting).filter(person_month__in=held, payment__isnull=False, target="paid")
    for payment, on, month, amount in postings.values_list(
        "payment_id", "payment__on", "person_month__month", "amount"
    ):
        paid[payment, on].append((month, amount))
    papers: dict[int, list[str]] = defaultdict(list)
    listed = in_scope(PaymentPaper).filter(payment__in={payment for payment, _ in paid}).order_by("id")
    for payment, kind, number in listed.values_list("payment_id", "kind", "number"):
        papers[payment].append(f"{MARKS[kind]} {number}")
    for (payment, on), lines in paid.items():
        months = [month for month, _ in lines]
        yield "payment", payment, on, {
            "papers": ", ".join(papers[payment]), "first": min(months), "last": max(months),
            "amount": sum(each for _, each in lines), "payment": payment,
        }  # fmt: skip


def _ends(people: Sequence[int]) -> Iterator[_Row]:
    leavings = in_scope(Leaving).filter(person__in=people)
    for id_, why, on, source, undoes in leavings.values_list("id", "why", "on", "source", "undoes_id"):
        yield "unleaving" if undoes else "leaving", id_, on, {"why": REASONS[why], "source": source}
    joins = in_scope(Join).filter(person__in=people) | in_scope(Join).filter(into__in=people)
    for id_, undoes in joins.distinct().values_list("id", "undoes_id"):
        yield "parting" if undoes else "join", id_, None, {}


def _corrections(people: Sequence[int], keys: Keys) -> Iterator[_Row]:
    """What was granted to be put right, with what stood before; nothing of what was erased since."""
    answers = in_scope(SubjectAnswer).filter(request__person__in=people, outcome="corrected")
    for one in answers.order_by("id"):
        said = said_in(keys, one)
        if said:
            yield "correction", one.pk, one.on, {name: said.get(name, "") for name in ("field", "before", "after")}


_KINDS = (_rows, _findings, _decrees, _enrolments, _money, _ends)


def _looks(people: Sequence[int]) -> Iterator[Event]:
    names = ("id", "at", "account__username", "what", "why")
    for id_, at, by, what, why in in_scope(Look).filter(person__in=people).order_by("-id").values_list(*names)[:LOOKS]:
        yield Event("look", id_, 0, at, by, None, {"what": what, "why": why})


def _acts(numbers: Iterable[int]) -> Iterator[tuple[int, datetime, str]]:
    yield from Act.objects.filter(number__in=list(numbers)).values_list("number", "at", "by")
