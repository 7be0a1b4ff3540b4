"""When a recomputed value is the announced one, and when money is short."""

from dataclasses import replace

import pytest

from payung.core.basis.text import Text
from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.describe import describe
from payung.core.programmes.figures import agrees, shortfall
from payung.core.programmes.programme import Figure

BKBK = read_programme("jambi-bkbk-2022")


@pytest.mark.parametrize(
    ("announced", "step", "relation", "value", "expected"),
    [
        (78_100, 1, "equal", 78_100, True),
        (78_100, 1, "equal", 78_101, False),
        (78_000, 1000, "equal", 78_100, True),  # rounded down and to the nearest
        (78_000, 1000, "equal", 78_999, True),  # rounded down
        (78_000, 1000, "equal", 77_500, True),  # rounded to the nearest
        (78_000, 1000, "equal", 77_499, False),
        (78_000, 1000, "equal", 79_000, False),
        (20_000, 1, "at_most", 16_800, True),
        (20_000, 1, "at_most", 20_000, True),
        (20_000, 1, "at_most", 20_001, False),
    ],
)
def test_a_value_agrees_as_exactly_as_its_source_wrote_it(announced, step, relation, value, expected):
    figure = Figure(Text(id="a", en="a"), announced, "quota", True, None, "contoh", None, step, relation)
    assert agrees(figure, value) is expected


def test_money_is_short_left_over_or_not_comparable():
    assert shortfall(BKBK, 16_800) == 80_000
    assert shortfall(replace(BKBK, quota=49), 16_800) == -121_600
    assert shortfall(replace(BKBK, quota=None), 16_800) is None
    assert shortfall(replace(BKBK, quota_per="area"), 16_800) is None


def test_a_programme_with_money_left_is_not_said_to_be_short():
    labels = [label for label, _ in describe(replace(BKBK, quota=49), "en")]
    assert "Cost of the full quota" in labels and not [label for label in labels if label.startswith("Short")]
