"""The mark in a correction workbook: of which run and village it is. It stays when a spreadsheet program saves it."""

import re
import zipfile
import zlib
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

PROPERTY = "payung_perbaikan"
"""Name of the property of the document that holds the mark."""
_PART = "docProps/custom.xml"
_LARGEST = 64 * 1024
_TEXTS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml")
"""Where the hidden cell with the mark is, for programs that keep no properties."""
_MOST_TEXT = 4 * 2**20
_IN_CELL = re.compile(PROPERTY.encode() + rb" ([0-9a-zA-Z-]{1,64}) (\d{10})\b")
_SAID = re.compile(
    rb'<(?:\w+:)?property\b[^>]*\bname="' + PROPERTY.encode() + rb'"[^>]*>\s*<vt:lpwstr>([0-9a-zA-Z-]{1,64}) (\d{10})<'
)


class Mark(NamedTuple):
    """``run``: the request of the act that made the workbook; ``village``: code, 10 digits."""

    run: str
    village: str


def written(mark: Mark) -> str:
    """The mark as the property holds it."""
    return f"{mark.run} {mark.village}"


def mark_of(held: bytes) -> Mark | None:
    """The mark of the workbook with these bytes, None where it has none. Nothing it holds raises.

    Whoever can write workbooks can write a mark: it says what a file claims to answer, and no more.
    """
    if held[:4] != b"PK\3\4":
        return None
    found = _SAID.search(_part(held, _PART, _LARGEST))
    for name in _TEXTS:
        found = found or _IN_CELL.search(_part(held, name, _MOST_TEXT))
    return Mark(found[1].decode(), found[2].decode()) if found else None


def is_other_format(held: bytes) -> bool:
    """Whether it is a correction workbook that was saved as something else than .xlsx, whose cells are not read."""
    if held[:4] == b"PK\3\4":
        return bool(_IN_CELL.search(_part(held, "content.xml", _MOST_TEXT)))
    return PROPERTY.encode() in held[:_MOST_TEXT] or PROPERTY.encode("utf-16-le") in held[:_MOST_TEXT]


def token_of(mark: str, row: int | None, file: str, sheet: str, *, another: bool) -> str:
    """What a line carries of the row it is about: the mark of the row (hexadecimal, here in letters so that no run of
    digits is taken for a number), where it stood, and whether it may become another person's."""
    place = sha256(f"{file}\0{sheet}".encode()).hexdigest()[:8].translate(_LETTERS)
    return f"{mark.translate(_LETTERS)}.{row or 0}.{place}.{'g' if another else 'p'}"


class Token(NamedTuple):
    """``token_of`` read back; ``place``: of file and sheet, as ``place_of`` tells it."""

    mark: str
    row: int
    place: str
    another: bool


def read_token(said: str) -> Token | None:
    """The token, None for what is none."""
    found = _TOKEN.fullmatch(said)
    return Token(found[1].translate(_DIGITS), int(found[2]), found[3], found[4] == "g") if found else None


def place_of(file: str, sheet: str) -> str:
    """File and sheet as a token holds them."""
    return token_of("", 0, file, sheet, another=False).split(".")[2]


def _part(held: bytes, name: str, most: int) -> bytes:
    """The beginning of a part of the package; nothing where there is none or it is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(held)) as book, book.open(name) as part:
            return part.read(most)
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return b""


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_DIGITS = str.maketrans("abcdefghijklmnop", "0123456789abcdef")
_TOKEN = re.compile(r"([a-p]{32})\.(\d{1,9})\.([a-p]{8})\.([pg])")
