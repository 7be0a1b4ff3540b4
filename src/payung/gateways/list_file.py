"""Lists as an office takes them away: what is in them stands above the headings, and nothing in them calculates."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from payung.core.roster.harmless import harmless
from payung.gateways.sheet_tables import table_formats, write_cells, write_table

Cell = str | int
NARROWEST, WIDEST, LOOKED_AT = 10, 50, 200


@dataclass(frozen=True)
class ListFile:
    """A list: its title, lines that say what was asked for, headings, rows and (or none) a row of totals.

    ``money``: places of the columns of whole rupiah.
    """

    title: str
    said: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    money: Sequence[int] = ()


def as_xlsx(given: ListFile) -> bytes:
    """The list as a workbook of one sheet."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        formats = table_formats(workbook)
        sheet = workbook.add_worksheet("Daftar")
        sheet.write_string(0, 0, harmless(given.title), formats["title"])
        for at, line in enumerate(given.said, start=1):
            sheet.write_string(at, 0, harmless(line), formats["plain"])
        top = len(given.said) + 2
        below = write_table(sheet, top, given.headings, given.rows, formats, money=given.money)
        if given.foot:
            totals = {"text": "total text", "figure": "total", "amount": "total amount"}
            strong = {name: formats[totals.get(name, name)] for name in formats}
            write_cells(sheet, below, given.foot, strong, given.money)
        for place, heading in enumerate(given.headings):
            widths = [len(str(row[place])) for row in given.rows[:LOOKED_AT]]
            sheet.set_column(place, place, min(WIDEST, max(NARROWEST, len(heading), *widths, 0) + 2))
        sheet.freeze_panes(top + 1, 0)
    return held.getvalue()


def as_csv(given: ListFile) -> bytes:
    """The list as CSV for a spreadsheet with Indonesian settings: semicolons, a byte order mark."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(given.title)])
    writer.writerows([harmless(line)] for line in given.said)
    writer.writerow([])
    rows = [given.headings, *given.rows, *([given.foot] if given.foot else [])]
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")
