"""Cells as offices type them: read where they say one thing, refused where they may say two."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.basis.rupiah import number, rupiah
from payung.core.claims.case_cells import CellWrong, FieldWrong, amount, day, empty, question_values
from payung.core.claims.case_columns import FIELDS, field_of
from payung.core.roster.sheet import ErrorCell, NumberCell


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (NumberCell(42_000_000.0), 42_000_000),
        (NumberCell(0.0), 0),
        ("0", 0),
        ("42000000", 42_000_000),
        ("42.000.000", 42_000_000),
        ("42,000,000", 42_000_000),
        ("Rp42.000.000", 42_000_000),
        ("Rp. 42.000.000,-", 42_000_000),
        ("rp 42.000.000,00", 42_000_000),
        ("IDR", None),
        ("42 juta", 42_000_000),
        ("Rp187,6 juta", 187_600_000),
        ("187.6 Juta", 187_600_000),
        ("1,5 miliar", 1_500_000_000),
        ("16,8 ribu", 16_800),
        ("750 rb", 750_000),
        ("42 jt", 42_000_000),
        ("1 milyar", 1_000_000_000),
        ("1.500 juta", None),  # a thousand and a half, or one and a half
        ("1.234", 1234),
        ("42.00", None),
        ("42,5", None),
        ("1.2345 ribu", None),  # not whole rupiah
        ("42.000.00", None),
        ("sekitar 42 juta", None),
        ("42 dolar", None),
        ("-42.000.000", None),
        ("", None),
        (NumberCell(42.5), None),
        (NumberCell(1e16), None),
        (NumberCell(float("nan")), None),
        (NumberCell(float("inf")), None),
        (True, None),
        (ErrorCell("#REF!"), None),
        ("#REF!", None),
        ("9" * 30, None),
    ],
)
def test_an_amount(cell, read):
    if read is None:
        with pytest.raises(CellWrong):
            amount(cell)
    else:
        assert amount(cell) == read


@given(st.integers(0, 10**15))
def test_what_is_written_as_rupiah_is_read_back(written):
    assert amount(rupiah(written)) == amount(number(written)) == amount(str(written)) == written


@given(st.integers(0, 10**12))
def test_what_excel_keeps_as_a_number_is_read_back(written):
    assert amount(NumberCell(float(written))) == written


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (date(2026, 1, 31), "2026-01-31"),
        ("2026-01-31", "2026-01-31"),
        ("31/01/2026", "2026-01-31"),
        ("31-1-2026", "2026-01-31"),
        ("31.01.2026", "2026-01-31"),
        ("05/04/2026", "2026-04-05"),  # day first, as Indonesia writes
        ("31 Januari 2026", "2026-01-31"),
        ("7 Agt 2025", "2025-08-07"),
        ("7 Mei 2025", "2025-05-07"),
        ("7-Des-2025", "2025-12-07"),
        ("1 Maret 2025", "2025-03-01"),
        (NumberCell(46053.0), "2026-01-31"),
        (NumberCell(46053.5), None),
        (NumberCell(2026.0), None),
        (NumberCell(19_999.0), None),  # before 1954: no date of a claim
        (NumberCell(20_000.0), "1954-10-03"),
        (NumberCell(80_000.0), None),
        ("31/02/2026", None),
        ("01/31/2026", None),
        ("31/01/26", None),  # which century
        ("Januari 2026", None),
        ("7 Marketing 2025", None),
        ("kemarin", None),
        (True, None),
        (ErrorCell("#N/A"), None),
    ],
)
def test_a_day(cell, read):
    if read is None:
        with pytest.raises(CellWrong):
            day(cell)
    else:
        assert day(cell).isoformat() == read


@given(st.dates(date(1955, 1, 1), date(2110, 1, 1)))
def test_a_day_is_read_back_however_it_is_written(written):
    excel = NumberCell(float((written - date(1899, 12, 30)).days))
    assert {day(excel), day(f"{written:%d/%m/%Y}"), day(f"{written:%d-%m-%Y}"), day(written.isoformat())} == {written}


def test_a_row_becomes_a_question():
    cells = {
        "kind": ["Meninggal karena kecelakaan kerja"],
        "started": [date(2024, 1, 1)],
        "accident": ["3 Februari 2026"],
        "income": ["Rp1,2 juta"],
        "children": ["02/04/2015 SD kelas 3; 2018-01-01 TK 1", None, "7 Mei 2010, SMA, 1, menikah"],
        "heirs": ["istri; ibu"],
        "costs.land": [NumberCell(750_000.0)],
        "absent": ["03/02/2026 s.d. 10/02/2026"],
        "paid": ["2024-01..2026-02"],
        "filed": [None],
        "expect.total": [NumberCell(1.0)],
        "source": ["berita"],
    }
    assert question_values(cells) == {
        "kind": "work-death",
        "started": date(2024, 1, 1),
        "accident": date(2026, 2, 3),
        "income": 1_200_000,
        "children": ["2015-04-02 SD 3", "2018-01-01 TK 1", "2010-05-07 SMA 1 menikah"],
        "heirs": ["istri", "ibu"],
        "costs": {"land": 750_000},
        "absent": ["2026-02-03..2026-02-10"],
        "paid": ["2024-01..2026-02"],
    }


@pytest.mark.parametrize(
    ("field", "cell", "read"),
    [
        ("memberships", NumberCell(2.0), 2),
        ("memberships", NumberCell(1.5), "1.5"),  # refused by the question, by name
        ("memberships", NumberCell(1e15), "1000000000000000.0"),
        ("memberships", NumberCell(float("inf")), "inf"),
        ("memberships", NumberCell(float("nan")), "nan"),
        ("total", True, True),
        ("total", "Ya", "Ya"),
        ("paid", date(2025, 3, 1), "2025-03"),
        ("paid", "2025-01..2025-03; 2025-06\n2025-08", ["2025-01..2025-03", "2025-06", "2025-08"]),
        ("losses", "index_right, thumb_right@50", ["index_right", "thumb_right@50"]),
        ("children", "01/01/2015 SD 3\n02/02/2017 SD 1", ["2015-01-01 SD 3", "2017-02-02 SD 1"]),
        ("children", "01/01/2012 SMP kelas 8", ["2012-01-01 SMP 2"]),
        ("children", "01/01/2009 SMA kelas 10", ["2009-01-01 SMA 1"]),
        ("children", "01/01/2009 smk kls 12", ["2009-01-01 smk 3"]),
        ("children", "01/01/2009 SMA 2 bekerja", ["2009-01-01 SMA 2 bekerja"]),
        ("children", "01/01/2015 SD 7", ["2015-01-01 SD 7"]),  # refused by the question: no such class
        ("children", "01/01/2006 kuliah semester 3", ["2006-01-01 kuliah semester 3"]),  # refused: which year
        ("children", "2024-05-05 belum", ["2024-05-05 belum"]),
        ("readings", "jkk/deciding_day=outcome", ["jkk/deciding_day=outcome"]),
        ("absent", date(2025, 3, 1), ["2025-03-01"]),
        ("kind", "  jkm ", "death"),
        ("kind", "Lainnya", "Lainnya"),
        ("income", NumberCell(0.0), 0),
    ],
)
def test_a_cell_is_read_for_its_field(field, cell, read):
    assert question_values({field: [cell]}) == {field: read}


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("started", "kapan-kapan"),
        ("income", "banyak"),
        ("children", "SD kelas 3"),
        ("costs.land", "Rp"),
        ("absent", "sebulan"),
        ("heirs", ErrorCell("#REF!")),
        ("heirs", "#N/A"),
        ("kind", ErrorCell("#REF!")),
    ],
)
def test_a_cell_that_cannot_be_read_names_its_field(field, cell):
    with pytest.raises(FieldWrong) as error:
        question_values({field: [cell]})
    assert error.value.field == field and error.value.expected.id and error.value.expected.en


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 Agustus 2025 s.d. 31 Agustus 2025", "2025-08-01..2025-08-31"),
        ("1 Agustus 2025 sd 3 September 2025", "2025-08-01..2025-09-03"),
        ("01/08/2025 s/d 31/08/2025", "2025-08-01..2025-08-31"),
        ("01-08-2025 – 31-08-2025", "2025-08-01..2025-08-31"),
        ("2025-08-01..2025-08-31", "2025-08-01..2025-08-31"),
        ("01/08/2025 sampai dengan 31/08/2025", "2025-08-01..2025-08-31"),
        ("01/08/2025", "2025-08-01"),
    ],
)
def test_from_day_to_day(written, read):
    assert question_values({"absent": [written]}) == {"absent": [read]}


@pytest.mark.parametrize("cell", [None, "", "-", "–", " ", "..."])
def test_an_empty_cell_says_nothing(cell):
    assert empty(cell)


@pytest.mark.parametrize("cell", ["0", NumberCell(0.0), False, "#REF!", ErrorCell("#REF!"), "x", "0,-"])
def test_a_nought_and_a_broken_formula_are_not_empty(cell):
    assert not empty(cell)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Mulai\nperlindungan", "started"),
        ("TGL. MENINGGAL", "day"),
        ("Tgl Meninggal (hari/bulan/tahun)", "day"),
        ("anak 3", "children"),
        ("Anak", "children"),
        ("ANAK BUAH", None),
        ("Santunan (Rp)", "expect.total"),
        ("Beasiswa tahun pertama", "expect.first_year"),
        ("Nama", None),
        ("NIK", None),
        ("Keterangan", None),
        ("", None),
    ],
)
def test_a_heading(heading, field):
    assert field_of(heading) == field


def test_no_heading_means_two_fields():
    headings = [heading for headings in FIELDS.values() for heading in headings]
    assert len(headings) == len(set(headings))
    assert all(field_of(heading) == field for field, listed in FIELDS.items() for heading in listed)
