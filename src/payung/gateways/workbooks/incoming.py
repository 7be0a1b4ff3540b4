"""What somebody sends at once: single files, or one ZIP of them, taken apart within limits and with clean names."""

import os
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.workbooks.files import (
    MAX_FILE,
    ArchiveUnusable,
    RosterFile,
    RostersNotFound,
    is_manifest,
    is_passed_over,
    list_rosters,
)
from payung.gateways.workbooks.problems import FileProblem, problem

MAX_SENT = 512 * 2**20
"""Bytes of all files that are sent at once, unpacked."""
LONGEST_PART = 80
LONGEST_NAME = 240
"""Letters of one part of a name, and of a whole one: a letter has up to 4 bytes, a part on a disk at most 255."""

_PASSED_OVER = Text(id="bukan daftar desa menurut namanya", en="by its name it is no village list")
_DAMAGED = Text(id="entri ZIP rusak", en="the ZIP entry is damaged")
_NESTED = Text(id="ZIP di dalam kiriman", en="a ZIP within what was sent")
_TOO_LARGE = Text(id=f"lebih dari {MAX_FILE // 2**20} MB", en=f"over {MAX_FILE // 2**20} MB")
_WORKBOOK_PARTS = ("[Content_Types].xml", "content.xml", "xl/workbook.xml")


class SentTooMuch(PayungError):
    """All files together are larger than one delivery may be."""

    code = "sent-too-much"
    exit_code = 191

    def __init__(self) -> None:
        most = MAX_SENT // 2**20
        super().__init__(
            Text(id=f"Kiriman ini lebih dari {most} MB.", en=f"This delivery is larger than {most} MB."),
            Text(id="Kirim dalam beberapa bagian, misalnya per kecamatan.", en="Send it in parts, a district each."),
        )


@dataclass(frozen=True)
class Upload:
    """A file on the disk, and what its sender calls it."""

    name: str
    path: Path


@dataclass(frozen=True)
class Incoming:
    """One file of a delivery. ``name``: forward slashes, no step upwards, at most ``LONGEST_NAME`` letters."""

    name: str
    held: bytes


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    problem: FileProblem


def take_apart(uploads: Iterable[Upload]) -> tuple[list[Incoming], list[Refused]]:
    """The files of ``uploads``, those of a ZIP one by one, and those that are refused unread, by name.

    Refused: a ZIP within a ZIP, names that step out of the folder, links, locked entries, what is too large, and names
    that no list has, and files without a byte. Damaged workbooks are taken: reading them says what is wrong.
    Raises: ArchiveUnusable, SentTooMuch.
    """
    taken: list[Incoming] = []
    refused: list[Refused] = []
    names: set[str] = set()
    total = 0
    for upload in uploads:
        for file in _listed(upload):
            name = _unique(clean_name(file.name), names)
            if file.problem:
                refused.append(Refused(name, file.problem))
                continue
            held = _content(file)
            if isinstance(held, FileProblem):
                refused.append(Refused(name, held))
                continue
            if not held:  # all empty files are one content: taken, only the first would be named
                refused.append(Refused(name, problem("file_empty")))
                continue
            total += len(held)
            if total > MAX_SENT:
                raise SentTooMuch
            taken.append(Incoming(name, held))
    return taken, refused


def clean_name(name: str) -> str:
    """``name`` as it is kept: composed letters, no control letters, no empty or stepping parts, not too long.

    >>> clean_name("..\\\\Desa/./A\\tB.xlsx"), clean_name("/"), clean_name("x" * 300 + ".xlsx")[-8:]
    ('Desa/A B.xlsx', 'tanpa-nama', 'xxx.xlsx')
    """
    said = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace")).replace("\\", "/")
    plain = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in said)
    parts = [
        _short(part) for raw in plain.split("/") if (part := raw.strip(" .") if raw.strip(". ") == "" else raw.strip())
    ]
    whole = "/".join(part for part in parts if part) or "tanpa-nama"
    return whole if len(whole) <= LONGEST_NAME else parts[-1]


def _short(part: str) -> str:
    stem, dot, kind = part.rpartition(".")
    if len(part) <= LONGEST_PART or not dot or len(kind) > 8:
        return part[:LONGEST_PART]
    return f"{stem[: LONGEST_PART - len(kind) - 1]}.{kind}"


def _listed(upload: Upload) -> list[RosterFile]:
    """The files of one upload; of a single one under its sender's name."""
    name = clean_name(upload.name)
    if upload.path.stat().st_size == 0:
        return [RosterFile(name, upload.path)]
    try:
        files = list_rosters(upload.path)
    except RostersNotFound:
        return [
            RosterFile(name, upload.path, problem=problem("file_archive", Text(id="ZIP kosong", en="an empty ZIP")))
        ]
    except ArchiveUnusable as error:
        return [RosterFile(name, upload.path, problem=problem("file_truncated", error.says))]
    if len(files) > 1 or files[0].entry is not None:
        return files
    if name.lower().endswith(".zip") and not zipfile.is_zipfile(upload.path):
        return [replace(files[0], name=name, problem=problem("file_truncated", _DAMAGED))]
    parts = PurePosixPath(name).parts
    if any(is_passed_over(part) for part in parts) or is_manifest(parts):
        return [replace(files[0], name=name, problem=problem("file_unreadable", _PASSED_OVER))]
    return [replace(files[0], name=name)]


def _content(file: RosterFile) -> bytes | FileProblem:
    """The bytes of the file, never more than a workbook may have, or why they are not taken."""
    try:
        if file.entry is None:
            with file.path.open("rb") as handle:
                held = handle.read(MAX_FILE + 1)
        else:
            with zipfile.ZipFile(file.path) as archive, archive.open(archive.infolist()[file.entry]) as stream:
                held = stream.read(MAX_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return problem("file_truncated", _DAMAGED)
    if len(held) > MAX_FILE:
        return problem("file_too_large", _TOO_LARGE)
    return problem("file_archive", _NESTED) if file.entry is not None and _is_archive(held) else held


def _is_archive(held: bytes) -> bool:
    """A ZIP that is no workbook."""
    if held[:4] not in (b"PK\3\4", b"PK\5\6"):
        return False
    try:
        names = zipfile.ZipFile(BytesIO(held)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False  # reading will say that it is damaged
    return not any(part in names for part in _WORKBOOK_PARTS)


def _unique(name: str, taken: set[str]) -> str:
    stem, dot, kind = name.rpartition(".")
    turn, whole = 1, name
    while whole.casefold() in taken:
        turn += 1
        whole = f"{stem} ({turn}).{kind}" if dot else f"{name} ({turn})"
    taken.add(whole.casefold())
    return whole
