"""The day an office writes: that of western Indonesia, wherever the server stands and whoever asks."""

from datetime import date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian time, without summer time."""


def office_day(moment: datetime) -> date:
    """The day of ``moment``, which is of some time zone. Raises: ValueError where it is of none.

    >>> from datetime import UTC
    >>> office_day(datetime(2026, 12, 31, 17, tzinfo=UTC))
    datetime.date(2027, 1, 1)
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment has a time zone")
    return moment.astimezone(WIB).date()
