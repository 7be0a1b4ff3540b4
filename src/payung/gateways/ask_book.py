"""The workbook of doubtful pairs, drawn: both records one below the other, yellow cells for the answer."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.core.basis.rupiah import number
from payung.core.linkage.hidden import hidden
from payung.core.linkage.suggestion import ANSWERS, Agreement, agreement
from payung.core.linkage.words import SOURCES
from payung.core.roster.harmless import harmless
from payung.gateways.labels import dotted

SHEET = "Pasangan"
HEADING_ROW = 6
"""Spreadsheet row of the headings."""

COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("No.", 7, "pair"),
    ("Daftar", 26, "where"),
    ("Baris", 8, "row"),
    ("Nama", 28, "name"),
    ("NIK", 19, "nik"),
    ("Tanggal lahir", 12, "birth_date"),
    ("L/P", 5, "sex"),
    ("Kode desa", 15, "village_code"),
    ("Nama ibu", 22, "mother_name"),
    ("Nomor KK", 19, "family_card"),
    ("Mengapa ditanyakan", 40, "why"),
    ("Bobot", 8, "weight"),
    ("Saran", 10, "suggestion"),
    ("Putusan", 12, "verdict"),
    ("Diputus oleh", 18, "by"),
    ("Alasan", 30, "reason"),
    ("Kunci (jangan diubah)", 13, "keys"),
)
"""Heading, width in characters, and what stands there."""

KEYS_APART = " "
HINT = (
    "Satu pasangan dua baris: dua catatan yang mungkin satu orang. Sel jingga berbeda, sel hijau mirip, sel putih sama "
    "atau kosong. Isi sel kuning: sama, berbeda, atau cabut; kosong berarti belum diputuskan. Saran hanyalah saran: "
    "cocokkan dengan KTP-el atau KK. Lalu: payung people decide FOLDER --from berkas ini."
)
_WHOLE = ("pair", "why", "weight", "suggestion", "verdict", "by", "reason", "keys")
_ANSWER = ("verdict", "by", "reason")
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a constant, so that the same pairs give the same bytes
_INK, _LINE, _FILL, _DIFFERS, _ALIKE = "#1B3A4B", "#9AA9B1", "#FFF3B0", "#FBE0C8", "#DDEEDD"
Formats = dict[str, Format]


def write_ask_book(pairs: pl.DataFrame, path: Path, *, left_out: int = 0, whole: bool = False) -> None:
    """Write ``pairs`` (both sides beside them, see ``write_people.sides``) to ``path``, heaviest first.

    Everything is locked (without a password) but the yellow cells. Of a NIK or family card it holds no more than it
    takes to compare them, unless ``whole``. ``left_out``: how many doubtful pairs are not among them.
    """
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_properties({"title": "Pasangan ragu", "created": _MADE})
    workbook.set_size(1900, 1200)
    sheet = workbook.add_worksheet(SHEET)
    formats = _formats(workbook)
    for place, (_, width, _) in enumerate(COLUMNS):
        sheet.set_column(place, place, width, formats["blank"])
    _write_head(sheet, pairs.height, left_out, formats)
    for turn, pair in enumerate(pairs.iter_rows(named=True)):
        _write_pair(sheet, HEADING_ROW + 2 * turn, pair, _texts(pair, whole=whole), formats)
    _set_up(sheet, pairs.height)
    workbook.close()


def _formats(workbook: xlsxwriter.Workbook) -> Formats:
    plain = {"font_name": "Calibri", "font_size": 10}
    cell = plain | {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": _LINE, "num_format": "@"}
    strong = {"font_name": "Calibri", "bold": True, "font_color": _INK}
    middle = {"align": "center"}
    return {
        "blank": workbook.add_format(plain),
        "title": workbook.add_format(strong | {"font_size": 15, "valign": "vcenter"}),
        "count": workbook.add_format(strong | {"font_size": 11}),
        "hint": workbook.add_format(plain | {"italic": True, "text_wrap": True, "valign": "top"}),
        "heading": workbook.add_format(
            cell | middle | {"bold": True, "bg_color": _INK, "font_color": "#FFFFFF", "font_size": 10}
        ),
        "unknown": workbook.add_format(cell),
        "agrees": workbook.add_format(cell),
        "alike": workbook.add_format(cell | {"bg_color": _ALIKE}),
        "differs": workbook.add_format(cell | {"bg_color": _DIFFERS, "bold": True}),
        "middle": workbook.add_format(cell | middle),
        "row": workbook.add_format(cell | middle | {"num_format": "0"}),
        "weight": workbook.add_format(cell | middle | {"num_format": "0.0"}),
        "keys": workbook.add_format(cell | {"font_size": 6, "font_color": "#888888"}),
        "fill": workbook.add_format(cell | {"bg_color": _FILL, "locked": False}),
    }


def _write_head(sheet: Worksheet, count: int, left_out: int, formats: Formats) -> None:
    said = f"{number(count)} pasangan ragu"
    if left_out:
        said += f"; {number(left_out)} lagi menyusul setelah yang ini diputuskan"
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, "SIAPA ORANG YANG SAMA?", formats["title"])
    sheet.write_string(1, 0, said, formats["count"])
    sheet.set_row(2, 30)
    sheet.merge_range(2, 0, 2, len(COLUMNS) - 2, HINT, formats["hint"])
    sheet.set_row(3, 5)
    sheet.set_row(4, 5)
    sheet.set_row(HEADING_ROW - 1, 30)
    for place, (heading, _, _) in enumerate(COLUMNS):
        sheet.write_string(HEADING_ROW - 1, place, heading, formats["heading"])


def _write_pair(
    sheet: Worksheet, at: int, pair: dict[str, Any], texts: dict[str, dict[str, str]], formats: Formats
) -> None:
    lines = max(2 * max(_lines(texts["left"]), _lines(texts["right"])), _lines(texts["whole"]))
    for side, row in (("left", at), ("right", at + 1)):
        sheet.set_row(row, min(409.0, 5 + 13.5 * max(lines / 2, 1)))
        for place, (_, _, field) in enumerate(COLUMNS):
            if field == "row":
                sheet.write_number(row, place, pair[f"{side}_row"], formats["row"])
            elif field == "where":
                sheet.write_string(row, place, texts[side][field], formats["unknown"])
            elif field not in _WHOLE:
                sheet.write_string(row, place, texts[side][field], formats[_colour(pair, field)])
    for place, (_, _, field) in enumerate(COLUMNS):
        if field in _ANSWER:
            sheet.merge_range(at, place, at + 1, place, "", formats["fill"])
        elif field in _WHOLE:
            style = {"weight": "weight", "why": "unknown", "keys": "keys"}.get(field, "middle")
            sheet.merge_range(at, place, at + 1, place, "", formats[style])
            if field == "weight":
                sheet.write_number(at, place, pair["weight"] / 1000, formats["weight"])
            else:
                sheet.write_string(at, place, texts["whole"][field], formats[style])


def _colour(pair: dict[str, Any], field: str) -> Agreement:
    return agreement(pair[field])


def _texts(pair: dict[str, Any], *, whole: bool) -> dict[str, dict[str, str]]:
    once = {
        "pair": str(pair["pair"]),
        "why": pair["why_id"],
        "suggestion": ANSWERS[pair["suggestion"]].id if pair["suggestion"] else "",
        "keys": f"{pair['left_key']}{KEYS_APART}{pair['right_key']}",
    }
    sides = {"left": _side(pair, "left", "right", whole=whole), "right": _side(pair, "right", "left", whole=whole)}
    return sides | {"whole": once}


def _side(pair: dict[str, Any], side: str, other: str, *, whole: bool) -> dict[str, str]:
    said = {name: pair[f"{side}_{name}"] for name in ("name", "sex", "mother_name")}
    born = pair[f"{side}_birth_date"]
    where = [SOURCES[pair[f"{side}_source"]].id, pair[f"{side}_file"], pair[f"{side}_sheet"]]
    texts = {name: harmless(value or "") for name, value in said.items()}
    texts["where"] = harmless("\n".join(part for part in where if part))
    texts["birth_date"] = born.strftime("%d-%m-%Y") if born else ""
    texts["village_code"] = dotted(pair[f"{side}_village_code"] or "")
    for name in ("nik", "family_card"):
        number_ = pair[f"{side}_{name}"]
        texts[name] = harmless(number_ or "") if whole else hidden(number_, pair[f"{other}_{name}"])
    return texts


def _lines(texts: dict[str, str]) -> int:
    """Lines of text that the tallest cell needs: Excel does not grow a row that was written by a program."""
    most = 1
    for _, width, field in COLUMNS:
        room = max(1, int(width * 1.05) - 1)
        if field != "keys":
            most = max(most, sum(-(-max(1, len(part)) // room) for part in texts.get(field, "").split("\n")))
    return most


def _set_up(sheet: Worksheet, count: int) -> None:
    verdict = next(place for place, (_, _, field) in enumerate(COLUMNS) if field == "verdict")
    if count:
        sheet.data_validation(
            HEADING_ROW, verdict, HEADING_ROW + 2 * count - 1, verdict,
            {
                "validate": "list",
                "source": [answer.id for answer in ANSWERS.values()],
                "error_title": "Putusan",
                "error_message": "Pilih sama, berbeda, atau cabut; kosong bila belum diputuskan.",
            },
        )  # fmt: skip
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.freeze_panes(HEADING_ROW, 4)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.set_footer("&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)
    sheet.set_selection(HEADING_ROW, verdict, HEADING_ROW, verdict)
