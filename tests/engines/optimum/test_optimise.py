from dataclasses import replace
from random import Random

import polars as pl
import pytest

from payung.core.allocation.aim import UNITS, Aim, AimWrong
from payung.core.allocation.fund import Plan, Tranche
from payung.core.law.book import LawBook
from payung.engines.optimum import optimise as optimising
from payung.engines.optimum.conflict import FloorsConflict, smallest
from payung.engines.optimum.optimise import OptimumMissing, TooManyFunds, optimise
from tests.engines.optimum.drawn import CRITERIA, VILLAGES, broken, draw, fund, maximal, month, paying_of, people_table

LAW = LawBook.read()
YEAR = tuple(month(place) for place in range(12))


def plan_of(*funds, price=16_800, months=12):
    return Plan(YEAR[:months], funds, ((price,) * months,) * len(funds))


def best(people, plan, kind="person_months", **aim):
    return optimise(people, plan, Aim(kind, **aim), criteria=CRITERIA, law=LAW)


def test_ten_million_buys_595_person_months_and_leaves_four_thousand():
    people = people_table([{"payable": 2**12 - 1, "order": place} for place in range(60)])
    found = best(people, plan_of(fund("a", 12, tranches=(Tranche(YEAR[0], 10_000_000),))))
    reached = found.certificate.reached
    assert (reached.person_months, reached.rupiah, reached.people) == (595, 9_996_000, 50)
    assert found.paid.filter(pl.col("months") == 2**12 - 1)["person"].to_list() == list(range(49))


def test_the_earmarked_fund_pays_those_whom_only_it_may_not_leave():
    """A waterfall spends the open money on the palm worker and leaves the earmarked money lying."""
    people = people_table([{"holds": 2, "order": 0}, {"holds": 0, "order": 1}])
    open_, palm = fund("open", 1), fund("palm", 1, who=("palm_worker",))
    one = (Tranche(month(0), 16_800),)
    plan = plan_of(replace(open_, tranches=one), replace(palm, tranches=one), months=1)
    found = best(people, plan)
    assert found.certificate.reached.value == 2
    assert found.certificate.published.value == 1
    assert found.paid.rows() == [(0, 1, 1), (1, 0, 1)]


def test_in_a_group_the_published_order_decides_and_first_come_first():
    people = people_table([
        {"order": 2}, {"order": 1}, {"order": 1}, {"order": 0}, {"order": 9, "holds": 1},
    ])  # fmt: skip
    paying = fund("a", 1, tranches=(Tranche(month(0), 50_400),), first=("village_official",))
    found = best(people, plan_of(paying, months=1))
    assert found.paid["person"].to_list() == [1, 3, 4]


def test_a_price_says_what_a_million_more_buys_and_a_rule_left_out_what_it_gives():
    people = people_table([{"payable": 4095, "order": place} for place in range(3)])
    late = fund("late", 12, tranches=(Tranche(YEAR[6], 10**9),))
    poor = fund("poor", 12, tranches=(Tranche(YEAR[0], 16_800),))
    found = best(people, plan_of(late, poor)).certificate
    assert found.reached.value == 3 * 6 + 1
    assert found.prices.rows() == [("money", 1, None, YEAR[0], 59_523)]
    assert [(one.fund, one.rule, one.gain) for one in found.relaxed] == [("late", "dates", 17)]


@pytest.mark.parametrize("kind", UNITS)
def test_shuffling_and_renaming_change_nothing(kind):
    random = Random(7)
    people, plan = draw(random, 40, 6, 4, quotas=kind == "people", prices=kind == "benefit")
    other = replace(plan, funds=tuple(replace(one, id=f"x{one.id}") for one in plan.funds))
    one = best(people, plan, kind)
    two = best(people.sample(fraction=1, shuffle=True, seed=3), other, kind)
    assert one.paid.equals(two.paid)
    assert one.certificate.reached == two.certificate.reached


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize("seed", range(6))
def test_larger_plans_keep_every_rule(kind, seed, monkeypatch):
    monkeypatch.setattr(optimising, "SMALL", 0)
    people, plan = draw(Random(seed), 60, 5, 4, quotas=seed % 2 == 0, prices=seed % 3 == 0)
    found = best(people, plan, kind, least=2)
    paying, rows = paying_of(found.paid, 60, 5), people.to_dicts()
    assert not broken(rows, plan, paying)
    assert maximal(rows, plan, paying)
    assert found.certificate.published.value <= found.certificate.reached.value <= found.certificate.bound


