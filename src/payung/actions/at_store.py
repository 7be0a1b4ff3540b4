"""What every action on a store is told: which store, with which keys, by whom, for which day, as which request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from payung.store.acts import Deed, Doing, perform
from payung.store.database import open_store
from payung.store.keys import Keys


@dataclass(frozen=True)
class Place:
    """Where a store lies (``sqlite:///…`` or ``postgres://…``) and where its keys do."""

    address: str
    keys: Path


@dataclass(frozen=True)
class Asked:
    """By whom, for which day, at which moment (UTC), and the id that the caller made and may repeat safely."""

    by: str
    on: date
    at: datetime
    request: str


def act_at(
    place: Place,
    asked: Asked,
    kind: str,
    said: Mapping[str, Any],
    work: Callable[[Doing, Keys], Mapping[str, Any]],
) -> dict[str, Any]:
    """Do ``work`` in the store as one act; gives its outcome, the first one where it was done before.

    Raises: StoreMissing, StoreUnreachable, StoreBusy, RequestReused; the errors of the key file; what ``work`` raises.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    deed = Deed(kind=kind, request=asked.request, by=asked.by, on=asked.on, at=asked.at, said=said)
    return perform(deed, keys, lambda doing: work(doing, keys))
