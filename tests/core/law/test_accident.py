"""What work accidents pay; sums worked by hand from the published rules."""

from datetime import date

import pytest

from payung.core.law.accident import (
    Loss,
    UnknownLoss,
    death_by_accident,
    partial_disability,
    repaid_costs,
    temporary_inability,
    total_disability,
)
from payung.core.law.book import LawBook, NoValueInForce

BOOK = LawBook.read()
LAW = BOOK.on(date(2024, 2, 15))
OLD = BOOK.on(date(2019, 12, 1))
LOWEST = 1_000_000


def parts(answer):
    assert answer.total == sum(part.amount for part in answer.parts)
    return {part.code: part.amount for part in answer.parts}


@pytest.mark.parametrize(
    ("base", "total"), [(1_000_000, 70_000_000), (2_000_000, 118_000_000), (3_450_000, 187_600_000)]
)
def test_a_work_death_pays_48_months_of_the_base_and_22_million(base, total):
    answer = death_by_accident(LAW, base)
    assert parts(answer) == {"jkk_death": 48 * base, "jkk_periodic": 12_000_000, "jkk_burial": 10_000_000}
    assert answer.total == total


def test_before_december_2019_a_work_death_pays_48_months_and_7_8_million():
    assert parts(death_by_accident(OLD, LOWEST)) == {
        "jkk_death": 48_000_000, "jkk_periodic": 4_800_000, "jkk_burial": 3_000_000,
    }  # fmt: skip


def test_a_work_death_never_pays_less_than_the_death_grant():
    low = death_by_accident(LAW, 400_000)  # 48 × 400,000 = 19.2 million
    assert parts(low)["jkk_death"] == 20_000_000
    assert "jkm/lump_sum" in [value.key for value in low.rests_on]
    assert "jkm/lump_sum" not in [value.key for value in death_by_accident(LAW, LOWEST).rests_on]


def test_total_disability_pays_56_months_and_the_periodic_grant():
    assert parts(total_disability(LAW, LOWEST)) == {"jkk_disability": 56_000_000, "jkk_periodic": 12_000_000}


@pytest.mark.parametrize(
    ("losses", "amount"),
    [
        ([Loss("thumb_right")], 12_000_000),  # 15 % of 80 million
        ([Loss("finger_right_phalanx")], 1_600_000),  # 2 %
        ([Loss("finger_left_phalanx")], 1_200_000),  # 1.5 %
        ([Loss("index_right_phalanx", 1, 33)], 1_188_000),  # 33 % of 4.5 %
        ([Loss("hearing_both_10db", 3)], 14_400_000),  # 3 × 6 %
        ([Loss("thumb_left"), Loss("toe_other", 2)], 12_800_000),  # 12 % + 2 × 2 %
        ([Loss("both_eyes")], 56_000_000),
        ([Loss("both_eyes"), Loss("toe_big")], 56_000_000),  # 75 %, held at 70 %
        ([Loss("legs_both", 1, 50), Loss("arm_right_shoulder", 1, 50)], 44_000_000),  # 35 % + 20 %
    ],
)
def test_partial_disability_is_a_share_of_80_months(losses, amount):
    assert partial_disability(LAW, LOWEST, losses).total == amount


def test_what_is_held_at_the_limit_says_so():
    held = partial_disability(LAW, LOWEST, [Loss("both_eyes"), Loss("toe_big")])
    assert any("70 %" in step.says.id and "paling tinggi" in step.says.id for step in held.steps)
    at_limit = partial_disability(LAW, LOWEST, [Loss("both_eyes")])
    assert not any("paling tinggi" in step.says.id for step in at_limit.steps)


def test_a_row_of_the_table_known_from_memory_says_so():
    assert any("ingatan" in note.id for note in partial_disability(LAW, LOWEST, [Loss("thumb_right")]).notes)
    assert not partial_disability(LAW, LOWEST, [Loss("both_eyes")]).notes


def test_an_unknown_loss_is_refused():
    with pytest.raises(UnknownLoss):
        partial_disability(LAW, LOWEST, [Loss("thumb_right"), Loss("toe_nail")])


