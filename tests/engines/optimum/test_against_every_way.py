"""Small drawn plans, paid in every way there is: the optimum is the best of them, and breaks no rule."""

from random import Random

import numpy as np
import polars as pl
import pytest

from payung.core.allocation.aim import UNITS, Aim
from payung.core.allocation.fund import Plan
from payung.core.law.book import LawBook
from payung.engines.optimum import optimise as optimising
from payung.engines.optimum.aims import walk
from payung.engines.optimum.flow import network, solve
from payung.engines.optimum.groups import apart, grouped
from payung.engines.optimum.optimise import Optimum, optimise
from tests.engines.optimum.drawn import CRITERIA, Paying, broken, draw, every_way, maximal, paying_of

LAW = LawBook.read()


def value(people: pl.DataFrame, plan: Plan, aim: Aim, paying: Paying) -> int:
    """What ``paying`` is worth, by the aim's definition, not by its walk."""
    each = [
        worth_of(aim, row["before"], [by >= 0 for by in months])
        for row, months in zip(people.to_dicts(), paying, strict=True)
    ]
    if aim.kind != "coverage":
        return sum(each)
    village = people["village"].to_list()
    return sum(
        min(
            sum(one for one, at in zip(each, village, strict=True) if at == code),
            -(-village.count(code) * aim.percent // 100),
        )
        for code in set(village)
    )


def worth_of(aim: Aim, before: int, paid: list[bool]) -> int:
    if aim.kind == "person_months":
        return sum(paid)
    if aim.kind in ("people", "coverage"):
        return int("1" * aim.least in "".join("01"[one] for one in paid))
    return benefit(before, paid) if aim.kind == "benefit" else continuity(before, paid)


def benefit(before: int, paid: list[bool]) -> int:
    """Rp42 million a month from the fourth month of membership on, Rp10 million before; over three unpaid months in a
    row end the membership."""
    began, last, total = (-before if before else None), -1, 0
    for month, one in enumerate(paid):
        if began is not None and month - last - 1 > 3:
            began = None
        if one:
            began = month if began is None else began
            total += 42_000_000 if month - began >= 3 else 10_000_000
            last = month
    return total


def continuity(before: int, paid: list[bool]) -> int:
    """One for full benefit reached, one for the 36th month reached, one for members who never lapse."""
    runs: list[list[int]] = [[]]
    last = -1
    for month in [month for month, one in enumerate(paid) if one]:
        if month - last - 1 > 3 and (before or runs[-1]):
            runs.append([])
        runs[-1].append(month)
        last = month
    if not before:
        return int(any(len(run) >= 3 for run in runs))
    kept = len(runs) == 1 and len(paid) - last - 1 <= 3
    reached = before + len(runs[0]) if runs[0] else before
    return int(kept) + int(before < 3 <= reached) + int(before < 36 <= reached)


def drawn(seed: int, *, quotas: bool = True, prices: bool = True) -> tuple[pl.DataFrame, Plan, Random]:
    random = Random(seed)
    months = random.choice([1, 2, 3, 4, 6])
    people = 1 if months == 6 else random.randrange(1, 3 if months == 4 else 4)
    funds = random.randrange(1, 3 if months >= 4 else 4)
    return *draw(random, people, months, funds, quotas=quotas, prices=prices), random


def check(people: pl.DataFrame, plan: Plan, aim: Aim) -> tuple[Optimum, int]:
    """The optimum and the best of all ways; the plan keeps every rule of money and leaves nothing it could pay."""
    found = optimise(people, plan, aim, criteria=CRITERIA, law=LAW)
    paying = paying_of(found.paid, len(people), len(plan.months))
    rows = people.sort("person").to_dicts()
    assert not broken(rows, plan, paying)
    assert maximal(rows, plan, paying)
    assert value(people, plan, aim, paying) == found.certificate.reached.value
    best = max(value(people, plan, aim, way) for way in every_way(people, plan))
    assert found.certificate.reached.value <= best <= found.certificate.bound
    return found, best


@pytest.mark.parametrize("seed", range(60))
def test_most_person_months_are_the_flow_and_the_cut(seed):
    people, plan, _ = drawn(seed, quotas=False, prices=False)
    found, best = check(people, plan, Aim("person_months"))
    assert found.certificate.method == "flow"
    assert found.certificate.reached.value == best == found.certificate.bound


@pytest.mark.parametrize("seed", range(60))
def test_of_all_best_flows_one_gives_most_to_people_put_first(seed):
    people, plan, _ = drawn(3000 + seed, quotas=False, prices=False)
    found, best = check(people, plan, Aim("person_months"))
    ahead = [put_first(row, plan) for row in people.to_dicts()]

    def to_them(paying: Paying) -> int:
        return sum(sum(by >= 0 for by in months) for months, one in zip(paying, ahead, strict=True) if one)

    ways = (way for way in every_way(people, plan) if sum(by >= 0 for months in way for by in months) == best)
    assert to_them(paying_of(found.paid, len(people), len(plan.months))) == max(map(to_them, ways))


def put_first(row: dict[str, int], plan: Plan) -> bool:
    holds = {name for bit, name in enumerate(CRITERIA) if row["holds"] >> bit & 1}
    return any(
        str(row["village"]).startswith(one.area_code) and set(one.who) <= holds and holds & set(one.first)
        for one in plan.funds
    )


@pytest.mark.parametrize("seed", range(60))
def test_in_larger_plans_too_the_cut_lets_no_more_through(seed):
    people, plan = draw(Random(4000 + seed), 40, 6, 5)
    groups, table = grouped(people, plan, CRITERIA, (0,))
    found = solve(network(groups, table))
    assert found.value == found.bound == solve(network(apart(groups), table)).value


@pytest.mark.parametrize("seed", range(60))
def test_groups_reach_what_persons_one_by_one_reach(seed):
    people, plan, _ = drawn(seed, quotas=False, prices=False)
    groups, table = grouped(people, plan, CRITERIA, (0,))
    assert solve(network(groups, table)).value == solve(network(apart(groups), table)).value


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize("seed", range(25))
def test_a_small_plan_is_the_best_there_is(kind, seed):
    people, plan, random = drawn(1000 + seed)
    aim = Aim(kind, least=random.randrange(1, 4), percent=random.choice([50, 100]))
    found, best = check(people, plan, aim)
    assert found.certificate.reached.value == best == found.certificate.bound


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize("seed", range(25))
def test_shares_made_whole_keep_the_rules_and_the_bound_holds(kind, seed, monkeypatch):
    monkeypatch.setattr(optimising, "SMALL", 0)
    people, plan, random = drawn(2000 + seed)
    check(people, plan, Aim(kind, least=random.randrange(1, 4), percent=random.choice([50, 100])))


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize("months", [1, 5, 8])
def test_a_walk_is_worth_what_the_aim_says(kind, months):
    named = tuple(202601 + place for place in range(months))
    aim = Aim(kind, least=2)
    steps = walk(aim, named, LAW)
    covers = [0, 1, 2, 3, 20, 28, 33, 35, 36, 60]
    kinds = np.array([steps.told_apart[min(before, len(steps.told_apart) - 1)] for before in covers])
    for paid in range(2**months):
        worth = steps.worth(kinds, np.full(len(covers), paid)) * steps.unit
        bits = [bool(paid >> month & 1) for month in range(months)]
        assert worth.tolist() == [worth_of(aim, before, bits) for before in covers], (paid, bits)
