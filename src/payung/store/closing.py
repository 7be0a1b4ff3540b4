"""The books of a month closed: later acts book into later months."""

from django.db.models import Max

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.ledger import MonthClosed, is_month
from payung.store.models import ClosedMonth


class MonthAhead(PayungError):
    """The books of a month that has not come yet were to be closed, which nobody could take back."""

    code = "month-ahead"
    exit_code = 118

    def __init__(self, month: int) -> None:
        super().__init__(
            Text(id=f"Bulan {month} belum tiba.", en=f"The month {month} has not come yet."),
            Text(
                id="Tutup bulan yang sudah berjalan; penutupan tidak dapat dibatalkan.",
                en="Close a month that has begun; closing cannot be taken back.",
            ),
        )


def close_month(doing: Doing, month: int) -> int:
    """Close the books of ``month`` (yyyymm) and of all before it; gives the id of the row.

    Raises: MonthClosed, MonthAhead; ValueError where it is no month.
    """
    if not is_month(month):
        raise ValueError(f"{month} is no month")
    if month > doing.deed.on.year * 100 + doing.deed.on.month:
        raise MonthAhead(month)
    last = ClosedMonth.objects.aggregate(last=Max("month"))["last"]
    if last is not None and month <= last:
        raise MonthClosed(month)
    return doing.add_one(ClosedMonth, month=month)
