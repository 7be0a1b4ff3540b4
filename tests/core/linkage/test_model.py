"""Weights: whole numbers, written and read back, moved by what the data say."""

import pytest

from payung.core.linkage.comparisons import COMPARISONS, NAME, pattern_number
from payung.core.linkage.model import Model, ModelUnreadable, estimate, expected, read_model


def counted(**levels: int) -> int:
    return pattern_number(tuple(levels.get(comparison.field, 0) for comparison in COMPARISONS))


def test_a_model_is_read_back_as_it_was() -> None:
    model = expected(1000, 7)
    assert read_model(model.written()) == model
    assert read_model(model.written()).written() == model.written()


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"version": 0}', expected(10, 1).written()[:-40]])
def test_what_is_no_model(text: str) -> None:
    with pytest.raises(ModelUnreadable):
        read_model(text)


def test_missing_weighs_nothing_and_better_levels_weigh_more() -> None:
    model = expected(1000, 1)
    for at in range(len(COMPARISONS)):
        weights = model.weights(at)
        assert weights[0] == 0
        assert weights[1] > 0 > weights[-1]
        assert all(type(weight) is int for weight in weights)


def test_names_often_misspelt_among_matches_weigh_less_against() -> None:
    typo = NAME.number("typo")
    often = [counted(nik=1, name=1, birth_date=1), counted(nik=1, name=typo, birth_date=1)]
    careless = estimate(often, [500, 500], {}, 2000, 1)
    careful = estimate(often, [990, 10], {}, 2000, 1)
    assert careless.weights(1)[typo] > careful.weights(1)[typo]
    assert careless.weights(1)[1] < careful.weights(1)[1]


def test_a_common_chance_lowers_the_weight() -> None:
    name = COMPARISONS.index(NAME)
    rare = estimate([], [], {name: [0, 1, *[0] * (len(NAME.levels) - 2), 999_999]}, 1000, 1)
    common = estimate([], [], {name: [0, 10_000, *[0] * (len(NAME.levels) - 2), 990_000]}, 1000, 1)
    assert common.weights(name)[1] < rare.weights(name)[1]


def test_nothing_to_learn_from_is_the_expectation() -> None:
    assert isinstance(estimate([], [], {}, 2, 1), Model)
    assert estimate([], [], {}, 2, 1).same == expected(2, 1).same
