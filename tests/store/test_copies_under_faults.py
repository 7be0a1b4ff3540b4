"""Copies while others write, while the disk is full, while a process is killed, and of a damaged store."""

import os
import resource
import shutil
import signal
import sqlite3
import struct
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from payung.store.copies import archive
from payung.store.copies.copying import backup, check, restore
from payung.store.copies.errors import CopyFailed, CopyRefused, StoreDamaged
from payung.store.copies.postgresql import PostgreSQL
from payung.store.copies.sqlite import SQLite
from tests.store.history import (
    DDL,
    HISTORY,
    START,
    faults_of,
    faults_of_file,
    write_postgres,
    write_sqlite,
)
from tests.store.little_store import SHAPE, SOME, LittleStore, OnPostgreSQL, OnSQLite, many
from tests.store.servers import Acks, Server, Writers
from tests.store.test_copies import NOTHING
from tests.store.test_key_file import in_child

WRITERS = 4
COPIES = 4


def history_sqlite(path: Path) -> SQLite:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(DDL)
    return SQLite(path)


def test_every_copy_of_a_sqlite_store_under_writers_is_a_true_prefix(tmp_path):
    database = history_sqlite(tmp_path / "store.sqlite")
    sqlite3.connect(database.path, isolation_level=None).execute(START)
    with Writers(write_sqlite, WRITERS, database.path) as writers:
        for number in range(COPIES):
            writers.wait_until_said(20 * (number + 1))
            before = writers.said()
            backup(database, HISTORY, tmp_path / f"{number}.zip")
            after = writers.said()
            restored = history_sqlite(tmp_path / f"{number}.sqlite")
            restore(tmp_path / f"{number}.zip", restored, HISTORY)
            assert faults_of_file(restored.path, before, after) == []


def test_every_copy_of_a_postgres_store_under_writers_is_a_true_prefix(tmp_path, postgres, postgres_server):
    with psycopg.connect(postgres) as connection:
        connection.execute(DDL + START)
    with Writers(write_postgres, WRITERS, postgres) as writers:
        for number in range(COPIES):
            writers.wait_until_said(50 * (number + 1))
            before = writers.said()
            backup(PostgreSQL(postgres), HISTORY, tmp_path / f"{number}.zip")
            after = writers.said()
            url = postgres_server.new_database()
            with psycopg.connect(url) as connection:
                connection.execute(DDL)
            restore(tmp_path / f"{number}.zip", PostgreSQL(url), HISTORY)
            with psycopg.connect(url) as connection:
                acts = connection.execute("SELECT writer, number FROM act").fetchall()
                (spent,) = connection.execute("SELECT spent FROM purse").fetchone()
            assert faults_of(acts, spent, before, after) == []


def slow_copy(source: Path, target: Path, writers: Writers) -> None:
    """What copying the one file by hand does on a slow disk: its first half, and its second when others wrote on."""
    half = source.stat().st_size // 2
    with source.open("rb") as file, target.open("wb") as out:
        out.write(file.read(half))
        writers.wait_until_said(min(len(said) for said in writers.said()) + 15)
        shutil.copyfileobj(file, out)


def test_copying_the_file_by_hand_is_found_to_be_no_copy(tmp_path):
    """The control: the same check finds what is wrong with the way nobody should take."""
    database = history_sqlite(tmp_path / "store.sqlite")
    sqlite3.connect(database.path, isolation_level=None).execute(START)
    found = []
    with Writers(write_sqlite, WRITERS, database.path) as writers:
        for number in range(6):
            writers.wait_until_said(20 * (number + 1))
            before = writers.said()
            slow_copy(database.path, tmp_path / f"{number}.sqlite", writers)
            found.append(faults_of_file(tmp_path / f"{number}.sqlite", before, writers.said()))
    assert sum(map(bool, found)) >= 5, found


