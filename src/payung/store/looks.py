"""Looks: whoever is shown somebody's data leaves a line first."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db.models import Max, QuerySet

from payung.store.acts import Doing, canonical
from payung.store.among import among
from payung.store.models import Look, LookSeal
from payung.store.patience import A_PAGE, patient_for


def looked(
    account: int, what: str, of: str, why: str, at: datetime, person: int | None = None, people: Sequence[int] = ()
) -> None:
    """Write that ``account`` is about to see ``what`` of ``of``, before it is shown.

    ``of`` is a region code where a list of a region is shown, else words without personal data. ``person``, or each of
    ``people``, is whose data it is. Raises: ValueError where nothing says whose data it is;
    StoreBusy: then nothing may be shown.
    """
    if not of and person is None and not people:
        raise ValueError("a look is of somebody")
    whom: Sequence[int | None] = people or [person]
    with patient_for(A_PAGE):
        Look.objects.bulk_create(
            [Look(account_id=account, person_id=each, what=what, of=of, why=why, at=at) for each in whom],
            batch_size=2000,  # a list of a province is taken away whole
        )


def shown_to(account: int, what: str, since: datetime, people: Iterable[int]) -> set[int]:
    """Those of ``people`` whose ``what`` was shown to ``account`` at ``since`` or later."""
    looks = Look.objects.filter(account_id=account, what=what, at__gte=since, person_id__in=among(people))
    return {person for person in looks.values_list("person_id", flat=True) if person is not None}


def to_seal(at: datetime) -> bool:
    """Whether looks have gathered that ``seal`` would bind at that moment."""
    return _settled(at).exists()


def seal(doing: Doing) -> int:
    """Bind the looks that gathered since the last seal into the act; gives their number.

    Those of the last minutes wait: one that began to be written before another may be there after it.
    """
    first, last = _last_sealed() + 1, _settled(doing.deed.at).aggregate(last=Max("id"))["last"]
    if last is None:
        return 0
    looks, digest = _digest(first, last)
    doing.add_one(LookSeal, first=first, last=last, looks=looks, sha256=digest)
    return looks


def broken_seals() -> list[int]:
    """Ids of seals whose looks were changed, taken away or added to since. Within ``one_moment``."""
    broken, expected = [], 1
    for number, first, last, looks, digest in LookSeal.objects.order_by("last").values_list(
        "id", "first", "last", "looks", "sha256"
    ):
        if first != expected or _digest(first, last) != (looks, digest):
            broken.append(number)
        expected = last + 1
    return broken


def _settled(at: datetime) -> QuerySet[Look]:
    return Look.objects.filter(id__gt=_last_sealed(), at__lte=at - timedelta(minutes=SETTLING))


def _last_sealed() -> int:
    return LookSeal.objects.aggregate(last=Max("last"))["last"] or 0


def _digest(first: int, last: int) -> tuple[int, str]:
    sha, count = sha256(), 0
    looks = Look.objects.filter(id__lte=last) if first == 1 else Look.objects.filter(id__range=(first, last))
    rows = looks.order_by("id").values_list(*_LOOK)
    for *said, at in rows.iterator(chunk_size=2000):
        moment = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
        sha.update(canonical([*said, moment]).encode())
        count += 1
    return count, sha.hexdigest()


SETTLING = 5
"""Minutes."""
_LOOK = ("id", "account_id", "person_id", "what", "of", "why", "at")
