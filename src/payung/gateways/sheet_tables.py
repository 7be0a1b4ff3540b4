"""Small tables on the sheets of a workbook, all in one look: headings, figures, rupiah, totals."""

from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.core.roster.harmless import harmless

Formats = Mapping[str, Format]
Cell = str | int


def table_formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """title, bold, plain, heading, text, figure, amount (rupiah); total text, total, total amount."""
    font = {"font_name": "Calibri", "font_size": 10}
    cell = font | {"border": 1, "border_color": "#9AA9B1"}
    head = {"bold": True, "bg_color": "#1B3A4B", "font_color": "#FFFFFF", "text_wrap": True, "align": "center"}
    money = {"num_format": '"Rp"#,##0'}
    strong = {"bold": True, "bg_color": "#DCE7EC"}
    return {
        "title": workbook.add_format(font | {"bold": True, "font_size": 14, "font_color": "#1B3A4B"}),
        "bold": workbook.add_format(font | {"bold": True}),
        "plain": workbook.add_format(font),
        "heading": workbook.add_format(cell | head | {"valign": "vcenter"}),
        "text": workbook.add_format(cell | {"num_format": "@"}),
        "figure": workbook.add_format(cell | {"num_format": "#,##0"}),
        "amount": workbook.add_format(cell | money),
        "total text": workbook.add_format(cell | strong),
        "total": workbook.add_format(cell | strong | {"num_format": "#,##0"}),
        "total amount": workbook.add_format(cell | strong | money),
    }


def write_table(
    sheet: Worksheet,
    at: int,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    formats: Formats,
    *,
    money: Sequence[int],
) -> int:
    """A table from row ``at`` (counted from 0); gives the row below it. ``money``: columns of whole rupiah."""
    sheet.set_row(at, 28)
    for place, said in enumerate(headings):
        sheet.write_string(at, place, said, formats["heading"])
    for row in rows:
        at += 1
        write_cells(sheet, at, row, formats, money)
    return at + 1


def write_cells(sheet: Worksheet, at: int, row: Sequence[Cell], formats: Formats, money: Sequence[int]) -> None:
    """A row of texts and plain numbers; a text that looks like a formula is made harmless."""
    for place, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(at, place, cell, formats["amount" if place in money else "figure"])
        else:
            sheet.write_string(at, place, harmless(cell), formats["text"])
