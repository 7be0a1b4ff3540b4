"""A village gets its own problem rows, can fill the yellow cells only, and never reads a whole NIK."""

import re

import polars as pl
import pytest
from openpyxl import load_workbook

from payung.gateways.corrections import write_corrections
from tests.gateways.frames import FINDINGS, OUTCOME, case, file_row, finding, table, world


def write(folder, made, **how):
    folder.mkdir(exist_ok=True)
    return write_corrections(made.outcome, made.findings, made.villages, made.files, folder, case=case(), **how)


def lines(path):
    """Heading -> cell, for every row of problems."""
    sheet = load_workbook(path).active
    headings = [cell.value for cell in sheet[8]]
    found = []
    for row in sheet.iter_rows(min_row=9):
        if isinstance(row[0].value, int) or row[0].value == "–":
            found.append(dict(zip(headings, row, strict=True)))
    return sheet, found


@pytest.fixture(scope="module")
def made():
    return world(villages=3, people=20)


def test_every_problem_row_stands_in_the_workbook_of_its_village_and_nowhere_else(tmp_path, made):
    count = write(tmp_path, made)
    assert count == len(list(tmp_path.iterdir())) == 4
    problems = made.outcome.filter(pl.col("decision") != "accept")
    for (code,), rows in problems.group_by("village_code"):
        (path,) = tmp_path.glob(f"perbaikan_{code}_*.xlsx")
        _, found = lines(path)
        said = {(line["Baris di berkas Anda"].value, line["Nama"].value) for line in found}
        assert said == set(rows.select("row", "name").iter_rows())
        digits = {line["4 digit terakhir NIK"].value for line in found}
        assert digits == {f"…{nik[-4:]}" for nik in rows["nik"]}


def test_rows_to_correct_come_before_rows_that_cannot_be_enrolled(tmp_path, made):
    write(tmp_path, made)
    decision = {(row["file"], row["row"]): row["decision"] for row in made.outcome.iter_rows(named=True)}
    for number, path in enumerate(sorted(tmp_path.glob("perbaikan_*.xlsx"))[:3]):
        _, found = lines(path)
        order = [decision[f"{number:04d}.xlsx", line["Baris di berkas Anda"].value] for line in found]
        assert order == sorted(order)  # correct < reject


def test_only_the_yellow_cells_can_be_changed(tmp_path, made):
    write(tmp_path, made)
    sheet, found = lines(min(tmp_path.glob("*.xlsx")))
    assert sheet.protection.sheet and sheet.protection.password is None
    fill = {line["Perbaikan (isi di sini)"].coordinate for line in found}
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == fill != set()
    assert {sheet[cell].number_format for cell in fill} == {"@"}
    assert {sheet[cell].fill.fgColor.rgb for cell in fill} == {"FFFFF3B0"}
    assert sheet.freeze_panes == "A9" and sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$8:$8"


def test_no_whole_nik_is_in_any_workbook(tmp_path, made):
    write(tmp_path, made)
    for path in tmp_path.iterdir():
        for sheet in load_workbook(path):
            for row in sheet.iter_rows(values_only=True):
                assert not [cell for cell in row if re.search(r"\d{12}", str(cell).replace(".", ""))]


def test_the_problem_and_what_to_do_are_apart(tmp_path):
    rows = [_row(7)]
    told = [
        finding(
            "a.xlsx",
            7,
            "nik",
            "nik_length",
            "NIK 15 digit, harus 16. Periksa KTP-el; ketik tanpa spasi dan tanda kutip.",
        ),
        finding("a.xlsx", 7, "nik", "nik_serial_zero", "Empat digit akhir NIK 0000."),
    ]
    found = _one_village(tmp_path, rows, told)
    assert found[0]["Masalah"].value == "NIK 15 digit, harus 16.\nEmpat digit akhir NIK 0000."
    assert "Periksa KTP-el" in found[0]["Yang harus dilakukan"].value


