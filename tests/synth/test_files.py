"""The key is true of the files: what it says stands there, and nothing else is a worker."""

import csv
import io
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from payung.synth.layouts import BY_ID

ON = date(2026, 11, 1)
ENCODINGS = {"csv": "utf-8", "csv_semicolon": "utf-8-sig", "csv_cp1252": "cp1252", "csv_separator_line": "utf-8",
             "unicode_text": "utf-16"}  # fmt: skip


def grids(path: Path, layout: str) -> dict[str, list[list[object]]]:
    """Sheet -> rows as a spreadsheet shows them."""
    if path.suffix in (".csv", ".txt"):
        text = path.read_bytes().decode(ENCODINGS[layout])
        if layout == "csv_separator_line":
            assert text.startswith("sep=;")
            text = text.partition("\n")[2]
        separator = {"csv": ",", "unicode_text": "\t"}.get(layout, ";")
        return {"": list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))}
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_every_line_of_the_key_stands_in_its_file(jambi):
    seen = 0
    for (file,), lines in jambi.key.group_by("file"):
        layout = lines["layout"][0]
        read = grids(jambi.folder / "rosters" / file, layout)
        for sheet, row, name in lines.select("sheet", "row", "name").iter_rows():
            cells = [str(cell) for cell in read[sheet][row - 1]]
            assert name.strip() == "" or name in cells, (file, sheet, row)
            seen += bool(name)
    assert seen > 0.99 * jambi.key.height


def test_sound_rows_without_noise_show_the_nik_as_text(jambi):
    plain = jambi.key.filter((pl.col("mistake") == "") & (pl.col("noise") == ""))
    for (file,), lines in plain.group_by("file"):
        read = grids(jambi.folder / "rosters" / file, lines["layout"][0])
        for sheet, row, nik in lines.select("sheet", "row", "nik").iter_rows():
            assert nik in read[sheet][row - 1], (file, sheet, row)


def test_niks_of_the_key_stand_nowhere_else(jambi):
    """A person's NIK is met only in their own village's file, but where the key says they are listed twice."""
    own = defaultdict(set)
    for file, nik in jambi.key.select("file", "nik").iter_rows():
        own[nik].add(file)
    for (file, layout), _ in jambi.key.group_by("file", "layout"):
        for rows in grids(jambi.folder / "rosters" / file, layout).values():
            for cells in rows:
                for cell in cells:
                    assert str(cell) not in own or file in own[str(cell)]


def test_sound_people_are_of_age_alive_and_not_members(jambi):
    sound = jambi.key.filter((pl.col("decision") == "accept") & ~pl.col("noise").is_in(["member_lapsed"]))
    members = jambi.table("members.parquet").filter(pl.col("status") == "AKTIF")
    barred = set(members["nik"]) | set(jambi.table("deaths.csv")["nik"])
    assert not barred & set(sound["nik"])
    for nik in jambi.key.filter(pl.col("decision") == "accept")["nik"]:
        assert 18 <= age(nik) < 65
        assert int(nik[12:]) > 6000  # far above any number a registry gives out: nobody's NIK


@pytest.mark.parametrize(
    ("kind", "low", "high"), [("age_under", 14, 17), ("age_over", 65, 99), ("old_without_nik", 65, 99)]
)
def test_people_of_the_wrong_age_are(jambi, kind, low, high):
    ages = [age(nik) for nik in jambi.key.filter(pl.col("mistake") == kind)["nik"]]
    assert ages and all(low <= years <= high for years in ages)


def test_registers_hold_what_was_planted(jambi):
    members = jambi.table("members.parquet").filter(
        (pl.col("status") == "AKTIF") & ((pl.col("paid_through") >= "2026-11") | (pl.col("paid_through") == ""))
    )
    planted = {
        "covered_pu": members.filter(pl.col("segment") == "PU"),
        "covered_bpu": members.filter((pl.col("segment") == "BPU") & (pl.col("programme") == "")),
        "covered_other_program": members.filter((pl.col("segment") == "BPU") & (pl.col("programme") != "")),
        "deceased": jambi.table("deaths.csv"),
    }
    for kind, register in planted.items():
        people = set(jambi.key.filter(pl.col("mistake") == kind)["nik"])
        assert people and people <= set(register["nik"])


def test_groups_are_one_person_listed_twice_or_thrice(jambi):
    groups = (
        jambi.key.filter(pl.col("group") != "").group_by("group").agg(pl.col("nik").n_unique(), pl.len(), "decision")
    )
    assert groups.height > 30
    assert (groups["nik"] == 1).all() and set(groups["len"]) >= {2, 3}
    assert all(list(decisions).count("accept") == 1 for decisions in groups["decision"])
    elsewhere = (
        jambi.key.filter(pl.col("group").is_in(groups["group"].implode()))
        .group_by("group")
        .agg(pl.col("file").n_unique())
    )
    assert set(elsewhere["file"]) >= {1, 2}


