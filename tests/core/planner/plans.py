"""Small made-up plans, people and payments for tests of what a plan comes to."""

from dataclasses import replace

import numpy as np
import polars as pl
from hypothesis import strategies as st

from payung.core.allocation import criteria
from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text
from payung.core.planner.months import between
from payung.core.planner.tables import Paid, People
from tests.core.allocation.reference import Person, allocate

YEAR = between(202601, 202612)
VILLAGE = 1504022001
PRICE = 16_800
CRITERIA = tuple(criterion.code for criterion in criteria.CRITERIA)


def fund(amount=0, months=YEAR, **changed):
    tranches = changed.pop("tranches", (Tranche(months[0], amount),))
    made = Fund("a", Text("Dana a", "Fund a"), "village_budget", "SD", "desa", "15", "village", tranches, months)
    return replace(made, **changed)


def plan(*funds, months=YEAR, price=PRICE):
    return Plan(months, funds, tuple((price,) * len(months) for _ in funds))


def arrays(people):
    columns = [np.array(column, np.int64) for column in zip(*people, strict=True)] if people else [np.zeros(0, int)] * 6
    return People(village=columns[1], order=columns[2], payable=columns[3], holds=columns[4], before=columns[5])


def payments(rows):
    columns = [np.array(column, np.int64) for column in zip(*rows, strict=True)] if rows else [np.zeros(0, int)] * 3
    return Paid(*columns)


def table(people):
    """People as the table that is read from a file."""
    kinds = {"person": pl.Int64, "village": pl.Int64, "order": pl.Int64, "payable": pl.Int32, "holds": pl.Int64}
    frame = pl.DataFrame(people, schema={**kinds, "before": pl.Int16}, orient="row")
    return frame.with_columns(key=pl.col("person").cast(pl.String))


def paid_by(people, made):
    return payments(allocate(people, made, CRITERIA))


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([1504020001, 1504020002, 1505020001]),
        st.integers(0, 3),
        st.sampled_from([2**12 - 1, 0b111111, 0b111000000000, 0b110001110011, 0]),
        st.integers(0, 3),
        st.sampled_from([0, 0, 1, 2, 3, 24, 35, 36]),
    ),
    max_size=12,
).map(lambda rows: [Person(number, *row) for number, row in enumerate(rows)])
FUNDS = st.builds(
    lambda amounts, per, quota, who, last: fund(
        months=YEAR[:last],
        tranches=tuple(Tranche(YEAR[place * 3], amount * PRICE) for place, amount in enumerate(amounts)),
        per=per,
        people=quota,
        who=who,
    ),
    st.lists(st.integers(0, 40), min_size=1, max_size=4),
    st.sampled_from(["village", "area"]),
    st.none() | st.integers(0, 8),
    st.sampled_from([(), (), ("palm_worker",)]),
    st.integers(1, 12),
)
PLANS = st.lists(FUNDS, min_size=1, max_size=2).map(lambda funds: plan(*funds))