def test_a_file_that_could_not_be_read_gets_a_workbook_that_says_so(tmp_path, made):
    write(tmp_path, made)
    code = made.files.filter(pl.col("file") == "rusak.xlsx")["village_code"][0]
    (path,) = tmp_path.glob(f"perbaikan_{code}_*.xlsx")
    sheet, found = lines(path)
    assert len(found) == 1 and "kata sandi" in found[0]["Masalah"].value
    assert "1 berkas tidak dapat dipakai" in sheet["A5"].value


def test_a_file_of_no_known_village_gets_its_own_workbook(tmp_path):
    told = [finding("dari camat.xlsx", None, None, "village_ambiguous", "Desanya belum pasti.") | {"sheet": None}]
    row = _row(9) | {"file": "dari camat.xlsx", "village_code": None, "reasons": "village_ambiguous"}
    _one_village(tmp_path, [row], told, code=None, file="dari camat.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["perbaikan_tanpa-kode_dari-camat-xlsx.xlsx"]


def test_file_and_sheet_are_named_when_a_village_sent_several(tmp_path):
    rows = [_row(7), _row(7) | {"sheet": "Dusun 2"}]
    told = [finding("a.xlsx", 7, "nik", "nik_length", "x") | {"sheet": sheet} for sheet in ("Daftar", "Dusun 2")]
    found = _one_village(tmp_path, rows, told)
    assert [line["Berkas / lembar"].value for line in found] == ["a.xlsx\nDaftar", "a.xlsx\nDusun 2"]


def test_a_rows_own_village_gets_it_whoever_sent_the_file(tmp_path):
    other = _row(7) | {"village_code": "1501012002"}
    _one_village(tmp_path, [other], [])
    assert [path.stem.split("_")[1] for path in tmp_path.iterdir()] == ["1501012002"]


def test_warnings_need_nothing_from_the_village(tmp_path):
    told = [
        finding("a.xlsx", 7, "nik", "nik_length", "NIK 15 digit."),
        finding("a.xlsx", 7, "birth_date", "dob_day_month_swapped", "Tertukar.") | {"severity": "warn"},
        finding("a.xlsx", None, None, "template_version", "Templat lama.") | {"severity": "info"},
    ]
    found = _one_village(tmp_path, [_row(7)], told)
    assert [line["Masalah"].value for line in found] == ["NIK 15 digit."]


def test_names_that_would_run_stay_text(tmp_path):
    found = _one_village(tmp_path, [_row(7) | {"name": "=HYPERLINK(1)"}], [])
    assert found[0]["Nama"].value == "'=HYPERLINK(1)" and found[0]["Nama"].data_type == "s"
    assert found[0]["Masalah"].value == "nik_length"


def test_nothing_to_correct_writes_nothing(tmp_path, made):
    fine = made.outcome.filter(pl.col("decision") == "accept")
    assert write_corrections(fine, made.findings.clear(), made.villages, made.files, tmp_path, case=case()) == 0
    assert not list(tmp_path.iterdir())


def test_the_same_lists_give_the_same_bytes_also_side_by_side(tmp_path):
    many = world(villages=160, people=4)
    assert write(tmp_path / "one", many, processes=1) == write(tmp_path / "two", many, processes=2) == 161
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def _row(row):
    return {
        "position": row,
        "file": "a.xlsx",
        "sheet": "Daftar",
        "row": row,
        "village_code": "1501012001",
        "nik": "150101120887000",
        "name": "Siti Contoh",
        "decision": "correct",
        "reasons": "nik_length",
        "months": 0,
        "amount": 0,
    }


def _one_village(folder, rows, told, *, code="1501012001", file="a.xlsx"):
    made = world(1, 2)
    files = table([file_row(file, code, len(rows))], dict(zip(made.files.columns, KINDS, strict=True)))
    write_corrections(table(rows, OUTCOME), table(told, FINDINGS), made.villages, files, folder, case=case())
    return lines(next(folder.iterdir()))[1]


KINDS = ["string"] * 5 + ["int64"] * 3
