"""Figures that programmes published, recomputed by the allocator itself and found right by the check."""

import polars as pl
import pytest

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.allocation.funds_file import months_between, prices
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.engines.plan_check import check_plan
from payung.engines.ranking.pay import as_table, pay
from payung.engines.ranking.queue import line_up
from payung.engines.ranking.reasons import explain_left, explain_unpaid
from tests.engines.ranking.plans import TYPES

LAW = LawBook.read()
YEAR = months_between(202501, 202512)


def planned(people: pl.DataFrame, fund: Fund) -> dict[str, pl.DataFrame]:
    plan = Plan(YEAR, (fund,), prices(YEAR, (fund,), LAW))
    assert set(plan.prices[0]) == {16_800}
    queue = line_up(people, plan)
    paid = pay(queue, plan)
    tables = {
        "people": people,
        "paid": as_table(queue, paid),
        "unpaid": explain_unpaid(queue, plan, paid),
        "left": explain_left(queue, plan, paid),
    }
    assert check_plan(**tables, plan=plan) == []
    return tables


def listed(count: int, villages: int = 1) -> pl.DataFrame:
    person = pl.int_range(count, eager=True)
    return pl.DataFrame({"person": person}).select(
        "person", key=pl.col("person").cast(pl.String), village=1501010000 + pl.col("person") % villages,
        order=pl.col("person"), payable=pl.lit(4095, pl.Int32), holds=pl.lit(0, pl.Int64), before=pl.lit(0, pl.Int16),
    ).cast(TYPES)  # fmt: skip


def purse(amount: int, many: int = 12, **rules: object) -> Fund:
    usual = {"area_code": "15", "per": "area", "tranches": (Tranche(YEAR[0], amount),), "months": YEAR[:many]}
    return Fund(
        id="dana", name=Text(id="Dana", en="Fund"), source="province_budget", group_kind="SG", owner="kantor",
        **{**usual, **rules},
    )  # type: ignore[arg-type] # fmt: skip


@pytest.mark.parametrize(
    ("people", "many", "amount", "person_months", "left"),
    [
        (50, 12, 10_000_000, 595, 4_000),
        (50, 12, 10_080_000, 600, 0),
        (49, 12, 10_000_000, 588, 121_600),
        (50, 11, 10_000_000, 550, 760_000),  # 9,240,000
        (75, 12, 15_120_000, 900, 0),
        (594, 3, 29_937_600, 1_782, 0),
        (557, 3, 29_937_600, 1_671, 1_864_800),  # 37 people fewer for three months
        (2_829, 12, 570_326_400, 33_948, 0),
        (15_000, 12, 3_024_000_000, 180_000, 0),
        (22_100, 5, 1_856_400_000, 110_500, 0),
        (8_000, 1, 134_400_000, 8_000, 0),
        (8_000, 12, 500_000_000, 29_761, 15_200),
        (8_000, 12, 759_494_400, 45_208, 0),
        (112_538, 12, 22_687_660_800, 1_350_456, 0),
        (118_875, 12, 23_965_200_000, 1_426_500, 0),
        (76_016, 12, 15_324_825_600, 912_192, 0),
    ],
)
def test_person_months_and_rupiah_left(people, many, amount, person_months, left):
    tables = planned(listed(people), purse(amount, many))
    assert int(tables["paid"]["months"].bitwise_count_ones().cast(pl.Int64).sum()) == person_months
    assert tables["left"].select("spent", "left").row(0) == (amount - left, left) == (person_months * 16_800, left)


@pytest.mark.parametrize(
    ("each", "quota", "amount", "listed_", "short", "left"),
    [(50, 50, 10_000_000, 78_100, 124_960_000, 4_000), (75, 75, 15_000_000, 117_150, 187_440_000, 14_400)],
)
def test_a_province_of_1562_villages_is_short(each, quota, amount, listed_, short, left):
    """What is missing to pay everybody the year is 8 or 12 person-months a village, less what it has left over."""
    villages = 1_562
    assert villages * each == listed_
    tables = planned(listed(listed_, villages), purse(amount, per="village", people_per_village=quota))
    unpaid = int(tables["unpaid"]["months"].bitwise_count_ones().cast(pl.Int64).sum())
    assert tables["left"]["left"].unique().to_list() == [left] and tables["left"].height == villages
    assert unpaid * 16_800 - villages * left == short == listed_ * 201_600 - villages * amount
    assert tables["unpaid"]["reason"].unique().to_list() == ["money"]
