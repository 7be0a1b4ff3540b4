"""Look a file over before any library opens it: what it is by its content, and whether it is safe to read.

Sizes are measured by inflating with a cap, never taken from headers. What passes can still be hostile, so the
reading itself happens in a child process with limits (``pool``).
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from payung.core.basis.text import Text
from payung.gateways.workbooks.problems import FileProblem, problem

Kind = Literal["xlsx", "xlsb", "ods", "xls", "text"]

MAX_PARTS = 4_000
MAX_INFLATED = 256 * 2**20
"""Bytes all XML parts of a workbook may unpack to. Borders drawn down to the last row of a sheet cost about 100 MB."""

BOMB_FROM, BOMB_RATIO = 16 * 2**20, 250
"""A part over the first size, and this many times its packed size, is made to swell: office files reach about 50."""

MAX_AREA = 24_000_000
"""Cells between A1 and the last cell; the reader keeps a place for each."""

_FILEPASS = 0x2F
"""The record of an xls that tells how the rest is encrypted."""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".svg", ".vml", ".ttf")
_PICTURE_AS_SHEET = re.compile(rb"""\.(?:png|jpe?g|gif|[ew]mf|bmp|tiff?|svg|vml|ttf)["']""", re.IGNORECASE)
_SETTINGS = re.compile(r"(?:printersettings|customproperty|embeddings/)", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PLACE = re.compile(rb"""r\s*=\s*["']([A-Za-z]{0,7})(\d+)["']""")
"""Where a cell or row says it stands, whatever program wrote it: r="XFD1048576", r='7'."""
_ODS_ELEMENT = re.compile(rb"<table:(?:table |table-row|table-cell|covered-table-cell)[^>]*>")
_ODS_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)""")

_PICTURE = Text(id="gambar", en="a picture")
_SIGNATURES: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text(id="PDF", en="a PDF")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"{\\rtf", Text(id="dokumen RTF", en="an RTF document")),
    (b"\x7fELF", Text(id="program", en="a program")),
    (b"MZ", Text(id="program", en="a program")),
    (b"SQLite format 3", Text(id="basis data", en="a database")),
)
_ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"))
_WORD = Text(id="dokumen Word", en="a Word document")
_SLIDES = Text(id="presentasi", en="a presentation")
_WEB = Text(id="halaman web (HTML)", en="a web page (HTML)")
_XML = Text(id="XML lama atau data XML", en="old-style or other XML")
_OTHER = Text(id="jenis lain", en="something else")
_CUT = Text(id="akhir berkas tidak ada", en="the end of the file is missing")
_DAMAGED = Text(id="isinya tidak dapat dibuka", en="its content does not unpack")


class Refused(Exception):
    """This file is not read; ``problem`` says why. Never leaves this folder."""

    def __init__(self, why: FileProblem) -> None:
        super().__init__(why.code)
        self.problem = why


@dataclass(frozen=True)
class Looked:
    """A file that may be opened. ``parts``: its XML parts, unpacked (none for xls and text)."""

    kind: Kind
    parts: Mapping[str, bytes] = field(default_factory=dict)


def look_over(data: bytes) -> Looked:
    """What ``data`` is, by content. Raises: Refused."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused(problem("file_empty"))
    for start, what in _SIGNATURES:
        if data.startswith(start):
            raise Refused(problem("file_not_workbook", what))
    for start, archive in _ARCHIVES:
        if data.startswith(start):
            raise Refused(problem("file_archive", Text(id=archive, en=archive)))
    if data.startswith(b"PK"):
        return _look_over_package(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _look_over_compound(data)
    return _look_over_text(data)


def _look_over_text(data: bytes) -> Looked:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div")):
        raise Refused(problem("file_not_workbook", _WEB))
    if head.startswith((b"<?xml", b"<svg", b"<worksheet", b"mime-version:")):
        raise Refused(problem("file_not_workbook", _XML))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Looked("text")
    sample = data[: 2**16]
    odd = sum(sample.count(bytes([code])) for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27))
    if odd > len(sample) // 200 and not _looks_like_utf_16(sample):
        raise Refused(problem("file_not_workbook", _OTHER))
    return Looked("text")


