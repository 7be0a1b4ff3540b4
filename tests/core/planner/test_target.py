"""The cheapest way to a share: no other choice reaches as much for less, tried one by one on small cases."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.allocation.fund import Tranche
from payung.core.basis.text import Text
from payung.core.planner.coverage import Area, Universe, people_for
from payung.core.planner.target import target
from tests.core.allocation.reference import Person
from tests.core.planner.plans import CRITERIA, PRICE, VILLAGE, YEAR, arrays, fund, plan


def universe(*areas):
    day = date(2026, 1, 1)
    return Universe(Text("a", "a"), day, "a", day, "a", tuple(sorted(areas, key=lambda area: area.code)))


def many(count, village=VILLAGE, first=0, **given_):
    payable, holds = given_.get("payable", 2**12 - 1), given_.get("holds", 0)
    return [Person(first + number, village, number, payable, holds) for number in range(count)]


ONE = plan(fund(10**6))


def ask(people, made, areas, share, months=12, **options):
    return target(arrays(people), made, areas, share, months=months, **options)


def test_half_of_a_regency():
    found = ask(many(80), ONE, universe(Area("1504", 100, 10)), 5500)
    assert (found.people, found.person_months, found.rupiah) == (45, 540, 540 * PRICE)
    assert found.paid.person.tolist() == list(range(45)) and set(found.paid.months.tolist()) == {2**12 - 1}
    (area,) = found.areas
    assert (area.needed, area.chosen, area.missing, area.reaches) == (45, 45, 0, 5500)
    assert found.reached and found.funds[0].more == 540 * PRICE - 10**6


def test_a_share_that_is_reached_already_costs_nothing():
    found = ask(many(5), ONE, universe(Area("1504", 100, 60)), 5500)
    assert (found.people, found.rupiah, found.reached) == (0, 0, True) and found.paid.person.tolist() == []


def test_who_is_missing_is_said_where():
    people = many(3) + many(5, village=1505012001, first=3)
    found = ask(people, ONE, universe(Area("1504", 10, 0), Area("1505", 10, 0)), 5000)
    assert [(area.chosen, area.missing) for area in found.areas] == [(3, 2), (5, 0)] and not found.reached


def test_a_village_that_needs_people_counts_for_its_regency():
    people = many(6) + many(6, village=VILLAGE + 1, first=6)
    both = universe(Area("1504", 20, 0), Area(str(VILLAGE + 1), 6, 0))
    found = ask(people, ONE, both, 5000)
    assert [(village.village, village.people) for village in found.villages] == [(VILLAGE, 5), (VILLAGE + 1, 5)]
    assert ask(people, ONE, both, 5000, digits=(10,)).people == 3
    assert ask(people, ONE, both, 5000, digits=(4,)).people == 10


def test_whom_a_village_needs_is_chosen_before_whom_its_province_needs():
    """Chosen for the province first, the cheapest would be of the other village, and one person too many."""
    people = many(1) + many(1, village=1505012001, first=1)
    areas = universe(Area("15", 2, 0), Area("1505012001", 1, 0))
    found = ask([people[0], people[1]._replace(order=9)], ONE, areas, 5000)
    assert found.paid.person.tolist() == [1] and found.reached


def test_each_month_is_paid_by_the_cheapest_fund_that_may():
    made = plan(fund(10**9), fund(10**9, id="b", payer="private", months=YEAR[:6], who=("palm_worker",)))
    made = replace(made, prices=(made.prices[0], (8_400,) * 12))
    people = many(2) + many(1, first=2, holds=1)
    found = ask(people, made, universe(Area("15", 3, 0)), 3300)
    assert (found.people, found.rupiah) == (1, 6 * 8_400 + 6 * PRICE)
    assert list(zip(found.paid.person, found.paid.fund, found.paid.months, strict=True)) == [
        (2, 0, 0b111111000000), (2, 1, 0b000000111111),
    ]  # fmt: skip


def test_of_funds_that_cost_alike_the_first_pays():
    found = ask(many(2), plan(fund(1), fund(1, id="b")), universe(Area("15", 2, 0)), 10_000)
    assert found.paid.fund.tolist() == [0, 0] and [need.people for need in found.funds] == [2, 0]


def test_of_funds_that_cost_alike_each_pays_as_far_as_its_money_goes():
    """Else the first would seem to lack what the second has lying."""
    made = plan(fund(3 * PRICE, id="a"), fund(16 * PRICE, id="b"), fund(2 * PRICE - 1, id="c", per="village"))
    found = ask(many(2), made, universe(Area("15", 2, 0)), 10_000)
    assert [(need.fund, need.person_months, need.more) for need in found.funds] == [
        ("a", 3 + 4, 4 * PRICE), ("b", 16, 0), ("c", 1, 0),
    ]  # fmt: skip
    assert list(zip(found.paid.person, found.paid.fund, found.paid.months, strict=True)) == [
        (0, 0, 0b111), (0, 1, 0b111111111000), (1, 0, 0b111100000000), (1, 1, 0b1111111), (1, 2, 0b10000000),
    ]  # fmt: skip


def test_each_village_has_a_purse_of_its_own_and_people_come_in_their_order():
    people = many(2) + many(2, village=VILLAGE + 1, first=2)
    other = {str(VILLAGE + 1): (Tranche(YEAR[0], 24 * PRICE),)}
    made = plan(fund(12 * PRICE, per="village", village_tranches=other), fund(5 * PRICE, id="b"))
    found = ask(people, made, universe(Area("15", 4, 0)), 10_000)
    assert [(need.person_months, need.more) for need in found.funds] == [(12 + 7 + 24, 7 * PRICE), (5, 0)]
    paid = dict(
        zip(zip(found.paid.person.tolist(), found.paid.fund.tolist(), strict=True), found.paid.months, strict=True)
    )
    assert paid[0, 0] == paid[2, 0] == paid[3, 0] == 2**12 - 1 and paid[1, 1] == 0b11111


def test_a_person_who_may_not_be_paid_every_month_cannot_be_chosen():
    people = many(2, payable=0b011111111111) + many(1, first=2)
    found = ask(people, ONE, universe(Area("15", 3, 0)), 10_000)
    assert (found.people, found.could, found.could_not) == (1, 1, 2)
    assert ask(people, ONE, universe(Area("15", 3, 0)), 10_000, months=4).could == 1


def test_months_before_come_first_among_people_who_cost_alike():
    people = [*many(2), Person(2, VILLAGE, 9, 2**12 - 1, 0, 20)]
    assert ask(people, ONE, universe(Area("15", 3, 0)), 3300).paid.person.tolist() == [2]


CODES = [1504020001, 1504020002, 1505020001]
PEOPLE = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(0, 2), st.sampled_from([0b1111, 0b0111, 0b1110]), st.integers(0, 3)),
    max_size=7,
).map(lambda rows: [Person(number, *row) for number, row in enumerate(rows)])
AREAS = st.dictionaries(
    st.sampled_from(["15", "1504", "1505", "1504020001", "1505020001"]),
    st.tuples(st.integers(1, 8), st.integers(0, 3)),
    min_size=1,
).map(lambda areas: universe(*(Area(code, most, min(covered, most)) for code, (most, covered) in areas.items())))
FUNDS = st.lists(
    st.tuples(
        st.sampled_from(["15", "1504"]), st.sampled_from([(), ("palm_worker",)]), st.integers(2, 4), st.integers(1, 3)
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(PEOPLE, AREAS, FUNDS, st.sampled_from([3000, 5000, 5500, 10_000]), st.integers(1, 4))
def test_no_other_choice_reaches_as_much_for_less(people, areas, funds, share, months):
    given_ = [fund(0, area_code=area, who=who, months=YEAR[:last]) for area, who, last, _ in funds]
    made = plan(*given_, months=YEAR[:4])
    made = replace(made, prices=tuple((price,) * 4 for *_, price in funds))
    found = ask(people, made, areas, share, months=months)
    cost = {person.person: cost_of(person, made, months) for person in people}
    could = [person for person in people if cost[person.person] is not None]
    assert found.could == len(could)
    assert found.rupiah == sum(cost[person] for person in np.unique(found.paid.person).tolist())
    best = min(
        (
            sum(missing(choice, areas, share)),
            sum(cost[person.person] for person in choice),
        )
        for size in range(len(could) + 1)
        for choice in combinations(could, size)
    )
    picked = [person for person in people if person.person in set(found.paid.person.tolist())]
    assert [area.missing for area in found.areas] == missing(picked, areas, share)
    assert (sum(missing(picked, areas, share)), found.rupiah) == best


def cost_of(person, made, months):
    total = 0
    for place in range(4 - months, 4):
        prices = [
            made.prices[number][place]
            for number, one in enumerate(made.funds)
            if str(person.village).startswith(one.area_code)
            and made.months[place] in one.months
            and person.payable >> place & 1
            and all(person.holds >> CRITERIA.index(name) & 1 for name in one.who)
        ]
        if not prices:
            return None
        total += min(prices)
    return total


def missing(choice, areas, share):
    found = []
    for area in areas.areas:
        here = sum(str(person.village).startswith(area.code) for person in choice)
        found.append(max(0, people_for(share, area.workers) - area.covered - here))
    return found
