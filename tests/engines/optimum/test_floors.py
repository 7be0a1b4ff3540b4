"""Floors that cannot be kept: refused if and only if no way to pay keeps them, and named with nothing to spare."""

from dataclasses import replace
from random import Random

import polars as pl
import pytest

from payung.core.allocation.aim import Aim
from payung.core.allocation.fund import Plan, Tranche
from payung.engines.optimum import optimise as optimising
from payung.engines.optimum.conflict import FloorsConflict
from payung.engines.optimum.floor_rules import Rule, rules_of
from payung.engines.optimum.optimise import optimise
from tests.engines.optimum.drawn import CRITERIA, draw, every_way, may_pay
from tests.engines.optimum.test_against_every_way import LAW


def small(seed: int) -> tuple[pl.DataFrame, Plan, int]:
    """People, plan and floor for which all ways to pay can be tried."""
    random = Random(seed)
    people, plan = draw(random, random.randrange(1, 4), 2, random.randrange(1, 3), quotas=True, prices=seed % 2 == 0)
    return people, plan, random.randrange(1, 5)


def under(plan: Plan, rules) -> Plan:
    """``plan`` with only these of its rules of money."""
    funds = []
    for at, one in enumerate(plan.funds):
        if Rule(at, "money") not in rules:
            one = replace(one, tranches=(Tranche(plan.months[0], 10**9),), village_tranches=None)
        if Rule(at, "people") not in rules:
            one = replace(one, people=None)
        if Rule(at, "people_per_village") not in rules:
            one = replace(one, people_per_village=None)
        funds.append(one)
    return replace(plan, funds=tuple(funds))


def floors_of(people: pl.DataFrame, plan: Plan, floor: int) -> dict[int, int]:
    rows = people.to_dicts()
    payable = dict.fromkeys(sorted(set(people["village"])), 0)
    for row in rows:
        payable[row["village"]] += sum(bool(may_pay(row, plan, at)) for at in range(len(plan.months)))
    return {code: min(count, floor) for code, count in payable.items() if min(count, floor)}


def kept(people: pl.DataFrame, plan: Plan, floors: dict[int, int]) -> bool:
    """Whether some way to pay keeps ``floors``: all ways are tried."""
    village = people.sort("person")["village"].to_list()
    for way in every_way(people, plan):
        got = dict.fromkeys(village, 0)
        for code, months in zip(village, way, strict=True):
            got[code] += sum(by >= 0 for by in months)
        if all(got[code] >= least for code, least in floors.items()):
            return True
    return False


@pytest.mark.parametrize("kind", ["person_months", "people"])
@pytest.mark.parametrize("seed", range(7000, 7060))
def test_floors_are_refused_only_when_no_way_keeps_them_and_with_nothing_to_spare(seed, kind):
    people, plan, floor = small(seed)
    floors = floors_of(people, plan, floor)
    possible = kept(people, plan, floors)
    try:
        found = optimise(people, plan, Aim(kind, least=1, floor=floor), criteria=CRITERIA, law=LAW)
    except FloorsConflict as error:
        assert not possible and error.smallest
        named = {code: floors[code] for code in error.villages}
        assert not kept(people, under(plan, error.rules), named), "what is named conflicts"
        for code in named:
            others = {other: least for other, least in named.items() if other != code}
            assert kept(people, under(plan, error.rules), others)
        for rule in error.rules:
            assert kept(people, under(plan, set(error.rules) - {rule}), named)
        assert error.rules and set(error.rules) <= set(rules_of(plan))
        assert f"{sum(named.values())} person-months" in str(error)
    else:
        assert possible and found.certificate.short == 0


def test_a_large_plan_names_what_conflicts_and_does_not_claim_that_it_is_the_smallest(monkeypatch):
    monkeypatch.setattr(optimising, "SMALL", 0)
    refused = 0
    for seed in range(7000, 7060):
        people, plan, floor = small(seed)
        try:
            optimise(people, plan, Aim("people", least=1, floor=floor), criteria=CRITERIA, law=LAW)
        except FloorsConflict as error:
            refused += 1
            floors = floors_of(people, plan, floor)
            assert not kept(people, under(plan, error.rules), {code: floors[code] for code in error.villages})
            assert not error.smallest and "Without any one" not in error.do.en
    assert refused
