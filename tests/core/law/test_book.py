"""What the book of dated values promises."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.law.book import LawBook, NoValueInForce

MADE_UP = """
name: {id: Contoh, en: Example}
unit: year
values:
  2020-02-01:
    amount: 2
    source: {article: Pasal 2, url: null, quoted: null}
  2020-01-01:
    amount: 1
    source: {article: Pasal 1, url: null, quoted: null}
    doubt: {id: Ragu, en: Not sure}
checked: null
"""


@pytest.fixture
def book(tmp_path: Path) -> LawBook:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.yaml").write_text(MADE_UP)
    return LawBook.read(tmp_path)


def test_the_files_of_the_law_are_read_without_complaint():
    assert len(LawBook.read().keys()) > 50


def test_a_key_is_the_path_of_its_file(book):
    assert book.keys() == ["a/b"]
    assert book.on(date(2020, 1, 1))["a/b"].article == "Pasal 1"
    assert "bpu/jkm/contribution" in LawBook.read().keys()  # noqa: SIM118 -- a method of ours, not of a dict


@pytest.mark.parametrize(
    ("day", "amount"), [("2020-01-01", 1), ("2020-01-31", 1), ("2020-02-01", 2), ("2099-01-01", 2)]
)
def test_a_value_is_in_force_from_its_day_until_the_next_begins(book, day, amount):
    assert book.on(date.fromisoformat(day))["a/b"].amount == amount


def test_a_value_carries_its_unit_its_first_day_and_its_doubt(book):
    value = book.on(date(2020, 1, 15))["a/b"]
    assert (value.unit, value.since, value.doubt.en) == ("year", date(2020, 1, 1), "Not sure")
    assert book.on(date(2020, 2, 15))["a/b"].doubt is None


def test_before_the_first_value_the_error_says_which_file_and_from_when(book):
    with pytest.raises(NoValueInForce) as error:
        book.on(date(2019, 12, 31))["a/b"]
    assert "parameters/a/b.yaml" in error.value.do.id and "2020-01-01" in error.value.do.en
    assert "2019-12-31" in error.value.says.id


def test_a_key_no_file_has_is_a_mistake_of_the_programmer(book):
    with pytest.raises(KeyError):
        book.on(date(2020, 1, 1))["a/c"]


@given(st.dates(date(2025, 2, 24), date(2100, 1, 1)))
def test_every_parameter_has_a_value_on_every_day_since_february_2025(day):
    law = LawBook.read().on(day)
    for parameter in law.parameters.values():
        value = parameter.on(day)
        assert value.since <= day
        assert value.since == day or parameter.on(day - timedelta(1)) == value


@pytest.mark.parametrize("day", ["2022-12-14", "2026-11-01"])
def test_the_ages_of_registration(day):
    law = LawBook.read().on(date.fromisoformat(day))
    assert (law["bpu/age/child"].amount, law["bpu/age/minimum"].amount, law["bpu/age/limit"].amount) == (15, 18, 65)
    assert law["bpu/age/minimum"].doubt and "17" in law["bpu/age/minimum"].doubt.id
    assert law["bpu/age/limit"].doubt
