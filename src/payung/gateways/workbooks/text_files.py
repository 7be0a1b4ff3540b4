"""CSV and other text tables: encoding and delimiter found by looking, every cell text as it stands."""

import csv
import io
from collections import Counter

from payung.core.basis.text import Text
from payung.core.roster.sheet import Cell, Sheet
from payung.gateways.workbooks.problems import problem
from payung.gateways.workbooks.safety import Refused

DELIMITERS = (";", ",", "\t", "|")
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
SAMPLE_LINES = 60
NO_SHEET = ""
"""A text file has no sheets; this stands where a sheet's name is asked for."""


def read_text(data: bytes) -> list[Sheet]:
    """The one sheet of a text file; rows are numbered as a spreadsheet that opens it numbers them.

    Encodings: UTF-8 with or without BOM, UTF-16, else CP1252. Delimiters: a ``sep=`` line, else the one of
    ``; , tab |`` that cuts most lines into the same number of cells. Raises: Refused.
    """
    said = _decoded(data).replace("\0", "")
    first, _, rest = said.partition("\n")
    first_row = 1
    if first.strip().lower().strip('"').startswith("sep=") and len(first.strip().strip('"')) <= 5:
        delimiter = first.strip().strip('"')[4:] or "\t"
        said = rest  # a spreadsheet swallows this line, so rows are counted after it
    else:
        delimiter = _delimiter(said)
    rows: list[list[Cell]] = []
    csv.field_size_limit(2**20)
    try:
        for record in csv.reader(io.StringIO(said, newline=""), delimiter=delimiter):
            if len(record) > MAX_COLUMNS or len(rows) >= MAX_ROWS:
                most = Text(id=f"lebih dari {MAX_COLUMNS} kolom", en=f"more than {MAX_COLUMNS} columns")
                raise Refused(problem("file_too_large", most))
            rows.append([cell if cell.strip() else None for cell in record])
    except csv.Error:
        what = Text(id="tanda kutip atau baris tidak beres", en="its quotes or lines are not in order")
        raise Refused(problem("file_unreadable", what)) from None
    return [Sheet(name=NO_SHEET, rows=rows, first_row=first_row)]


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
