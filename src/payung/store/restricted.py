"""Whose data may only be kept: on request their processing is restricted, until they say that it may go on.

Cover that stands goes on, for it was promised to them. Nothing new is begun: no plan, no place on a decree or on its
waiting list, no further month, no enrolment.
"""

from collections.abc import Iterable

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.store.models import SubjectAnswer
from payung.store.people import left_on, same_people

SAYS: dict[str, bool] = {"restricted": True, "released": False}
"""Answer to a request -> whether processing is restricted from then on."""


class PersonRestricted(PayungError):
    """Something new was asked for somebody whose data may only be kept. Nothing was changed."""

    code = "person-restricted"
    exit_code = 219

    def __init__(self, people: int) -> None:
        super().__init__(
            Text(
                id=f"Pemrosesan data {number(people)} orang dalam daftar dibatasi atas permintaan mereka.",
                en=f"The processing of the data of {number(people)} people on the list is restricted on request.",
            ),
            Text(
                id="Buat rencana baru: mereka tidak ikut, sampai pembatasan dicabut.",
                en="Make a new plan: they are left out of it until the restriction ends.",
            ),
        )


def restricted(people: Iterable[int] | None = None) -> set[int]:
    """Those of ``people`` (None: every number there is) of whom the last answer about it restricts processing.

    What was said of somebody found to be the same person is said of each of their numbers.
    """
    said = SubjectAnswer.objects.filter(outcome__in=list(SAYS)).order_by("id")
    rows = list(said.values_list("request__person_id", "outcome"))
    if not rows:
        return set()
    same, last = same_people(), dict[int, bool]()
    for person, outcome in rows:
        last[same.get(person, person)] = SAYS[outcome]
    wanted = last.keys() | same.keys() if people is None else people
    return {person for person in wanted if last.get(same.get(person, person), False)}


def for_nothing_new() -> set[int]:
    """Numbers of those for whom nothing is begun any more: whose data may only be kept, who died, moved or left."""
    return restricted() | left_on().keys()


def none_restricted(people: Iterable[int]) -> None:
    """Raises: PersonRestricted where the data of somebody among ``people`` may only be kept."""
    found = restricted(people)
    if found:
        raise PersonRestricted(len(found))
