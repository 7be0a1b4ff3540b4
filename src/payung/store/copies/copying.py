"""Make a copy of a store, look at one, restore one."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psycopg

from payung.store.copies.archive import ArchiveReader, Digest, Manifest, reading_archive, writing_archive
from payung.store.copies.errors import (
    ArchiveDamaged,
    ArchiveOfOtherSchema,
    CopyFailed,
    RestoredDiffers,
    StoreNotEmpty,
    StoreOfOtherShape,
)
from payung.store.copies.shape import Database, Shape, Store

Done = TypeVar("Done")


def backup(database: Database, shape: Shape, target: Path) -> Manifest:
    """Write one moment of the store into the new file ``target``, whole or not at all, while others go on writing.

    Raises: TargetExists, StoreDamaged, StoreOfOtherShape, CopyFailed.
    """

    def copied() -> Manifest:
        with writing_archive(target) as archive, database.reading() as store:
            _refuse_other_shape(store, shape)
            facts = {name: store.fact(query) for name, query in shape.facts.items()}
            entries = tuple(archive.add(table, store.lines(table)) for table in shape.tables)
            manifest = Manifest(shape.schema, facts, entries)
            archive.close(manifest)
        return manifest

    return _named(copied)


def restore(source: Path, database: Database, shape: Shape) -> Manifest:
    """Put the archive ``source`` into an empty store of the same schema, in one transaction.

    Before it is kept, every table is read again and must give the very bytes of the archive, and every fact the value
    it had. Raises: ArchiveDamaged, ArchiveOfOtherSchema, StoreNotEmpty, StoreOfOtherShape, StoreDamaged,
    RestoredDiffers, CopyFailed; the store is as it was then.
    """

    def restored() -> Manifest:
        with reading_archive(source) as archive:
            _refuse_other_schema(archive, shape)
            with database.writing() as store:
                _refuse_other_shape(store, shape)
                if filled := tuple(table.name for table in shape.tables if store.has_rows(table)):
                    raise StoreNotEmpty(filled)
                _fill(store, shape, archive)
                _compare(store, shape, archive.manifest)
            return archive.manifest

    return _named(restored)


def check(source: Path) -> Manifest:
    """What the archive ``source`` holds, after all of it was read and compared. Raises: ArchiveDamaged, CopyFailed."""

    def checked() -> Manifest:
        with reading_archive(source) as archive:
            for entry in archive.manifest.tables:
                for _ in archive.lines(entry.plain()):
                    pass
            return archive.manifest

    return _named(checked)


def _named(work: Callable[[], Done]) -> Done:
    """What ``work`` gives. A fault of the disk or the database becomes one of ours that holds none of its words: they
    may quote a row. It is raised where the other is no longer being handled, so that no traceback quotes it either.
    """
    try:
        return work()
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
    except sqlite3.Error as fault:
        why = getattr(fault, "sqlite_errorname", None) or type(fault).__name__
    except psycopg.Error as fault:
        why = f"{type(fault).__name__} {fault.sqlstate or ''}".strip()
    raise CopyFailed(why)


def _refuse_other_shape(store: Store, shape: Shape) -> None:
    found = dict(store.columns())
    told = {table.name: frozenset(table.names) for table in shape.tables}
    other = {name for name in told if found.get(name) != told[name]} | (found.keys() - told.keys() - shape.left_out)
    if other:
        raise StoreOfOtherShape(tuple(sorted(other)))


def _refuse_other_schema(archive: ArchiveReader, shape: Shape) -> None:
    manifest = archive.manifest
    if manifest.schema != shape.schema:
        raise ArchiveOfOtherSchema(archive.path, manifest.schema, shape.schema)
    told = [(table.name, tuple((column.name, column.kind) for column in table.columns)) for table in shape.tables]
    if [
        (entry.table, entry.columns) for entry in manifest.tables
    ] != told or manifest.facts.keys() != shape.facts.keys():
        raise ArchiveDamaged(archive.path)


def _fill(store: Store, shape: Shape, archive: ArchiveReader) -> None:
    fits = True
    for table in shape.tables:
        try:
            store.fill(table, archive.lines(table))
        except ValueError:
            fits = False
            break
    if not fits:
        raise ArchiveDamaged(archive.path)
    store.settle()


def _compare(store: Store, shape: Shape, manifest: Manifest) -> None:
    for table, entry in zip(shape.tables, manifest.tables, strict=True):
        digest = Digest(table)
        for _ in digest.taking(store.lines(table)):
            pass
        if digest.entry() != entry:
            raise RestoredDiffers(table.name)
    for name, query in shape.facts.items():
        if store.fact(query) != manifest.facts[name]:
            raise RestoredDiffers(name)
