"""Deaths, moves and other leavings recorded: months after them that were not paid are released at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.reasons_left import Reason
from payung.store.acts import Doing
from payung.store.ledger import Ledger
from payung.store.models import Leaving, PersonMonth
from payung.store.people import left_on, numbers_of_the_same
from payung.store.reading import rows_of


class LeavingUnknown(PayungError):
    """A leaving that is not there, or was taken back, was to be taken back."""

    code = "leaving-unknown"
    exit_code = 99

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Tidak ada catatan meninggal, pindah atau keluar itu.",
                en="There is no such record of a death or leaving.",
            ),
            Text(
                id="Mungkin sudah dibatalkan; muat ulang daftarnya.", en="Perhaps it was undone; load the list again."
            ),
        )


class Left(NamedTuple):
    """Somebody who left: the person's id, why (REASONS), on which day; ``source`` is the paper that says so."""

    person: int
    why: Reason
    on: date
    source: str


@dataclass(frozen=True)
class Recorded:
    """Ids of the rows, of the person-months that were released, and of those after it that were paid already."""

    leavings: range
    released: tuple[int, ...]
    paid: tuple[int, ...]


def record(doing: Doing, ledger: Ledger, left: Sequence[Left]) -> Recorded:
    """Record who left; months after the month of it are released where they were not paid. Once an act.

    What was paid already is named and stays: whether it becomes a credit is the fund's rule.
    Raises: what the database refuses.
    """
    rows = ((one.person, one.why, one.on, one.source, None) for one in left)
    leavings = doing.add(Leaving, ("person_id", "why", "on", "source", "undoes_id"), rows)
    people = numbers_of_the_same({one.person for one in left})
    since = left_on(people)
    released: list[int] = []
    paid: list[int] = []
    held = PersonMonth.objects.exclude(state="released")
    for id_, person, month, state in rows_of(held, ("id", "person_id", "month", "state"), "person_id", people):
        if month > since[person]:
            (paid if state == "paid" else released).append(id_)
    ledger.move("release", released)
    return Recorded(leavings, tuple(sorted(released)), tuple(sorted(paid)))


def take_back(doing: Doing, leaving: int) -> int:
    """Undo ``leaving``: the person may be covered again by a new decree; what was released stays so. Gives the row.

    Raises: LeavingUnknown.
    """
    done = Leaving.objects.filter(id=leaving, undoes__isnull=True).first()
    if done is None or Leaving.objects.filter(undoes_id=leaving).exists():
        raise LeavingUnknown
    return doing.add_one(
        Leaving, person_id=done.person_id, why=done.why, on=done.on, source=done.source, undoes_id=leaving
    )
