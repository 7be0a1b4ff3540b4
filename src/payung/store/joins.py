"""Two numbers of one person joined, and parted again: no line is moved, so that parting restores all as it was."""

from dataclasses import dataclass

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.models import Join, Person, PersonMonth
from payung.store.people import numbers_of_the_same, same_people


class JoinWrong(PayungError):
    """Two people cannot be joined or parted like that."""

    code = "join-wrong"
    exit_code = 119

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Tidak dapat digabung atau dipisah: {why.id}.", en=f"Not to be joined or parted: {why.en}."),
            Text(id="Lihat kedua orang itu lebih dahulu.", en="Look at both of them first."),
        )


@dataclass(frozen=True)
class Joined:
    """A join, and the ids of person-months (rising) of a month that both hold: one of each must be let go by hand."""

    join: int
    twice: tuple[int, ...]


def join(doing: Doing, person: int, into: int) -> Joined:
    """``person`` is the same as ``into``. Months held by both are named and stay: who paid what is never lost.

    Raises: JoinWrong where one is unknown, ``person`` is joined already, or both are the same already.
    """
    if Person.objects.filter(id__in=[person, into]).count() != len({person, into}):
        raise JoinWrong(Text(id="orangnya tidak dikenal", en="one is unknown"))
    before = same_people()
    if before.get(person, person) == before.get(into, into):
        raise JoinWrong(Text(id="sudah orang yang sama", en="they are the same already"))
    if before.get(person, person) != person:
        raise JoinWrong(Text(id="sudah digabung dengan orang lain", en="one is joined to somebody else already"))
    number = doing.add_one(Join, person_id=person, into_id=into, undoes_id=None)
    return Joined(number, months_twice(into))


def part(doing: Doing, number: int) -> int:
    """Undo the join ``number``: everything is as if it had never been, but for what was done since; gives the row.

    Raises: JoinWrong where there is no such join, or it was undone.
    """
    done = Join.objects.filter(id=number, undoes__isnull=True).first()
    if done is None or Join.objects.filter(undoes_id=number).exists():
        raise JoinWrong(Text(id="tidak ada penggabungan itu", en="there is no such join"))
    return doing.add_one(Join, person_id=done.person_id, into_id=done.into_id, undoes_id=number)


def months_twice(person: int) -> tuple[int, ...]:
    """Ids of person-months that somebody holds under more than one of their numbers."""
    held: dict[int, list[int]] = {}
    rows = PersonMonth.objects.filter(person__in=numbers_of_the_same([person])).exclude(state="released")
    for id_, month in rows.values_list("id", "month"):
        held.setdefault(month, []).append(id_)
    return tuple(sorted(id_ for ids in held.values() if len(ids) > 1 for id_ in ids))
