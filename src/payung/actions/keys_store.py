"""The keys of a store as far as they may be told: what they are called, which versions there are, since when."""

from dataclasses import dataclass
from datetime import date
from json import loads

from payung.actions.at_store import Place
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Act


@dataclass(frozen=True)
class KeyVersionLine:
    """A version of the keys: the last one seals. ``since`` None: it was made with the store, or not by an act here."""

    version: int
    seals: bool
    since: date | None
    by: str


@dataclass(frozen=True)
class KeysShown:
    """``name`` tells one set of keys from another and is no secret."""

    name: str
    versions: tuple[KeyVersionLine, ...]


def keys_store(place: Place) -> KeysShown:
    """Nothing of the keys themselves. Raises: StoreMissing, StoreUnreachable; the errors of the key file."""
    keys = Keys.read(place.keys)
    open_store(place.address)
    made = {
        int(loads(outcome)["version"]): (on, by)
        for outcome, on, by in Act.objects.filter(kind="store.rotate").values_list("outcome", "on", "by")
    }
    nobody = (None, "")
    return KeysShown(
        keys.name, tuple(KeyVersionLine(one, one == keys.newest, *made.get(one, nobody)) for one in keys.versions)
    )
