"""Why a best plan leaves a month unpaid: each statement counted again, person by person, on drawn small plans."""

from random import Random

import polars as pl
import pytest

from payung.actions.allocate_budget import best
from payung.core.allocation.aim import UNITS, Aim
from payung.core.allocation.criteria import bits_of
from payung.core.allocation.fund import Plan
from payung.core.allocation.reasons import CHOSEN_REASONS
from payung.engines.aim_check import adding, aim_worth, reached
from payung.engines.plan_check import check_plan, payable_months
from tests.engines.optimum.drawn import CRITERIA, Paying, broken, draw, may_pay, paying_of
from tests.engines.optimum.test_against_every_way import LAW, value


def planned(seed: int, kind: str) -> tuple[pl.DataFrame, Plan, Aim, dict[str, pl.DataFrame], int]:
    """Drawn people (with the drawing's own bits), plan and aim; the tables of the best plan, and what it reaches."""
    random = Random(seed)
    people, plan = draw(random, random.randrange(1, 8), random.randrange(1, 5), random.randrange(1, 4), quotas=True,
                        prices=random.random() < 0.5)  # fmt: skip
    aim = Aim(kind, least=random.randrange(1, 4), percent=random.choice([50, 100]), floor=0)
    bits = [bits_of([name]) for name in CRITERIA]
    holds = [sum(bit for at, bit in enumerate(bits) if held >> at & 1) for held in people["holds"]]
    tables, certificate = best(people.with_columns(holds=pl.Series(holds, dtype=pl.Int64)), plan, aim, 600)
    return people, plan, aim, tables, certificate.reached.value


def adds_of(tables: dict[str, pl.DataFrame], plan: Plan, aim: Aim) -> tuple[pl.DataFrame, int]:
    got = tables["paid"].group_by("person").agg(got=pl.col("months").bitwise_or().cast(pl.Int64))
    people = tables["people"].join(got, on="person", how="left").select(
        "person", "village", "before", pl.col("got").fill_null(0),
        could=pl.col("payable").cast(pl.Int64) & payable_months(plan),
    )  # fmt: skip
    worth = aim_worth(people, plan.months, aim, LAW)
    return adding(worth, aim), reached(worth, aim)


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize("seed", range(5000, 5012))
def test_every_unpaid_month_has_one_reason_that_holds(seed, kind):
    people, plan, aim, tables, _ = planned(seed, kind)
    paying = paying_of(tables["paid"], len(people), len(plan.months))
    rows = people.sort("person").to_dicts()
    told = {(row["person"], at): row for row in tables["unpaid"].to_dicts()
            for at in range(len(plan.months)) if row["months"] >> at & 1}  # fmt: skip
    unpaid = {(who, at) for who, row in enumerate(rows) for at in range(len(plan.months))
              if row["payable"] >> at & 1 and paying[who][at] < 0}  # fmt: skip
    assert set(told) == unpaid
    for (who, at), row in told.items():
        assert row["above"] == -1, "nobody stands above anybody where there is no turn"
        may = may_pay(rows[who], plan, at)
        if not may:
            assert row["reason"] in ("criteria", "months", "area")
            continue
        assert row["reason"] in CHOSEN_REASONS and row["fund"] == may[-1]
        holds(row, at, rows, plan, paying, people, aim)


def holds(row, at: int, rows, plan: Plan, paying: Paying, people: pl.DataFrame, aim: Aim) -> None:
    who, fund = row["person"], row["fund"]
    more = given(paying, who, {at: fund})
    why = broken(rows, plan, more)
    assert why, "the month could have been paid"
    everything = {month: may_pay(rows[who], plan, month)[0] for month in range(len(plan.months))
                  if paying[who][month] < 0 and may_pay(rows[who], plan, month)}  # fmt: skip
    adds = value(people, plan, aim, given(paying, who, everything)) > value(people, plan, aim, paying)
    assert adds == (row["reason"] != "aim_no_gain")
    binding = {
        "aim_money": {"money is spent that was not there"},
        "aim_money_later": {"money is spent that was not there"},
        "aim_quota": {"more people than the fund pays"},
        "aim_village_quota": {"more people than the fund pays in a village"},
        "aim_no_gain": {why},
    }
    assert why in binding[row["reason"]]


def given(paying: Paying, who: int, months: dict[int, int]) -> Paying:
    table = [list(one) for one in paying]
    for at, fund in months.items():
        table[who][at] = fund
    return tuple(map(tuple, table))


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize("seed", range(5000, 5012))
def test_the_independent_check_agrees_and_finds_what_is_changed(seed, kind):
    _, plan, aim, tables, value_ = planned(seed, kind)
    adds, counted = adds_of(tables, plan, aim)
    assert counted == value_
    assert check_plan(**tables, plan=plan, adds=adds) == []
    for at in range(tables["unpaid"].height):
        row = pl.col("person").cum_count() == at + 1
        for reason in CHOSEN_REASONS:
            other = tables["unpaid"].with_columns(reason=pl.when(row).then(pl.lit(reason)).otherwise("reason"))
            if not other.equals(tables["unpaid"]):
                assert check_plan(**{**tables, "unpaid": other}, plan=plan, adds=adds), reason


@pytest.mark.parametrize("reason", CHOSEN_REASONS)
def test_the_draws_can_reach_every_reason(reason):
    told = (planned(seed, "people")[3]["unpaid"]["reason"] for seed in range(5000, 5200))
    assert any(reason in reasons for reasons in told)