@pytest.mark.parametrize("kind", ["person_months", "benefit"])
def test_a_thousand_trillion_rupiah_are_counted_to_the_rupiah(kind):
    people = people_table([{"payable": 3, "order": place} for place in range(3)])
    much = 10**15
    plan = Plan(YEAR[:2], (fund("a", 2, tranches=(Tranche(YEAR[0], 4 * much + 3),)),), ((much, much),))
    found = best(people, plan, kind).certificate
    assert (found.reached.person_months, found.reached.rupiah) == (4, 4 * much)
    less = replace(plan, funds=(replace(plan.funds[0], tranches=(Tranche(YEAR[0], 4 * much - 1),)),))
    assert best(people, less, kind).certificate.reached.person_months == 3


def test_more_money_never_reaches_less():
    for seed in range(20):
        people, plan = draw(Random(seed), 12, 4, 3)
        values = []
        for more in (0, 5, 50):
            funds = tuple(
                replace(one, tranches=(*one.tranches, Tranche(month(0), more)), village_tranches=None)
                for one in plan.funds
            )
            values.append(best(people, replace(plan, funds=funds)).certificate.reached.value)
        assert values == sorted(values)


def village_people(*counts):
    return people_table([
        {"village": VILLAGES[place], "payable": 15, "order": order}
        for place, count in enumerate(counts) for order in range(count)
    ])  # fmt: skip


def test_a_floor_gives_every_village_its_share_and_takes_none_from_the_sum():
    people = village_people(10, 10, 1)
    plan = plan_of(fund("a", 4, tranches=(Tranche(YEAR[0], 20 * 16_800),)), months=4)
    for kind in ("person_months", "people"):
        found = best(people, plan, kind, floor=6)
        village = dict(people.select("person", "village").rows())
        got = dict.fromkeys(VILLAGES, 0)
        for person, _, months in found.paid.rows():
            got[village[person]] += months.bit_count()
        assert sum(got.values()) == 20
        assert min(got[VILLAGES[0]], got[VILLAGES[1]]) >= 6
        assert got[VILLAGES[2]] == 4
        assert found.certificate.short == 0


@pytest.mark.parametrize("kind", ["person_months", "people"])
def test_floors_that_cannot_be_kept_name_the_smallest_set(kind):
    people = village_people(5, 5, 5)
    rich = fund("rich", 4, area_code=str(VILLAGES[2]), tranches=(Tranche(YEAR[0], 10**6),))
    poor = fund("poor", 4, area_code="1501", tranches=(Tranche(YEAR[0], 9 * 16_800),))
    with pytest.raises(FloorsConflict) as caught:
        best(people, plan_of(rich, poor, months=4), kind, floor=5)
    assert caught.value.villages == VILLAGES[:2]
    assert caught.value.funds == ("poor",)
    assert "10 person-months" in str(caught.value)
    assert "9 person-months" in str(caught.value)


def test_floors_that_quotas_forbid_are_refused():
    people = village_people(5)
    plan = plan_of(fund("a", 4, tranches=(Tranche(YEAR[0], 10**9),), people=1), months=4)
    for small in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch, pytest.raises(FloorsConflict) as caught:
            patch.setattr(optimising, "SMALL", small)
            best(people, plan, floor=5)
        assert "the quota of 1 people of a: 4 person-months" in str(caught.value)


def test_the_smallest_set_has_nothing_to_spare():
    def conflicts(members):
        return {3, 17, 40} <= set(members) or {8, 9} <= set(members)

    found = smallest(list(range(60)), conflicts)
    assert conflicts(found)
    assert not any(conflicts([one for one in found if one != out]) for out in found)


def test_when_time_runs_out_the_plan_still_keeps_the_rules_and_says_so(monkeypatch):
    monkeypatch.setattr(optimising, "SMALL", 0)
    people, plan = draw(Random(5), 60, 5, 4, quotas=True)
    found = optimise(people, plan, Aim("benefit"), criteria=CRITERIA, law=LAW, seconds=0)
    paying, rows = paying_of(found.paid, 60, 5), people.to_dicts()
    assert not broken(rows, plan, paying)
    assert maximal(rows, plan, paying)
    assert not found.certificate.finished
    assert "Time ran out" in found.certificate.says().en
    assert found.certificate.reached.value <= found.certificate.bound


