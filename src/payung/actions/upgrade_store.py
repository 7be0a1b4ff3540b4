"""The tables of a store brought to this version."""

from payung.actions.at_store import Place
from payung.store.database import upgrade


def upgrade_store(place: Place) -> int:
    """Bring the tables at ``place`` to this version and make their guards anew; gives the number of changes made.

    Make a copy first. Raises: StoreMissing, StoreUnreachable.
    """
    return upgrade(place.address)
