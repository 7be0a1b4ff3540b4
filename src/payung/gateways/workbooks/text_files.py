"""CSV and other text tables: encoding and delimiter found by looking, every cell text as it stands."""

import csv
import io
import re
from collections import Counter
from typing import Literal

from payung.core.basis.text import Text
from payung.core.roster.sheet import Cell, Sheet
from payung.gateways.workbooks.problems import problem
from payung.gateways.workbooks.safety import MAX_AREA, Refused

DELIMITERS = (";", ",", "\t", "|")
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
MAX_CELL = 2**17
"""Characters of one cell; a spreadsheet holds 32,767."""

SAMPLE_LINES = 60
_SEPARATOR = re.compile(r'\s*"?sep=([^\r\n"]?)"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)
NO_SHEET = ""
"""A text file has no sheets; this stands where a sheet's name is asked for."""


def read_text(data: bytes) -> list[Sheet]:
    """The one sheet of a text file; rows are numbered as a spreadsheet that opens it numbers them.

    Encodings: UTF-8 with or without BOM, UTF-16, else CP1252. Delimiters: a ``sep=`` line (which a spreadsheet takes
    in, so the next line is row 1), else the one of ``; , tab |`` that cuts most lines into the same number of cells.
    A quote that is opened and never closed would take all rows below into one cell: then quotes are taken for text,
    and a row is a line. Raises: Refused.
    """
    said = _decoded(data).replace("\0", "")
    told = _SEPARATOR.match(said)
    said, delimiter = (said[told.end() :], told[1] or "\t") if told else (said, _delimiter(said))
    csv.field_size_limit(MAX_CELL)
    try:
        rows = _rows(said, delimiter, csv.QUOTE_MINIMAL)
        if _swallowed_rows(rows, delimiter):
            rows = _rows(said, delimiter, csv.QUOTE_NONE)
    except csv.Error:
        try:
            rows = _rows(said, delimiter, csv.QUOTE_NONE)
        except csv.Error:
            what = Text(id="tanda kutip atau baris tidak beres", en="its quotes or lines are not in order")
            raise Refused(problem("file_unreadable", what)) from None
    return [Sheet(name=NO_SHEET, rows=rows)]


def _rows(said: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    width = 0
    for record in csv.reader(io.StringIO(said, newline=""), delimiter=delimiter, quoting=quoting):
        row: list[Cell] = [cell if cell.strip() else None for cell in record]
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
        width = max(width, len(record))
        if width > MAX_COLUMNS or len(rows) > MAX_ROWS or width * len(rows) > MAX_AREA:
            size = Text(id=f"{width} kolom × {len(rows)} baris", en=f"{width} columns × {len(rows)} rows")
            raise Refused(problem("file_too_large", size))
    if quoting == csv.QUOTE_NONE:
        return [[cell.strip(' "') or None if isinstance(cell, str) else cell for cell in row] for row in rows]
    return rows


def _swallowed_rows(rows: list[list[Cell]], delimiter: str) -> bool:
    """Whether a cell holds what looks like further rows: a line in it is cut as often as half a row."""
    usual = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    fewest = max(2, (usual - 1) // 2)
    return any(
        line.count(delimiter) >= fewest
        for row in rows
        for cell in row
        if isinstance(cell, str) and "\n" in cell
        for line in cell.split("\n")[1:]
    )


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    half = len(data[:400]) // 2
    if half and data[1:400:2].count(0) > half * 3 // 4:
        return data.decode("utf-16-le", "replace")
    if half and data[0:400:2].count(0) > half * 3 // 4:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(said: str) -> str:
    """The sign that cuts the first lines most evenly; a semicolon where commas stand inside text or numbers."""
    lines = [line for line in said[: 2**18].splitlines() if line.strip()][:SAMPLE_LINES]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter))
        cut = [(count * min(width, 6), width) for width, count in widths.items() if width > 1]
        return max(cut, default=(0, 0))

    try:
        return max(DELIMITERS, key=evenness)
    except csv.Error:
        return max(DELIMITERS, key=said[: 2**16].count)
