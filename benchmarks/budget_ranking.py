"""The published ranking of a nation, as a ratio to a bare sort of the same rows (limit 4), with the memory it takes.

Six funds pay twelve months in 83,762 villages: two from village purses in tranches, one of them officials first with a
quota, and four from one purse (palm workers only; the poorest, so many of each village; mustahik; everybody).
Run: python benchmarks/budget_ranking.py [--people 10000000] [--villages 83762]
"""

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np
import polars as pl

from payung.core.allocation.criteria import bits_of
from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.allocation.people import PEOPLE
from payung.core.basis.text import Text
from payung.engines.ranking.pay import rank_and_pay

LIMIT = 4
MONTHS = tuple(202701 + at for at in range(12))
KINDS = {"int64": pl.Int64, "string": pl.String, "int32": pl.Int32, "int16": pl.Int16}


def make_people(count: int, villages: int, seed: int = 1) -> pl.DataFrame:
    """People of made-up villages of every province, in the order of a file."""
    rng = np.random.default_rng(seed)
    codes = 1100000000 + rng.choice(8_500_000, villages, replace=False) * 1000 + 1
    holds = np.zeros(count, np.int64)
    for word, share in (
        ("palm_worker", 0.06),
        ("village_official", 0.05),
        ("mustahik", 0.1),
        ("decile_at_most_2", 0.4),
    ):
        holds |= np.where(rng.random(count) < share, bits_of([word]), 0)
    partly = rng.random(count) < 0.1
    payable = np.where(partly, rng.integers(0, 4096, count), 4095)
    return pl.DataFrame(
        {
            "person": np.arange(count),
            "key": pl.select(pl.format("nik-{}", pl.int_range(10**15, 10**15 + count))).to_series(),
            "village": codes[rng.integers(0, villages, count)],
            "order": rng.integers(0, 2**45, count),
            "payable": payable,
            "holds": holds,
            "before": np.zeros(count),
        }
    ).cast({name: KINDS[kind] for name, kind in PEOPLE.items()})


def make_plan(people: int, villages: int) -> Plan:
    """Six funds that together pay about two thirds of what could be paid."""
    each = people * 12 * 16_800 // villages

    def fund(name: str, per: str, share: int, **rules: object) -> Fund:
        amount = (each if per == "village" else each * villages) * share // 100
        tranches = (Tranche(202701, amount * 3 // 10), Tranche(202706, amount - amount * 3 // 10))
        said = Text(id=name, en=name)
        given = {"months": MONTHS, "tranches": tranches, "area_code": "", **rules}
        return Fund(id=name, name=said, source="zakat", group_kind="SG", owner="-", per=per, **given)  # type: ignore[arg-type]

    funds = (
        fund("aid", "village", 25, area_code="1"),
        fund("village", "village", 12, first=("village_official",), people_per_village=40),
        fund("palm", "area", 3, who=("palm_worker",)),
        fund("poor", "area", 15, who=("decile_at_most_2",), people_per_village=30),
        fund("alms", "area", 2, who=("mustahik",), people=people // 20),
        fund("state", "area", 12),
    )
    prices = tuple(tuple((8_400 if fund.id == "alms" and at < 6 else 16_800) for at in range(12)) for fund in funds)
    return Plan(MONTHS, funds, prices)


def timed(work: Callable[[], pl.DataFrame]) -> tuple[float, pl.DataFrame]:
    """Seconds, and what came out."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def memory() -> float:
    """Most memory this process ever held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Print the ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=10_000_000)
    options.add_argument("--villages", type=int, default=83_762)
    asked = options.parse_args()
    people = make_people(asked.people, asked.villages)
    plan = make_plan(asked.people, asked.villages)
    rank_and_pay(people.head(1000), plan)
    sort, _ = min((timed(lambda: people.sort("village", "order", "person")) for _ in range(2)), key=lambda one: one[0])
    before = memory()
    took, paid = timed(lambda: rank_and_pay(people, plan))
    months = int(paid["months"].bitwise_count_ones().cast(pl.Int64).sum())
    print(f"{asked.people:,} people, {asked.villages:,} villages, {len(plan.funds)} funds, {len(MONTHS)} months")
    print(f"paid: {paid['person'].n_unique():,} people, {months:,} person-months, {paid.height:,} rows")
    print(f"bare sort {sort:.2f} s; ranking {took:.2f} s; ratio {took / sort:.2f} (limit {LIMIT})")
    print(f"memory: {before:.2f} GB with people and sort, {memory():.2f} GB at most")


if __name__ == "__main__":
    main()
