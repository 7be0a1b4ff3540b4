"""A nation simulated: seconds and memory of ``plan simulate`` for each scenario, as a ratio to the allocation alone.

The people and the six funds of ``budget_ranking``; the plan as it stands, half the money, and the same once more in the
year after. The bare run is the published ranking of the plan as it stands, in the same process.
Run: python benchmarks/plan_simulation.py [--people 10000000] [--villages 83762]
"""

import argparse
import time

import numpy as np
from budget_ranking import make_people, make_plan, memory

from payung.actions.simulate_plan import Allocator
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.planner.rates import SHIPPED, read_rates
from payung.core.planner.scenario import Again, FundChange, Scenario
from payung.core.planner.scenario_file import BASE
from payung.core.planner.simulation import simulate
from payung.engines.ranking.pay import rank_and_pay
from payung.gateways.simulation.people_file import as_arrays

SCENARIOS = (
    BASE,
    Scenario("half", Text(id="setengah", en="half"), (FundChange(None, budget_percent=50),)),
    Scenario("on", Text(id="terus", en="carried on"), again=Again(202801, 12)),
)


def main() -> None:
    """Print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--villages", type=int, default=83_762)
    args = parser.parse_args()
    people, plan, book = make_people(args.people, args.villages), make_plan(args.people, args.villages), LawBook.read()
    before = memory()
    start = time.perf_counter()
    paid = rank_and_pay(people, plan)
    bare, held = time.perf_counter() - start, memory()
    months = int(np.bitwise_count(paid["months"].to_numpy()).sum())
    del paid
    starts: list[float] = []
    found = simulate(
        as_arrays(people),
        plan,
        SCENARIOS,
        Allocator(people, book),
        book,
        rate=read_rates(SHIPPED)[0],
        seed=1,
        begin=lambda _: starts.append(time.perf_counter()),
    )
    starts.append(time.perf_counter())
    if found.base.figures.person_months != months:
        raise ValueError("the simulation counts other months than the allocation paid")
    print(f"{args.people:,} people, {args.villages:,} villages, 6 funds, 12 months; the table takes {before:.1f} GB")
    print(f"allocation alone: {bare:.1f} s, {held:.1f} GB")
    for one, begun, ended in zip(found.outcomes, starts, starts[1:], strict=False):
        took = ended - begun
        print(f"scenario {one.scenario.id}: {took:.1f} s = {took / bare:.2f} x the allocation alone")
    print(f"all: {starts[-1] - starts[0]:.1f} s, {memory():.1f} GB at most")


if __name__ == "__main__":
    main()
