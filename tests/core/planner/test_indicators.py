"""What a plan comes to equals what is counted one person at a time, and more is never less."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from payung.core.allocation.fund import Tranche
from payung.core.basis.days import months_after
from payung.core.cover.standing import History, standing
from payung.core.law.book import LawBook
from payung.core.planner.indicators import indicators, lasting
from payung.core.planner.months import between, first_day
from tests.core.allocation.reference import Person
from tests.core.planner.plans import (
    FUNDS,
    PEOPLE,
    PLANS,
    PRICE,
    VILLAGE,
    YEAR,
    arrays,
    fund,
    paid_by,
    payments,
    plan,
)

BOOK = LawBook.read()


def figures(people, made, rows=None):
    paid = paid_by(people, made) if rows is None else payments(rows)
    return indicators(arrays(people), paid, made, BOOK)


def many(count, **given_):
    payable, before = given_.get("payable", 2**12 - 1), given_.get("before", 0)
    return [Person(number, VILLAGE, number, payable, 0, before) for number in range(count)]


def history(person, months, plan_months):
    first = first_day(plan_months[0])
    days = [months_after(first, -ago) for ago in range(person.before, 0, -1)]
    days += [first_day(month) for place, month in enumerate(plan_months) if months >> place & 1]
    return History(days[0] if days else date(2099, 1, 1), tuple(days))


@settings(max_examples=120, deadline=None)
@given(PEOPLE, PLANS)
def test_every_count_is_that_of_the_rule_for_one_person(people, made):
    paid = paid_by(people, made)
    found = indicators(arrays(people), paid, made, BOOK)
    union = {person.person: 0 for person in people}
    for person, months in zip(paid.person.tolist(), paid.months.tolist(), strict=True):
        union[person] |= months
    assert found.people == sum(months > 0 for months in union.values())
    assert found.person_months == sum(months.bit_count() for months in union.values())
    assert found.rupiah == found.person_months * PRICE == sum(month.rupiah for month in found.months)
    assert found.waiting == sum(person.payable > 0 and not union[person.person] for person in people)
    stands = {
        (person.person, month.month): standing(
            BOOK, history(person, union[person.person], made.months), first_day(month.month).replace(day=15)
        )
        for person in people
        for month in found.months
    }
    for month in found.months:
        states = [stands[person.person, month.month].state for person in people]
        assert (month.first_months, month.full, month.grace, month.lapsed) == tuple(
            states.count(state) for state in ("first_months", "active", "grace", "lapsed")
        )
    for reached, least in ((found.first, 3), (found.scholarship, 36)):
        assert reached.months == least
        for way, attribute in (("since_restart", "months"), ("unbroken", "months_unbroken"), ("ever", "months_ever")):
            assert reached.people[way] == sum(
                any(
                    union[person.person] >> place & 1
                    and getattr(stands[person.person, month], attribute) >= least
                    for place, month in enumerate(made.months)
                )
                for person in people
            )  # fmt: skip
    assert found.in_full == sum(
        any(stands[person.person, month].state == "active" for month in made.months) for person in people
    )
    assert found.ended == sum(stands[person.person, made.months[-1]].state == "lapsed" for person in people)


@settings(max_examples=150, deadline=None)
@given(PEOPLE, FUNDS)
def test_more_money_never_pays_fewer_person_months(people, one):
    """Without a limit of people: else somebody earlier, paid for few months, may take the place of who gets many."""
    free = replace(one, people=None, people_per_village=None)
    richer = replace(free, tranches=tuple(replace(part, amount=part.amount + 5 * PRICE) for part in free.tranches))
    assert figures(people, plan(richer)).person_months >= figures(people, plan(free)).person_months


@settings(max_examples=150, deadline=None)
@given(PEOPLE, FUNDS)
def test_paying_to_a_later_month_never_leaves_fewer_with_enough_months_where_money_is_enough(people, one):
    rich = replace(one, tranches=(Tranche(YEAR[0], 10**9),), people=None)
    longer = replace(rich, months=YEAR)
    before, after = figures(people, plan(rich)), figures(people, plan(longer))
    assert after.person_months >= before.person_months
    for reached in ("first", "scholarship"):
        for way, count in getattr(before, reached).people.items():
            assert getattr(after, reached).people[way] >= count


def test_595_person_months_and_4000_left_of_ten_million():
    found = figures(many(50), plan(fund(10_000_000)))
    assert (found.person_months, found.left, found.people) == (595, 4_000, 50)
    assert found.rupiah == 9_996_000
    assert found.funds[0].demand - found.funds[0].money == 80_000


def test_siantar_money_for_8000_people_lasts_3_months_and_a_rest():
    """Rp134,4 juta a month; Rp500 juta are 29,761 person-months, 3.7 months."""
    assert 8_000 * PRICE == 134_400_000 and lasting(500_000_000, [134_400_000] * 12) == 3
    found = figures(many(8_000), plan(fund(500_000_000, per="area")))
    assert found.person_months == 29_761 and found.funds[0].lasts == 3 and found.funds[0].left == 15_200
    assert (found.people, found.waiting) == (2_481, 5_519)


def test_a_cover_of_two_months_reaches_no_full_benefit():
    found = figures(many(4, payable=0b110000000000), plan(fund(10**9)))
    assert found.first.people == {"since_restart": 0, "unbroken": 0, "ever": 0}
    assert all(month.full == 0 for month in found.months)


def test_ending_in_december_is_grace_to_march_and_an_end_in_april():
    found = figures(many(10), plan(fund(10**9)))
    by = {month.month: month for month in found.months}
    assert [by[month].full for month in (202603, 202604, 202612)] == [0, 10, 10]
    assert [by[month].grace for month in between(202701, 202704)] == [10, 10, 10, 0]
    assert by[202704].lapsed == 10 and found.restarted == 0


def test_a_gap_of_four_months_restarts_and_one_of_three_does_not():
    assert figures(many(3, payable=0b111000011111), plan(fund(10**9))).restarted == 3
    assert figures(many(3, payable=0b111100011111), plan(fund(10**9))).restarted == 0


def test_who_came_with_months_and_is_not_paid_is_counted_as_ended():
    found = figures(many(5, payable=0, before=30), plan(fund(10**9)))
    assert (found.people, found.ended) == (0, 5)


@pytest.mark.parametrize(
    ("money", "costs", "months"), [(0, [1], 0), (3, [1, 1, 1], None), (2, [1, 1, 1], 2), (5, [], None)]
)
def test_how_long_money_lasts(money, costs, months):
    assert lasting(money, costs) == months


def test_thirty_six_months_with_those_before():
    found = figures(many(2, before=24), plan(fund(10**9)))
    assert found.scholarship.people == {"since_restart": 2, "unbroken": 2, "ever": 2}
    assert figures(many(2, before=23), plan(fund(10**9))).scholarship.people["ever"] == 0
