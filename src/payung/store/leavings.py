"""Deaths, moves and other leavings recorded: months after them that no bill has taken are released at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.leaving import month_after, reported_from
from payung.core.cover.ledger import LET_GO
from payung.core.cover.reasons_left import Reason
from payung.core.law.book import Law
from payung.store.acts import Doing
from payung.store.ledger import Ledger
from payung.store.models import Leaving, PersonMonth
from payung.store.people import numbers_of_the_same, same_people, standing_leavings
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
    """Ids of the rows, and of the person-months after it: released now, billed already, paid already; each rising."""

    leavings: range
    released: tuple[int, ...]
    billed: tuple[int, ...]
    paid: tuple[int, ...]


def record(doing: Doing, ledger: Ledger, left: Sequence[Left], law: Law | None = None) -> Recorded:
    """Record who left; the months after it that no bill has taken are released. Once an act.

    What is billed stays: BPJS asks for it until the branch sends a corrected bill. So does what is paid: whether it
    becomes a credit is the fund's rule. ``law`` says from which month on a leaving counts, as ``out_from``.
    Raises: NoValueInForce; what the database refuses.
    """
    rows = ((one.person, one.why, one.on, one.source, None) for one in left)
    leavings = doing.add(Leaving, ("person_id", "why", "on", "source", "undoes_id"), rows)
    since = out_from({one.person for one in left}, law)
    found: dict[str, list[int]] = {"reserved": [], "committed": [], "paid": []}
    held = PersonMonth.objects.exclude(state__in=LET_GO)
    for id_, person, month, state in rows_of(held, ("id", "person_id", "month", "state"), "person_id", since):
        if month >= since[person]:
            found[state].append(id_)
    released, billed, paid = (tuple(sorted(ids)) for ids in found.values())
    ledger.move("release", released)
    return Recorded(leavings, released, billed, paid)


def out_from(people: Iterable[int], law: Law | None = None) -> dict[int, int]:
    """Every number of these people who left -> the first month (yyyymm) for which nothing is due for them any more.

    That is the month after they left, or as ``law`` is read (``reported_from``). Raises: NoValueInForce.
    """
    same, numbers = same_people(), numbers_of_the_same(people)
    first: dict[int, int] = {}
    for person, why, on in rows_of(standing_leavings(), ("person_id", "why", "on"), "person_id", numbers):
        out = reported_from(law, why, on) if law else month_after(on)
        root = same.get(person, person)
        first[root] = min(first.get(root, out), out)
    return {person: first[root] for person in numbers if (root := same.get(person, person)) in first}


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
