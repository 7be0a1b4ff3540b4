"""The annex as a workbook: one flat table to filter, totals, recapitulation, and the reserve list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.core.basis.days import long_day
from payung.core.basis.rupiah import in_words, number
from payung.gateways.decree_annex import Annex

HEADING_ROW = 6
"""Spreadsheet row of the headings, on every sheet."""

_PLACES = {"regency": "Kabupaten/Kota", "district": "Kecamatan", "village": "Desa/Kelurahan"}
_WIDTHS = {
    "number": 7, "regency": 24, "district": 26, "village": 34, "nik": 19, "name": 32, "sex": 5, "born": 13,
    "address": 40, "occupation": 26, "months": 8, "amount": 15, "rank": 10, "villages": 14, "people": 10, "remark": 44,
}  # fmt: skip
_FIGURES = ("number", "months", "amount", "rank", "villages", "people")
_CENTRED = ("sex", "born")
Formats = Mapping[str, Format]
Totals = Mapping[str, int | str]


def write_xlsx(annex: Annex, waiting: pl.DataFrame | None, path: Path) -> None:
    """Write ``annex`` to ``path``: sheets Lampiran and Rekap, and Cadangan when ``waiting`` is given.

    ``waiting`` has the columns of ``PLACE``, ``rank`` and the full version's columns of a person.
    Every cell is a text or a plain number: there is no formula in the file.
    """
    # Rows are written once, in order: constant memory, and what a row needs stands in the row.
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    created = datetime.combine(annex.case.on, time.min)
    workbook.set_properties({"title": "Lampiran Keputusan", "author": annex.case.programme.run_by, "created": created})
    formats = _formats(workbook)
    headings = {**_PLACES, **annex.headings}
    people = annex.people.select("number", *_PLACES, pl.all().exclude("number", "village_code", *_PLACES))
    sheet = _sheet(workbook, "Lampiran", people.columns, annex, "Daftar penerima", formats)
    last = _table(sheet, people.columns, headings, people.iter_rows(), formats)
    totals: Totals = {"number": "JUMLAH", "months": int(people["months"].sum()), "amount": int(people["amount"].sum())}
    _total(sheet, last + 1, people.columns, totals, formats)
    sheet.write_string(last + 2, 0, f"Terbilang: {in_words(int(people['amount'].sum()))}", formats["bold"])
    _recap(workbook, annex, formats)
    if waiting is not None:
        _reserve(workbook, waiting, annex, formats)
    workbook.close()


def _recap(workbook: xlsxwriter.Workbook, annex: Annex, formats: Formats) -> None:
    by = annex.people.group_by("regency", maintain_order=True).agg(
        pl.col("village_code").n_unique().alias("villages"),
        pl.len().alias("people"),
        pl.col("months", "amount").sum(),
    )
    headings = {**_PLACES, **annex.headings, "villages": "Desa/Kelurahan", "people": "Orang"}
    sheet = _sheet(workbook, "Rekap", by.columns, annex, "Rekapitulasi", formats)
    last = _table(sheet, by.columns, headings, by.iter_rows(), formats)
    sums = {name: int(by[name].sum()) for name in by.columns[1:]}
    _total(sheet, last + 1, by.columns, {"regency": "JUMLAH", **sums}, formats)


def _reserve(workbook: xlsxwriter.Workbook, waiting: pl.DataFrame, annex: Annex, formats: Formats) -> None:
    headings = {**_PLACES, **annex.headings, "rank": "Peringkat"}
    people = waiting.select(*_PLACES, "rank", pl.all().exclude("rank", "village_code", *_PLACES))
    title = f"Daftar cadangan menurut desa dan peringkat ({number(people.height)} orang)"
    sheet = _sheet(workbook, "Cadangan", people.columns, annex, title, formats)
    _table(sheet, people.columns, headings, people.iter_rows(), formats)


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    font = {"font_name": "Calibri", "font_size": 10}
    cell = font | {"border": 1, "border_color": "#9AA9B1"}
    strong = {"bold": True, "bg_color": "#DCE7EC"}
    money = {"num_format": '"Rp"#,##0'}
    return {
        "title": workbook.add_format(font | {"bold": True, "font_size": 14, "font_color": "#1B3A4B"}),
        "bold": workbook.add_format(font | {"bold": True}),
        "plain": workbook.add_format(font),
        "heading": workbook.add_format(
            cell
            | {"bold": True, "bg_color": "#1B3A4B", "font_color": "#FFFFFF", "text_wrap": True}
            | {"align": "center", "valign": "vcenter"}
        ),
        "text": workbook.add_format(cell | {"num_format": "@"}),
        "centre": workbook.add_format(cell | {"num_format": "@", "align": "center"}),
        "figure": workbook.add_format(cell | {"num_format": "#,##0"}),
        "amount": workbook.add_format(cell | money),
        "total": workbook.add_format(cell | strong | {"num_format": "#,##0"}),
        "total amount": workbook.add_format(cell | strong | money),
    }


def _sheet(
    workbook: xlsxwriter.Workbook, name: str, columns: Sequence[str], annex: Annex, title: str, formats: Formats
) -> Worksheet:
    """A sheet with its title block and page set-up."""
    sheet = workbook.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS[column], formats["plain"])
    programme = annex.case.programme
    version = "versi publik, tanpa NIK dan alamat" if annex.public else "versi lengkap, memuat data pribadi"
    sheet.write_string(0, 0, f"LAMPIRAN KEPUTUSAN – {title}", formats["title"])
    sheet.write_string(1, 0, f"{programme.run_by} · {programme.name.id}", formats["bold"])
    sheet.write_string(
        2, 0, f"Tahun {programme.year} · keadaan per {long_day(annex.case.on)} · {version}", formats["plain"]
    )
    sheet.write_string(
        3, 0, f"Nomor: {_number(annex)}   Tanggal: {_day(annex)}   Sidik daftar: {annex.printed_hash}", formats["plain"]
    )
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(9 if annex.paper == "A4" else 14)  # 14: folio, which is what is sold as F4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.set_footer(f"&L&8Sidik daftar {annex.printed_hash}&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)
    return sheet


def _number(annex: Annex) -> str:
    return annex.block.number if annex.block else "." * 30


def _day(annex: Annex) -> str:
    return long_day(annex.block.dated) if annex.block else "." * 30


def _table(
    sheet: Worksheet,
    columns: Sequence[str],
    headings: Mapping[str, str],
    rows: Iterable[tuple[object, ...]],
    formats: Formats,
) -> int:
    """Headings, rows and a filter; gives the last row written (counted from 0)."""
    sheet.set_row(HEADING_ROW - 1, 20)
    for place, column in enumerate(columns):
        sheet.write_string(HEADING_ROW - 1, place, headings[column], formats["heading"])
    looks = [_look(column, formats) for column in columns]
    at = HEADING_ROW - 1
    for at, row in enumerate(rows, start=HEADING_ROW):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, place, cell, looks[place])
            else:
                sheet.write_string(at, place, str(cell or ""), looks[place])
    sheet.autofilter(HEADING_ROW - 1, 0, at, len(columns) - 1)
    return at


def _total(
    sheet: Worksheet, at: int, columns: Sequence[str], totals: Mapping[str, int | str], formats: Formats
) -> None:
    for place, column in enumerate(columns):
        look = formats["total amount" if column == "amount" else "total"]
        value = totals.get(column, "")
        if isinstance(value, int):
            sheet.write_number(at, place, value, look)
        else:
            sheet.write_string(at, place, value, look)


def _look(column: str, formats: Formats) -> Format:
    if column == "amount":
        return formats["amount"]
    return formats["figure" if column in _FIGURES else "centre" if column in _CENTRED else "text"]
