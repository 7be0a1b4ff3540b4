"""The archive file: a zip of ``tables/NAME.tsv`` and ``manifest.json``; its last 64 bytes are the SHA-256 of the rest.

It appears under its name whole or not at all. The same content gives the same bytes: no day, no machine and no database
is named in it.
"""

import errno
import fcntl
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NoReturn

from payung.store.copies.errors import ArchiveDamaged, CopyFailed, TargetExists
from payung.store.copies.shape import Column, Kind, Table

KIND = 1
"""Of the archive; another number is another layout."""
MANIFEST = "manifest.json"
MOST_MANIFEST = 16 * 1024 * 1024
SEAL_BYTES = 64
PIECE = 1024 * 1024
LEVEL = 1
"""Of compression: twice as fast as the usual one, a fifth larger."""
NOT_A_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError)
"""What reading a zip may raise when its bytes are not what was written."""


@dataclass(frozen=True)
class Entry:
    """One table of an archive: its rows, and the SHA-256 of its file."""

    table: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int
    sha256: str

    def plain(self) -> Table:
        """Its table, as far as an archive tells. Raises: ValueError, IndexError, where it tells of none."""
        return Table(self.table, tuple(Column(*column) for column in self.columns), (self.columns[0][0],))


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. ``state`` is the same exactly when schema, tables and facts are."""

    schema: int
    facts: Mapping[str, str | None]
    tables: tuple[Entry, ...]

    @property
    def state(self) -> str:
        return sha256(_told(self)).hexdigest()


class Digest:
    """Counts rows and digests the bytes of a table's file."""

    def __init__(self, table: Table) -> None:
        self._table, self._digest, self._rows = table, sha256(table.heading), 0

    def taking(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        """``lines``, unchanged."""
        for piece in lines:
            self._digest.update(piece)
            self._rows += piece.count(b"\n")
            yield piece

    def entry(self) -> Entry:
        """Of what was taken."""
        columns = tuple((column.name, column.kind) for column in self._table.columns)
        return Entry(self._table.name, columns, self._rows, self._digest.hexdigest())


class ArchiveWriter:
    """An archive that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def add(self, table: Table, lines: Iterator[bytes]) -> Entry:
        """Add one table."""
        digest = Digest(table)
        with self._file.open(_place(f"tables/{table.name}.tsv"), "w", force_zip64=True) as out:
            out.write(table.heading)
            for piece in digest.taking(lines):
                out.write(piece)
        return digest.entry()

    def close(self, manifest: Manifest) -> None:
        """Add the manifest, after all tables."""
        self._file.writestr(_place(MANIFEST), _told(manifest), compresslevel=LEVEL)


class ArchiveReader:
    """An archive of which every byte has been found as it was written."""

    def __init__(self, path: Path, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path, self.manifest, self._file = path, manifest, file

    def lines(self, table: Table) -> Iterator[bytes]:
        """Rows in pieces that may end within a line. Raises: ArchiveDamaged, before or with the last piece."""
        entry = next(entry for entry in self.manifest.tables if entry.table == table.name)
        digest = Digest(table)
        yield from digest.taking(self._pieces(table))
        if digest.entry() != entry:
            raise ArchiveDamaged(self.path)

    def _pieces(self, table: Table) -> Iterator[bytes]:
        try:
            with self._file.open(f"tables/{table.name}.tsv") as file:
                heading = file.read(len(table.heading))
                while heading == table.heading and (piece := file.read(PIECE)):
                    yield piece
        except NOT_A_ZIP:
            heading = b""
        if heading != table.heading:
            raise ArchiveDamaged(self.path)


@contextmanager
def writing_archive(target: Path) -> Iterator[ArchiveWriter]:
    """Yield what writes the archive ``target``; it is there, and on the disk, when the block has ended well.

    Its owner alone may read it. Raises: TargetExists, CopyFailed (another process writes the same), OSError.
    """
    partial = target.with_name(f".{target.name}.partial")
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "r+b") as file:
        _alone(file, partial)
        try:
            if os.path.lexists(target):
                raise TargetExists(target)
            os.fchmod(handle, 0o600)
            file.truncate(0)  # what a killed process left
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as zipped:
                zipped.comment = b"0" * SEAL_BYTES
                yield ArchiveWriter(zipped)
            file.flush()
            seal = _digest(file)
            file.seek(-SEAL_BYTES, os.SEEK_END)
            file.write(seal)
            file.flush()
            os.fsync(handle)
            partial.rename(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    _settle(target.parent)


@contextmanager
def reading_archive(path: Path) -> Iterator[ArchiveReader]:
    """Yield the archive at ``path`` after its digest was found right. Raises: ArchiveDamaged, OSError."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size < SEAL_BYTES:
            raise ArchiveDamaged(path)
        seal = _digest(file)
        file.seek(-SEAL_BYTES, os.SEEK_END)
        if file.read() != seal:
            raise ArchiveDamaged(path)
        try:
            zipped = zipfile.ZipFile(file)
            manifest = _manifest(zipped)
        except NOT_A_ZIP:
            manifest = None
        if manifest is None:
            raise ArchiveDamaged(path)
        with zipped:
            yield ArchiveReader(path, zipped, manifest)


def _alone(file: BinaryIO, partial: Path) -> None:
    """Raises: CopyFailed, where another process writes this file."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        same = partial.exists() and partial.stat().st_ino == os.fstat(file.fileno()).st_ino
    except BlockingIOError:
        same = False
    if not same:
        raise CopyFailed(os.strerror(errno.EBUSY))


def _digest(file: BinaryIO) -> bytes:
    """SHA-256, in hexadecimal, of all but the last 64 bytes."""
    left = file.seek(0, os.SEEK_END) - SEAL_BYTES
    file.seek(0)
    digest = sha256()
    while left > 0 and (piece := file.read(min(PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest().encode()


def _settle(folder: Path) -> None:
    """A new name in ``folder`` outlives a power cut, where its file system can promise that."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno != errno.EINVAL:  # a share of another system knows no fsync of a folder
            raise
    finally:
        os.close(handle)


def _place(name: str) -> zipfile.ZipInfo:
    place = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the first day a zip can tell
    place.compress_type, place.external_attr, place.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    place._compresslevel = LEVEL  # type: ignore[attr-defined] # open() takes no level before Python 3.13
    return place


def _told(manifest: Manifest) -> bytes:
    tables = [
        {"table": entry.table, "rows": entry.rows, "sha256": entry.sha256, "columns": dict(entry.columns)}
        for entry in manifest.tables
    ]
    content = {"payung_archive": KIND, "schema": manifest.schema, "facts": dict(manifest.facts), "tables": tables}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _manifest(zipped: zipfile.ZipFile) -> Manifest:
    """Raises: one of NOT_A_ZIP, where the zip is not an archive of ours."""
    if zipped.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        _refuse()
    with zipped.open(MANIFEST) as file:
        told = json.loads(file.read(MOST_MANIFEST))
    if not isinstance(told, dict) or told.get("payung_archive") != KIND:
        _refuse()
    try:
        tables = tuple(
            Entry(one["table"], tuple(one["columns"].items()), one["rows"], one["sha256"]) for one in told["tables"]
        )
        manifest = Manifest(int(told["schema"]), dict(told["facts"]), tables)
        for entry in tables:
            entry.plain()
    except (TypeError, AttributeError, IndexError):
        _refuse()
    if zipped.namelist() != [*(f"tables/{entry.table}.tsv" for entry in tables), MANIFEST]:
        _refuse()
    return manifest


def _refuse() -> NoReturn:
    raise ValueError("no archive of ours")
