"""The numbers of the day beside a programme."""

from dataclasses import replace
from datetime import date

import pytest

from payung.core.law.book import LawBook, NoValueInForce
from payung.core.programmes.case import ProgrammeTakesChildren, case_on
from payung.core.programmes.catalogue import read_programme

LAW = LawBook.read()
NOVEMBER = date(2026, 11, 1)
BKBK = read_programme("jambi-bkbk-2022")
SPONSORED = replace(BKBK, fund=replace(BKBK.fund, public_money=False))


def test_a_case_carries_the_programme_the_day_and_the_law_of_the_day():
    case = case_on(BKBK, on=NOVEMBER, law=LAW, seed=7)
    assert (case.programme, case.on, case.seed) == (BKBK, NOVEMBER, 7)
    assert (case.contribution, case.age_minimum, case.age_limit) == (16_800, 18, 65)
    assert "Permenaker 5/2021" in case.age_basis


@pytest.mark.parametrize(
    ("programme", "sector", "on", "owed"),
    [
        (BKBK, "other", NOVEMBER, 16_800),
        (BKBK, "transport", NOVEMBER, 16_800),
        (SPONSORED, "other", NOVEMBER, 8_400),
        (SPONSORED, "other", date(2027, 1, 1), 16_800),
        (SPONSORED, "transport", date(2027, 1, 1), 8_400),
    ],
)
def test_the_contribution_follows_the_money_the_sector_and_the_day(programme, sector, on, owed):
    assert case_on(replace(programme, sector=sector), on=on, law=LAW, seed=1).contribution == owed


def test_a_programme_may_state_its_own_lowest_age_but_takes_no_children():
    case = case_on(replace(BKBK, age_minimum=17), on=NOVEMBER, law=LAW, seed=1)
    assert case.age_minimum == 17 and "ketentuan program" in case.age_basis
    assert case_on(replace(BKBK, age_minimum=15), on=NOVEMBER, law=LAW, seed=1).age_minimum == 15
    with pytest.raises(ProgrammeTakesChildren) as error:
        case_on(replace(BKBK, age_minimum=14), on=NOVEMBER, law=LAW, seed=1)
    assert "14" in error.value.says.id and "15" in error.value.says.en


def test_before_the_law_there_is_no_case():
    with pytest.raises(NoValueInForce):
        case_on(BKBK, on=date(2015, 6, 30), law=LAW, seed=1)