@pytest.mark.parametrize(
    ("first", "last", "new", "old"),
    [
        ("2024-01-01", "2024-01-31", 1_000_000, 1_000_000),
        ("2024-01-15", "2024-02-14", 1_000_000, 1_000_000),
        ("2024-01-01", "2024-06-30", 6_000_000, 6_000_000),
        ("2024-01-01", "2024-07-31", 7_000_000, 6_750_000),  # the 7th month at 75 % before December 2019
        ("2024-01-01", "2024-12-31", 12_000_000, 10_500_000),
        ("2024-01-01", "2025-01-31", 12_500_000, 11_000_000),  # the 13th month at half
        ("2024-01-01", "2025-06-30", 15_000_000, 13_500_000),
        ("2024-01-01", "2024-01-15", 500_000, 500_000),
        ("2024-01-01", "2024-01-01", 33_333, 33_333),  # a thirtieth, rounded down
        ("2024-01-01", "2024-01-30", 1_000_000, 1_000_000),  # 30 days are a month
    ],
)
def test_the_months_unable_to_work(first, last, new, old):
    absent = [(date.fromisoformat(first), date.fromisoformat(last))]
    assert temporary_inability(LAW, LOWEST, absent).total == new
    assert temporary_inability(OLD, LOWEST, absent).total == old


def test_thirty_days_of_a_month_of_31_are_not_more_than_the_month():
    """From 2 January to 31 January are 30 days; to 1 February is the whole month."""
    assert temporary_inability(LAW, LOWEST, [(date(2024, 1, 2), date(2024, 1, 31))]).total == 1_000_000
    assert temporary_inability(LAW, LOWEST, [(date(2024, 1, 2), date(2024, 2, 1))]).total == 1_000_000


def test_several_absences_are_counted_as_one():
    twice = [(date(2024, 1, 1), date(2024, 1, 20)), (date(2024, 3, 1), date(2024, 3, 20))]
    answer = temporary_inability(LAW, LOWEST, twice)
    assert answer.total == 1_000_000 + 333_333
    assert any("no rule" in note.en for note in answer.notes)


@pytest.mark.parametrize(("how", "amount"), [("down", 33_333), ("nearest", 33_333), ("up", 33_334)])
def test_rounding_is_a_reading_and_is_named_where_it_matters(how, amount):
    law = BOOK.read_as("jkk/day_rounding", how).on(LAW.day)
    answer = temporary_inability(law, LOWEST, [(date(2024, 1, 1), date(2024, 1, 1))])
    assert answer.total == amount
    assert "jkk/day_rounding" in [value.key for value in answer.rests_on]
    half = temporary_inability(law, LOWEST, [(date(2024, 1, 1), date(2024, 1, 15))])
    assert "jkk/day_rounding" not in [value.key for value in half.rests_on]


@pytest.mark.parametrize(
    ("cost", "spent", "new", "old"),
    [
        ("land", 6_000_000, 5_000_000, 1_000_000),
        ("land", 999_999, 999_999, 999_999),
        ("sea", 3_000_000, 2_000_000, 1_500_000),
        ("air", 9_000_000, 9_000_000, 2_500_000),
        ("home_care", 25_000_000, 20_000_000, 0),
        ("prosthesis", 10_000_001, 14_000_001, 14_000_001),
    ],
)
def test_costs_are_repaid_up_to_their_limit(cost, spent, new, old):
    assert parts(repaid_costs(LAW, {cost: spent})) == {f"cost_{cost}": new}
    assert parts(repaid_costs(OLD, {cost: spent})) == {f"cost_{cost}": old}


def test_several_ways_of_transport_add_up():
    costs = {"sea": 2_500_000, "land": 500_000, "glasses": 1_500_000}
    assert parts(repaid_costs(LAW, costs)) == {
        "cost_land": 500_000, "cost_sea": 2_000_000, "cost_glasses": 1_000_000,
    }  # fmt: skip


def test_what_glasses_paid_before_december_2019_is_not_guessed():
    with pytest.raises(NoValueInForce):
        repaid_costs(OLD, {"glasses": 1})
