"""Sheets into files: the same sheets give the same bytes."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.synth.layouts import Layout
from payung.synth.pages import Book, Cell, Formula, Page
from payung.synth.write_ods import write_ods

MADE = datetime(2026, 9, 1)  # noqa: DTZ001 - a constant, so that the same seed gives the same bytes


def write_book(book: Book, layout: Layout, path: Path) -> None:
    """Write the file of one village."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if layout.csv:
        _write_text(book.pages[0], layout, path)
    elif layout.suffix == ".ods":
        write_ods(book, path)
    else:
        _write_workbook(book, path, inline=layout.inline)


def _write_workbook(book: Book, path: Path, *, inline: bool) -> None:
    options: dict[str, Any] = {
        "in_memory": not inline,
        "constant_memory": inline,
        "default_date_format": "dd/mm/yyyy",
        "date_1904": book.mac,
    }
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"created": MADE})
    centre = workbook.add_format({"align": "center", "valign": "vcenter", "bold": True})
    for page in book.pages:
        sheet = workbook.add_worksheet(page.name)
        _fill(sheet, page, centre)
        if page.state == "hidden":
            sheet.hide()
        elif page.state == "very_hidden":
            sheet.very_hidden()
    workbook.close()


def _fill(sheet: Worksheet, page: Page, centre: Format) -> None:
    for area in page.merged:
        first_row, first_column, last_row, last_column = area
        cells = page.rows[first_row]
        if (first_row, first_column) != (last_row, last_column):
            sheet.merge_range(*area, cells[first_column] if first_column < len(cells) else "", centre)
    merged = {(row, column) for row, column, _, _ in page.merged}
    for at, cells in enumerate(page.rows):
        for place, cell in enumerate(cells):
            if cell is not None and (at, place) not in merged:
                _write_cell(sheet, at, place, cell)
    for column in page.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    for row in page.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, None, cell.result)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001 - a day, no time
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _write_text(page: Page, layout: Layout, path: Path) -> None:
    text = io.StringIO(newline="")
    if layout.separator_line:
        text.write(f"sep={layout.separator}\r\n")
    width = max(len(row) for row in page.rows)
    writer = csv.writer(text, delimiter=layout.separator, lineterminator="\r\n")
    for row in page.rows:
        writer.writerow([_as_text(cell) for cell in row] + [""] * (width - len(row)))
    path.write_bytes(text.getvalue().encode(layout.encoding))


def _as_text(cell: Cell) -> str:
    if isinstance(cell, Formula):
        return str(cell.result)
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.0f}"
    return "" if cell is None else str(cell)
