"""The piles of a record of reconciliation as a workbook: a summary, and for each pile who stands in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from payung.core.basis.days import short_day
from payung.core.basis.rupiah import in_words
from payung.core.cover.piles import LISTED_SHORT, REASONS, SHOWN
from payung.core.cover.record import DOCUMENTS, Record, checked, month_span
from payung.core.cover.treatments import KINDS, TREATMENTS
from payung.core.roster.harmless import harmless
from payung.gateways.record_annex import Annex
from payung.gateways.sheet_tables import Cell, Formats, table_formats, write_cells, write_table

MOST_ROWS = 1_000_000
"""Lines of one sheet; a spreadsheet ends at 1,048,576."""

SHORT_HASH = 16
SHEETS: Mapping[str, str] = {
    "agrees": "Cocok",
    "not_decreed": "Tidak di SK",
    "not_billed": "Tidak ditagih",
    "ended": "Meninggal-pindah",
    "twice": "Bayar ganda",
    "list_only": "Hanya di BPJS",
}
"""Pile -> name of its sheet."""

_COLUMNS = (
    ("No.", 7), ("Nama", 34), ("NIK (4 digit terakhir)", 12), ("Bulan", 26), ("Orang-bulan", 10),
    ("Iuran menurut SK", 15), ("Tagihan", 15), ("Lebih bayar", 15), ("Daftar BPJS", 14), ("Alasan", 60),
)  # fmt: skip
_MONEY = (5, 6, 7)
_HEADING_ROW = 4


def write_record_xlsx(record: Record, annex: Annex, path: Path) -> None:
    """Write the sheets Ringkasan and one for each pile to ``path``; the same record gives the same bytes.

    Every cell is a text or a plain number: there is no formula in the file. Raises: RecordDoesNotAdd.
    """
    checked(record)
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    created = datetime.combine(record.on, time.min)
    workbook.set_properties({"title": "Tumpukan rekonsiliasi", "author": record.office[0], "created": created})
    formats = table_formats(workbook)
    _summary(workbook, record, annex, formats)
    for pile, name in SHEETS.items():
        rows = annex.rows.filter(pl.col("pile") == pile)
        for part in range(max(1, -(-rows.height // MOST_ROWS))):
            called = name if part == 0 else f"{name} ({part + 1})"
            _pile_sheet(workbook, called, pile, rows.slice(part * MOST_ROWS, MOST_ROWS), record, annex, formats)
    workbook.close()


def _summary(workbook: xlsxwriter.Workbook, record: Record, annex: Annex, formats: Formats) -> None:
    sheet = workbook.add_worksheet("Ringkasan")
    for place, width in enumerate((34, 36, 14, 14, 14, 18, 20, 18)):
        sheet.set_column(place, place, width, formats["plain"])
    sheet.write_string(0, 0, "BERITA ACARA REKONSILIASI IURAN – TUMPUKAN", formats["title"])
    sheet.write_string(1, 0, harmless(f"{record.office[0]} · {record.programme} · dana {record.fund}"), formats["bold"])
    span = f"Periode {month_span(record.months)} · dibuat {short_day(record.on)}"
    sheet.write_string(2, 0, span, formats["plain"])
    marks = f"Kepala rantai catatan {record.chain_head[:SHORT_HASH]} · sidik daftar {annex.sha256[:SHORT_HASH]}"
    sheet.write_string(3, 0, marks, formats["plain"])
    documents = [
        (DOCUMENTS[one.kind].id, one.number, short_day(one.on) if one.on else "–", one.people, one.months,
         "–" if one.amount is None else one.amount, one.sha256[:SHORT_HASH] if one.sha256 else "–")
        for one in record.documents
    ]  # fmt: skip
    headings: tuple[str, ...] = ("Dokumen", "Nomor", "Tanggal", "Orang", "Orang-bulan", "Rupiah", "SHA-256 berkas")
    at = write_table(sheet, 5, headings, documents, formats, money=(5,))
    piles = [
        (SHOWN[one.pile].id, one.people, one.person_months, one.on_list, one.not_on_list, one.list_missing, one.decreed,
         one.amount)
        for one in record.piles
    ]  # fmt: skip
    headings = ("Tumpukan", "Orang", "Orang-bulan", "Ada di daftar BPJS", "Tidak ada di daftar",
                "Daftar belum diterima", "Iuran menurut SK", "Tagihan")  # fmt: skip
    at = write_table(sheet, at + 1, headings, piles, formats, money=(6, 7))
    sheet.write_string(at, 0, f"Jumlah tagihan, terbilang: {in_words(record.billed)}", formats["bold"])
    explain = record.to_explain
    rows: list[Sequence[Cell]] = [
        ("Ditagih, tidak ada di daftar BPJS", explain.people, explain.person_months, explain.amount)
    ]
    at = write_table(
        sheet, at + 2, ("Yang harus dijelaskan", "Orang", "Orang-bulan", "Rupiah"), rows, formats, money=(3,)
    )
    over = [(KINDS[one.kind].id, TREATMENTS[one.treatment].id, one.months, one.rupiah) for one in record.overpaid]
    headings = ("Kelebihan bayar", "Tindak lanjut", "Orang-bulan", "Rupiah")
    at = write_table(sheet, at + 1, headings, over, formats, money=(3,))
    for count, one in enumerate(record.overpaid):
        sheet.write_string(at + count, 0, f"{KINDS[one.kind].id}: {one.why.id}", formats["plain"])
    _page(sheet, annex)


def _pile_sheet(
    workbook: xlsxwriter.Workbook,
    name: str,
    pile: str,
    rows: pl.DataFrame,
    record: Record,
    annex: Annex,
    formats: Formats,
) -> None:
    sheet = workbook.add_worksheet(name)
    for place, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(place, place, width, formats["plain"])
    sheet.write_string(0, 0, SHOWN[pile].id, formats["title"])
    sheet.write_string(1, 0, f"{SHOWN[pile].en} · {month_span(record.months)}", formats["plain"])
    sheet.set_row(_HEADING_ROW - 1, 30)
    for place, (said, _) in enumerate(_COLUMNS):
        sheet.write_string(_HEADING_ROW - 1, place, said, formats["heading"])
    at = _HEADING_ROW - 1
    shown = rows.select("name", "nik", "months", "person_months", "price", "amount", "overpaid", "listed", "reason")
    for count, row in enumerate(shown.iter_rows(), start=1):
        at += 1
        *figures, listed, reason = row
        write_cells(sheet, at, (count, *figures, LISTED_SHORT[listed].id, REASONS[reason][1].id), formats, _MONEY)
    sheet.autofilter(_HEADING_ROW - 1, 0, at, len(_COLUMNS) - 1)
    at += 1
    sheet.write_string(at, 0, "JUMLAH", formats["total text"])
    sheet.write_number(at, 4, int(rows["person_months"].sum()), formats["total"])
    for place, column in zip(_MONEY, ("price", "amount", "overpaid"), strict=True):
        sheet.write_number(at, place, int(rows[column].sum()), formats["total amount"])
    sheet.freeze_panes(_HEADING_ROW, 0)
    sheet.repeat_rows(_HEADING_ROW - 1)
    _page(sheet, annex)


def _page(sheet: Worksheet, annex: Annex) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8Sidik daftar {annex.sha256[:SHORT_HASH]}&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)
