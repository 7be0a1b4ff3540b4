"""Opening a store: at which address, with which tables, and whether it is ready."""

import select
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text
from payung.store.acts import FIRST_LINK, StoreMissing
from payung.store.addresses import database_at, file_of
from payung.store.guards import guard
from payung.store.models import Head
from payung.store.name_words import follow_names
from payung.store.reach import follow_all
from payung.store.walls import wall


class StoreUnreachable(PayungError):
    """The database does not answer."""

    code = "store-unreachable"
    exit_code = 107

    def __init__(self) -> None:
        # What the driver says may hold the password.
        super().__init__(
            Text(id="Basis data tidak dapat dihubungi.", en="The database cannot be reached."),
            Text(
                id="Periksa alamat, nama pengguna dan sandi, dan apakah server berjalan.",
                en="Check the address, user and password, and whether the server runs.",
            ),
        )


class StoreThere(PayungError):
    """There is a store already."""

    code = "store-there"
    exit_code = 108

    def __init__(self) -> None:
        super().__init__(
            Text(id="Di alamat itu sudah ada basis data Payung.", en="There is a store at that address already."),
            Text(
                id="Pakai yang ada, atau pilih alamat lain. Untuk versi baru: payung store upgrade.",
                en="Use it, or choose another address. For a new version: payung store upgrade.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


def connect(address: str) -> None:
    """Use the database at ``address`` from now on in this thread. Raises: AddressWrong."""
    described = connections.configure_settings({"default": database_at(address)})["default"]
    connections["default"].close()
    connections.settings["default"] = described
    del connections["default"]


def open_store(address: str) -> None:
    """Use the store at ``address``. Raises: AddressWrong, StoreMissing, StoreUnreachable.

    Where this thread uses it already, and nothing happened to it since, this costs nothing.
    """
    file = file_of(address)
    if file is not None and not file.is_file():
        raise StoreMissing
    known = _mark(address, file)
    if known == getattr(connections["default"], _KNOWN, None) and _is_alive():
        return
    connect(address)
    try:
        if _unapplied() > 0 or not Head.objects.filter(id=1).exists():
            raise StoreMissing
    except DatabaseError:
        raise StoreUnreachable from None
    setattr(connections["default"], _KNOWN, known)


_KNOWN = "known_as_store"


def _mark(address: str, file: Path | None) -> tuple[str, ...]:
    """The address, and which file lies there now: another may be put in its place."""
    if file is None:
        return (address,)
    found = file.stat()
    return (address, str(found.st_dev), str(found.st_ino))


def _is_alive() -> bool:
    """Whether nothing went wrong on the connection, and a server has not hung up on it."""
    held = connections["default"]
    if held.connection is None or held.errors_occurred or held.in_atomic_block:
        return False
    if held.vendor != "postgresql":
        return True
    waiting, _, _ = select.select([held.connection.fileno()], [], [], 0)  # it never says anything unasked but goodbye
    return not (held.connection.closed or waiting)


def make_store(address: str) -> None:
    """Make an empty store at ``address``, or finish one whose making was broken off.

    Raises: AddressWrong, StoreThere where there is a store or anything else, StoreUnreachable.
    """
    make_tables(address)
    finish_tables()
    Head.objects.create(id=1, number=0, link=FIRST_LINK)


def make_tables(address: str) -> None:
    """Make the tables of a store at ``address`` and put nothing in. Raises: as ``make_store``."""
    connect(address)
    try:
        if _is_taken():
            raise StoreThere
        call_command("migrate", verbosity=0, interactive=False)
        guard()
        follow_names()
    except DatabaseError:
        raise StoreUnreachable from None


def finish_tables() -> None:
    """Wall the tables that ``make_tables`` made: after rows were put in, for past a wall nothing is copied in bulk."""
    follow_all()
    wall()


def upgrade(address: str) -> int:
    """Bring an older store at ``address`` to this version; gives the number of changes to its tables.

    Raises: AddressWrong, StoreMissing, StoreUnreachable.
    """
    file = file_of(address)
    if file is not None and not file.is_file():
        raise StoreMissing
    connect(address)
    try:
        if Head._meta.db_table not in connection.introspection.table_names():
            raise StoreMissing
        changes = _unapplied()
        call_command("migrate", verbosity=0, interactive=False)
        guard()
        follow_names()
        follow_all()
        wall()
    except DatabaseError:
        raise StoreUnreachable from None
    return changes


def _is_taken() -> bool:
    """Whether anything is there but the beginnings of a store, whose last step is its head."""
    there = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
    return bool(there - ours) or ("head" in there and Head.objects.exists())


def _unapplied() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
