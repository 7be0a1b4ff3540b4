"""The mark in a correction workbook: of which run and village it is. It stays when a spreadsheet program saves it."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple

PROPERTY = "payung_perbaikan"
"""Name of the property of the document that holds the mark."""
_PART = "docProps/custom.xml"
_LARGEST = 64 * 1024
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
    try:
        with zipfile.ZipFile(BytesIO(held)) as book, book.open(_PART) as part:
            found = _SAID.search(part.read(_LARGEST))
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return None
    return Mark(found[1].decode(), found[2].decode()) if found else None
