"""The people of a plan as a workbook an office can filter: who is paid when by whom, who is not and why, what is left.

Holds personal data, but no NIK: a key made of one is shown as the place on the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.core.allocation.fund import Plan
from payung.core.allocation.month_words import month_words
from payung.core.basis.rupiah import number
from payung.core.places.places import Gazetteer
from payung.gateways.csv_files import harmless_text
from payung.gateways.plan_figures import PlanFigures
from payung.gateways.plan_lists import left_in_words, months_in_words, reasons_in_words

HEADING_ROW = 4
"""Spreadsheet row of the headings, on every sheet."""
ROOM = 1_048_576 - HEADING_ROW
"""Rows below the headings that a sheet of Excel holds."""
WRAPPED, LINE = 66, 13.5
"""Characters of a column whose texts go on in a second line, and how high one line is."""
_LONG_NUMBER = r"\d{12,}"
_INK, _LINE = "#1B3A4B", "#9AA9B1"
Formats = Mapping[str, Format]
Column = tuple[str, float, str]
_PLACE = (("Kabupaten/Kota", 29, "regency"), ("Kecamatan", 22, "district"), ("Desa/Kelurahan", 24, "village"))


@dataclass(frozen=True)
class _Sheet:
    """``columns``: heading, width in characters, column of ``rows``; whole numbers become figures, "Rp" rupiah."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: pl.DataFrame


