"""The correction workbook of one village, drawn. Imports little: worker processes load it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.core.basis.rupiah import number
from payung.core.roster.harmless import harmless
from payung.gateways.answer_mark import PROPERTY

SHEET = "Perbaikan"
LAST_DIGITS = 4
HEADING_ROW = 8
"""Spreadsheet row of the headings."""

Columns = list[tuple[str, float, str]]
"""Heading, width in characters, and the field of ``Line`` it shows ("" and those with _FILL_IN are to be filled)."""
Formats = dict[str, Format]
Group = Literal["file", "correct", "reject"]
_GROUPS: tuple[tuple[Group, str, str], ...] = (
    ("file", "BERKAS YANG TIDAK DAPAT DIPAKAI", "berkas"),
    ("correct", "PERLU DIPERBAIKI – tulis data yang benar pada sel kuning", "baris"),
    ("reject", "TIDAK DAPAT DIDAFTARKAN – usulkan nama pengganti pada sel kuning bila ada", "baris"),
)
_HINT = (
    "Isi sel kuning saja, simpan sebagai .xlsx, lalu kirim kembali berkas ini: isinya dipakai pada baris itu, sel yang "
    "kosong tidak mengubah apa pun. Nama pengganti: isi NIK, nama dan sel kuning lain pada baris itu."
)
_HINT_BY_HAND = (
    "Isi sel kuning, lalu kembalikan berkas ini kepada petugas: petugas membacanya, dan daftar desa diperbaiki sesuai "
    "isinya. Nomor baris adalah nomor di tepi kiri Excel pada berkas yang Anda kirim."
)
_INK, _BAND, _LINE, _FILL, _SHUT = "#1B3A4B", "#DCE7EC", "#9AA9B1", "#FFF3B0", "#EDEFF0"

ROW, NAME, LAST = "Baris di berkas Anda", "Nama", "4 digit terakhir NIK"
WHOLE = "NIK"
HEADINGS: Mapping[str, str] = {
    "nik": "NIK yang benar",
    "name": "Nama yang benar",
    "birth_date": "Tanggal lahir yang benar",
    "sex": "L/P",
    "occupation": "Pekerjaan",
    "family_card": "Nomor KK",
    "mother_name": "Nama ibu kandung",
    "work_declared": "Masih bekerja, tidak sakit (ya/tidak)",
}
"""Field (``core.roster.repairs.FIELDS``) -> heading of its yellow cells."""
_FILL_IN = "fill "
_WIDTHS = {"nik": 19.0, "name": 24.0, "birth_date": 13.0, "sex": 6.0, "family_card": 19.0, "work_declared": 13.0}


@dataclass(frozen=True)
class Line:
    """One row (or file) with what is wrong. ``problem`` and ``todo`` may have several lines."""

    group: Group
    row: int | None  # in the village's own file; None for a whole file
    file: str
    sheet: str
    name: str
    last_digits: str  # at most 4, but where whole NIKs were asked for
    problem: str
    todo: str
    fields: tuple[str, ...] = ()  # yellow cells, where the workbook carries a mark
    token: str = ""  # which row it is


@dataclass(frozen=True)
class Book:
    """Everything one workbook says."""

    village: str
    code: str
    where: str
    programme: str
    day: str
    lines: tuple[Line, ...]
    several_files: bool
    made_for: date  # the only date in the file, so that the same list gives the same bytes
    mark: str = ""  # which run and village it answers, where a store keeps the run


def write_book(book: Book, path: Path) -> None:
    """Write ``book`` to ``path``: everything locked (without a password) but the yellow cells."""
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_properties(
        {"title": f"Perbaikan {book.village}", "created": datetime.combine(book.made_for, time.min)}
    )
    if book.mark:
        workbook.set_custom_property(PROPERTY, book.mark, "text")
    workbook.set_size(1800, 1200)
    sheet = workbook.add_worksheet(SHEET)
    formats = _formats(workbook)
    whole = any(len(line.last_digits) > LAST_DIGITS for line in book.lines)
    columns = _columns(book, whole_niks=whole)
    for place, (_, width, _) in enumerate(columns):
        sheet.set_column(place, place, width, formats["blank"])
    if book.mark:
        sheet.set_column(len(columns), len(columns), 4, formats["blank"], {"hidden": True})
    _write_head(sheet, book, columns, formats)
    _write_lines(sheet, book, columns, formats)
    _set_up_page(sheet, book, len(columns))
    workbook.close()


def _columns(book: Book, *, whole_niks: bool) -> Columns:
    where = [("Berkas / lembar", 24.0, "where")] if book.several_files else []
    asked = [field for field in HEADINGS if any(field in line.fields for line in book.lines)]
    fill = [(HEADINGS[field], _WIDTHS.get(field, 18.0), f"{_FILL_IN}{field}") for field in asked]
    return [
        (ROW, 11, "row"),
        *where,
        (NAME, 25, "name"),
        (WHOLE, 19, "last") if whole_niks else (LAST, 11, "last"),
        ("Masalah", 44, "problem"),
        ("Yang harus dilakukan", 40, "todo"),
        *(fill if book.mark else [("Perbaikan (isi di sini)", 32, "")]),
    ]


def _formats(workbook: xlsxwriter.Workbook) -> Formats:
    cell = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    cell |= {"border_color": _LINE}
    middle = {"align": "center"}
    strong = {"font_name": "Calibri", "bold": True, "font_color": _INK}
    return {
        "blank": workbook.add_format({"font_name": "Calibri", "font_size": 10}),
        "title": workbook.add_format(strong | {"font_size": 15, "valign": "vcenter"}),
        "village": workbook.add_format(strong | {"font_size": 12}),
        "plain": workbook.add_format({"font_name": "Calibri", "font_size": 10, "font_color": "#333333"}),
        "hint": workbook.add_format(
            {"font_name": "Calibri", "font_size": 10, "italic": True, "text_wrap": True, "valign": "vcenter"}
        ),
        "heading": workbook.add_format(
            cell | {"bold": True, "bg_color": _INK, "font_color": "#FFFFFF", "valign": "vcenter", "align": "center"}
        ),
        "group": workbook.add_format(
            cell | {"bold": True, "bg_color": _BAND, "font_color": _INK, "valign": "vcenter", "text_wrap": False}
        ),
        "text": workbook.add_format(cell | {"num_format": "@"}),
        "middle": workbook.add_format(cell | middle | {"num_format": "@"}),
        "row": workbook.add_format(cell | middle | {"num_format": "0"}),
        "fill": workbook.add_format(cell | {"num_format": "@", "bg_color": _FILL, "locked": False}),
        "shut": workbook.add_format(cell | {"bg_color": _SHUT}),
    }


def _write_head(sheet: Worksheet, book: Book, columns: Columns, formats: Formats) -> None:
    counts = {group: sum(line.group == group for line in book.lines) for group, _, _ in _GROUPS}
    parts = [f"{number(counts['correct'])} baris perlu diperbaiki"] * bool(counts["correct"])
    parts += [f"{number(counts['reject'])} baris tidak dapat didaftarkan"] * bool(counts["reject"])
    parts += [f"{number(counts['file'])} berkas tidak dapat dipakai"] * bool(counts["file"])
    village = f"{book.village} ({book.code})" if book.code else book.village
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, "DAFTAR PERBAIKAN", formats["title"])
    sheet.write_string(1, 0, harmless(village), formats["village"])
    sheet.write_string(2, 0, harmless(book.where), formats["plain"])
    sheet.write_string(3, 0, harmless(f"Program: {book.programme} · diperiksa per {book.day}"), formats["plain"])
    sheet.write_string(4, 0, " · ".join(parts), formats["village"])
    sheet.set_row(5, 28)
    sheet.merge_range(5, 0, 5, len(columns) - 1, _HINT if book.mark else _HINT_BY_HAND, formats["hint"])
    sheet.set_row(6, 5)
    sheet.set_row(HEADING_ROW - 1, 34)
    for place, (heading, _, _) in enumerate(columns):
        sheet.write_string(HEADING_ROW - 1, place, heading, formats["heading"])
    if book.mark:
        sheet.write_string(HEADING_ROW - 1, len(columns), f"{PROPERTY} {book.mark}", formats["blank"])


def _write_lines(sheet: Worksheet, book: Book, columns: Columns, formats: Formats) -> None:
    at = HEADING_ROW
    for group, title, unit in _GROUPS:
        lines = [line for line in book.lines if line.group == group]
        if not lines:
            continue
        sheet.set_row(at, 18)
        heading = f"{title} ({number(len(lines))} {unit})"
        sheet.merge_range(at, 0, at, len(columns) - 1, heading, formats["group"])
        for line in lines:
            at += 1
            _write_line(sheet, at, line, columns, formats)
        at += 1


def _write_line(sheet: Worksheet, at: int, line: Line, columns: Columns, formats: Formats) -> None:
    where = "\n".join(part for part in (line.file, line.sheet) if part)
    texts = {"name": line.name, "problem": line.problem, "todo": line.todo, "": ""}
    texts["where"] = where
    sheet.set_row(at, _height(columns, texts))
    for place, (_, _, field) in enumerate(columns):
        if field == "row" and line.row is not None:
            sheet.write_number(at, place, line.row, formats["row"])
        elif field == "row":
            sheet.write_string(at, place, "–", formats["middle"])
        elif field == "last":
            sheet.write_string(at, place, shown_digits(line.last_digits), formats["middle"])
        elif field == "":
            sheet.write_blank(at, place, None, formats["fill"])
        elif field.startswith(_FILL_IN):
            yellow = field.removeprefix(_FILL_IN) in line.fields
            sheet.write_blank(at, place, None, formats["fill" if yellow else "shut"])
        else:
            sheet.write_string(at, place, harmless(texts[field]), formats["text"])
    if line.token:
        sheet.write_string(at, len(columns), line.token, formats["blank"])


def shown_digits(digits: str) -> str:
    """The end of a NIK as the workbook shows it; whole ones as they are."""
    return "–" if not digits else digits if len(digits) > LAST_DIGITS else f"…{digits}"


def _height(columns: Columns, texts: dict[str, str]) -> float:
    """Points that hold the tallest cell: Excel does not grow a row that was written by a program."""
    most = 1
    for _, width, field in columns:
        room = max(1, int(width * 1.05) - 1)
        most = max(most, sum(-(-max(1, len(part)) // room) for part in texts.get(field, "").split("\n")))
    return min(409.0, 4 + 13.5 * most)


def _set_up_page(sheet: Worksheet, book: Book, width: int) -> None:
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    village = book.village.replace("&", "&&")
    sheet.set_footer(f"&L&8{village}  {book.code}&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)
    first = HEADING_ROW + 1
    sheet.set_selection(first, width - 1, first, width - 1)
