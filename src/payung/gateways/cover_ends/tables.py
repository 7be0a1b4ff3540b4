"""Cover that ends, as CSV and as a workbook to filter: by village and fund."""

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.core.basis.days import long_day
from payung.core.basis.months import named
from payung.core.cover.going_on import Ends
from payung.core.places.places import Gazetteer
from payung.core.roster.harmless import harmless
from payung.gateways.cover_ends.page import village_name
from payung.gateways.csv_files import write_csv

HEADINGS = {
    "village_code": "Kode desa",
    "village": "Desa/Kelurahan",
    "regency": "Kabupaten/Kota",
    "fund": "Dana",
    "last_month": "Bulan terakhir",
    "first_without": "Tidak terlindungi mulai",
    "days": "Hari lagi",
    "lapses_on": "Kepesertaan berakhir",
    "people": "Orang",
    "resumed": "Dibayar lagi kemudian",
    "full": "Kehilangan santunan penuh",
    "scholarship": "Kehilangan beasiswa",
    "next_month": "Biaya sebulan",
    "person_months": "Orang-bulan",
    "cost": "Biaya sampai akhir",
}
_WIDTHS = {"village": 34, "regency": 28, "fund": 30, "first_without": 20, "lapses_on": 20, "last_month": 16, "cost": 18}
_MONEY = ("next_month", "cost")
_SUMMED = ("people", "resumed", "full", "scholarship", "next_month", "person_months", "cost")
Formats = Mapping[str, Format]


def ending_table(ends: Ends) -> pl.DataFrame:
    """One row a village, fund and last month: the columns of ``HEADINGS``, months yyyymm, money whole rupiah."""
    names = Gazetteer.read()
    rows = [
        {
            **vars(place),
            "village": village_name(place.village_code, names),
            "regency": names.area_name(place.village_code[:4]) or place.village_code[:4],
        }
        for place in ends.places
    ]
    kinds = dict.fromkeys(HEADINGS, pl.Int64) | dict.fromkeys(
        ("village_code", "village", "regency", "fund"), pl.String
    ) | dict.fromkeys(("first_without", "lapses_on"), pl.Date)  # fmt: skip
    return pl.DataFrame(rows, schema=kinds).select(*HEADINGS)


def write_ending_csv(ends: Ends, path: Path) -> None:
    """Write ``ending_table`` as CSV for programs. Same input, same bytes."""
    write_csv(ending_table(ends), path)


def write_ending_book(ends: Ends, path: Path) -> None:
    """Write a workbook with the sheets Dana and Desa; a cell is a text or a plain number. Same input, same bytes."""
    names = {fund.id: fund.name.id for fund in ends.funds}
    rows = ending_table(ends).with_columns(pl.col("fund").replace(names))
    funds = rows.group_by("fund", "last_month", "first_without", "days", "lapses_on").agg(
        pl.col("village_code").n_unique().cast(pl.Int64).alias("village"), pl.col(_SUMMED).sum()
    )
    workbook = xlsxwriter.Workbook(str(path))
    created = datetime.combine(ends.on, time.min)
    workbook.set_properties({"title": f"Berakhir dalam {ends.days} hari", "created": created})
    formats = _formats(workbook)
    by_fund = funds.sort("last_month", "fund").select(
        "fund", "last_month", "first_without", "days", "lapses_on", "village", *_SUMMED
    )
    _sheet(workbook.add_worksheet("Dana"), by_fund, ends, formats)
    _sheet(workbook.add_worksheet("Desa"), rows, ends, formats)
    workbook.close()


def _sheet(sheet: Worksheet, rows: pl.DataFrame, ends: Ends, formats: Formats) -> None:
    sheet.write_string(0, 0, f"Berakhir dalam {ends.days} hari", formats["title"])
    sheet.write_string(
        1, 0, f"Keadaan per {long_day(ends.on)}; biaya sampai {named(ends.until)}. Bukan iuran yang sudah ditagih.",
        formats["plain"],
    )  # fmt: skip
    for at, name in enumerate(rows.columns):
        said = "Desa" if name == "village" and rows.schema[name] == pl.Int64 else HEADINGS[name]
        sheet.write_string(3, at, said, formats["heading"])
        sheet.set_column(at, at, _WIDTHS.get(name, 14))
    for line, row in enumerate(rows.iter_rows(named=True), start=4):
        for at, name in enumerate(rows.columns):
            _cell(sheet, line, at, name, row[name], formats)
    end = 4 + rows.height
    sheet.write_string(end, 0, "JUMLAH", formats["total"])
    for at, name in enumerate(rows.columns[1:], start=1):
        if name in _SUMMED:
            sheet.write_number(end, at, int(rows[name].sum()), formats["total money" if name in _MONEY else "total"])
        else:
            sheet.write_string(end, at, "", formats["total"])
    if rows.height:
        sheet.autofilter(3, 0, end - 1, len(rows.columns) - 1)
    sheet.freeze_panes(4, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer("&R&8Halaman &P dari &N")


def _cell(sheet: Worksheet, line: int, at: int, name: str, value: object, formats: Formats) -> None:
    if name == "last_month":
        sheet.write_string(line, at, named(int(str(value))), formats["text"])
    elif isinstance(value, int):
        sheet.write_number(line, at, value, formats["money" if name in _MONEY else "figure"])
    else:
        said = long_day(value) if name in ("first_without", "lapses_on") else str(value)  # type: ignore[arg-type]
        sheet.write_string(line, at, harmless(said), formats["text"])


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    font = {"font_name": "Calibri", "font_size": 10}
    cell = font | {"border": 1, "border_color": "#9AA9B1"}
    strong = cell | {"bold": True, "bg_color": "#DCE7EC"}
    head = {"bold": True, "bg_color": "#1B3A4B", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
    money = {"num_format": '"Rp"#,##0'}
    looks = {
        "title": font | {"bold": True, "font_size": 14, "font_color": "#1B3A4B"},
        "plain": font,
        "heading": cell | head | {"align": "center"},
        "text": cell | {"num_format": "@"},
        "figure": cell | {"num_format": "#,##0"},
        "money": cell | money,
        "total": strong | {"num_format": "#,##0"},
        "total money": strong | money,
    }
    return {name: workbook.add_format(look) for name, look in looks.items()}
