"""Who of a decree's waiting list can still be taken: the others have cover, were sent to BPJS, or have left."""

from collections.abc import Collection

from payung.core.cover.ledger import LET_GO
from payung.store.models import Enrolment, PersonMonth
from payung.store.people import left_on
from payung.store.reading import pieces


def not_free(people: Collection[int]) -> set[int]:
    """Those of ``people`` who were ever sent to BPJS, hold a month, or have left."""
    taken = set(left_on(people))
    for some in pieces(people):
        taken |= set(Enrolment.objects.filter(person_id__in=some).values_list("person_id", flat=True))
        live = PersonMonth.objects.filter(person_id__in=some).exclude(state__in=LET_GO)
        taken |= set(live.values_list("person_id", flat=True))
    return taken
