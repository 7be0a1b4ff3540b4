"""A month of the books closed: what was booked in it stays, and nothing more is booked into it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import MonthClosed
from payung.store.models import ClosedMonth, Posting


class MonthsCloseInOrder(PayungError):
    """An earlier month is still open."""

    code = "months-close-in-order"
    exit_code = 89

    def __init__(self, next_: int) -> None:
        super().__init__(
            Text(id=f"Bulan {next_} belum ditutup.", en=f"The month {next_} is still open."),
            Text(
                id=f"Tutup bulan berurutan: payung month close {next_ // 100}-{next_ % 100:02d}.",
                en=f"Close months in order: payung month close {next_ // 100}-{next_ % 100:02d}.",
            ),
            on_page=Text(
                id="Buka halaman Bulan, Buku, dan tutup bulan itu dahulu.",
                en="Open the page Months, Books, and close that month first.",
            ),
        )


@dataclass(frozen=True)
class Closed:
    """The month (yyyymm) that was closed and how many lines were booked in it."""

    month: int
    lines: int


def close_month(place: Place, asked: Asked, month: int) -> Closed:
    """Close the books of ``month`` (yyyymm), the one after the last that was closed, or the first with a booking.

    Raises: MonthsCloseInOrder, MonthClosed where it is closed already, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "month.close") as sight:
            sight.books()
            last = ClosedMonth.objects.aggregate(last=Max("month"))["last"]
            if last is not None and month <= last:
                raise MonthClosed(month)
            first = _after(last) if last is not None else Posting.objects.aggregate(first=Min("booked"))["first"]
            if first is not None and month > first:
                raise MonthsCloseInOrder(first)
            doing.add_one(ClosedMonth, month=month)
            return {"month": month, "lines": Posting.objects.filter(booked=month).count()}

    return Closed(**act_at(place, asked, "month.close", {"month": month}, work))


def _after(month: int) -> int:
    return month + 1 if month % 100 < 12 else month + 89
