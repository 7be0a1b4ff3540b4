"""The proof that a store holds, down to every sealed NIK."""

from collections.abc import Mapping

from payung.actions.at_store import Place
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.proof import Proof, prove


def verify_store(place: Place, *, anchors: Mapping[int, str] | None = None) -> Proof:
    """Prove the store at ``place``; ``anchors`` are ends of the chain that were printed: number of the act -> link.

    Raises: StoreMissing, StoreUnreachable; the errors of the key file.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    return prove(keys, anchors=anchors)
