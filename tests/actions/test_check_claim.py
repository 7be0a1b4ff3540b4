"""An office's own cases against the law: which agree, which differ and why, which cannot be asked."""

from datetime import date
from pathlib import Path

import pytest

from payung.actions.check_claim import check_claim
from tests.gateways.workbooks.books import Page, write_book

OFFICIAL = Path(__file__).parent.parent / "official_cases"
HEADINGS = [
    "Jenis klaim", "Mulai", "Tgl. meninggal", "Tgl. kecelakaan", "Penghasilan", "Anak 1", "Santunan",
    "Beasiswa tahun pertama", "Beasiswa", "Cara membaca", "Tanggal pengajuan", "Bulan dibayar",
]  # fmt: skip


def checked(tmp_path, **cells):
    named = {
        "kind": 0, "started": 1, "day": 2, "accident": 3, "income": 4, "child": 5, "total": 6, "first": 7, "all": 8,
        "reading": 9, "filed": 10, "paid": 11,
    }  # fmt: skip
    row = [None] * len(HEADINGS)
    for name, value in {"kind": "Meninggal", "started": date(2024, 1, 1), **cells}.items():
        row[named[name]] = value
    found = check_claim(write_book(tmp_path / "kasus.xlsx", Page([["Judul"], HEADINGS, row])))
    (case,) = found.cases
    return case


@pytest.mark.parametrize("path", sorted(OFFICIAL.glob("*.xlsx")), ids=lambda path: path.name)
def test_every_case_of_the_offices_agrees_to_the_rupiah(path):
    found = check_claim(path)
    assert [(case.case.row, case.differing, case.wrong) for case in found.cases if not case.agrees] == []
    assert found.agreeing == len(found.cases) >= 30
    assert all(case.case.source for case in found.cases)


def test_a_sum_that_differs_is_explained(tmp_path):
    (one,) = checked(tmp_path, day=date(2025, 1, 10), total="Rp24.000.000").differing
    assert (one.expected, one.found) == (24_000_000, 42_000_000)
    assert one.says is not None and "2019-12-01" in one.says.id


def test_a_sum_another_reading_leads_to_names_the_reading(tmp_path):
    (one,) = checked(tmp_path, started=date(2025, 3, 15), day=date(2025, 6, 13), total=42_000_000).differing
    assert one.found == 10_000_000
    assert ("bpu/jkm/first_months/edge", "days_90") in one.otherwise
    assert ("bpu/jkm/first_months/edge", "more_than_months") not in one.otherwise


def test_a_sum_only_another_reading_explains_is_not_called_unexplained(tmp_path):
    row = {"kind": "JKK meninggal", "accident": "01/12/2019", "day": "05/12/2019", "started": "01/01/2019"}
    (one,) = checked(tmp_path, **row, total=70_000_000).differing
    assert one.says is None and one.otherwise == (("jkk/deciding_day", "outcome"),)
    (two,) = checked(tmp_path, **row, total=70_000_001).differing
    assert two.says is not None and not two.otherwise


def test_a_row_may_choose_its_reading(tmp_path):
    reading = "bpu/jkm/first_months/edge=days_90"
    case = checked(tmp_path, started=date(2025, 3, 15), day=date(2025, 6, 13), total=42_000_000, reading=reading)
    assert case.agrees


def test_every_sum_a_row_expects_is_compared(tmp_path):
    row = {"kind": "JKK meninggal", "accident": "01/05/2023", "started": "01/01/2022", "child": "01/09/2011 SD 6"}
    assert checked(tmp_path, **row, total=70_000_000, first="1,5 juta", all="76,5 juta").agrees
    differing = checked(tmp_path, **row, total=70_000_001, first=1_500_001, all=76_500_001).differing
    assert [(one.what.en, one.found) for one in differing] == [
        ("benefit", 70_000_000),
        ("scholarship, first year", 1_500_000),
        ("scholarship, all years", 76_500_000),
    ]


def test_a_late_claim_is_expected_to_pay_nothing(tmp_path):
    assert checked(tmp_path, day=date(2024, 5, 1), filed="02/05/2029", total=0).agrees
    assert not checked(tmp_path, day=date(2024, 5, 1), filed="01/05/2029", total=0).agrees


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"kind": "Pensiun", "day": date(2025, 1, 10)}, "case-cell-wrong", "Jenis klaim"),
        ({"kind": None, "day": date(2025, 1, 10)}, "case-cell-wrong", "Jenis klaim"),
        ({}, "case-cell-wrong", "Tgl. meninggal"),
        ({"kind": "JKK meninggal"}, "case-cell-wrong", "Tgl. kecelakaan"),
        ({"started": "kemarin", "day": date(2025, 1, 10)}, "case-cell-wrong", "Mulai"),
        ({"day": date(2025, 1, 10), "income": -1}, "case-cell-wrong", "Penghasilan"),
        ({"day": date(2025, 1, 10), "child": "2015-01-01 SD 9"}, "case-cell-wrong", "Anak 1"),
        ({"day": date(2025, 1, 10), "paid": "2023-01"}, "case-cell-wrong", "Bulan dibayar"),
        ({"day": date(2023, 1, 10)}, "event-before-cover", None),
        ({"started": date(2010, 1, 1), "day": date(2012, 1, 10)}, "no-value-in-force", None),
        ({"day": date(2025, 1, 10), "child": "2001-01-01 kuliah 5"}, "child-too-old", None),
        ({"day": date(2025, 1, 10), "reading": "jkm/lump=1"}, "unknown-parameter", None),
    ],
)
def test_a_row_that_cannot_be_asked_is_named_and_is_no_difference(tmp_path, cells, code, column):
    case = checked(tmp_path, total=42_000_000, **cells)
    assert case.wrong is not None and not case.agrees and not case.differing
    assert case.wrong.code == code
    assert column is None or (case.wrong.column, case.wrong.row) == (column, 3)
