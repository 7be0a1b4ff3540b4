"""Files nobody can read, each with the problem that must be named."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import xlsxwriter

from payung.core.places.places import Village
from payung.synth.write import MADE

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class BadFile:
    """A planted file and the code of its problem."""

    file: str
    village: Village
    problem: str


def write_bad_files(folder: Path, villages: Sequence[Village], rng: Random) -> list[BadFile]:
    """Plant one file of each kind below ``folder``, beside the lists of villages drawn at random."""
    bad = []
    for name, problem, content in BAD:
        village = rng.choice(villages)
        file = f"{village.regency}/{village.district}/{name}"
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())
        bad.append(BadFile(file, village, problem))
    return sorted(bad, key=lambda one: one.file)


def _workbook(rows: int = 20) -> bytes:
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    workbook.set_properties({"created": MADE})
    sheet = workbook.add_worksheet("Daftar")
    for at in range(rows):
        sheet.write_row(at, 0, ("No", "NIK", "Nama") if at == 0 else (at, "", ""))
    workbook.close()
    return held.getvalue()


def _with_part(name: str, content: bytes) -> bytes:
    """A sound workbook with one more part in its package."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, _ZIP_TIME), old.read(item))
        new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content)
    return held.getvalue()


def _encrypted() -> bytes:
    """What a workbook with a password is from outside: a compound file holding the encrypted package."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    size = 4096  # of each stream: eight sectors, not in the short stream
    head = _COMPOUND + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, size, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    chains = [fat, end, *(*range(3, 10), end), *(*range(11, 18), end)]
    table = struct.pack("<128I", *chains, *[free] * (128 - len(chains)))
    entries = _entry("Root Entry", 5, free, free, 2, end, 0)
    entries += _entry("EncryptionInfo", 2, free, free, free, 2, size)
    entries += _entry("EncryptedPackage", 2, 1, free, free, 10, size) + bytes(128)
    return head + table + entries + bytes(range(256)) * (2 * size // 256)


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    """One line of the directory of a compound file."""
    words = name.encode("utf-16-le")
    return (
        words.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(words) + 2, kind, 1, left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


_LINK = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
)
BAD: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("kosong.xlsx", "file_empty", lambda: b""),
    ("terpotong.xlsx", "file_truncated", lambda: _workbook(400)[:3000]),
    ("sebenarnya pdf.xlsx", "file_not_workbook", lambda: b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    ("pakai sandi.xlsx", "file_password", _encrypted),
    ("pakai makro.xlsm", "file_macro", lambda: _with_part("xl/vbaProject.bin", _COMPOUND + bytes(1016))),
    ("tautan luar.xlsx", "file_external_links", lambda: _with_part("xl/externalLinks/externalLink1.xml", _LINK)),
)
"""File name, code of the problem, content."""
