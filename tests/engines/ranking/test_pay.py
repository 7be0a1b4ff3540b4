"""The published ranking on whole tables is the rule as it is read aloud, person after person."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text
from payung.engines.ranking.pay import rank_and_pay
from tests.core.allocation.reference import as_tables
from tests.engines.ranking.plans import NAMES, VILLAGES, months, peoples, plans, table


@st.composite
def cases(draw: st.DrawFn) -> tuple[pl.DataFrame, Plan]:
    plan = draw(plans())
    return draw(peoples(len(plan.months))), plan


@given(cases(), st.sampled_from((1, 2, 3, 5, 1000)))
@settings(max_examples=500, deadline=None)
def test_as_the_rule_reads_however_many_are_looked_at_together(case, block):
    people, plan = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("payung.engines.ranking.pay.BLOCK", block)
        assert_frame_equal(rank_and_pay(people, plan), as_tables(people, plan, NAMES))
    assert_frame_equal(rank_and_pay(people, plan), as_tables(people, plan, NAMES))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_plans_longer_than_a_year_as_the_rule_reads(data):
    """Sets of more than twelve months are priced from two tables."""
    plan = data.draw(plans(shortest=13, longest=24))
    people = data.draw(peoples(len(plan.months), most=6))
    assert_frame_equal(rank_and_pay(people, plan), as_tables(people, plan, NAMES))


def test_two_years_of_one_person_cost_what_they_cost():
    people = table([(0, VILLAGES[0], 1, 2**24 - 1, 0), (1, VILLAGES[0], 2, 2**24 - 1, 0)])
    prices = (*[3] * 12, *[5] * 12)
    fund = _fund(tranches=(Tranche(202401, 24 * 4 + 3),), months=months(24))
    assert rank_and_pay(people, Plan(months(24), (fund,), (prices,))).rows() == [(0, 0, 2**24 - 1), (1, 0, 1)]


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_rows_and_the_names_of_people_and_funds_change_nothing(case, rng):
    people, plan = case
    order = list(range(people.height))
    rng.shuffle(order)
    shuffled = people[order].with_columns(key=pl.lit("x"))
    renamed = Plan(plan.months, tuple(replace(fund, id=f"x{fund.id}") for fund in plan.funds), plan.prices)
    assert_frame_equal(rank_and_pay(shuffled, renamed), rank_and_pay(people, plan))


BIG = st.integers(0, 10**15)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_amounts_and_prices_up_to_a_billiard_are_exact(data):
    plan = data.draw(plans(amounts=BIG, prices=st.one_of(st.integers(1, 10**15), st.integers(10**14, 10**15))))
    people = data.draw(peoples(len(plan.months)))
    assert_frame_equal(rank_and_pay(people, plan), as_tables(people, plan, NAMES))


def months_of(paid: pl.DataFrame) -> set[tuple[int, int]]:
    return {(row[0], at) for row in paid.iter_rows() for at in range(24) if row[2] >> at & 1}


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_more_money_that_is_there_from_the_start_takes_no_month_from_anybody(data):
    """One price a fund, and no quota of a village inside a purse of many villages."""
    drawn = data.draw(plans())
    funds = tuple(
        replace(
            fund,
            tranches=tuple(Tranche(202401, tranche.amount) for tranche in fund.tranches),
            village_tranches=None,
            people_per_village=fund.people_per_village if fund.per == "village" else None,
            people=fund.people if fund.per == "area" else None,
        )
        for fund in drawn.funds
    )
    plan = Plan(drawn.months, funds, tuple((of_fund[0],) * len(of_fund) for of_fund in drawn.prices))
    people = data.draw(peoples(len(plan.months)))
    more = [data.draw(st.integers(0, 40)) for _ in funds]
    richer = tuple(
        replace(fund, tranches=(*fund.tranches, Tranche(202401, extra)))
        for fund, extra in zip(funds, more, strict=True)
    )
    before = months_of(rank_and_pay(people, plan))
    assert before <= months_of(rank_and_pay(people, replace(plan, funds=richer)))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_more_money_in_any_tranche_of_one_fund_pays_no_fewer_months(data):
    """One price, no quota of people: whatever month the money comes in."""
    drawn = data.draw(plans(most_funds=1))
    fund = replace(
        drawn.funds[0] if drawn.funds else _fund(), people=None, people_per_village=None, village_tranches=None
    )
    plan = Plan(drawn.months, (fund,), ((5,) * len(drawn.months),))
    people = data.draw(peoples(len(plan.months)))
    extra = Tranche(data.draw(st.sampled_from(plan.months)), data.draw(st.integers(1, 40)))
    richer = replace(plan, funds=(replace(fund, tranches=(*fund.tranches, extra)),))
    assert len(months_of(rank_and_pay(people, plan))) <= len(months_of(rank_and_pay(people, richer)))


def _fund(**rules: object) -> Fund:
    fund = Fund("dana", Text(id="Dana", en="Fund"), "zakat", "SL", "kantor", "15", "area", (), months(2))
    return replace(fund, **rules)  # type: ignore[arg-type]


def test_where_a_month_costs_more_than_another_more_money_may_pay_fewer_months():
    """What the published order promises is the order: the first in line takes the dear month as soon as it can."""
    people = table([(0, VILLAGES[0], 1, 3, 0), (1, VILLAGES[0], 2, 3, 0), (2, VILLAGES[0], 3, 3, 0)])
    plan = Plan(months(2), (_fund(tranches=(Tranche(202610, 9),)),), ((10, 3),))
    richer = replace(plan, funds=(_fund(tranches=(Tranche(202610, 10),)),))
    assert rank_and_pay(people, plan).rows() == [(0, 0, 2), (1, 0, 2), (2, 0, 2)]
    assert rank_and_pay(people, richer).rows() == [(0, 0, 1)]


@pytest.mark.parametrize(
    ("people", "amount", "paid", "left"),
    [(50, 10_000_000, 595, 4_000), (60, 10_080_000, 600, 0), (3, 10_000_000, 36, 9_395_200)],
)
def test_published_figures_of_a_village(people, amount, paid, left):
    """Rp10 million pays 595 person-months at Rp16,800; 50 people for a year need Rp80,000 more."""
    rows = table([(at, VILLAGES[0], at, 4095, 0) for at in range(people)])
    fund = _fund(per="village", tranches=(Tranche(202610, amount),), months=months(12))
    done = rank_and_pay(rows, Plan(months(12), (fund,), ((16_800,) * 12,)))
    assert len(months_of(done)) == paid and amount - paid * 16_800 == left


@pytest.mark.parametrize("block", [1, 2, 1000])
def test_the_quota_of_a_village_counts_whoever_was_paid_before(block):
    """Months that close one after the other, and blocks, do not make room for another of the same village."""
    people = table([(at, VILLAGES[at // 4], at, 7, 0) for at in range(8)])
    fund = _fund(
        tranches=(Tranche(202610, 20), Tranche(202611, 20), Tranche(202612, 500)),
        months=months(3),
        people_per_village=2,
    )
    plan = Plan(months(3), (fund,), ((10,) * 3,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("payung.engines.ranking.pay.BLOCK", block)
        paid = rank_and_pay(people, plan)
    assert paid.rows() == [(0, 0, 7), (1, 0, 7), (4, 0, 4), (5, 0, 4)]
