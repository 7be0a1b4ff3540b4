"""What one cell says, in the many ways people write it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.roster import cells
from payung.core.roster.sheet import ErrorCell, NumberCell
from payung.core.roster.table import BIRTH_DATE_FORMS, NIK_FORMS

ON = date(2026, 11, 1)
NIK = "1505011208870002"
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ANY_CELL = st.one_of(
    st.none(),
    st.text(),
    st.text(alphabet="0123456789-/. OoEe+,'", max_size=24),
    st.floats().map(NumberCell),
    st.dates(),
    st.booleans(),
    st.text(max_size=8).map(ErrorCell),
)
BIRTHDAYS = st.dates(date(1930, 1, 1), date(2008, 12, 31))


def written_in_many_ways(day: date) -> dict[str, str]:
    """How -> the day as text."""
    month = MONTHS[day.month - 1]
    return {
        "dashes": f"{day:%d-%m-%Y}",
        "slashes, no noughts": f"{day.day}/{day.month}/{day.year}",
        "points": f"{day:%d.%m.%Y}",
        "spaces": f"{day:%d %m %Y}",
        "spaced dashes": f"{day:%d - %m - %Y}",
        "two dashes": f"{day:%d--%m--%Y}",
        "long dashes": f"{day:%d–%m–%Y}",
        "commas": f"{day:%d,%m,%Y}",
        "as databases": f"{day:%Y-%m-%d}",
        "as databases, with time": f"{day:%Y-%m-%d} 00:00:00",
        "one number": f"{day:%d%m%Y}",
        "month in words": f"{day.day} {month} {day.year}",
        "month in capitals": f"{day.day:02d} {month.upper()} {day.year}",
        "short month": f"{day.day}-{month[:3]}-{day.year}",
        "no spaces": f"{day.day}{month}{day.year}",
        "month first": f"{month} {day.day}, {day.year}",
        "Roman month": f"{day.day}-{ROMAN[day.month - 1]}-{day.year}",
        "with units": f"tanggal {day.day} bulan {month} tahun {day.year}",
        "with the weekday": f"Rabu, {day.day} {month} {day.year}",
        "with a point at the end": f"{day:%d-%m-%Y}.",
        "with an apostrophe": f"'{day:%d-%m-%Y}",
        "with the age": f"{day:%d-%m-%Y} (39 th)",
        "no-break spaces": f"{day.day}\u00a0{month}\u00a0{day.year}",
    }


@given(BIRTHDAYS)
def test_a_day_is_read_in_all_the_ways_it_is_written(day):
    for how, written in written_in_many_ways(day).items():
        assert cells.birth(written, ON)[:2] == (day, "read"), how


@given(
    BIRTHDAYS,
    st.sampled_from(["Jambi", "Ma. Bungo", "Sei. Penuh", "KUALA TUNGKAL"]),
    st.sampled_from([", ", " / ", " "]),
)
def test_a_place_before_the_day_is_told_apart(day, place, between):
    for how in ("dashes", "month in words", "points", "Roman month"):
        written = written_in_many_ways(day)[how]
        assert cells.birth(f"{place}{between}{written}", ON) == (day, "read", None, place), how


@given(st.dates(date(1927, 1, 1), date(2011, 10, 31)))
def test_of_two_digit_years_the_century_makes_a_worker(day):
    for written in (f"{day:%d-%m-%y}", f"{day.day} {MONTHS[day.month - 1]} {day:%y}", f"{day:%d%m%y}"):
        assert cells.birth(written, ON)[0] == day


@given(BIRTHDAYS)
def test_day_numbers_of_a_spreadsheet_are_days(day):
    number = (day - date(1899, 12, 30)).days
    assert cells.birth(NumberCell(float(number)), ON)[0] == day
    assert cells.birth(str(number), ON)[0] == day
    assert cells.birth(NumberCell(float(f"{day:%d%m%Y}")), ON)[0] == day


@pytest.mark.parametrize(
    "text",
    ["31-06-1970", "00-00-1970", "1970", "32 Januari 1980", "29-02-1981", "12-08", "Agustus 1987", "12 Foo 1987",
     "12-08-19877", "1987-08-32", "13-13-1980"],
)  # fmt: skip
def test_what_is_no_day_is_kept_as_written(text):
    assert cells.birth(text, ON) == (None, "unreadable", text, None)


@pytest.mark.parametrize("text", ["", "-", "lupa", "tidak tahu", "#REF!", None, ErrorCell("#REF!")])
def test_a_cell_that_names_no_day_is_empty(text):
    assert cells.birth(text, ON)[:3] == (None, "empty", None)


def test_a_place_with_a_number_is_no_unreadable_day():
    assert cells.birth("Rantau Panjang 4", ON) == (None, "empty", None, "Rantau Panjang 4")


def test_month_before_day_only_where_nothing_else_fits():
    assert cells.birth("08/13/1987", ON)[0] == date(1987, 8, 13)
    assert cells.birth("08/12/1987", ON)[0] == date(1987, 12, 8)


@pytest.mark.parametrize("word", ["Agutus", "Agsutus", "Pebruari", "Nopember", "Desembr", "Okt", "Agt", "Sept"])
def test_misspelt_and_short_months(word):
    assert cells.birth(f"12 {word} 1987", ON)[1] == "read"


@pytest.mark.parametrize(
    "typed",
    ["{}", " {} ", "'{}", "`{}", "’{}", '"{}"', '="{}"', "NIK {}", "NIK. {}", "No. KTP : {}", "ID:{}", "#{}", "{}.",
     "{}*", "\u00a0{}", "\u200b{}", "\ufeff{}", "\u202d{}\u202c", "{}\t", "{}\n", "{}.0", "{} (KTP)"],
)  # fmt: skip
def test_what_is_typed_around_a_nik_is_left_out(typed):
    assert cells.nik(typed.format(NIK)) == (NIK, "text")


@given(st.lists(st.sampled_from(["", " ", ".", "-", "\u00a0", "\u200b", "/", "_", "\n"]), min_size=15, max_size=15))
def test_what_is_typed_within_a_nik_is_left_out(between):
    assert cells.nik("".join(map("".join, zip(NIK, [*between, ""], strict=True)))) == (NIK, "text")


def test_digits_of_other_scripts_are_digits():
    assert cells.nik("".join(chr(0xFF10 + int(digit)) for digit in NIK)) == (NIK, "text")


def test_letters_are_only_mended_where_they_can_be_a_nought():
    assert cells.nik("15O5O112O887OOO2") == (NIK, "letter_o")
    assert cells.nik("l505011208870002") == ("l505011208870002", "text")
    assert cells.nik("1505011208870002A") == ("1505011208870002A", "text")


def test_a_nik_is_never_repaired():
    assert cells.nik(NIK[:-1]) == (NIK[:-1], "text")
    assert cells.nik(NIK + "1") == (NIK + "1", "text")
    assert cells.nik(NumberCell(1505011208870000.0)) == ("1505011208870000", "number")
    assert cells.nik("1,50501E+15") == ("1,50501E+15", "scientific")


@pytest.mark.parametrize(
    "cell", [None, "", "-", "belum rekam", "KTP hilang", "0", NumberCell(0.0), "?", ErrorCell("#N/A")]
)
def test_cells_without_any_digit_hold_no_nik(cell):
    assert cells.nik(cell) == (None, "empty")


@given(ANY_CELL)
def test_no_cell_stops_the_reading(cell):
    assert cells.nik(cell)[1] in NIK_FORMS
    day, form, text, place = cells.birth(cell, ON)
    assert (
        form in BIRTH_DATE_FORMS
        and (day is not None) == (form == "read")
        and (text is not None) == (form == "unreadable")
    )
    assert place is None or place == place.strip()
    assert cells.sex(cell) in ("L", "P", None)
    assert cells.yes(cell) in (True, False, None)
    assert cells.text(cell) is None or cells.text(cell) == cells.any_text(cell)
    assert isinstance(cells.ticked(cell), bool)
    assert len(cells.nik_and_name(cell)) == 2


@given(st.integers(1, 31), st.integers(1, 12), st.integers(0, 99))
def test_a_day_gets_a_century_or_does_not_exist(day, month, year):
    made = cells.day_with_century(day, month, year, ON)
    assert made is None or (made.day, made.month, made.year % 100) == (day, month, year)
    assert made is None or made <= ON


@given(st.dates(date(1900, 3, 1), ON - timedelta(days=1)))
def test_dates_are_dates(day):
    assert cells.birth(day, ON) == (day, "read", None, None)
