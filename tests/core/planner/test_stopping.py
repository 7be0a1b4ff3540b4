"""Ending cover: who loses what, when it is back and what going on costs, against the rule for one person."""

from datetime import date

import pytest
from hypothesis import given, settings

from payung.core.basis.days import months_after
from payung.core.cover.standing import History, standing
from payung.core.law.book import LawBook
from payung.core.planner.indicators import indicators
from payung.core.planner.months import between, first_day, later
from payung.core.planner.rates import read_rates
from payung.core.planner.stopping import stopping
from payung.core.planner.tables import months_paid
from tests.core.allocation.reference import Person
from tests.core.planner.plans import PEOPLE, PLANS, PRICE, VILLAGE, YEAR, arrays, fund, paid_by, plan

BOOK = LawBook.read()
(RATE,) = read_rates()


def stopped(people, made, book=BOOK):
    paid = paid_by(people, made)
    figures = indicators(arrays(people), paid, made, book)
    return stopping(arrays(people), paid, made, figures, book, RATE, seed=1)


def many(count, payable=2**12 - 1, before=0):
    return [Person(number, VILLAGE + number % 2, number, payable, 0, before) for number in range(count)]


RICH = plan(fund(10**9))


def test_ending_in_december():
    found = stopped(many(100), RICH)
    assert (found.last, found.people, found.full) == (202612, 100, 100)
    assert (found.ends, found.latest) == (202704, 202704)
    assert found.pays == (10_000_000, 42_000_000)
    assert found.costs == (100 * PRICE,) * 12 and found.months == between(202701, 202712)
    by = {one.month: one for one in found.resumed}
    assert [(by[month].restarted, by[month].full_again, by[month].full_lost) for month in between(202701, 202706)] == [
        (0, 202701, 0),
        (0, 202702, 100),
        (0, 202703, 200),
        (0, 202704, 300),
        (100, 202708, 700),
        (100, 202709, 800),
    ]
    assert [by[month].cost for month in (202701, 202702, 202705)] == [0, 100 * PRICE, 400 * PRICE]
    assert [(place.village, place.people, place.full, place.cost) for place in found.places] == [
        (VILLAGE, 50, 50, 50 * PRICE),
        (VILLAGE + 1, 50, 50, 50 * PRICE),
    ]


def test_who_began_anew_within_the_plan_does_not_begin_anew_again_by_going_on():
    """Paid in January, then from June on: the gap is in the plan, not after it."""
    found = stopped(many(10, payable=0b111111100001), RICH)
    by = {one.month: one.restarted for one in found.resumed}
    assert (by[202701], by[202704], by[202705]) == (0, 0, 10)


def test_what_families_lose_is_the_benefit_of_the_months_without_it():
    """July: six months nothing, three months 10 instead of 42 million, at 147 deaths in 702,900 person-months."""
    found = {one.month: one for one in stopped(many(7_810), plan(fund(10**15))).resumed}[202707]
    missing = 7_810 * (6 * 42_000_000 + 3 * 32_000_000)
    assert abs(found.benefits_lost - missing * 147 // 702_900) <= 1
    assert found.deaths.expected == 14 and found.deaths.low < 14 < found.deaths.high


def test_who_is_still_in_the_first_months_does_not_lose_full_cover():
    found = stopped(many(10, payable=0b110000000000), RICH)
    assert (found.people, found.full) == (10, 0)
    assert sum(place.full for place in found.places) == 0
    assert stopped(many(10, payable=0b111000000000), RICH).full == 10


def test_cover_that_ended_before_december_ends_there():
    found = stopped(many(10), plan(fund(10**9, months=YEAR[:5])))
    assert (found.last, found.ends) == (202605, 202609)


def test_private_money_costs_more_when_the_relief_ends():
    zakat = plan(fund(10**9, source="zakat", payer="private"), price=8_400)
    found = stopped(many(10), plan(zakat.funds[0], price=8_400))
    assert found.costs[0] == 10 * PRICE
    assert (
        stopped(many(3), plan(fund(10**9, months=YEAR[:5], payer="private"))).costs
        == (3 * 8_400,) * 7 + (3 * PRICE,) * 5
    )


def test_nobody_paid_is_nobody_lost():
    assert stopped(many(3), plan(fund(0))) is None
    assert stopped([], RICH) is None


def test_the_law_decides_when_it_ends():
    book = BOOK.read_as("bpu/cover/lapse_comparison", "reached")
    found = stopped(many(3), RICH, book)
    assert (found.ends, found.latest) == (202703, 202703)


def test_where_a_death_in_arrears_is_paid_cover_is_lost_when_membership_ends():
    book = BOOK.read_as("bpu/cover/claim_in_grace", "payable")
    found = stopped(many(7_810), plan(fund(10**15)), book)
    assert (found.lost_from, stopped(many(3), RICH).lost_from) == (202704, 202701)
    assert found.resumed[3].benefits_lost == 0
    missing = 7_810 * (3 * 42_000_000 + 3 * 32_000_000)
    assert abs(found.resumed[6].benefits_lost - missing * 147 // 702_900) <= 1


@settings(max_examples=60, deadline=None)
@given(PEOPLE, PLANS)
def test_every_month_lost_is_that_of_the_rule_for_one_person(people, made):
    found = stopped(people, made)
    paid = paid_by(people, made)
    union = months_paid(arrays(people), paid)
    if found is None:
        assert not union.any()
        return
    last = made.months.index(found.last)
    staying = [person for person in people if union[person.person] >> last & 1]
    assert found.people == len(staying) == sum(place.people for place in found.places)
    assert found.full == sum(place.full for place in found.places)
    assert found.costs[0] == sum(place.cost for place in found.places)
    for one in (found.resumed[3], found.resumed[6]):
        horizon = [month.month for month in found.carried_on]
        lost = anew = 0
        for person in staying:
            with_all = full_months(person, int(union[person.person]), found.last, later(found.last, 1), horizon)
            with_gap = full_months(person, int(union[person.person]), found.last, one.month, horizon)
            lost += len(with_all) - len(with_gap)
            anew += bool(set(with_all) - set(with_gap) - set(between(later(found.last, 1), later(one.month, -1))))
            assert {month for month in with_all if month >= one.full_again} <= set(with_gap)
        assert one.full_lost == lost
        assert one.restarted >= anew


def full_months(person, months, last, again, horizon):
    first = first_day(YEAR[0])
    days = [months_after(first, -ago) for ago in range(person.before, 0, -1)]
    days += [first_day(month) for place, month in enumerate(YEAR) if months >> place & 1]
    days += [first_day(month) for month in horizon if month > last and month >= again]
    history = History(days[0] if days else date(2099, 1, 1), tuple(days))
    return [month for month in horizon if standing(BOOK, history, first_day(month).replace(day=15)).state == "active"]


@pytest.mark.parametrize("before", [0, 24])
def test_later_is_never_cheaper_for_families(before):
    lost = [one.benefits_lost for one in stopped(many(5_000, before=before), plan(fund(10**12))).resumed]
    assert lost == sorted(lost) and lost[0] == 0
