"""Looks: whoever is shown somebody's data leaves a line first."""

from collections.abc import Sequence
from datetime import datetime

from payung.store.models import Look


def looked(
    account: int, what: str, of: str, why: str, at: datetime, person: int | None = None, people: Sequence[int] = ()
) -> None:
    """Write that ``account`` is about to see ``what`` of ``of``, before it is shown.

    ``of`` is a region code where a list of a region is shown, else words without personal data. ``person``, or each of
    ``people``, is whose data it is. Raises: ValueError where nothing says whose data it is.
    """
    if not of and person is None and not people:
        raise ValueError("a look is of somebody")
    whom: Sequence[int | None] = people or [person]
    Look.objects.bulk_create(
        [Look(account_id=account, person_id=each, what=what, of=of, why=why, at=at) for each in whom]
    )
