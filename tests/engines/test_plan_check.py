"""The independent check agrees with the allocator on every drawn plan, and finds whatever was changed afterwards."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text
from payung.engines.plan_check import RULES, check_plan
from payung.engines.ranking.pay import as_table, pay
from payung.engines.ranking.queue import line_up
from payung.engines.ranking.reasons import explain_left, explain_unpaid
from tests.engines.ranking.plans import VILLAGES, months, peoples, plans, table

Tables = dict[str, pl.DataFrame]
ALL = 2**5 - 1


def planned(people: pl.DataFrame, plan: Plan) -> Tables:
    queue = line_up(people, plan)
    paid = pay(queue, plan)
    return {
        "people": people,
        "paid": as_table(queue, paid),
        "unpaid": explain_unpaid(queue, plan, paid),
        "left": explain_left(queue, plan, paid),
    }


@st.composite
def cases(draw: st.DrawFn) -> tuple[pl.DataFrame, Plan]:
    plan = draw(plans())
    return draw(peoples(len(plan.months))), plan


@given(cases())
@settings(max_examples=150, deadline=None)
def test_what_was_allocated_keeps_every_rule(case):
    people, plan = case
    assert check_plan(**planned(people, plan), plan=plan) == []


def drop_a_row(tables: Tables, at: int, name: str) -> Tables:
    return {**tables, name: tables[name].with_row_index().filter(pl.col("index") != at).drop("index")}


def change(tables: Tables, at: int, name: str, column: str, by: int) -> Tables:
    rows = tables[name].with_row_index()
    changed = pl.when(pl.col("index") == at).then(pl.col(column) + by).otherwise(pl.col(column))
    return {**tables, name: rows.with_columns(changed.cast(rows.schema[column]).alias(column)).drop("index")}


@given(cases(), st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_is_changed_is_found(case, data):
    people, plan = case
    tables = planned(people, plan)
    names = [name for name in ("paid", "unpaid", "left") if tables[name].height]
    assume(names)
    name = data.draw(st.sampled_from(names))
    at = data.draw(st.integers(0, tables[name].height - 1))
    numbers = [column for column, kind in tables[name].schema.items() if kind.is_integer()]
    column = data.draw(st.sampled_from([None, *numbers]))
    if column is None:
        tampered = drop_a_row(tables, at, name)
    else:
        tampered = change(tables, at, name, column, data.draw(st.sampled_from((1, -1, 2))))
    assert check_plan(**tampered, plan=plan)


def purse(**rules: object) -> Plan:
    """One purse of the province with money for four months at 10, five months, and what ``rules`` say."""
    fund = Fund(
        id="dana",
        name=Text(id="Dana", en="Fund"),
        source="province_budget",
        group_kind="SG",
        owner="kantor",
        area_code="15",
        per="area",
        tranches=(Tranche(202610, 20), Tranche(202701, 20)),
        months=months(5),
    )
    return Plan(months(5), (replace(fund, **rules),), ((10,) * 5,))  # type: ignore[arg-type]


PEOPLE = table([(0, VILLAGES[0], 1, ALL, 1), (1, VILLAGES[0], 2, ALL, 0), (2, VILLAGES[1], 3, ALL, 1)])
TAKEN = {str(VILLAGES[0]): 1}
OUTSIDE = table([(0, VILLAGES[0], 1, ALL, 1), (1, VILLAGES[4], 2, ALL, 1)])


@pytest.mark.parametrize(
    ("rule", "people", "plan", "rows"),
    [
        ("stray", PEOPLE, purse(), [(9, 0, 1)]),
        ("stray", PEOPLE, purse(), [(0, 1, 1)]),
        ("stray", PEOPLE, purse(), [(0, 0, 3), (0, 0, 24)]),
        ("twice", PEOPLE, Plan(months(5), purse().funds * 2, ((10,) * 5,) * 2), [(0, 0, 27), (0, 1, 1)]),
        ("may_pay", OUTSIDE, purse(), [(1, 0, 27)]),
        ("may_pay", PEOPLE, purse(who=("palm_worker",)), [(1, 0, 27)]),
        ("may_pay", PEOPLE, purse(months=months(4)), [(0, 0, 16 + 11)]),
        ("may_pay", PEOPLE.with_columns(payable=pl.lit(1, pl.Int32)), purse(), [(0, 0, 3)]),
        ("money", PEOPLE, purse(), [(0, 0, 7)]),
        ("money", PEOPLE, purse(), [(0, 0, 27), (1, 0, 16)]),
        ("quota", PEOPLE, purse(people=1), [(0, 0, 24), (1, 0, 3)]),
        ("quota", PEOPLE, purse(people_per_village=1), [(0, 0, 24), (1, 0, 3)]),
        ("quota", PEOPLE, purse(people_per_village=2, people_taken=TAKEN), [(0, 0, 24), (1, 0, 3)]),
        ("quota", PEOPLE, purse(people=1, people_per_village=1, people_taken=TAKEN), [(0, 0, 27)]),
        ("unused", PEOPLE, purse(), [(0, 0, 11)]),
        ("unused", PEOPLE, purse(people=1), [(0, 0, 1)]),
        ("order", PEOPLE, purse(), [(1, 0, 27)]),
        ("order", PEOPLE, purse(people=1), [(2, 0, 27)]),
        ("order", PEOPLE, purse(first=("palm_worker",)), [(0, 0, 3), (1, 0, 24)]),
        ("order", PEOPLE, Plan(months(5), purse().funds * 2, ((10,) * 5,) * 2), [(0, 1, 27), (1, 0, 27)]),
    ],
)
def test_each_rule_is_named_when_it_is_broken(rule, people, plan, rows):
    tables = planned(people, plan)
    assert check_plan(**tables, plan=plan) == []
    paid = pl.DataFrame(rows, schema=tables["paid"].schema, orient="row")
    found = check_plan(**{**tables, "paid": paid}, plan=plan)
    assert rule in [violation.rule for violation in found]
    assert all(violation.rule in RULES and violation.says.en for violation in found)


@pytest.mark.parametrize(
    ("name", "row", "rule"),
    [
        ("unpaid", (0, 1, "money", 0, -1), "unpaid_wrong"),
        ("left", (0, VILLAGES[0], 0, 0, 0, "nobody", 0), "left_wrong"),
    ],
)
def test_a_row_too_many_is_found(name, row, rule):
    tables = planned(PEOPLE, purse())
    more = pl.DataFrame([row], schema=tables[name].schema, orient="row")
    tampered = {**tables, name: pl.concat([tables[name], more])}
    assert [violation.rule for violation in check_plan(**tampered, plan=purse())] == [rule]


@pytest.mark.parametrize("name", ["people", "paid", "unpaid", "left"])
def test_a_cell_that_says_nothing_is_found(name):
    tables = planned(PEOPLE, purse())
    for column in tables[name].columns:
        empty = pl.when(pl.int_range(pl.len()) > 0).then(pl.col(column)).alias(column)
        tampered = {**tables, name: tables[name].with_columns(empty)}
        assert check_plan(**tampered, plan=purse()), column


def test_one_person_in_two_rows_is_found():
    """Each month of each row once is each month of the person twice."""
    plan = purse(tranches=(Tranche(202610, 1_000),))
    tables = planned(PEOPLE.with_columns(key=pl.lit("p0")), plan)
    assert [violation.rule for violation in check_plan(**tables, plan=plan)] == ["stray"]
