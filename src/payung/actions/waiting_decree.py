"""Who still waits on a decree, in their order: a list of people for the plan of another fund."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.actions.at_store import Place
from payung.actions.export_enrolment import decree_called
from payung.actions.who_waits import not_free
from payung.gateways.csv_files import write_csv
from payung.store.database import open_store
from payung.store.models import Waiting

COLUMNS = {"person_key": pl.String, "village_code": pl.String, "order": pl.Int64}


@dataclass(frozen=True)
class StillWaiting:
    """How many stood on the waiting list, and how many of them wait still; without a village nobody is listed."""

    listed: int
    waiting: int


def waiting_decree(place: Place, number: str, out: Path) -> StillWaiting:
    """Write who waits on the decree ``number`` to the CSV ``out``: ``COLUMNS``, for ``payung budget allocate``.

    ``person_key`` is the store's own, which says nothing of anybody; ``order`` is the place of those who wait. The
    store is only read. Raises: DecreeUnknown, StoreMissing, StoreUnreachable.
    """
    open_store(place.address)
    base = decree_called(number, None)
    columns = ("person_id", "person__key", "person__village__code")
    rows = list(Waiting.objects.filter(decree=base).order_by("rank", "person_id").values_list(*columns))
    taken = not_free({person for person, *_ in rows})
    left = [(key, village) for person, key, village in rows if person not in taken and village]
    table = [(key, village, at) for at, (key, village) in enumerate(left, start=1)]
    out.parent.mkdir(parents=True, exist_ok=True)
    write_csv(pl.DataFrame(table, schema=COLUMNS, orient="row"), out)
    return StillWaiting(len(rows), len(left))
