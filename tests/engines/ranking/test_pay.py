"""The published ranking on whole tables is the rule as it is read aloud, person after person."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from payung.core.allocation.fund import Plan
from payung.engines.ranking.pay import rank_and_pay
from tests.engines.ranking.plans import NAMES, peoples, plans
from tests.engines.ranking.reference import as_tables


@st.composite
def cases(draw: st.DrawFn) -> tuple[pl.DataFrame, Plan]:
    plan = draw(plans())
    return draw(peoples(len(plan.months))), plan


@given(cases())
@settings(max_examples=600, deadline=None)
def test_as_the_rule_reads(case):
    people, plan = case
    assert_frame_equal(rank_and_pay(people, plan), as_tables(people, plan, NAMES))