def _looks_like_utf_16(sample: bytes) -> bool:
    return sample[1:400:2].count(0) > 150 or sample[0:400:2].count(0) > 150


def _look_over_package(data: bytes) -> Looked:
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        raise Refused(problem("file_truncated", _CUT)) from None
    names = {entry.filename for entry in entries}
    lower = {name.lower() for name in names}
    kind = _package_kind(names, lower)
    if len(entries) > MAX_PARTS:
        raise Refused(problem("file_bomb", Text(id=f"{len(entries)} bagian", en=f"{len(entries)} parts")))
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        raise Refused(problem("file_macro"))
    if kind == "ods" and any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in lower):
        raise Refused(problem("file_macro"))
    if any(name.startswith("xl/externallinks/") for name in lower):
        raise Refused(problem("file_external_links"))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(problem("file_password"))
    parts = _inflate_all(data, entries)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused(problem("file_password"))
    for part in parts.values():
        if _ENTITY.search(part) or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refused(problem("file_unsafe_xml"))
        if kind == "xlsx" and b"sheetData" in part:
            _check_area(*_area_of_xlsx(part))
    if kind == "ods":
        _check_area(*_area_of_ods(parts.get("content.xml", b"")))
    if _PICTURE_AS_SHEET.search(parts.get("xl/_rels/workbook.xml.rels", b"")):
        raise Refused(problem("file_unreadable", _DAMAGED))  # a sheet under the name of what is not looked at
    return Looked(kind, parts)


def _package_kind(names: set[str], lower: set[str]) -> Kind:
    if any(name.startswith("word/") for name in lower):
        raise Refused(problem("file_not_workbook", _WORD))
    if any(name.startswith("ppt/") for name in lower):
        raise Refused(problem("file_not_workbook", _SLIDES))
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "xl/workbook.xml" in lower or any(name.startswith("xl/worksheets/") for name in lower):
        return "xlsx"
    if "content.xml" in lower and "mimetype" in lower:
        return "ods"
    if "[content_types].xml" in lower:
        return "xlsx"  # the workbook part may stand elsewhere
    raise Refused(problem("file_archive", Text(id="ZIP", en="ZIP")))


def _inflate_all(data: bytes, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_INFLATED
    for entry in entries:
        if entry.filename.endswith("/") or entry.filename.lower().endswith(_PICTURES):
            continue
        if _SETTINGS.search(entry.filename):
            continue
        part = _inflate(data, entry, left)
        left -= len(part)
        if len(part) > BOMB_FROM and len(part) > BOMB_RATIO * max(1, entry.compress_size):
            raise Refused(problem("file_bomb", _swollen(entry.compress_size, len(part))))
        parts[entry.filename] = part
    return parts


def _swollen(packed: int, unpacked: int) -> Text:
    return Text(
        id=f"{packed // 1024} KB menjadi lebih dari {unpacked // 2**20} MB",
        en=f"{packed // 1024} KB grow to over {unpacked // 2**20} MB",
    )


def _inflate(data: bytes, entry: zipfile.ZipInfo, cap: int) -> bytes:
    """The part's real content. Raises: Refused when it is larger than ``cap`` bytes, cut off or damaged."""
    start = entry.header_offset
    if data[start : start + 4] != b"PK\3\4" or len(data) < start + 30:
        raise Refused(problem("file_truncated", _CUT))
    name_length, extra_length = struct.unpack("<HH", data[start + 26 : start + 30])
    start += 30 + name_length + extra_length
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        part, whole = packed, len(packed) == entry.compress_size
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-15)
        try:
            part = stream.decompress(packed, cap + 1)
        except zlib.error:
            raise Refused(problem("file_truncated", _DAMAGED)) from None
        whole = stream.eof or len(part) > cap
    else:
        raise Refused(problem("file_unreadable", _DAMAGED))
    if len(part) > cap:
        if len(part) > BOMB_RATIO * max(1, entry.compress_size) or entry.compress_size < BOMB_FROM:
            raise Refused(problem("file_bomb", _swollen(entry.compress_size, len(part))))
        shown = cap // 2**20
        raise Refused(problem("file_too_large", Text(id=f"lebih dari {shown} MB", en=f"over {shown} MB")))
    if not whole or zlib.crc32(part) != entry.CRC:
        raise Refused(problem("file_truncated", _DAMAGED))
    return part