@pytest.mark.parametrize("kind", UNITS)
def test_nobody_no_money_and_no_fund_are_plans_too(kind):
    nobody = people_table([])
    someone = people_table([{"payable": 1}])
    for people, plan in (
        (nobody, plan_of(fund("a", 12))),
        (someone, plan_of(fund("a", 12))),
        (someone, plan_of()),
        (someone, plan_of(fund("a", 12, area_code="99", tranches=(Tranche(YEAR[0], 10**6),)))),
    ):
        found = best(people, plan, kind)
        assert len(found.paid) == 0
        assert found.certificate.reached.person_months == found.certificate.reached.rupiah == 0
        assert found.paid.schema == {"person": pl.Int64, "fund": pl.Int16, "months": pl.Int32}


def test_a_month_free_of_charge_is_paid_without_money():
    people = people_table([{"payable": 3}])
    plan = Plan(YEAR[:2], (fund("a", 2, tranches=(Tranche(YEAR[0], 0),)),), ((0, 0),))
    assert best(people, plan).certificate.reached.person_months == 2


@pytest.mark.parametrize("asked", [{"kind": "most"}, {"kind": "people", "least": 0}, {"kind": "people", "floor": -1}])
def test_an_aim_that_means_nothing_is_refused(asked):
    with pytest.raises(AimWrong):
        Aim(**asked)


def test_one_of_the_criteria_is_enough_to_come_first_but_all_are_needed_to_be_paid():
    people = people_table([{"order": place, "holds": holds} for place, holds in enumerate([0, 2, 4, 6, 1])])
    money = (Tranche(month(0), 2 * 16_800),)
    either = best(people, plan_of(fund("a", 1, tranches=money, first=("village_official", "mustahik")), months=1))
    assert either.paid["person"].to_list() == [2, 3]
    both = best(people, plan_of(fund("a", 1, tranches=money, who=("palm_worker", "mustahik")), months=1))
    assert both.paid["person"].to_list() == [3]


def test_people_put_first_take_no_place_from_those_only_their_fund_can_pay():
    """First those put first are paid from any purse; the others are reached by moving them to another one."""
    people = people_table([{"order": 0, "holds": 1}, {"order": 1, "holds": 0}, {"order": 2, "holds": 2}])
    one = (Tranche(month(0), 16_800),)
    for funds in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        made = (
            fund("village_official", 1, tranches=one, who=("village_official",)),
            fund("all", 1, tranches=one, first=("village_official",)),
            fund("palm", 1, tranches=one, who=("palm_worker",)),
        )
        found = best(people, plan_of(*(made[place] for place in funds), months=1))
        assert found.certificate.reached.value == 3


def test_a_plan_below_the_published_ranking_is_never_given_out(monkeypatch):
    monkeypatch.setattr(optimising, "SMALL", 0)
    monkeypatch.setattr(optimising, "whole", lambda *_: [(0, (0, -1), 1)])  # the wrong person's only month
    people = people_table([{"order": 0, "payable": 3}, {"order": 1, "payable": 1}])
    plan = plan_of(fund("a", 2, tranches=(Tranche(month(0), 2 * 16_800),)), months=2)
    found = best(people, plan, "people", least=2)
    assert found.paid.rows() == [(0, 0, 3)]
    assert found.certificate.reached.value == found.certificate.bound == 1


def test_without_or_tools_the_office_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(optimising, "find_spec", lambda _: None)
    with pytest.raises(OptimumMissing):
        best(people_table([]), plan_of())


def test_as_many_funds_as_there_is_room_for_and_not_one_more():
    """Each has money for one month; one fund too many would be mistaken for another."""
    people = people_table([{"payable": 1, "order": place, "village": VILLAGES[place % 2]} for place in range(44)])
    funds = [fund(f"f{at}", 1, tranches=(Tranche(month(0), 16_800),), first=("village_official",)) for at in range(21)]
    found = best(people, plan_of(*funds[:20], months=1))
    assert found.certificate.reached.person_months == 20
    assert found.paid.select("person", "fund").unique().height == 20 and found.paid["fund"].n_unique() == 20
    with pytest.raises(TooManyFunds, match="21 funds"):
        best(people, plan_of(*funds, months=1))
