"""One moment of a store in one file, whole or not at all, while others go on writing."""

from pathlib import Path

from payung.actions.at_store import Place
from payung.store.addresses import file_of
from payung.store.copies.archive import Manifest
from payung.store.copies.copying import backup
from payung.store.copies.postgresql import PostgreSQL
from payung.store.copies.sqlite import SQLite
from payung.store.database import open_store
from payung.store.shape import shape_of_store


def backup_store(place: Place, target: Path) -> Manifest:
    """Write the store at ``place`` into the new file ``target``. It holds no keys: copy those apart.

    Raises: StoreMissing, StoreUnreachable, TargetExists, StoreDamaged, StoreOfOtherShape, CopyFailed.
    """
    open_store(place.address)
    return backup(database_of(place.address), shape_of_store(), target)


def database_of(address: str) -> SQLite | PostgreSQL:
    """The database at ``address`` as copies reach it. Raises: AddressWrong."""
    file = file_of(address)
    return PostgreSQL(address) if file is None else SQLite(file)
