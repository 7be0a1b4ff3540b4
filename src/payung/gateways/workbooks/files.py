"""The files of a folder or ZIP that may be village lists. Nothing is unpacked to disk and nothing is opened here."""

import os
import stat
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.workbooks.problems import FileProblem, problem

MAX_FILE = 64 * 2**20
"""Bytes of one workbook. A list of 10,000 workers has about one million."""

MAX_ENTRIES = 100_000
MAX_DIRECTORY = 32 * 2**20
"""Entries, and bytes of the table of contents, of a ZIP of rosters."""

MAX_UNPACKED = 8 * 2**30
"""Bytes a ZIP of rosters may declare in all; each entry is also measured while it is read."""

IGNORED = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"))
MANIFESTS = frozenset(("manifest", "manifes"))


class RostersNotFound(PayungError):
    """The path given for the rosters is not there, or holds no file."""

    code = "rosters-not-found"
    exit_code = 10

    def __init__(self, path: Path, why: Text) -> None:
        super().__init__(
            Text(id=f"Tidak ada daftar di '{path.name}': {why.id}.", en=f"No rosters in '{path.name}': {why.en}."),
            Text(
                id="Berikan folder atau ZIP yang berisi buku kerja desa.",
                en="Give a folder or a ZIP that holds the villages' workbooks.",
            ),
        )


class ArchiveUnusable(PayungError):
    """A ZIP of rosters that is damaged, or too large to be one."""

    code = "archive-unusable"
    exit_code = 11

    def __init__(self, path: Path, why: Text) -> None:
        super().__init__(
            Text(id=f"ZIP '{path.name}' tidak dipakai: {why.id}.", en=f"The ZIP '{path.name}' was not used: {why.en}."),
            Text(
                id="Buat ulang ZIP-nya, atau berikan folder yang sudah dikeluarkan isinya.",
                en="Make the ZIP again, or give the unpacked folder.",
            ),
        )


@dataclass(frozen=True)
class RosterFile:
    """One file to read. ``name``: its path below the rosters' folder, forward slashes, valid UTF-8, unique.

    ``entry``: place in the ZIP's table of contents when ``path`` is a ZIP of rosters. ``size``: bytes, as declared.
    ``problem``: set when it must not be opened at all.
    """

    name: str
    path: Path
    entry: int | None = None
    size: int = 0
    problem: FileProblem | None = None


def list_rosters(path: Path, ignoring: Path | None = None) -> list[RosterFile]:
    """Every file below the folder, or in the ZIP, ``path``, sorted by name; or ``path`` itself if it is a workbook.

    Left out: lock files (~$…), dotfiles, __MACOSX, Thumbs.db, a manifest at the top, and ``ignoring`` (the manifest
    under another name). A ZIP inside a folder or ZIP is listed; reading it answers ``file_archive``.
    Raises: RostersNotFound, ArchiveUnusable.
    """
    if path.is_dir():
        found = list(_in_folder(path, ignoring.resolve() if ignoring else None))
    elif path.is_file():
        found = list(_in_archive(path)) if _is_archive_of_rosters(path) else [_one(path.name, path)]
    else:
        raise RostersNotFound(path, Text(id="folder atau berkas itu tidak ada", en="there is no such folder or file"))
    if not found:
        raise RostersNotFound(path, Text(id="tidak ada berkas di dalamnya", en="it holds no file"))
    return sorted(found, key=lambda file: file.name)


def _in_folder(folder: Path, ignoring: Path | None) -> Iterator[RosterFile]:
    taken: set[str] = set()
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not is_passed_over(name)]
        for linked in (path for name in folders if (path := Path(parent, name)).is_symlink()):
            shown = _unique(_readable(linked.relative_to(folder).as_posix()), taken)
            yield RosterFile(shown, linked, problem=problem("file_unreadable", _LINKED_FOLDER))
        for name in names:
            path = Path(parent, name)
            below = path.relative_to(folder)
            if is_passed_over(name) or is_manifest(below.parts) or path.resolve() == ignoring:
                continue
            if not path.is_file():
                continue  # a pipe, a device or a broken link holds no list
            shown = _unique(_readable(below.as_posix()), taken)
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                yield RosterFile(shown, path, problem=problem("file_unreadable", _LINK))
            else:
                yield _one(shown, path)
    for error in closed:
        path = Path(error.filename)
        if path == folder:
            raise RostersNotFound(folder, _CLOSED)
        shown = _unique(_readable(path.relative_to(folder).as_posix()), taken)
        yield RosterFile(shown, path, problem=problem("file_unreadable", _CLOSED))


