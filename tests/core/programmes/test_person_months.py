"""Money becomes whole person-months, and no rupiah is lost between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.programmes.programme import person_months

RUPIAH = st.integers(0, 10**15)
CONTRIBUTION = st.integers(1, 10**7)


@pytest.mark.parametrize(
    ("amount", "bought", "left"),
    [
        (10_000_000, 595, 4_000),  # a village of BKBK 2022
        (15_000_000, 892, 14_400),  # a village of BKBK 2023
        (500_000_000, 29_761, 15_200),
        (759_494_400, 45_208, 0),  # Sumbawa, to the rupiah
        (570_326_400, 2_829 * 12, 0),  # Manggarai Barat
        (16_799, 0, 16_799),
        (0, 0, 0),
    ],
)
def test_published_amounts(amount, bought, left):
    assert person_months(amount, 16_800) == (bought, left)


@given(RUPIAH, CONTRIBUTION)
def test_bought_and_left_make_the_amount_and_one_more_month_cannot_be_paid(amount, contribution):
    bought, left = person_months(amount, contribution)
    assert bought * contribution + left == amount
    assert 0 <= left < contribution and bought >= 0


@given(RUPIAH, RUPIAH, CONTRIBUTION)
def test_more_money_never_buys_less(one, more, contribution):
    assert person_months(one, contribution)[0] <= person_months(one + more, contribution)[0]


@given(RUPIAH, CONTRIBUTION)
def test_at_half_the_contribution_the_money_buys_at_least_twice_as_much(amount, half):
    assert person_months(amount, half)[0] >= 2 * person_months(amount, 2 * half)[0]
