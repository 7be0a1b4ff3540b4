"""Looks: whoever is shown somebody's data leaves a line first."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db.models import Max, QuerySet

from payung.store.acts import Doing, canonical
from payung.store.among import among
from payung.store.models import Look, LookSeal, SourceRow
from payung.store.patience import A_PAGE, patient_for

Place = tuple[str, str, int | None]
"""File, sheet ("" the first) and row of a list; None where it is of no row."""


def looked(
    account: int, what: str, of: str, why: str, at: datetime, person: int | None = None,
    people: Collection[int | None] = (),
) -> None:  # fmt: skip
    """Write that ``account`` is about to see ``what`` of ``of``, before it is shown.

    ``of`` is a region code where a list of a region is shown, else words without personal data. ``person``, or each of
    ``people``, is whose data it is; None among them: also somebody of ``of`` whom the store does not know as a person.
    Raises: ValueError where nothing says whose data it is; StoreBusy: then nothing may be shown.
    """
    whom: Collection[int | None] = people or [person]
    if not of and None in whom:
        raise ValueError("a look is of somebody")
    with patient_for(A_PAGE):
        Look.objects.bulk_create(
            [
                Look(account_id=account, person_id=each, what=what, of=of, why=why, at=at)
                for each in sorted(set(whom), key=lambda each: each or 0)
            ],
            batch_size=2000,  # a list of a province is taken away whole
        )


def people_of_rows(run: int, places: Iterable[Place]) -> set[int | None]:
    """Whom rows of lists are of, by file, sheet and row; None among them where a row is of nobody who is known.

    Whoever may see what a row says leaves a look at its person, whose village may be another: within the whole scope.
    """
    asked = set(places)
    wanted: dict[tuple[str, str], list[int]] = {}
    for file, sheet, row in asked:
        if row is not None:
            wanted.setdefault((file, sheet), []).append(row)
    found: dict[Place, int | None] = {}
    for (file, sheet), rows in wanted.items():
        held = SourceRow.objects.filter(run=run, file=file, sheet=sheet, row__in=among(rows))
        found |= {(file, sheet, row): person for row, person in held.values_list("row", "person_id")}
    return {found.get(place) for place in asked}


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