_CLOSED = Text(id="foldernya tidak boleh dibuka", en="the folder may not be opened")
_LINKED_FOLDER = Text(
    id="folder ini hanya tautan dan tidak diikuti", en="this folder is only a link and is not followed"
)
_LINK = Text(id="berkas hanya tautan ke luar folder", en="it is only a link to somewhere outside the folder")
_OUTSIDE = Text(id="namanya menunjuk ke luar arsip", en="its name points outside the archive")
_ENCRYPTED = Text(id="entri ZIP terkunci kata sandi", en="the ZIP entry is locked by a password")


def _one(name: str, path: Path) -> RosterFile:
    size = path.stat().st_size
    return RosterFile(name, path, size=size, problem=_too_large(size))


def _too_large(size: int) -> FileProblem | None:
    if size <= MAX_FILE:
        return None
    shown, most = size // 2**20, MAX_FILE // 2**20
    return problem(
        "file_too_large", Text(id=f"{shown} MB, paling besar {most} MB", en=f"{shown} MB, at most {most} MB")
    )


def is_passed_over(name: str) -> bool:
    """Whether files and folders of that name hold no list: lock files, dotfiles, what systems leave behind."""
    return name.startswith((".", "~$")) or name.lower() in IGNORED


def is_manifest(parts: tuple[str, ...]) -> bool:
    """Whether a file of these parts is the manifest at the top."""
    return len(parts) == 1 and PurePosixPath(parts[0]).stem.lower() in MANIFESTS


def _readable(name: str) -> str:
    """A name in bytes of another century, as text that can be stored."""
    return os.fsencode(name).decode("utf-8", "replace") if any("\ud800" <= sign <= "\udfff" for sign in name) else name


def _unique(name: str, taken: set[str]) -> str:
    while name in taken:
        name += " (2)"
    taken.add(name)
    return name


def _is_archive_of_rosters(path: Path) -> bool:
    """A ZIP that is not itself a workbook."""
    with path.open("rb") as handle:
        if handle.read(4) not in (b"PK\3\4", b"PK\5\6"):
            return path.suffix.lower() == ".zip"
    try:
        names = _open_archive(path).namelist()
    except (ArchiveUnusable, RostersNotFound):
        return path.suffix.lower() == ".zip"
    return not any(name in ("[Content_Types].xml", "content.xml", "xl/workbook.xml") for name in names)


def _in_archive(path: Path) -> Iterator[RosterFile]:
    entries = _open_archive(path).infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ArchiveUnusable(path, Text(id="isinya terlalu besar", en="what it unpacks to is too large"))
    taken: set[str] = set()
    for place, entry in enumerate(entries):
        name = _entry_name(entry)
        parts = PurePosixPath(name).parts
        if entry.is_dir() or name.endswith("/") or not parts:
            continue
        if any(is_passed_over(part) for part in parts if part != "..") or is_manifest(parts):
            continue
        yield RosterFile(_unique(name, taken), path, place, entry.file_size, _entry_problem(entry, name, parts))


def _entry_problem(entry: zipfile.ZipInfo, name: str, parts: Iterable[str]) -> FileProblem | None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return problem("file_unreadable", _LINK)
    if ".." in parts or name.startswith("/") or name[1:2] == ":":
        return problem("file_unreadable", _OUTSIDE)
    if entry.flag_bits & 0x1:
        return problem("file_password", _ENCRYPTED)
    return _too_large(entry.file_size)


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker saw it: many programs write UTF-8 or a DOS code page without saying which."""
    name = entry.orig_filename.split("\0")[0]
    if not entry.flag_bits & 0x800 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/").removeprefix("./")


def _open_archive(path: Path) -> zipfile.ZipFile:
    size = path.stat().st_size
    with path.open("rb") as handle:
        handle.seek(max(0, size - 66_000))
        tail = handle.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) < end + 22:
        raise ArchiveUnusable(path, Text(id="terpotong atau rusak", en="it is cut off or damaged"))
    entries, directory = struct.unpack("<HI", tail[end + 10 : end + 16])
    wide = tail.rfind(b"PK\6\6", 0, end)
    if wide >= 0 and len(tail) >= wide + 48:
        entries, directory = struct.unpack("<QQ", tail[wide + 32 : wide + 48])
    if directory > MAX_DIRECTORY or entries > MAX_ENTRIES:
        raise ArchiveUnusable(path, Text(id="terlalu banyak berkas di dalamnya", en="it holds too many files"))
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise ArchiveUnusable(path, Text(id="terpotong atau rusak", en="it is cut off or damaged")) from None
