"""Months as branches write them; what does not name a month and a year names nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.cover.month_cells import MOST_MONTHS, months_from, months_said
from payung.core.roster.sheet import ErrorCell, NumberCell

LAST_QUARTER = (202510, 202511, 202512)


@pytest.mark.parametrize(
    "cell",
    [
        "Okt 2025", "Oktober 2025", "OKT-25", "Okt'25", "10/2025", "10-2025", "2025-10", "2025/10", "202510", "102025",
        "1/10/2025", "31-10-2025", "2025-10-31", "2025 10", NumberCell(202510.0), NumberCell(102025.0),
        NumberCell(45931.0), date(2025, 10, 17), " Okt. 2025 ", "10.2025",
    ],
)  # fmt: skip
def test_one_month(cell):
    assert months_said(cell) == (202510,)


@pytest.mark.parametrize(
    "cell",
    [
        "Okt-Des 2025", "Okt – Des 2025", "Oktober s/d Desember 2025", "Oktober s.d. Desember 2025", "10/2025..12/2025",
        "Oktober 2025 sampai dengan Desember 2025", "01/10/2025 - 31/12/2025", "202510 s.d. 202512",
        "Okt, Nov, Des 2025", "Oktober, November dan Desember 2025", "10/2025; 11/2025; 12/2025",
        "Des 2025, Okt 2025, Nov 2025",
    ],
)  # fmt: skip
def test_several_months(cell):
    assert months_said(cell) == LAST_QUARTER


def test_a_range_over_new_year():
    assert months_said("Nov 2025 - Feb 2026") == months_said("November s.d. Februari 2026")
    assert months_said("Des–Jan 2026") == (202512, 202601)


@pytest.mark.parametrize("cell", ["10", "Oktober", "okt", NumberCell(10.0)])
def test_a_month_without_a_year_has_the_bills(cell):
    assert months_said(cell, LAST_QUARTER) == (202510,)
    assert months_said(cell) is None
    assert months_said(cell, (202410, 202510)) is None, "two years: neither is guessed"
    assert months_said(cell, (202511,)) is None


@pytest.mark.parametrize(
    "cell",
    [
        None, "", "-", "3 bulan", "13/2025", "00/2025", "2025", "25", "Foo 2025", "202513", "10/1925", "10/2125",
        "Okt 2025 - Des 2035", "12/2025 s.d. 10/2025", True, False, ErrorCell("#REF!"), NumberCell(float("nan")),
        NumberCell(float("inf")), NumberCell(-5.0), NumberCell(202510.5), NumberCell(1e300), "=HYPERLINK(1)",
        "Okt 2025 " * 60, "Okt, Foo 2025", "a-b-c 2025",
    ],
)  # fmt: skip
def test_what_is_no_month_is_none(cell):
    assert months_said(cell) is None


@given(st.text(max_size=60) | st.floats().map(NumberCell) | st.dates() | st.booleans(), st.booleans())
def test_no_cell_raises_and_what_is_read_are_months(cell, within):
    found = months_said(cell, LAST_QUARTER if within else ())
    assert found is None or 0 < len(found) <= MOST_MONTHS
    for month in found or ():
        assert 2015 <= month // 100 <= 2099 and 1 <= month % 100 <= 12
    assert list(found or ()) == sorted(set(found or ()))


@given(st.integers(2015, 2098), st.integers(1, 12), st.integers(0, MOST_MONTHS - 1))
def test_a_range_has_as_many_months_as_lie_between(year, month, more):
    first = year * 100 + month
    count = year * 12 + month - 1 + more
    last = count // 12 * 100 + count % 12 + 1
    months = months_from(first, last)
    assert len(months) == more + 1 and (months[0], months[-1]) == (first, last)
    if last < 209901:
        assert months_said(f"{first} s.d. {last}") == months
