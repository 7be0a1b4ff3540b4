"""A plain table in a workbook: title rows, a row of headings, one line a row; read in the child process with limits."""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from payung.core.roster.cells import any_text
from payung.core.roster.sheet import Cell, ErrorCell, NumberCell, Sheet
from payung.gateways.workbooks.problems import FileProblem
from payung.gateways.workbooks.sheets import read_sheets

BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin: xlsx and ods, and the old xls."""

HEADING_WITHIN = 30
"""Rows from the top of a sheet among which the headings must stand."""


def read_book_table(path: Path, heads: Callable[[Sequence[str]], bool]) -> pl.DataFrame | FileProblem:
    """Every visible sheet that has a row of which ``heads`` says that it heads the table, below one another, as text.

    Days are YYYY-MM-DD, whole numbers have no point, an error cell is empty. A table without columns where no sheet
    has such a row. Nothing the file holds raises.
    """
    sheets = read_sheets(path)
    if isinstance(sheets, FileProblem):
        return sheets
    found = [table for sheet in sheets if (table := _table(sheet, heads)) is not None]
    return pl.concat(found, how="diagonal") if found else pl.DataFrame()


def _table(sheet: Sheet, heads: Callable[[Sequence[str]], bool]) -> pl.DataFrame | None:
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        named: dict[str, int] = {}
        for place, cell in enumerate(row):
            heading = any_text(cell) if isinstance(cell, str) else ""
            if heading and heading not in named:
                named[heading] = place
        if heads(list(named)):
            lines = [[_said(line, place) for place in named.values()] for line in sheet.rows[at + 1 :]]
            kept = [line for line in lines if any(line)]
            return pl.DataFrame(kept, schema=dict.fromkeys(named, pl.String), orient="row")
    return None


def _said(line: Sequence[Cell], place: int) -> str | None:
    cell = line[place] if place < len(line) else None
    if cell is None or isinstance(cell, ErrorCell | bool):
        return None
    if isinstance(cell, NumberCell):
        return str(int(cell.value)) if float(cell.value).is_integer() else str(cell.value)
    return cell if isinstance(cell, str) else cell.isoformat()
