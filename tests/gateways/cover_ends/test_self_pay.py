"""Lists and slips for self-payment: the amounts of each month, the last day, and no whole NIK."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from payung.gateways.book_tables import read_book_table
from payung.gateways.cover_ends.self_pay import in_months, losses, village_lists, write_village_book
from payung.gateways.cover_ends.slips import A4, A_PAGE, FOOT, HEAD, LEAD, SIDE, TOP, fitted, write_slips
from tests.gateways.cover_ends.made import BOOK, FUNDS, ON, PAYS, ending, live

LISTS = village_lists(ending(), live(), FUNDS, BOOK, ON, pays_full=PAYS[1])
CSR = next(payer for payer in LISTS[0].payers if payer.last_month == 202611)


def test_everyone_whose_cover_ends_stands_in_one_village():
    assert sum(len(listed.payers) for listed in LISTS) == ending().height
    assert [listed.code for listed in LISTS] == sorted(listed.code for listed in LISTS)


def test_who_is_paid_again_later_is_not_told_to_pay():
    resuming = ending().with_columns(resumes=pl.when(pl.col("person") == 1).then(202703).cast(pl.Int64))
    found = village_lists(resuming, live(), FUNDS, BOOK, ON, pays_full=PAYS[1])
    assert sum(len(listed.payers) for listed in found) == ending().height - 1


def test_the_amounts_are_those_of_who_pays_alone_in_each_month():
    assert CSR.amounts == (
        (202612, 8_400, 8_400), (202701, 16_800, 8_400), (202702, 16_800, 8_400), (202703, 16_800, 8_400),
        (202704, 16_800, 16_800), (202705, 16_800, 16_800),
    )  # fmt: skip
    assert in_months(CSR) == (
        "Desember 2026: Rp8.400 sebulan; Januari 2027 sampai Maret 2027: Rp16.800 sebulan (pekerja transportasi "
        "Rp8.400); April 2027 sampai Mei 2027: Rp16.800 sebulan"
    )


def test_the_last_day_is_the_one_before_the_lapse():
    assert CSR.last_day == date(2027, 2, 28)
    assert LISTS[0].due_day == 15 and LISTS[0].age_limit == 65


@pytest.mark.parametrize(
    ("born", "too_old"),
    [("1962-03-31", True), ("1962-04-01", True), ("1962-04-02", False), ("1962-12-01", False), ("1961-01-01", True)],
)
def test_who_reaches_the_age_limit_before_the_lapse_cannot_come_back(born, too_old):
    who = live().with_columns(birth_date=pl.lit(date.fromisoformat(born)))
    payers = [payer for listed in village_lists(ending(), who, FUNDS, BOOK, ON, pays_full=1) for payer in listed.payers]
    assert {payer.too_old for payer in payers if payer.last_month == 202612} == {too_old}
    assert ("tidak dapat mendaftar lagi karena usia" in losses(payers[-1])) == payers[-1].too_old


def test_the_workbook_masks_the_nik_and_leaves_room_for_the_code(tmp_path):
    write_village_book(LISTS[0], tmp_path / "one.xlsx")
    write_village_book(LISTS[0], tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    table = read_book_table(tmp_path / "one.xlsx", lambda headings: "Nama" in headings)
    assert isinstance(table, pl.DataFrame) and table.height == len(LISTS[0].payers)
    assert all(nik.startswith("············") and len(nik) == 16 for nik in table["NIK (4 angka terakhir)"])
    assert table["Kode bayar"].null_count() == table.height
    assert table["Iuran bulan berikutnya"].cast(pl.Int64).to_list() == [
        payer.amounts[0][1] for payer in LISTS[0].payers
    ]


def test_a_name_that_starts_like_a_formula_is_harmless(tmp_path):
    evil = replace(LISTS[0], payers=(replace(CSR, name="=HYPERLINK(1)"),))
    write_village_book(evil, tmp_path / "e.xlsx")
    table = read_book_table(tmp_path / "e.xlsx", lambda headings: "Nama" in headings)
    assert isinstance(table, pl.DataFrame) and table["Nama"].to_list() == ["'=HYPERLINK(1)"]


def test_the_slips_of_a_village(tmp_path):
    write_slips(LISTS[0], tmp_path / "one.pdf")
    write_slips(LISTS[0], tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    pages = PdfReader(tmp_path / "one.pdf").pages
    assert len(pages) == -(-len(LISTS[0].payers) // A_PAGE)
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert said.count("Teruskan perlindungan kerja Anda") == len(LISTS[0].payers)
    assert "Rp8.400 sebulan" in said and "28 Februari 2027" in said and "Rp42.000.000" in said
    niks = live()["nik"].to_list()
    assert not [nik for nik in niks if nik in said]


@given(fund=st.text(min_size=1, max_size=300), to_full=st.integers(0, 3), too_old=st.booleans())
def test_what_a_slip_says_fits_its_place(fund, to_full, too_old):
    payer = replace(CSR, fund=fund, to_full=to_full, too_old=too_old)
    size, lines = fitted(LISTS[0], payer, A4[0] - 2 * SIDE)
    assert HEAD + FOOT + len(lines) * size * LEAD <= (A4[1] - 2 * TOP) / A_PAGE