def _area_of_xlsx(sheet: bytes) -> tuple[int, int]:
    places = _PLACE.findall(sheet)
    width = max(map(_column_number, {column for column, _ in places}), default=0)
    height = max((int(row[:9]) for row in {row for _, row in places}), default=0)
    return width, max(height, sheet.count(b"<row"))


def _area_of_ods(content: bytes) -> tuple[int, int]:
    """Width and height of what is filled, over all sheets. Empty cells and rows are often repeated to the edge."""
    width = height = row = column = times = 0
    for element in _ODS_ELEMENT.findall(content):
        if element.startswith(b"<table:table "):
            row = times = 0
            continue
        found = _ODS_REPEATED.search(element)
        count = int(found[1][:9]) if found else 1
        if element.startswith(b"<table:table-row"):
            row, column, times = row + times, 0, count
            continue
        column += count
        if not element.endswith(b"/>") or b"office:value" in element:
            width, height = max(width, column), max(height, row + times)
    return width, height


def _check_area(width: int, height: int) -> None:
    """Refuse a sheet whose filled cells lie so far apart that the area between them cannot be held."""
    if width > 16_384 or height > 1_048_576 or width * height > MAX_AREA:
        size = Text(id=f"{width} kolom × {height} baris", en=f"{width} columns × {height} rows")
        raise Refused(problem("file_too_large", size))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number


def _look_over_compound(data: bytes) -> Looked:
    """Old Office files (OLE2): the directory names tell which."""
    starts = {name.lower(): start for name, start in _compound_streams(data)}
    names = starts.keys()
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise Refused(problem("file_password"))
    if "worddocument" in names:
        raise Refused(problem("file_not_workbook", _WORD))
    if "powerpoint document" in names:
        raise Refused(problem("file_not_workbook", _SLIDES))
    if names & {"_vba_project_cur", "_vba_project", "vba"}:
        raise Refused(problem("file_macro"))
    if names & {"workbook", "book"}:
        if _is_locked(data, starts.get("workbook", starts.get("book", 0))):
            raise Refused(problem("file_password"))
        return Looked("xls")
    raise Refused(problem("file_truncated", _DAMAGED) if not names else problem("file_not_workbook", _OTHER))


def _is_locked(data: bytes, start: int) -> bool:
    """Whether an xls stream says near its beginning, where it must, that what follows is encrypted."""
    size = _sector_size(data)
    block = data[(start + 1) * size : (start + 2) * size]
    at = 0
    while at + 4 <= len(block):
        kind, length = struct.unpack("<HH", block[at : at + 4])
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False


def _sector_size(data: bytes) -> int:
    return 1 << min(12, struct.unpack("<H", data[30:32])[0])


def _compound_streams(data: bytes) -> list[tuple[str, int]]:
    """Names of the streams and the sectors they begin in, as far as the file is whole."""
    if len(data) < 512:
        return []
    size = _sector_size(data)
    fat_sectors = [sector for sector in struct.unpack("<109I", data[76:512]) if sector < 0xFFFFFFF0]
    fat: list[int] = []
    for sector in fat_sectors:
        block = data[(sector + 1) * size : (sector + 2) * size]
        fat += struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
    streams: list[tuple[str, int]] = []
    sector, seen = struct.unpack("<I", data[48:52])[0], set[int]()
    while sector < len(fat) and sector not in seen and len(seen) < 1_000:
        seen.add(sector)
        block = data[(sector + 1) * size : (sector + 2) * size]
        for at in range(0, len(block) - 127, 128):
            length = struct.unpack("<H", block[at + 64 : at + 66])[0]
            name = block[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            streams.append((name, struct.unpack("<I", block[at + 116 : at + 120])[0]))
        sector = fat[sector]
    return [(name, start) for name, start in streams if name]
