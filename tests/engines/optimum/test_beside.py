"""The published ranking the optimum is held beside is the one the allocator pays by."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.fund import Plan
from payung.core.law.book import LawBook
from payung.engines.optimum.aims import Aim, walk
from payung.engines.optimum.beside import ranked_months
from payung.engines.optimum.groups import grouped
from payung.engines.optimum.outcome import paid_table
from payung.engines.optimum.patterns import model
from payung.engines.ranking.pay import rank_and_pay
from tests.engines.ranking.plans import peoples, plans

LAW = LawBook.read()


@st.composite
def cases(draw: st.DrawFn) -> tuple[pl.DataFrame, Plan]:
    plan = draw(plans())
    return draw(peoples(len(plan.months))), plan


@given(cases())
@settings(max_examples=120, deadline=None)
def test_it_pays_whom_the_allocator_pays(case):
    people, plan = case
    aim = Aim("person_months")
    steps = walk(aim, plan.months, LAW)
    groups, table = grouped(people, plan, [one.code for one in CRITERIA], steps.told_apart)
    by = ranked_months(model(groups, plan, table, aim, steps), groups)
    assert paid_table(by, groups).sort("person", "fund").rows() == rank_and_pay(people, plan).rows()
