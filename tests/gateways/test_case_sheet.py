"""Spreadsheets of cases: found below titles, read row by row, refused where they are damaged or made to harm."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.roster.sheet import ErrorCell, NumberCell, Sheet
from payung.gateways import case_sheet
from payung.gateways.case_sheet import CaseSheetUnreadable, read_case_sheet
from payung.gateways.workbooks.sheets import read_sheets
from payung.gateways.workbooks.wire import packed_sheets, understood, unpacked_sheets
from tests.gateways.workbooks import hostile
from tests.gateways.workbooks.books import Page, write_book

HEADINGS = ["No", "Uraian", "Jenis klaim", "Mulai perlindungan", "Tgl. meninggal", "Santunan (Rp)", "Sumber"]
DEATH = [1, "Petani", "Meninggal", date(2024, 1, 1), date(2025, 1, 10), 42_000_000, "berita"]


def book(path: Path, *rows: list[object], **page: object) -> Path:
    return write_book(path / "kasus.xlsx", Page([HEADINGS, *rows], **page))


def test_a_row_is_a_case_with_its_place_and_what_it_expects(tmp_path):
    (case,) = read_case_sheet(book(tmp_path, DEATH, top=5, left=2, name="Klaim")).cases
    assert (case.sheet, case.row, case.wrong, case.source) == ("Klaim", 6, None, "berita")
    assert case.values == {"kind": "death", "started": date(2024, 1, 1), "day": date(2025, 1, 10)}
    assert case.expected == {"expect.total": 42_000_000}


def test_titles_above_and_notes_below_are_no_cases(tmp_path):
    rows = [
        ["DAFTAR KASUS"],
        ["Jenis klaim: lihat petunjuk"],
        [],
        HEADINGS,
        DEATH,
        [],
        [None, "Jumlah", None, None, None, 42_000_000],
        [None, None, "Catatan: hanya contoh"],
        HEADINGS,
        DEATH,
        ["Mengetahui, Kepala Bidang"],
    ]
    read = read_case_sheet(write_book(tmp_path / "kasus.xlsx", Page(rows, merged=["A1:G1"])))
    assert [case.row for case in read.cases] == [5, 10]
    assert read.skipped == (("Sheet1", 7), ("Sheet1", 8), ("Sheet1", 9))
    assert read.unused == ("No", "Uraian")


def test_every_visible_sheet_with_headings_is_read_in_order(tmp_path):
    path = write_book(
        tmp_path / "kasus.xlsx",
        Page([["Petunjuk"]], name="Petunjuk"),
        Page([HEADINGS, DEATH], name="2025"),
        Page([HEADINGS, DEATH, DEATH], name="2026"),
        Page([HEADINGS, DEATH], name="lama", hidden=True),
    )
    assert [(case.sheet, case.row) for case in read_case_sheet(path).cases] == [("2025", 2), ("2026", 2), ("2026", 3)]


def test_columns_may_stand_in_any_order_and_children_in_several(tmp_path):
    rows = [
        ["Anak 2", "Santunan", "Anak 1", "Jenis klaim", "Mulai", "Tanggal kecelakaan", "Angkutan darat"],
        ["2015-04-02 SD 3", "70 juta", None, "JKK meninggal", "01/01/2024", "2025-01-10", "750.000"],
    ]
    (case,) = read_case_sheet(write_book(tmp_path / "kasus.xlsx", Page(rows))).cases
    assert case.values["children"] == ["2015-04-02 SD 3"] and case.values["costs"] == {"land": 750_000}


@pytest.mark.parametrize(
    ("column", "value", "heading"),
    [
        (3, "awal tahun", "Mulai perlindungan"),
        (4, "31/02/2025", "Tgl. meninggal"),
        (5, "banyak", "Santunan (Rp)"),
        (5, None, "Santunan (Rp)"),
        (5, "-", "Santunan (Rp)"),
        (5, "=F:NA()|#N/A", "Santunan (Rp)"),
        (5, 42_000_000.5, "Santunan (Rp)"),
    ],
)
def test_a_wrong_cell_is_named_by_sheet_row_and_column_and_stops_nobody(tmp_path, column, value, heading):
    row = [*DEATH]
    row[column] = value
    wrong, sound = read_case_sheet(book(tmp_path, row, DEATH)).cases
    assert sound.wrong is None and wrong.wrong is not None and not wrong.values
    assert (wrong.wrong.sheet, wrong.wrong.row, wrong.wrong.column) == ("Sheet1", 2, heading)
    assert "baris 2" in wrong.wrong.says.id and heading in wrong.wrong.says.en
    assert str(value) not in wrong.wrong.says.id + wrong.wrong.do.id or value is None or value == "-"


def test_a_table_of_text_is_read_too(tmp_path):
    path = tmp_path / "kasus.csv"
    path.write_text("Jenis klaim;Mulai;Tanggal meninggal;Santunan\nMeninggal;01/01/2024;10/01/2025;Rp42.000.000\n")
    (case,) = read_case_sheet(path).cases
    assert case.expected == {"expect.total": 42_000_000} and case.row == 2


@pytest.mark.parametrize(
    "rows",
    [
        [["Jenis klaim", "Mulai perlindungan"], ["Meninggal", "01/01/2024"]],
        [["Nama", "NIK"], ["A", "B"]],
        [HEADINGS],
        [[]],
    ],
)
def test_a_workbook_without_cases_says_what_is_missing(tmp_path, rows):
    with pytest.raises(CaseSheetUnreadable) as error:
        read_case_sheet(write_book(tmp_path / "kasus.xlsx", Page([["x"], *rows])))
    assert "kasus.xlsx" in error.value.says.id and "Jenis klaim" in error.value.do.id


def test_two_columns_that_mean_the_same_are_not_chosen_between(tmp_path):
    with pytest.raises(CaseSheetUnreadable) as error:
        rows = [["Judul"], ["Kedua"], [*HEADINGS, "Jumlah santunan"], DEATH]
        read_case_sheet(write_book(tmp_path / "kasus.xlsx", Page(rows, top=2)))
    assert "baris 4" in error.value.says.id and "'Sheet1'" in error.value.says.en
    assert "Santunan (Rp)" in error.value.says.id and "Jumlah santunan" in error.value.says.id


def test_headings_stand_near_the_top(tmp_path):
    titles = [["x"]] * case_sheet.HEADING_WITHIN
    assert read_case_sheet(write_book(tmp_path / "near.xlsx", Page([*titles[1:], HEADINGS, DEATH]))).cases
    with pytest.raises(CaseSheetUnreadable):
        read_case_sheet(write_book(tmp_path / "far.xlsx", Page([*titles, HEADINGS, DEATH])))


def test_too_many_cases_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(case_sheet, "MOST_CASES", 2)
    assert len(read_case_sheet(book(tmp_path, DEATH, DEATH)).cases) == 2
    with pytest.raises(CaseSheetUnreadable):
        read_case_sheet(book(tmp_path, DEATH, DEATH, DEATH))


@pytest.mark.parametrize(
    "make",
    [
        hostile.far_corner,
        hostile.beyond_the_last_column,
        hostile.entities,
        hostile.macros,
        hostile.external_links,
        hostile.word_document,
        lambda: b"",
        lambda: b"PK\3\4 cut off",
        lambda: b"\x89PNG\r\n\x1a\n",
    ],
)
def test_a_file_made_to_harm_is_refused(tmp_path, make):
    path = tmp_path / "kasus.xlsx"
    path.write_bytes(make())
    with pytest.raises(CaseSheetUnreadable) as error:
        read_case_sheet(path)
    assert error.value.says.id and error.value.do.id


def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    path = tmp_path / "kasus.xlsx"
    path.write_bytes(hostile.sound(tmp_path / "s.xlsx"))
    problem = read_sheets(path, seconds=0)
    assert getattr(problem, "code", None) == "file_timeout"


CELLS = st.one_of(
    st.none(),
    st.text(),
    st.booleans(),
    st.dates(),
    st.floats(allow_nan=False).map(NumberCell),
    st.text().map(ErrorCell),
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4), st.integers(1, 9), st.integers(1, 9))
def test_sheets_come_through_the_pipe_as_they_lie(rows, first_row, first_column):
    sheet = Sheet("Lembar", rows, first_row, first_column)
    hidden = Sheet("lain", rows, visible=False)
    message = understood(json.dumps(packed_sheets([sheet, hidden])).encode())
    assert unpacked_sheets(message) == [sheet]


@pytest.mark.parametrize("cell", [1, {"number": 1, "day": "2026-01-01"}, {"day": "tomorrow"}, {"number": "x"}, []])
def test_a_child_that_sends_no_cell_is_not_believed(cell):
    with pytest.raises((KeyError, TypeError, ValueError)):
        unpacked_sheets({"sheets": [{"name": "S", "rows": [[cell]], "first_row": 1, "first_column": 1}]})
