"""A civil registry's list of deaths and moves, as offices keep it: CSV, a workbook with a title, Parquet."""

from datetime import date

import polars as pl
import pytest
import xlsxwriter

from payung.gateways.registers import RegisterUnreadable, normalise_register

NIK = "1571011208870002"


def normalised(path, tmp_path):
    register = normalise_register("left", path, tmp_path / "out.parquet")
    return register, pl.read_parquet(register.path).rows(named=True)


def test_words_for_events_and_a_destination(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "NIK;Nama;Tanggal Lahir;Peristiwa;Tgl Peristiwa;Kode Tujuan\n"
        f"{NIK};A;12-08-1987;Meninggal dunia;31/10/2026;\n"
        f"{NIK};A;12-08-1987;PINDAH keluar;1-11-2026;31.71.01.1001\n"
        f"{NIK};A;;lahir;besok;Jakarta\n",
        "utf-8",
    )
    register, rows = normalised(path, tmp_path)
    assert [(row["event"], row["happened_on"], row["moved_to"]) for row in rows] == [
        ("died", date(2026, 10, 31), None),
        ("moved", date(2026, 11, 1), "3171011001"),
        (None, None, None),
    ]
    assert rows[0]["dob"] == date(1987, 8, 12) and register.misread == 1


@pytest.mark.parametrize(("heading", "event"), [("tanggal_meninggal", "died"), ("Tgl. Pindah", "moved"),
                                                ("happened_on", None)])  # fmt: skip
def test_the_heading_of_the_day_says_what_happened(heading, event, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"nik,{heading}\n{NIK},2026-10-31\n", "utf-8")
    assert normalised(path, tmp_path)[1][0]["event"] == event


def test_a_workbook_with_a_title_and_two_sheets(tmp_path):
    workbook = xlsxwriter.Workbook(str(tmp_path / "list.xlsx"))
    day = workbook.add_format({"num_format": "dd-mm-yyyy"})
    for name, said in (("Oktober", "Meninggal"), ("November", "Pindah")):
        sheet = workbook.add_worksheet(name)
        sheet.write_string(0, 0, "DAFTAR PERISTIWA KEPENDUDUKAN")
        sheet.write_row(2, 0, ["No", "NIK", "Nama Lengkap", "Peristiwa", "Tanggal Peristiwa"])
        sheet.write_number(3, 0, 1)
        sheet.write_string(3, 1, NIK)
        sheet.write_string(3, 2, "SITI")
        sheet.write_string(3, 3, said)
        sheet.write_datetime(3, 4, date(2026, 10, 31), day)
    workbook.add_worksheet("Catatan").write_string(0, 0, "tidak ada tabel di sini")
    workbook.close()
    register, rows = normalised(tmp_path / "list.xlsx", tmp_path)
    assert register.rows == 2 and register.unusable_nik == 0
    assert [(row["nik"], row["name"], row["event"], row["happened_on"]) for row in rows] == [
        (NIK, "SITI", "died", date(2026, 10, 31)),
        (NIK, "SITI", "moved", date(2026, 10, 31)),
    ]


def test_a_workbook_without_a_list_and_a_broken_one_are_refused(tmp_path):
    workbook = xlsxwriter.Workbook(str(tmp_path / "empty.xlsx"))
    workbook.add_worksheet().write_string(0, 0, "kosong")
    workbook.close()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    for name in ("empty.xlsx", "broken.xlsx"):
        with pytest.raises(RegisterUnreadable):
            normalised(tmp_path / name, tmp_path)
