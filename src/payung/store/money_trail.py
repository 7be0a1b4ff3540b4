"""From a paper of a payment to the rows of villages it paid for, and back. Only what may be seen."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from payung.store.models import Payment, Posting, Reach
from payung.store.scope import scope_now
from payung.store.seen import in_areas, seen

MONTH_COLUMNS = (
    *("person_month__person_id", "person_month__person__name", "person_month__month", "purse__fund__name", "amount"),
    *("person_month__line__decree__number", "person_month__line__decree__dated", "person_month__line__row__file"),
    *("person_month__line__row__sheet", "person_month__line__row__row", "person_month__line__row_id"),
)
"""What ``months_paid`` gives of a person-month: whose, when, with which money, by which line of a decree and row."""


def payments_called(number: str) -> "QuerySet[Payment]":
    """Payments that paid for somebody of the scope, of whose papers or bill the number holds ``number``; "" all."""
    rows = seen(Payment).filter(_for_somebody()).select_related("bill__group")
    if number:
        rows = rows.filter(Q(papers__number__icontains=number) | Q(bill__code__icontains=number)).distinct()
    return rows.prefetch_related("papers").order_by("-id")


def _for_somebody() -> Q:
    """Payments that paid for somebody of the scope. Of regions the villages tell, not each of a million postings."""
    scope = scope_now()
    if scope is None or scope.everything or scope.groups:
        return Q(Exists(seen(Posting).filter(payment=OuterRef("id"), person_month__isnull=False)))
    reached = Reach.objects.filter(in_areas("village__code", scope.areas), paper="payment")
    return Q(id__in=reached.values("of"))


def months_paid(payment: int) -> "QuerySet[Posting]":
    """The postings by which the payment paid person-months, by number; of ``MONTH_COLUMNS`` take what is wanted."""
    return seen(Posting).filter(payment=payment, target="paid", person_month__isnull=False).order_by("id")
