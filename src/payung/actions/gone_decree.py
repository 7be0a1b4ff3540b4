"""Who stands on a decree though they left: the list by which an amending decree takes them off."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.actions.amend_decree import family_of
from payung.actions.at_store import Place
from payung.actions.export_enrolment import decree_called
from payung.gateways.csv_files import write_csv
from payung.store.database import open_store
from payung.store.models import DecreeLine
from payung.store.people import same_people, standing_leavings

COLUMNS = {"person": pl.Int64, "reason": pl.String, "evidence": pl.String}


@dataclass(frozen=True)
class Gone:
    """How many people stand on the decree, and how many of them have left."""

    people: int
    gone: int


def gone_decree(place: Place, number: str, out: Path) -> Gone:
    """Write who left of the decree ``number`` and of those that amended it to the CSV ``out``: ``COLUMNS``.

    ``reason`` and ``evidence`` are those of the leaving that was recorded first. Who was taken off already is not on
    it. The store is only read. Raises: DecreeUnknown, StoreMissing, StoreUnreachable.
    """
    open_store(place.address)
    base = decree_called(number, None)
    base = base.amends or base
    lines = DecreeLine.objects.filter(decree_id__in=family_of(base), removal=None).order_by("id")
    people = set(lines.values_list("person_id", flat=True))
    same = same_people()
    left: dict[int, tuple[str, str]] = {}
    for person, why, source in standing_leavings().order_by("id").values_list("person_id", "why", "source"):
        left.setdefault(same.get(person, person), (why, source))
    rows = [(person, *left[root]) for person in sorted(people) if (root := same.get(person, person)) in left]
    out.parent.mkdir(parents=True, exist_ok=True)
    write_csv(pl.DataFrame(rows, schema=COLUMNS, orient="row"), out)
    return Gone(len(people), len(rows))
