"""What pages count of whole tables, each held in a large store (``store.held``)."""

from contextlib import AbstractContextManager, nullcontext

from django.db.models import Count, Exists, OuterRef, Q, Sum

from payung.core.cover.ledger import LET_GO, STATES
from payung.store.held import held, little
from payung.store.models import Bill, BillLine, DecreeLine, Enrolment, PersonMonth, Posting
from payung.store.restricted import for_nothing_new
from payung.store.seen import near, seen

FEW = 20_000
"""People of a bill: of so many the lines are counted in the page, and what is to be paid is never old."""


def sized(bill: Bill) -> AbstractContextManager[None]:
    """Inside, what is held of a bill or its payments is counted in the page, unless the bill is of very many."""
    return little() if bill.people <= FEW else nullcontext()


@held
def people_on(decree: int) -> int:
    """People of the lines of a decree."""
    return seen(DecreeLine).filter(decree=decree).values("person").distinct().count()


@held
def months_on(decree: int) -> tuple[int, int]:
    """Person-months of the lines of a decree, and their rupiah."""
    sums = seen(PersonMonth).filter(line__decree=decree).aggregate(months=Count("id"), rupiah=Sum("price"))
    return sums["months"], int(sums["rupiah"] or 0)


@held
def months_paid_by(payment: int) -> tuple[int, int]:
    """Person-months that a payment paid, and their rupiah."""
    paid = seen(Posting).filter(payment=payment, target="paid", person_month__isnull=False)
    sums = paid.aggregate(months=Count("id"), rupiah=Sum("amount"))
    return sums["months"], int(sums["rupiah"] or 0)


@held
def piles_of_bill(bill: int) -> list[tuple[str, int]]:
    """Pile, lines of the bill in it; by pile."""
    lines = near(seen(BillLine)).filter(bill=bill)
    return list(lines.order_by("pile").values_list("pile").annotate(Count("id")))


@held
def people_to_send(decree: int) -> tuple[int, int]:
    """People of a decree who are sent to a group, and those of them who have a month, may be sent and were not yet."""
    lines = seen(DecreeLine).filter(decree=decree, removal=None).exclude(purse__fund__group_kind="")
    live = Exists(PersonMonth.objects.filter(line=OuterRef("pk")).exclude(state__in=LET_GO))
    sent = Exists(Enrolment.objects.filter(line__decree=decree, person=OuterRef("person")))
    left = lines.filter(live, ~sent).exclude(person__in=for_nothing_new()).values("person_id").distinct().count()
    return lines.values("person_id").distinct().count(), left


@held
def booked_months() -> list[tuple[int, int, int]]:
    """Month of the books, lines, rupiah."""
    sums = Posting.objects.order_by().values_list("booked").annotate(Count("id"), Sum("amount"))
    return [(month, lines, int(amount)) for month, lines, amount in sums]


@held
def months_by_state() -> list[dict[str, int]]:
    """Each month with its person-months of every state of the ledger."""
    steps = {state: Count("id", filter=Q(state=state)) for state in STATES}
    return list(seen(PersonMonth).order_by("month").values("month").annotate(**steps))
