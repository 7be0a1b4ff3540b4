"""Who of a decree's waiting list can still be taken: others have cover, were sent to BPJS, left or are restricted."""

from collections.abc import Collection

from payung.core.cover.ledger import LET_GO
from payung.store.models import Enrolment, PersonMonth
from payung.store.people import left_on
from payung.store.reading import rows_of
from payung.store.restricted import restricted


def not_free(people: Collection[int]) -> set[int]:
    """Those of ``people`` who were ever sent to BPJS, hold a month, have left, or whose data may only be kept."""
    taken = set(left_on(people)) | restricted(people)
    for query in (Enrolment.objects.all(), PersonMonth.objects.exclude(state__in=LET_GO)):
        taken.update(person for (person,) in rows_of(query, ("person_id",), "person_id", people))
    return taken