def test_one_nik_two_people_differ_in_name(jambi):
    pairs = (
        jambi.key.filter(pl.col("reason") == "nik_two_people").group_by("nik").agg("name", pl.col("file").n_unique())
    )
    assert set(pairs["file"]) == {1, 2}
    assert pairs.height and all(len(names) == 2 and names[0][:1] != names[1][:1] for names in pairs["name"])


def test_sheets_beside_the_list(jambi):
    sheets = jambi.table("sheets.csv").with_columns(pl.col("workers", "rows_read").cast(pl.Int64))
    assert sheets["workers"].sum() == jambi.key.height
    assert (sheets["rows_read"] >= sheets["workers"]).all()
    states = {state for (state,) in sheets.select("state").unique().rows()}
    assert states == {"visible", "hidden", "very_hidden"}
    assert sheets.filter(pl.col("state") != "visible")["workers"].sum() == 0


def file_of(jambi, layout: str) -> Path:
    return jambi.folder / "rosters" / jambi.key.filter(pl.col("layout") == layout)["file"][0]


def test_last_year_is_hidden_and_holds_people(jambi):
    book = CalamineWorkbook.from_path(file_of(jambi, "many_sheets"))
    states = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    assert states["2025"] == SheetVisibleEnum.Hidden
    assert len(book.get_sheet_by_name("2025").to_python()) > 5


def test_layouts_have_the_traits_they_are_named_for(jambi):
    mac = openpyxl.load_workbook(file_of(jambi, "mac"))
    assert mac.epoch.year == 1904
    hidden = openpyxl.load_workbook(file_of(jambi, "hidden")).worksheets[0]
    assert sum(dimension.hidden for dimension in hidden.row_dimensions.values()) > 3
    assert any(dimension.hidden for dimension in hidden.column_dimensions.values())
    formulas = openpyxl.load_workbook(file_of(jambi, "formulas")).worksheets[0]
    assert any(str(cell.value).startswith("=UPPER(") for row in formulas for cell in row)
    letterhead = openpyxl.load_workbook(file_of(jambi, "letterhead")).worksheets[0]
    assert len(letterhead.merged_cells.ranges) > 5
    moved = openpyxl.load_workbook(file_of(jambi, "from_column_c")).worksheets[0]
    assert moved.min_row == 8 and moved.min_column == 3
    assert b"inlineStr" in ZipFile(file_of(jambi, "residents")).read("xl/worksheets/sheet1.xml")
    assert len(openpyxl.load_workbook(file_of(jambi, "by_hamlet")).sheetnames) >= 3
    template = openpyxl.load_workbook(file_of(jambi, "template"))
    assert template["_payung"].sheet_state == "veryHidden"


def test_a_list_sent_twice_counts_once(jambi):
    manifest = jambi.table("manifest.csv")
    newer = manifest.filter(pl.col("version") == "2")
    older = manifest.filter(pl.col("village_code").is_in(newer["village_code"].implode()) & (pl.col("version") == "1"))
    older = older.filter(pl.col("file").str.contains("(lama)", literal=True))
    assert newer.height == older.height > 1
    assert not set(older["file"]) & set(jambi.key["file"])
    assert set(newer["file"]) <= set(jambi.key["file"])


def test_american_dates_are_flipped_and_the_rest_is_text(jambi):
    file = file_of(jambi, "american")
    lines = jambi.key.filter((pl.col("layout") == "american") & (pl.col("mistake") == "") & (pl.col("noise") == ""))
    lines = lines.filter(pl.col("file") == lines["file"][0])
    rows = grids(jambi.folder / "rosters" / lines["file"][0], "american")
    dates = texts = 0
    for sheet, row, nik in lines.select("sheet", "row", "nik").iter_rows():
        born = birthday(nik)
        for cell in rows[sheet][row - 1]:
            if isinstance(cell, date):
                assert (cell.day, cell.month) == (born.month, born.day)
                dates += 1
            elif isinstance(cell, str) and cell.count("/") == 2:
                assert cell == f"{born:%d/%m/%Y}" and born.day > 12
                texts += 1
    assert file.exists() and dates > 5 and texts > 5


def test_dates_of_one_list_are_written_in_many_ways(jambi):
    rows = grids(file_of(jambi, "mixed_dates"), "mixed_dates")
    cells = [cell for cells in rows.values() for row in cells for cell in row]
    assert sum(isinstance(cell, date) for cell in cells) > 5
    words = [cell for cell in cells if isinstance(cell, str)]
    assert any(re.fullmatch(r"\d\d/\d\d/\d\d", word) for word in words)
    assert any(re.fullmatch(r"\d{1,2} [A-Za-z]+ \d{4}", word) for word in words)
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d", word) for word in words)


def test_shares_of_layouts_follow_the_table(jambi):
    assert jambi.made.layouts["plain"] > jambi.made.layouts["day_numbers"]
    assert sum(jambi.made.layouts.values()) == jambi.made.villages
    assert set(jambi.key["layout"]) == set(BY_ID)


def birthday(nik: str) -> date:
    day = int(nik[6:8]) % 40
    year = int(nik[10:12])
    return date(year + (2000 if year <= 15 else 1900), int(nik[8:10]), day)


def age(nik: str) -> int:
    born = birthday(nik)
    return ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))
