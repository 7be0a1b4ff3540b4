"""Who of a decree's waiting list can still be taken: the others have cover, were sent to BPJS, or have left."""

from collections.abc import Collection, Sequence

from payung.store.models import Enrolment, PersonMonth
from payung.store.people import left_on

CHUNK = 500


def not_free(people: Collection[int]) -> set[int]:
    """Those of ``people`` who were ever sent to BPJS, hold a month, or have left."""
    ordered: Sequence[int] = sorted(people)
    taken = set(left_on(ordered))
    for start in range(0, len(ordered), CHUNK):
        some = ordered[start : start + CHUNK]
        taken |= set(Enrolment.objects.filter(person_id__in=some).values_list("person_id", flat=True))
        live = PersonMonth.objects.filter(person_id__in=some).exclude(state="released")
        taken |= set(live.values_list("person_id", flat=True))
    return taken