def write_plan_book(
    tables: Mapping[str, pl.DataFrame],
    plan: Plan,
    figures: PlanFigures,
    names: pl.DataFrame,
    path: Path,
    *,
    room: int = ROOM,
) -> bool:
    """Write the sheets Dana, Dibayar, Belum dibayar and Sisa dana to ``path``; the same tables give the same bytes.

    ``names``: key and name of people, as far as they are known. No cell is a formula. Gives False, and writes nothing,
    where a sheet would need more than ``room`` rows: a list that stops in the middle would look whole.
    """
    if any(tables[name].height > room for name in ("paid", "unpaid", "left")):
        return False
    people = _people(tables["people"], names)
    sheets = [
        _funds(figures, plan),
        _paid(tables["paid"], people, plan),
        _unpaid(tables["unpaid"], people, plan),
        _left(tables["left"], plan),
    ]
    span = month_words(2 ** len(plan.months) - 1, plan.months).id
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    created = datetime(plan.months[0] // 100, plan.months[0] % 100, 1)  # noqa: DTZ001 - so that bytes are the same
    workbook.set_properties({"title": f"Pembagian dana {span}", "created": created})
    formats = _formats(workbook)
    for sheet in sheets:
        _write(workbook.add_worksheet(sheet.name), sheet, span, formats)
    workbook.close()
    return True


def _people(people: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """``person``, ``order``, ``code`` of the village, its names, ``name`` and ``key`` as they may be shown."""
    shown = people.join(names, on="key", how="left", maintain_order="left").select(
        "person",
        "order",
        code="village",
        name=pl.col("name").str.replace_all(_LONG_NUMBER, "…").fill_null(""),
        key=pl.when(_is_nik(pl.col("key"))).then(pl.format("baris {}", pl.col("person") + 1)).otherwise("key"),
    )
    return shown.join(_places(people["village"].unique().sort()), on="code", how="left", maintain_order="left")


def _is_nik(key: pl.Expr) -> pl.Expr:
    """Whether the key holds a NIK; the key of a run may be sixteen digits by chance."""
    return key.str.contains(r"^nik-|\d{16}") & ~key.str.contains(r"^P-[0-9a-f]{16}$")


def _places(codes: pl.Series) -> pl.DataFrame:
    """``code`` with the names of its regency, district and village; the code itself where it has none."""
    gazetteer = Gazetteer.read("")
    rows = []
    for code in codes:
        found = gazetteer.village(str(code))
        rows.append((code, found.regency, found.district, found.name) if found else (code, "", "", str(code)))
    schema = {"code": pl.Int64, "regency": pl.String, "district": pl.String, "village": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _funds(figures: PlanFigures, plan: Plan) -> _Sheet:
    rows = [
        (at, plan.funds[fund].name.id, plan.funds[fund].id, plan.funds[fund].owner, *money, people, months)
        for at, (fund, _, *money, people, months) in enumerate(figures.funds.iter_rows(), 1)
    ]
    columns = (
        ("No.", 6, "number"),
        ("Dana, menurut urutannya", 34, "fund"),
        ("Kode", 16, "id"),
        ("Pemilik", 30, "owner"),
        ("Masuk", 20, "Rp released"),
        ("Terpakai", 20, "Rp spent"),
        ("Sisa", 18, "Rp left"),
        ("Orang", 11, "people"),
        ("Orang-bulan", 12, "months"),
    )
    frame = pl.DataFrame(rows, schema=[name for _, _, name in columns], orient="row")
    asking = figures.fully + figures.partly + figures.unpaid
    says = (
        f"{number(asking)} orang: {number(figures.fully)} dibayar penuh, {number(figures.partly)} sebagian bulan, "
        f"{number(figures.unpaid)} tidak dibayar. Masuk = terpakai + sisa, sampai rupiah."
    )
    return _Sheet("Dana", says, columns, frame)


def _paid(paid: pl.DataFrame, people: pl.DataFrame, plan: Plan) -> _Sheet:
    costs = pl.DataFrame(
        [
            (fund, months, sum(price for at, price in enumerate(plan.prices[fund]) if months >> at & 1))
            for fund, months in paid.select("fund", "months").unique().sort("fund", "months").iter_rows()
        ],
        schema={"fund": pl.Int16, "months": pl.Int32, "Rp": pl.Int64},
        orient="row",
    )
    rows = (
        months_in_words(paid, plan)
        .join(costs, on=["fund", "months"], how="left", maintain_order="left")
        .join(people, on="person", how="left", maintain_order="left")
        .sort("code", "order", "person", "fund")
        .with_columns(pays=pl.col("fund").replace_strict(dict(enumerate(fund.name.id for fund in plan.funds))))
    )
    columns = (
        *_PLACE,
        ("Nama", 30, "name"),
        ("Kunci orang", 21, "key"),
        ("Dibayar oleh dana", 30, "pays"),
        ("Bulan", 26, "months_id"),
        ("Jumlah bulan", 9, "person_months"),
        ("Iuran", 14, "Rp"),
    )
    says = "Satu baris seorang dan satu dana; tidak ada bulan seseorang yang dibayar dua kali."
    return _Sheet("Dibayar", says, columns, rows)


def _unpaid(unpaid: pl.DataFrame, people: pl.DataFrame, plan: Plan) -> _Sheet:
    stands = pl.concat_str(pl.col("name", "key", "village").replace("", None), separator=" · ", ignore_nulls=True)
    above = people.select(above="person", stands=stands)
    rows = (
        months_in_words(unpaid, plan)
        .join(reasons_in_words(unpaid, plan), on=["reason", "fund"], how="left", maintain_order="left")
        .join(people, on="person", how="left", maintain_order="left")
        .join(above, on="above", how="left", maintain_order="left")
        .sort("code", "order", "person", "months")
        .rename({"why_id": "why"})
        .with_columns(pl.col("stands").fill_null("–"))
    )
    columns: tuple[Column, ...] = (
        *_PLACE,
        ("Nama", 30, "name"),
        ("Kunci orang", 21, "key"),
        ("Bulan yang tidak dibayar", 26, "months_id"),
        ("Jumlah bulan", 9, "person_months"),
        ("Sebab", WRAPPED, "why"),
    )
    says = "Satu baris seorang dan satu sebab."
    if (unpaid["above"] >= 0).any():  # nobody has a turn in a plan that was chosen for an aim
        columns = (*columns, ("Tepat di atasnya", 62, "stands"))
        says += " Tepat di atasnya: yang terakhir dilayani dana itu sebelum orang ini."
    return _Sheet("Belum dibayar", says, columns, rows)


def _left(left: pl.DataFrame, plan: Plan) -> _Sheet:
    rows = left.join(_places(left["village"].unique().sort()), left_on="village", right_on="code", how="left")
    rows = rows.join(left_in_words(left), on="reason", how="left", maintain_order="left").sort("fund", "village")
    own = pl.col("village") > 0
    rows = rows.select(
        fund=pl.col("fund").replace_strict(dict(enumerate(fund.name.id for fund in plan.funds))),
        regency=pl.when(own).then("regency").otherwise(pl.lit("")),
        district=pl.when(own).then("district").otherwise(pl.lit("")),
        village=pl.when(own).then("village_right").otherwise(pl.lit("seluruh wilayahnya")),
        released="released", spent="spent", left="left", why="why_id", waiting="waiting",
    ).rename({name: f"Rp {name}" for name in ("released", "spent", "left")})  # fmt: skip
    columns = (
        ("Dana", 34, "fund"),
        *_PLACE,
        ("Masuk", 18, "Rp released"),
        ("Terpakai", 18, "Rp spent"),
        ("Sisa", 16, "Rp left"),
        ("Mengapa tidak terpakai", WRAPPED, "why"),
        ("Orang-bulan menunggu", 12, "waiting"),
    )
    says = "Satu baris satu kantong uang: satu desa, atau seluruh wilayah dana itu."
    return _Sheet("Sisa dana", says, columns, rows)


def _formats(workbook: xlsxwriter.Workbook) -> Formats:
    font = {"font_name": "Calibri", "font_size": 10}
    line = {"bottom": 1, "bottom_color": _LINE, "valign": "top"}
    return {
        "title": workbook.add_format(font | {"bold": True, "font_size": 14, "font_color": _INK}),
        "plain": workbook.add_format(font),
        "heading": workbook.add_format(
            font
            | {"bold": True, "bg_color": _INK, "font_color": "#FFFFFF", "text_wrap": True}
            | {"align": "center", "valign": "vcenter"}
        ),
        "text": workbook.add_format(font | line | {"num_format": "@", "indent": 1, "text_wrap": True}),
        "figure": workbook.add_format(font | line | {"num_format": "#,##0"}),
        "rupiah": workbook.add_format(font | line | {"num_format": '"Rp"#,##0'}),
    }


def _write(sheet: Worksheet, content: _Sheet, span: str, formats: Formats) -> None:
    _set_up(sheet, content, span, formats)
    rows = content.rows.select(name for _, _, name in content.columns).with_columns(harmless_text(pl.col(pl.String)))
    looks = [
        formats["rupiah" if name.startswith("Rp") else "text" if kind == pl.String else "figure"]
        for name, kind in rows.schema.items()
    ]
    writers = [sheet.write_string if kind == pl.String else sheet.write_number for kind in rows.dtypes]
    cells = list(zip(range(len(looks)), writers, looks, strict=True))
    wrapped = rows.columns.index("why") if "why" in rows.columns else None
    for at, row in enumerate(rows.iter_rows(), HEADING_ROW):
        if wrapped is not None and len(row[wrapped]) >= WRAPPED:  # Excel does not grow a row a program wrote
            sheet.set_row(at, LINE * (1 + len(row[wrapped]) // WRAPPED))
        for (place, write, look), value in zip(cells, row, strict=True):
            if value is not None:
                write(at, place, value, look)


def _set_up(sheet: Worksheet, content: _Sheet, span: str, formats: Formats) -> None:
    """Title, headings, filter, and how the sheet is shown and printed."""
    for place, (_, width, _) in enumerate(content.columns):
        sheet.set_column(place, place, width, formats["plain"])
    sheet.write_string(0, 0, f"{content.name.upper()} – pembagian dana {span}", formats["title"])
    sheet.write_string(1, 0, content.says, formats["plain"])
    sheet.set_row(HEADING_ROW - 1, 30)
    for place, (heading, _, _) in enumerate(content.columns):
        sheet.write_string(HEADING_ROW - 1, place, heading, formats["heading"])
    sheet.autofilter(HEADING_ROW - 1, 0, HEADING_ROW - 1 + max(1, content.rows.height), len(content.columns) - 1)
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.set_footer("&L&8Memuat data pribadi&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)
