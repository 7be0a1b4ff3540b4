"""Files nobody can read, each with the problem that must be named."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import xlsxwriter

from payung.core.places.places import Village
from payung.synth.write import MADE

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


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


def _with_parts(**parts: bytes) -> bytes:
    """A sound workbook with more parts in its package; "__" in a name stands for "/", "_" before the end for "."."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), old.read(item))
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return held.getvalue()


def _encrypted() -> bytes:
    """The start of what Excel writes for a workbook with a password: a compound file with EncryptedPackage inside."""
    names = b"".join(
        name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    return _COMPOUND + bytes(504) + names + bytes(4096)


_LINK = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
)
BAD: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("kosong.xlsx", "file_empty", lambda: b""),
    ("terpotong.xlsx", "file_truncated", lambda: _workbook(400)[:3000]),
    ("sebenarnya pdf.xlsx", "file_not_workbook", lambda: b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    ("pakai sandi.xlsx", "file_password", _encrypted),
    ("pakai makro.xlsm", "file_macro", lambda: _with_parts(**{"xl/vbaProject.bin": _COMPOUND + bytes(1016)})),
    ("tautan luar.xlsx", "file_external_links", lambda: _with_parts(**{"xl/externalLinks/externalLink1.xml": _LINK})),
)
"""File name, code of the problem, content."""
