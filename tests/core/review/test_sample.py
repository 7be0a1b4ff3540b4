"""The sample: as many as its rule says, whoever they are, and nobody chooses them."""

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.review.sample import MISSED, ONE_IN, draw, sample_size, shares_of

SEED = "ab" * 32


@given(st.integers(1, 5_000))
def test_it_is_the_fewest_that_keep_the_promise(people):
    wrong = -(-people // ONE_IN)

    def missed(drawn: int) -> Fraction:
        return (1 - Fraction(drawn, people)) ** wrong

    drawn = sample_size(people)
    assert missed(drawn) <= Fraction(1, MISSED) < missed(drawn - 1)
    assert Fraction(comb(people - wrong, drawn), comb(people, drawn)) <= Fraction(1, MISSED)  # of one draw at once


def test_sizes_somebody_may_look_up():
    assert [sample_size(people) for people in (1, 19, 20, 100, 101, 10_000, 117_150, 10**6)] == [
        *(1, 19, 19, 95, 79, 296, 300, 300)
    ]
    with pytest.raises(ValueError, match="fewer"):
        sample_size(-1)


def test_errors_are_found_wherever_they_lie():
    """Every way to put 2 errors among 110 people of three parts, against every draw of each part's share."""
    parts = {"a": 70, "b": 30, "c": 10}
    drawn = shares_of(parts, sample_size(110))
    for first, second in combinations([part for part in parts for _ in range(2)], 2):
        there = {part: [first, second].count(part) for part in parts}
        missed = Fraction(1)
        for part, many in parts.items():
            missed *= Fraction(comb(many - there[part], drawn[part]), comb(many, drawn[part]))
        assert missed <= Fraction(1, MISSED)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 400), min_size=1), st.integers(0, 400))
def test_each_part_gives_its_share_and_no_more_than_it_has(parts, drawn):
    whole = sum(parts.values())
    drawn = min(drawn, whole)
    shares = shares_of(parts, drawn)
    for part, many in parts.items():
        assert shares[part] <= many and (not many or Fraction(shares[part], many) >= Fraction(drawn, whole))
        assert not many or shares[part] - 1 < Fraction(many * drawn, whole)


@given(st.lists(st.integers(0, 10**12), unique=True, max_size=150), st.randoms())
def test_the_draw_knows_neither_order_nor_chance(numbers, chance):
    people = [(number, "15" + str(number % 3)) for number in numbers]
    drawn = draw(people, SEED)
    assert len(set(drawn)) == len(drawn) and set(drawn) <= set(numbers)
    chance.shuffle(people)
    assert draw(people, SEED) == drawn
    parts = {part: [one for one, of in people if of == part] for part in ("150", "151", "152")}
    for part, many in shares_of({part: len(own) for part, own in parts.items()}, sample_size(len(numbers))).items():
        assert sum(one in drawn for one in parts[part]) == many


def test_another_seed_draws_others():
    people = [(number, "1505") for number in range(10_000)]
    assert len(set(draw(people, SEED)) & set(draw(people, "cd" * 32))) < 40