def test_a_table_is_not_emptied_while_it_is_copied(tmp_path, postgres):
    """TRUNCATE does not keep to the moment a transaction reads: without a lock the copy would be of an empty table."""
    store = OnPostgreSQL(postgres)
    store.insert(SOME)
    with store.database.reading() as reading:
        reading.has_rows(SHAPE.tables[0])
        with psycopg.connect(postgres) as other:
            other.execute("SET lock_timeout = '200ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute("TRUNCATE line")
        assert b"".join(reading.lines(SHAPE.tables[2])).count(b"\n") == 4


def test_nobody_writes_while_a_store_is_restored(tmp_path, copy, postgres):
    """Else the row of another would make the restored store differ from its archive, after it was compared."""
    little = OnSQLite(tmp_path / "little.sqlite")
    with little.database.writing():
        other = sqlite3.connect(little.path, timeout=0.1)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("INSERT INTO purse VALUES ('x', 1)")
        other.close()
    store = OnPostgreSQL(postgres)
    with store.database.writing(), psycopg.connect(postgres) as other:
        other.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("INSERT INTO purse VALUES (gen_random_uuid(), 1)")


def test_a_store_that_others_hold_is_not_waited_for_without_end(tmp_path, copy, postgres, monkeypatch):
    monkeypatch.setattr("payung.store.copies.sqlite.PATIENCE", 0.1)
    monkeypatch.setitem(
        __import__("payung.store.copies.postgresql", fromlist=["SETTINGS"]).SETTINGS, "lock_timeout", "100ms"
    )
    little, store = OnSQLite(tmp_path / "little.sqlite"), OnPostgreSQL(postgres)
    other = sqlite3.connect(little.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CopyFailed, match="BUSY"):
        restore(copy, little.database, SHAPE)
    other.close()
    with psycopg.connect(postgres) as holder:
        holder.execute("LOCK TABLE line IN ROW EXCLUSIVE MODE")
        with pytest.raises(CopyFailed, match="LockNotAvailable"):
            restore(copy, store.database, SHAPE)
    assert little.rows() == store.rows() == NOTHING


def with_full_disk(work: Callable[[], object], most: int) -> int:
    """7 where ``work`` says that it failed, when no file may grow over ``most`` bytes."""

    def full() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            work()
        except CopyFailed:
            return 7
        return 0

    return in_child(full)


@pytest.mark.parametrize("most", [0, 1, 200, 20_000, 40_000])
def test_a_disk_that_is_full_leaves_no_archive(tmp_path, most):
    store = OnSQLite(tmp_path / "store.sqlite")
    store.insert(many(3000))
    assert with_full_disk(lambda: backup(store.database, SHAPE, tmp_path / "copy.zip"), most) == 7
    assert not list(tmp_path.glob("*.zip")) and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("most", [40_000, 200_000])
def test_a_disk_that_is_full_leaves_the_store_empty(tmp_path, most):
    store, twin = OnSQLite(tmp_path / "store.sqlite"), OnSQLite(tmp_path / "twin.sqlite")
    store.insert(many(3000))
    told = backup(store.database, SHAPE, tmp_path / "copy.zip")
    assert with_full_disk(lambda: restore(tmp_path / "copy.zip", twin.database, SHAPE), most) == 7
    assert twin.rows() == NOTHING
    assert restore(tmp_path / "copy.zip", twin.database, SHAPE) == told, "with room it goes"


def copy_again_and_again(which: int, acks: Acks, path: Path, folder: Path) -> None:
    """Copies of a store, one after the other."""
    number = 0
    while True:
        number += 1
        backup(SQLite(path), SHAPE, folder / f"{which}-{number}.zip")
        acks.say(f"{which}-{number}.zip")


def test_a_copy_killed_at_any_moment_is_whole_or_not_there(tmp_path):
    store = OnSQLite(tmp_path / "store.sqlite")
    store.insert(many(1500))
    for moment in range(3):
        with Writers(copy_again_and_again, 2, store.path, tmp_path) as writers:
            writers.wait_until_said(1)
            time.sleep(0.013 * moment)
            writers.kill()
            said = [name for names in writers.said() for name in names]
        there = {path.name for path in tmp_path.glob("*.zip")}
        assert set(said) <= there
        for name in there:
            assert check(tmp_path / name).tables[0].rows == 1500
            (tmp_path / name).unlink()


def restore_again_and_again(which: int, acks: Acks, database: SQLite | PostgreSQL, source: Path) -> None:
    """The same restore until it is done or refused; said when it begins."""
    acks.say("begun")
    restore(source, database, SHAPE)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_restore_killed_at_any_moment_is_whole_or_not_there(tmp_path, request, kind):
    source = OnSQLite(tmp_path / "source.sqlite")
    source.insert(many(4000))
    told = backup(source.database, SHAPE, tmp_path / "copy.zip")
    store: LittleStore = (
        OnSQLite(tmp_path / "store.sqlite") if kind == "sqlite" else OnPostgreSQL(request.getfixturevalue("postgres"))
    )
    outcomes = set()
    for moment in (0.0, 0.02, 0.05, 0.1):
        with Writers(restore_again_and_again, 1, store.database, tmp_path / "copy.zip") as writers:
            writers.wait_until_said(1)
            time.sleep(moment)
            writers.kill()
        outcomes.add(len(store.rows()["person"]))
        if outcomes & {4000}:
            break
    assert outcomes <= {0, 4000}
    if 4000 not in outcomes:
        assert restore(tmp_path / "copy.zip", store.database, SHAPE) == told


def test_a_restore_into_a_server_that_is_killed_leaves_it_empty(tmp_path, own_postgres: Server, monkeypatch):
    source = OnSQLite(tmp_path / "source.sqlite")
    source.insert(many(2000))
    told = backup(source.database, SHAPE, tmp_path / "copy.zip")
    store = OnPostgreSQL(own_postgres.url())
    lines = archive.ArchiveReader.lines

    def killed(self, table):
        if table.name == "line":
            own_postgres.kill()
        return lines(self, table)

    monkeypatch.setattr(archive.ArchiveReader, "lines", killed)
    with pytest.raises(CopyFailed):
        restore(tmp_path / "copy.zip", store.database, SHAPE)
    monkeypatch.undo()
    own_postgres.start()
    assert store.rows() == NOTHING
    assert restore(tmp_path / "copy.zip", store.database, SHAPE) == told


def test_a_value_that_its_index_does_not_know_is_damage(tmp_path):
    """One changed letter, in the table or in the index: either alone would be copied without a word."""
    store = OnSQLite(tmp_path / "store.sqlite")
    store.insert(many(50))
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    content = store.path.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(b"0000000017", place)]
    assert len(places) == 2
    for place in places:
        store.path.write_bytes(content[:place] + b"9" + content[place + 1 :])
        with pytest.raises(StoreDamaged, match="integrity_check"):
            backup(store.database, SHAPE, tmp_path / "copy.zip")


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_an_archive_has_its_name_last(tmp_path, monkeypatch, step):
    """Killed when the bytes go to the disk, or when the name is given: there is no archive."""
    store = OnSQLite(tmp_path / "store.sqlite")
    store.insert(SOME)
    monkeypatch.setattr(os if step == "fsync" else Path, step, lambda *_: os._exit(5))
    assert in_child(lambda: backup(store.database, SHAPE, tmp_path / "copy.zip") and 0) == 5
    monkeypatch.undo()
    assert not (tmp_path / "copy.zip").exists()
    assert backup(store.database, SHAPE, tmp_path / "copy.zip") == check(tmp_path / "copy.zip")


def test_no_archive_is_made_of_a_damaged_file(tmp_path):
    store = OnSQLite(tmp_path / "store.sqlite")
    store.insert(many(3000))
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    content = store.path.read_bytes()
    page = struct.unpack(">H", content[16:18])[0]
    for number in range(1, len(content) // page, 9):
        store.path.write_bytes(content[: number * page] + b"\xff" * 64 + content[number * page + 64 :])
        with pytest.raises((StoreDamaged, CopyRefused)):
            backup(store.database, SHAPE, tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()
    store.path.write_bytes(content)
    backup(store.database, SHAPE, tmp_path / "copy.zip")
