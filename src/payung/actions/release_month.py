"""Months that have passed and that no bill ever took, released: their money is free again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import PersonMonth


@dataclass(frozen=True)
class Released:
    """So many person-months, whole rupiah; ``months``: month (yyyymm, as text) -> person-months."""

    person_months: int
    amount: int
    months: Mapping[str, int]


def release_month(place: Place, asked: Asked, until: int) -> Released:
    """Release what decrees reserve for months up to ``until`` (yyyymm) and no bill took, in the month of ``asked.on``.

    Somebody whom BPJS accepted late, or forgot, has such months. The month of ``asked.on`` and later ones stay, for
    they may be billed yet. Raises: MonthClosed, and what ``act_at`` raises.
    """
    booked = asked.on.year * 100 + asked.on.month

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "month.close") as sight:
            sight.books()
            held = PersonMonth.objects.filter(state="reserved", month__lte=until, month__lt=booked)
            counts = held.order_by("month").values_list("month").annotate(Count("id"))
            months = {str(month): count for month, count in counts}
            ids = list(held.order_by("id").values_list("id", flat=True))
            with Ledger(doing, booked) as ledger:
                amount = ledger.move("release", ids)
            return {"person_months": len(ids), "amount": amount, "months": months}

    return Released(**act_at(place, asked, "month.release", {"until": until}, work))
