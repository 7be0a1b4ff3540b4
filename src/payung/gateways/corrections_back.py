"""A correction workbook that came back: what its yellow cells say, line by line, and what nobody may have changed."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from payung.core.roster.cells import any_text
from payung.core.roster.sheet import Cell, Sheet
from payung.gateways.answer_mark import PROPERTY, Token, read_token
from payung.gateways.corrections_book import HEADINGS, LAST, NAME, ROW, WHOLE
from payung.gateways.workbooks.files import RosterFile
from payung.gateways.workbooks.problems import FileProblem
from payung.gateways.workbooks.sheets import Opened, open_each

_FIELD_OF = {heading: name for name, heading in HEADINGS.items()}
_FORMULA = re.compile(rb"""<(?:\w+:)?c\b[^>]*\br=["']([A-Z]{1,3}\d{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s/>]""")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_MOST = 64 * 2**20


@dataclass(frozen=True)
class Filled:
    """A line with something in its yellow cells. ``at``: its spreadsheet row; ``token``: None where it is gone.

    ``row``, ``name``, ``last``: what its locked cells say; ``cells``: field -> what is written; ``formulas``: fields in
    which a formula is written, which is not taken."""

    at: int
    token: Token | None
    row: str
    name: str
    last: str
    cells: Mapping[str, Cell]
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Back:
    """``problem``: why nothing of it can be read. ``heads``: whether its heading row is as it was sent."""

    filled: tuple[Filled, ...] = ()
    heads: bool = True
    problem: FileProblem | None = field(default=None)


def read_back(files: Sequence[Path]) -> Iterator[Back]:
    """What each workbook says, in their order. Each is opened in a child process; nothing a file holds raises."""
    sizes = [RosterFile(path.name, path, size=path.stat().st_size) for path in files]
    for path, opened in zip(files, open_each(sizes, workers=2), strict=True):
        yield _back(opened, path)


def _back(opened: Opened, path: Path) -> Back:
    if opened.problem is not None:
        return Back(problem=opened.problem)
    for sheet in opened.sheets:
        found = _headings(sheet)
        if found is not None:
            return Back(tuple(_filled(sheet, *found, _formulas(path))))
    return Back(heads=False)


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Place of the heading row and of each column; None where no row has them."""
    for at, cells in enumerate(sheet.rows):
        said = {any_text(cell): place for place, cell in enumerate(cells) if cell is not None}
        token = next((place for text, place in said.items() if text.startswith(PROPERTY)), None)
        if token is not None and {ROW, NAME} <= said.keys():
            return at, {**said, PROPERTY: token}
    return None


def _filled(sheet: Sheet, heading: int, columns: Mapping[str, int], formulas: frozenset[str]) -> Iterator[Filled]:
    fields = {_FIELD_OF[text]: place for text, place in columns.items() if text in _FIELD_OF}
    for at in range(heading + 1, len(sheet.rows)):
        cells, number = sheet.rows[at], sheet.first_row + at

        def cell(place: int | None, cells: Sequence[Cell] = cells) -> Cell:
            return cells[place] if place is not None and place < len(cells) else None

        wrong = {
            name for name, place in fields.items() if f"{_letters(sheet.first_column + place)}{number}" in formulas
        }
        written = {name: said for name, place in fields.items() if any_text(said := cell(place)) and name not in wrong}
        if not written and not wrong:
            continue
        last = columns.get(LAST, columns.get(WHOLE))
        yield Filled(
            at=number,
            token=read_token(any_text(cell(columns[PROPERTY]))),
            row=any_text(cell(columns[ROW])),
            name=any_text(cell(columns[NAME])),
            last=any_text(cell(last)),
            cells=written,
            formulas=frozenset(wrong),
        )


def _formulas(path: Path) -> frozenset[str]:
    """Cells with a formula, of any sheet. The file was looked over before, so that its parts are not too large."""
    found: set[str] = set()
    try:
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as book:
            for name in filter(_SHEETS.fullmatch, book.namelist()):
                with book.open(name) as part:
                    found |= {place.decode() for place in _FORMULA.findall(part.read(_MOST))}
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return frozenset()
    return frozenset(found)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
