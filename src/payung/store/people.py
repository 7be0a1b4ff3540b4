"""Questions about people that several acts ask."""

from collections.abc import Iterable

from payung.store.models import Leaving


def left_on(people: Iterable[int] | None = None) -> dict[int, int]:
    """Person -> the month (yyyymm) in which they died, moved or left; the earliest where there are several.

    ``people`` limits it to those; a leaving that was taken back does not count.
    """
    undone = Leaving.objects.filter(undoes__isnull=False).values("undoes_id")
    rows = Leaving.objects.filter(undoes__isnull=True).exclude(id__in=undone).values_list("person_id", "on")
    wanted = None if people is None else set(people)
    found: dict[int, int] = {}
    for person, on in rows.iterator():
        if wanted is None or person in wanted:
            found[person] = min(found.get(person, 999912), on.year * 100 + on.month)
    return found
