"""The report of months as a workbook: one sheet for each part of the paper, and every bill and payment by itself."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from payung.core.basis.days import short_day
from payung.core.basis.months import first_day, named
from payung.core.cover.month_report import HELD, OVER, MonthReport
from payung.core.cover.piles import SHOWN
from payung.core.roster.harmless import harmless
from payung.gateways.report_words import account_named, balance_rows, moved_rows, span, standing_of
from payung.gateways.sheet_tables import Cell, Formats, table_formats, write_table


def write_report_xlsx(report: MonthReport, office: str, path: Path) -> None:
    """Write ``report`` to ``path``. Every cell is a text or a plain number; the same report gives the same bytes."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    day = first_day(report.last)
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a file's date has no zone
    workbook.set_properties({"title": "Laporan bulanan", "author": harmless(office), "created": created})
    formats = table_formats(workbook)
    _sheet(workbook, "Persamaan", report, office, formats, ("Persamaan", "Kiri", "Kanan", "Sisa"), _equations(report))
    accounts = [account_named(account) for account in HELD]
    balances: list[Sequence[Cell]] = [
        (fund, name, came, *held) for fund, name, came, held in balance_rows(report.funds)
    ]
    headings = ("Dana", "Nama", "Uang masuk", *accounts)
    money = tuple(range(2, len(headings)))
    _sheet(workbook, "Dana", report, office, formats, headings, balances, money)
    headings = ("Dana", "Gerakan", "Orang-bulan", "Rupiah")
    _sheet(workbook, "Gerakan", report, office, formats, headings, moved_rows(report), (3,))
    headings = ("Bulan", "Baru ditetapkan", "Ditagih, belum dibayar", "Dibayar", "Rupiah dibayar",
                "Ada di daftar BPJS", "Tidak ada di daftar", "Daftar belum diterima")  # fmt: skip
    _sheet(workbook, "Bulan", report, office, formats, headings, _cover(report), (4,))
    headings = ("Tagihan", "Bulan buku", "Jumlah", "Baris", "Orang-bulan diambil", "Rupiah diambil", "Tidak diambil",
                "Mengapa tidak diambil")  # fmt: skip
    _sheet(workbook, "Tagihan", report, office, formats, headings, _bills(report), (2, 5, 6))
    headings = ("Surat", "Tanggal", "Bulan buku", "Tagihan", "Jumlah", "Orang-bulan", "Harga orang-bulannya")
    _sheet(workbook, "Pembayaran", report, office, formats, headings, _payments(report), (4, 6))
    workbook.close()


def _sheet(
    workbook: xlsxwriter.Workbook,
    name: str,
    report: MonthReport,
    office: str,
    formats: Formats,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    money: Sequence[int] = (),
) -> None:
    sheet = workbook.add_worksheet(name)
    widest = [max([len(said), *(len(str(row[place])) for row in rows)]) for place, said in enumerate(headings)]
    for place, width in enumerate(widest):
        sheet.set_column(place, place, min(70, max(12, width + 4)), formats["plain"])
    sheet.write_string(0, 0, f"LAPORAN DANA PELINDUNGAN PEKERJA RENTAN – {name.upper()}", formats["title"])
    sheet.write_string(1, 0, harmless(f"{office} · bulan buku {span(report)} · {standing_of(report)}"), formats["bold"])
    sheet.write_string(2, 0, f"Kepala rantai catatan {report.chain_head}", formats["plain"])
    write_table(sheet, 4, headings, rows, formats, money=money)
    sheet.freeze_panes(5, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.hide_gridlines(2)


def _equations(report: MonthReport) -> list[Sequence[Cell]]:
    return [(one.says.id, one.left, one.right, one.remainder) for one in report.equations]


def _cover(report: MonthReport) -> list[Sequence[Cell]]:
    return [
        (named(one.month), one.reserved, one.committed, one.paid, one.amount, one.listed, one.unlisted,
         one.list_missing)
        for one in report.cover
    ]  # fmt: skip


def _bills(report: MonthReport) -> list[Sequence[Cell]]:
    return [
        (one.code, named(one.booked), one.amount, one.lines, one.taken, one.taken_amount, one.amount - one.taken_amount,
         "; ".join(f"{_pile(pile)}: {amount}" for pile, amount in one.not_taken.items()) or "–")
        for one in report.bills
        if one.booked >= report.first
    ]  # fmt: skip


def _payments(report: MonthReport) -> list[Sequence[Cell]]:
    return [
        (one.papers, short_day(one.on), named(one.booked), one.bill, one.amount, one.person_months,
         one.months_amount)
        for one in report.payments
        if one.booked >= report.first
    ]  # fmt: skip


def _pile(pile: str) -> str:
    if pile == OVER:
        return "di atas iuran"
    return SHOWN[pile].id if pile in SHOWN else pile
