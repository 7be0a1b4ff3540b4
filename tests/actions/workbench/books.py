"""Correction workbooks as a village fills them."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from payung.actions.at_store import Place
from payung.actions.fetch_corrections import fetch_corrections
from payung.gateways.corrections_book import HEADING_ROW, HEADINGS
from payung.store.models import Run
from tests.actions.workbench.cycles import by

Filling = Mapping[tuple[str, str], object]
"""Name on the line and field -> what is written."""


def fetched(place: Place, run: Run, village: str, **more: str) -> bytes:
    """The workbook of a village."""
    with zipfile.ZipFile(BytesIO(fetch_corrections(place, by("Ani"), run.id, **more))) as archive:
        (name,) = (name for name in archive.namelist() if village in name)
        return archive.read(name)


def only_book(packed: bytes) -> bytes:
    """The one workbook of a ZIP. Raises: ValueError where it holds another number of them."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        (name,) = archive.namelist()
        return archive.read(name)


def filled(held: bytes, said: Filling, also: Callable[[Worksheet], None] | None = None) -> bytes:
    """The workbook with what is written into it; ``also`` does more to its sheet."""
    book = load_workbook(BytesIO(held))
    sheet = book.active
    for (name, field), value in said.items():
        sheet.cell(line(sheet, name), column(sheet, HEADINGS[field])).value = value
    if also:
        also(sheet)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def line(sheet: Worksheet, name: str) -> int:
    """Row of the sheet on which somebody stands."""
    places = [row[0].row for row in sheet.iter_rows(min_row=HEADING_ROW + 1) if name in [cell.value for cell in row]]
    return places[0]


def column(sheet: Worksheet, heading: str) -> int:
    """Column with that heading, or whose heading begins so."""
    return next(cell.column for cell in sheet[HEADING_ROW] if str(cell.value).startswith(heading))
