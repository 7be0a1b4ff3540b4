"""The blank workbook a village fills: text cells for the NIK, choices to pick from, the village's code inside."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.core.people import occupations
from payung.core.places.places import Village
from payung.core.roster import template as words
from payung.core.roster.harmless import harmless
from payung.gateways.labels import district_label, village_label

LAST_ROW = 305
"""The last spreadsheet row for workers: 300 of them."""
OLDEST, YOUNGEST = date(1926, 1, 1), date(2015, 12, 31)
"""Birth dates the cells accept; whether an age is allowed is decided later, by the law of that day."""

_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a constant, so that the same village gives the same bytes
_WIDTHS = {
    "number": 5, "nik": 20, "name": 30, "sex": 11, "birth_place": 18, "birth_date": 16, "family_card": 20,
    "mother_name": 24, "occupation": 22, "address": 32, "rt": 6, "rw": 6, "phone": 16, "work_declared": 15,
}  # fmt: skip
_HELP = (
    ("Cara mengisi", None),
    ("1.", "Isi lembar Daftar mulai baris 6, satu baris untuk satu orang. Ketik hanya di sel kuning muda."),
    ("2.", "NIK dan Nomor KK: 16 angka sesuai KTP-el dan KK, tanpa spasi, titik, atau tanda kutip."),
    ("3.", "Nama: sama dengan KTP-el, tanpa gelar."),
    ("4.", "Tanggal lahir: hari-bulan-tahun, misalnya 12-08-1987 untuk 12 Agustus 1987."),
    ("5.", "Jenis kelamin, pekerjaan, dan pernyataan bekerja: pilih dari daftar pada sel."),
    ("6.", "Masih Bekerja dan Sehat: Ya bila orang itu masih bekerja dan tidak sedang sakit saat didaftarkan."),
    ("7.", "Menempel dari berkas lain: Tempel Khusus > Nilai, agar sel tetap berformat Teks."),
    ("8.", "Jangan mengubah judul kolom, menyisipkan kolom, atau memindahkan lembar."),
    ("9.", "Bila lebih dari 300 orang, isi berkas kedua dari desa yang sama."),
    ("10.", "Simpan sebagai .xlsx tanpa kata sandi, lalu kirim ke petugas program."),
    ("Data pribadi", None),
    ("", "Berkas ini memuat data pribadi. Kirim hanya kepada petugas program, jangan ke grup percakapan."),
)
Formats = dict[str, Format]


def write_template(village: Village, path: Path, *, programme: str) -> None:
    """Write the blank workbook of ``village`` to ``path``; ``programme`` is the programme's name as printed.

    The words are those of ``core/roster/template``: the reader knows the workbook by them. Everything is locked,
    without a password, but the cells to fill. The same arguments give the same bytes.
    """
    choices = [occupation.name.id for occupation in occupations.read().values()]
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_properties({"title": f"Daftar pekerja {village.name}", "created": _MADE})
    formats = _formats(workbook)
    listing = workbook.add_worksheet(words.LIST_SHEET)
    _write_help(workbook.add_worksheet(words.HELP_SHEET), formats)
    _write_choices(workbook.add_worksheet(words.CHOICES_SHEET), choices)
    _write_hidden(workbook.add_worksheet(words.HIDDEN_SHEET), village)
    _write_head(listing, village, programme, formats)
    _write_cells(listing, formats)
    _add_checks(listing, len(choices))
    _set_up_page(listing)
    workbook.close()


def _formats(workbook: xlsxwriter.Workbook) -> Formats:
    font = {"font_name": "Calibri", "font_size": 11}
    cell = font | {"border": 1, "border_color": "#9AA9B1"}
    fill = cell | {"locked": False, "bg_color": "#FFFBE6"}
    return {
        "title": workbook.add_format(font | {"bold": True, "font_size": 15, "font_color": "#1B3A4B"}),
        "bold": workbook.add_format(font | {"bold": True, "valign": "top"}),
        "plain": workbook.add_format(font | {"text_wrap": True, "valign": "top"}),
        "hint": workbook.add_format(font | {"italic": True}),
        "heading": workbook.add_format(
            cell
            | {"bold": True, "bg_color": "#1B3A4B", "font_color": "#FFFFFF", "text_wrap": True}
            | {"align": "center", "valign": "vcenter"}
        ),
        "number": workbook.add_format(cell | {"align": "center", "bg_color": "#EEF3F5"}),
        "text": workbook.add_format(fill | {"num_format": "@"}),
        "centre": workbook.add_format(fill | {"num_format": "@", "align": "center"}),
        "date": workbook.add_format(fill | {"num_format": "dd-mm-yyyy", "align": "center"}),
    }


def _write_head(sheet: Worksheet, village: Village, programme: str, formats: Formats) -> None:
    where = f"{village_label(village.kind, village.name)} ({village.dotted}) · {district_label(village.district)}"
    sheet.write_string(0, 0, "DAFTAR USULAN PEKERJA RENTAN", formats["title"])
    sheet.write_string(1, 0, harmless(f"{where} · {village.regency} · Provinsi {village.province}"), formats["bold"])
    sheet.write_string(2, 0, harmless(f"Program: {programme}"), formats["bold"])
    sheet.write_string(3, 0, f"Ketik hanya di sel kuning muda. Lihat lembar {words.HELP_SHEET}.", formats["hint"])
    sheet.set_row(words.HEADING_ROW - 1, 48)
    for place, (field, heading) in enumerate(words.HEADINGS.items()):
        sheet.set_column(place, place, _WIDTHS[field])
        sheet.write_string(words.HEADING_ROW - 1, place, heading, formats["heading"])


def _write_cells(sheet: Worksheet, formats: Formats) -> None:
    looks = {"birth_date": "date", "sex": "centre", "rt": "centre", "rw": "centre", "work_declared": "centre"}
    for at in range(words.HEADING_ROW, LAST_ROW):
        for place, field in enumerate(words.HEADINGS):
            if field == "number":
                sheet.write_number(at, place, at - words.HEADING_ROW + 1, formats["number"])
            else:
                sheet.write_blank(at, place, None, formats[looks.get(field, "text")])


def _add_checks(sheet: Worksheet, occupation_count: int) -> None:
    fields = list(words.HEADINGS)
    first = words.HEADING_ROW + 1
    nik = f"{chr(ord('A') + fields.index('nik'))}"
    card = f"{chr(ord('A') + fields.index('family_card'))}"
    # Compared as text: COUNTIF would read two NIKs as numbers and find alike what differs in the 16th digit.
    once = f"SUMPRODUCT(--(${nik}${first}:${nik}${LAST_ROW}={nik}{first}))=1"
    choices = f"={words.CHOICES_SHEET}!"
    checks: dict[str, dict[str, Any]] = {
        "nik": {
            "validate": "custom",
            "value": f"=AND(LEN({nik}{first})=16,ISNUMBER(--{nik}{first}),{once})",
            "input_title": "NIK",
            "input_message": "16 angka sesuai KTP-el, tanpa spasi atau titik.",
            "error_title": "NIK belum benar",
            "error_message": "NIK harus 16 angka dan tidak boleh sama dengan baris lain dalam daftar ini.",
        },
        "sex": _one_of(f"{choices}$A$2:$A$3", "Pilih L (laki-laki) atau P (perempuan)."),
        "birth_date": {
            "validate": "date",
            "criteria": "between",
            "minimum": OLDEST,
            "maximum": YOUNGEST,
            "input_title": "Tanggal lahir",
            "input_message": "Hari-bulan-tahun, misalnya 12-08-1987.",
            "error_title": "Tanggal belum benar",
            "error_message": "Ketik tanggal sebagai hari-bulan-tahun, misalnya 12-08-1987.",
        },
        "family_card": {
            "validate": "custom",
            "value": f"=AND(LEN({card}{first})=16,ISNUMBER(--{card}{first}))",
            "error_title": "Nomor KK belum benar",
            "error_message": "Nomor KK harus 16 angka.",
            "error_type": "warning",
        },
        "occupation": _one_of(f"{choices}$C$2:$C${occupation_count + 1}", "Pilih yang paling sesuai.")
        | {"error_type": "warning"},
        "work_declared": _one_of(f"{choices}$B$2:$B$3", "Ya bila masih bekerja dan tidak sedang sakit."),
    }
    for field, check in checks.items():
        place = fields.index(field)
        sheet.data_validation(words.HEADING_ROW, place, LAST_ROW - 1, place, check)


def _one_of(source: str, hint: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "input_message": hint,
        "error_title": "Pilih dari daftar",
        "error_message": hint,
    }


def _write_choices(sheet: Worksheet, names: Sequence[str]) -> None:
    columns = (("Jenis Kelamin", ("L", "P")), ("Masih Bekerja", ("Ya", "Tidak")), ("Pekerjaan", names))
    for place, (heading, values) in enumerate(columns):
        sheet.set_column(place, place, 24)
        for at, value in enumerate((heading, *values)):
            sheet.write_string(at, place, harmless(value))
    sheet.protect()
    sheet.hide()


def _write_hidden(sheet: Worksheet, village: Village) -> None:
    pairs = (
        (words.KEY_VERSION, words.VERSION),
        (words.KEY_VILLAGE_CODE, village.code),
        (words.KEY_VILLAGE_NAME, harmless(village.name)),
    )
    for at, (key, value) in enumerate(pairs):
        sheet.write_string(at, 0, key)
        sheet.write_string(at, 1, value)
    sheet.protect()
    sheet.very_hidden()


def _write_help(sheet: Worksheet, formats: Formats) -> None:
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 95)
    sheet.write_string(0, 0, "PETUNJUK", formats["title"])
    for at, (mark, text) in enumerate(_HELP, start=2):
        sheet.write_string(at, 0, mark, formats["bold"])
        if text:
            sheet.write_string(at, 1, text, formats["plain"])
    sheet.protect()
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _set_up_page(sheet: Worksheet) -> None:
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
    sheet.freeze_panes(words.HEADING_ROW, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(words.HEADING_ROW - 1)
    sheet.set_footer("&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)
    sheet.set_selection(words.HEADING_ROW, 1, words.HEADING_ROW, 1)
