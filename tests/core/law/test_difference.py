"""Why a printed figure is not the exact one: a reason only where it leads to the figure."""

from datetime import date

import pytest

from payung.core.basis.text import Text
from payung.core.law.answer import Part
from payung.core.law.difference import compare_parts, explain

PARTS = [
    Part("a", Text(id="Santunan", en="Grant"), 20_000_000), Part("b", Text(id="Berkala", en="Periodic"), 12_000_000),
    Part("c", Text(id="Pemakaman", en="Burial"), 10_000_000),
]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "exact", "because", "difference"),
    [
        (42_000_000, 42_000_000, "equal", 0),
        (190_000_000, 196_000_000, "rounded_down", -6_000_000),
        (380_000_000, 378_000_000, "rounded_up", 2_000_000),
        (659_200_000, 659_265_600, "rounded_down", -65_600),
        (201_600, 16_800, "wrong_period", 184_800),
        (504_000, 16_800, "wrong_period", 487_200),
        (43_000_000, 42_000_000, "unexplained", 1_000_000),
        (0, 42_000_000, "unexplained", -42_000_000),
        (100_000_000, 42_000_000, "unexplained", 58_000_000),  # not a rounding: a tenth of the sum at most
    ],
)
def test_the_reason_leads_to_the_figure(published, exact, because, difference):
    found = explain(published, exact)
    assert (found.because, found.amount) == (because, difference)


def test_the_finest_rounding_is_named():
    assert "Rp100.000" in explain(659_200_000, 659_265_600).says.id
    assert "Rp1.000:" in explain(659_265_000, 659_265_600).says.id


def test_a_part_left_out_is_named():
    found = explain(30_000_000, 42_000_000, parts=PARTS)
    assert (found.because, found.says.en) == ("part_missing", "Without Periodic.")
    assert explain(20_000_000, 42_000_000, parts=PARTS).says.id == "Tanpa Berkala, Pemakaman."


def test_an_older_rule_says_until_when_it_was_in_force():
    older = [(date(2019, 12, 1), 24_000_000)]
    found = explain(24_000_000, 42_000_000, parts=PARTS, older=older)
    assert found.because == "older_rule" and "2019-12-01" in found.says.id


def test_the_same_sum_under_other_names_is_no_difference_of_money():
    found = compare_parts([8_000_000, 2_000_000], [10_000_000])
    assert (found.because, found.amount) == ("other_component_names", 0)
    assert compare_parts([12, 20, 10], [20, 12, 10]).because == "equal"
    assert compare_parts([8_000_000], [10_000_000]).because == "unexplained"
