"""Money of a plan, areas by code, and sets of months as arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from payung.core.allocation.fund import Tranche
from payung.core.planner.tables import counts_by_month, money_of, size, within
from tests.core.planner.plans import VILLAGE, fund, plan

SETS = st.lists(st.integers(0, 2**24 - 1), max_size=20)


def test_money_counts_what_comes_by_the_last_month():
    made = fund(tranches=(Tranche(202512, 1), Tranche(202601, 10), Tranche(202612, 100), Tranche(202701, 1_000)))
    assert money_of(plan(made), made, [VILLAGE, VILLAGE + 1]) == 222
    area = fund(7, per="area")
    assert money_of(plan(area), area, [VILLAGE, VILLAGE + 1]) == money_of(plan(area), area, []) == 7


def test_a_village_has_a_purse_when_it_is_in_the_area_or_named():
    own = {str(VILLAGE): (Tranche(202601, 5),), "1504022009": (Tranche(202601, 30),)}
    made = fund(100, area_code="1504", village_tranches=own)
    assert money_of(plan(made), made, [VILLAGE, VILLAGE + 1, 1505012001]) == 5 + 30 + 100


@given(st.lists(st.integers(1101010001, 9999999999)), st.sampled_from(["15", "1504", "150402", "1504022001", "9"]))
def test_an_area_is_what_begins_with_its_code(villages, code):
    villages = [VILLAGE, 1504032001, 1505012001, *villages]
    assert within(np.array(villages), code).tolist() == [str(village).startswith(code) for village in villages]


@given(SETS)
def test_months_are_counted_by_person_and_by_month(sets):
    array = np.array(sets, np.int64)
    assert size(array, 24).tolist() == [one.bit_count() for one in sets]
    assert counts_by_month(array, 24).tolist() == [sum(one >> month & 1 for one in sets) for month in range(24)]
