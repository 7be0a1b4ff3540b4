"""A store made anew from a copy."""

from pathlib import Path

from payung.actions.at_store import Place
from payung.actions.backup_store import database_of
from payung.store.copies.archive import Manifest
from payung.store.copies.copying import check, restore
from payung.store.database import finish_tables, make_tables
from payung.store.shape import shape_of_store


def restore_store(place: Place, source: Path) -> Manifest:
    """Put the copy ``source`` into a new store at ``place``, of the same or the other kind of database.

    Raises: StoreThere, StoreUnreachable, ArchiveDamaged, ArchiveOfOtherSchema, RestoredDiffers, CopyFailed.
    """
    check(source)  # before anything is made
    make_tables(place.address)
    manifest = restore(source, database_of(place.address), shape_of_store())
    finish_tables()
    return manifest
