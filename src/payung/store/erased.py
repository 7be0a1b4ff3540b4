"""People who were erased on request, and what a village's list says of them afterwards.

The number of an erased person stays nameless for good. What was kept before the erasure says nothing of them any more,
however often it is read; a list kept after it, that names them, makes them a new number, joined to the one before, so
that a restriction or a death that was said of them still counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.store.models import ROWS_AN_ACT, Person, SubjectAnswer
from payung.store.people import Pseudonymous, numbers_of, numbers_of_the_same, pseudonyms, same_people
from payung.store.reading import rows_of


class PersonErased(PayungError):
    """Something was asked for somebody whose data was erased on request. Nothing was changed."""

    code = "person-erased"
    exit_code = 222

    def __init__(self, people: int) -> None:
        super().__init__(
            Text(
                id=f"Data {number(people)} orang dalam daftar sudah dihapus atas permintaan mereka.",
                en=f"The data of {number(people)} people on the list was erased on request.",
            ),
            Text(
                id="Buat rencana baru: mereka tidak ikut, sampai desa mendaftarkan mereka lagi.",
                en="Make a new plan: they are left out of it until a village lists them anew.",
            ),
        )


@dataclass(frozen=True)
class Called:
    """A person of linkage: ``key`` in the store, ``number`` (None: not there yet), and ``since``: the act that erased
    them last (0: none did). ``gone``: nothing is held of that number."""

    key: str
    number: int | None
    since: int = 0
    gone: bool = False


def erased(people: Iterable[int] | None = None) -> dict[int, int]:
    """Those of ``people`` (None: of all) of whom nothing is held, as was asked: person -> the act that erased them."""
    rows = SubjectAnswer.objects.filter(outcome="erased").order_by("id").values_list("request__person_id", "id")
    answers = list(rows)
    if not answers:
        return {}
    same, wanted = same_people(), None if people is None else set(people)
    acts = {one: answer // ROWS_AN_ACT for person, answer in answers for one in numbers_of_the_same([person], same)}
    asked = [person for person in acts if wanted is None or person in wanted]
    nameless = rows_of(Person.objects.filter(name=""), ("id",), "id", asked)
    return {person: acts[person] for (person,) in nameless}


def none_erased(people: Iterable[int]) -> None:
    """Raises: PersonErased where nothing is held of somebody among ``people``."""
    if found := erased(people):
        raise PersonErased(len(found))


def called(keys: Pseudonymous, linked: Sequence[str]) -> dict[str, Called]:
    """Key of linkage -> what the store calls that person last."""
    named = pseudonyms(keys, linked)
    known = numbers_of(Person, "key", named)
    told = {one: Called(key, known.get(key)) for one, key in zip(linked, named, strict=True)}
    gone = erased()
    turn = {one: each for one, each in told.items() if each.number in gone}
    while turn:
        told |= {
            one: replace(each, since=max(each.since, gone[each.number or 0]), gone=True) for one, each in turn.items()
        }
        later = {one: anew(keys, told[one]) for one in turn}
        there = numbers_of(Person, "key", [each.key for each in later.values()])
        met = {one: replace(each, number=there[each.key]) for one, each in later.items() if each.key in there}
        told |= met
        turn = {one: each for one, each in met.items() if each.number in gone}
    return told


def anew(keys: Pseudonymous, before: Called) -> Called:
    """The person whose data was erased, as the store calls them when they are listed again."""
    key = keys.link(bytes(32), b"payung person again " + before.key.encode()).hex()
    return Called(key, None, before.since)


def joins_of(numbers: dict[int, int]) -> list[tuple[int, int, None]]:
    """Rows of ``Join`` that read each old number as the new one beside it; of one person the last is the end."""
    same, ends, rows = same_people(), dict[int, int](), []
    for old, new in sorted(numbers.items()):
        root = same.get(old, old)
        rows.append((ends.get(root, root), new, None))
        ends[root] = new
    return rows
