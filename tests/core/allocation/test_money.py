"""Shares sum to the rupiah, and none is further than a rupiah from its part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.allocation.criteria import CRITERIA, NAMED, bits_of, disjoint
from payung.core.allocation.money import shares
from payung.core.allocation.month_words import month_words


@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any))
def test_shares_sum_to_the_rupiah(amount, weights):
    cut = shares(amount, weights)
    assert sum(cut) == amount
    for share, weight in zip(cut, weights, strict=True):
        assert 0 <= share * sum(weights) - amount * weight + sum(weights) <= 2 * sum(weights)
    exact = [amount * weight % sum(weights) for weight in weights]
    up = {
        rest for share, weight, rest in zip(cut, weights, exact, strict=True) if share > amount * weight // sum(weights)
    }
    down = {
        rest
        for share, weight, rest in zip(cut, weights, exact, strict=True)
        if share == amount * weight // sum(weights)
    }
    assert not up or not down or min(up) >= max(down)


@pytest.mark.parametrize("weights", [[0], [], [1, -1, 2]])
def test_weights_that_cannot_be_shared_by_are_refused(weights):
    with pytest.raises(ValueError, match="weights|empty"):
        shares(10, weights)


def test_every_criterion_has_a_bit_and_two_words_of_its_own():
    assert len(NAMED) == 2 * len(CRITERIA) <= 126
    assert all(bits_of([criterion.code]) == bits_of([criterion.word]) == 1 << n for n, criterion in enumerate(CRITERIA))
    assert not any(disjoint([criterion.code]) for criterion in CRITERIA)


def test_months_in_words():
    assert month_words(0, (202611, 202612)).en == ""
    assert month_words(0b101, (202611, 202612, 202701)).id == "Nov 2026, Jan 2027"
    assert month_words(0b111, (202611, 202612, 202701)).id == "Nov 2026–Jan 2027"
