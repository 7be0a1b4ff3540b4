"""An empty store and its keys."""

from payung.actions.at_store import Place
from payung.store.database import make_store
from payung.store.keys import Keys


def init_store(place: Place) -> Keys:
    """Make an empty store at ``place.address`` and, where there are none yet, its keys at ``place.keys``.

    Raises: AddressWrong, StoreThere, StoreUnreachable; KeyFileOpen, KeyFileBroken, KeyFileUnwritten.
    """
    keys = Keys.read(place.keys) if place.keys.exists() else Keys.make(place.keys)
    make_store(place.address)
    return keys
