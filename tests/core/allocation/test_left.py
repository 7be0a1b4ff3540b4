"""What is left of a fund, against a purse that is asked month by month and remembers what was spent."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from payung.core.allocation.fund import Fund, Tranche
from payung.core.allocation.left import WHOLE, Spent, fund_left, tranches_left
from payung.core.allocation.money import released
from payung.core.allocation.plan_json import fund_of_json, plan_as_json
from tests.core.allocation.reference import Purse
from tests.core.allocation.test_reference import YEAR, fund, plan

MONTHS = YEAR[:5]
AMOUNTS = st.integers(0, 30)
TRANCHES = st.lists(st.builds(Tranche, st.sampled_from((202512, *MONTHS)), AMOUNTS), min_size=1, max_size=4)
GIVEN = st.dictionaries(st.sampled_from(MONTHS), AMOUNTS, max_size=5)
VILLAGES = ("1504022001", "1504022002", "1504022003")


def asked(tranches, spent=(), besides=0):
    """A purse of the tranches of which that was spent; what went another way was spent on the last month."""
    purse = Purse(released(MONTHS, tranches))
    for month, amount in dict(spent).items():
        purse.spent[MONTHS.index(month)] += amount
    purse.spent[-1] += besides
    return purse


def pays(purse, payments):
    """Which of the payments (place of the month, price) it can make, one after the other."""
    said = []
    for month, price in payments:
        can = purse.can_pay(month, price)
        purse.spent[month] += price if can else 0
        said.append(can)
    return said


@given(TRANCHES, GIVEN, AMOUNTS, st.lists(st.tuples(st.integers(0, 4), st.integers(1, 20)), max_size=8))
def test_a_plan_of_the_rest_can_pay_just_what_the_purse_still_can(tranches, spent, besides, payments):
    whole = asked(tranches, spent, besides)
    assume(whole.can_pay(0, 0))  # what was given was there
    assert pays(asked(tranches_left(tranches, spent, besides)), payments) == pays(whole, payments)


@given(TRANCHES, GIVEN, AMOUNTS)
def test_what_is_left_in_a_month_is_the_most_it_can_pay(tranches, spent, besides):
    whole, left = asked(tranches, spent, besides), released(MONTHS, tranches_left(tranches, spent, besides))
    for place, amount in enumerate(left):
        most = max((price for price in range(1, 125) if whole.can_pay(place, price)), default=0)
        assert amount == most


@given(TRANCHES, GIVEN, AMOUNTS)
def test_it_is_never_below_zero_and_never_above_what_came(tranches, spent, besides):
    left = tranches_left(tranches, spent, besides)
    came = {month: sum(one.amount for one in tranches if one.month == month) for month in {t.month for t in tranches}}
    assert all(0 <= one.amount <= came[one.month] for one in left)
    assert {one.month for one in left} == set(came)


@given(TRANCHES, st.dictionaries(st.sampled_from(MONTHS), st.just(0)))
def test_where_nothing_was_spent_the_tranches_are_the_same(tranches, spent):
    assert tranches_left(tranches, spent) == tuple(tranches)


FUNDS = st.builds(
    lambda tranches, per, people, each, named: fund(
        tranches=tuple(tranches),
        per=per,
        people=people,
        people_per_village=each,
        village_tranches=named if per == "village" else None,
    ),
    TRANCHES,
    st.sampled_from(("village", "area")),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 4),
    st.none() | st.dictionaries(st.sampled_from(VILLAGES), TRANCHES.map(tuple)),
)
HOMES = st.dictionaries(st.sampled_from(VILLAGES), st.integers(1, 3))
SPENT = st.builds(Spent, GIVEN, AMOUNTS, st.integers(0, 150), st.integers(0, 4), HOMES)


def of_village(one: Fund, village: str):
    return (one.village_tranches or {}).get(village, one.tranches)


@given(FUNDS, st.dictionaries(st.sampled_from((WHOLE, *VILLAGES)), SPENT))
def test_a_fund_is_a_fund_with_less(one, purses):
    purses = {code: spent for code, spent in purses.items() if (code == WHOLE) == (one.per == "area")}
    left = fund_left(one, purses)
    assert left.people is None or left.people <= one.people
    taken = sum(spent.people for spent in purses.values())
    for village in VILLAGES:
        before, after = of_village(one, village), of_village(left, village)
        assert all(now <= then for now, then in zip(released(MONTHS, after), released(MONTHS, before), strict=True))
        spent = purses.get(WHOLE if one.per == "area" else village, Spent({}))
        if one.people is not None and taken >= one.people:
            assert not sum(tranche.amount for tranche in after)
        else:
            more = max(0, spent.received - sum(tranche.amount for tranche in before))
            besides = max(0, spent.besides - more)
            assert after == tranches_left(before, spent.given, besides)
            assert one.people is None or left.people == one.people - taken
            there = spent.villages.get(village, 0) if one.per == "area" else spent.people
            assert (left.people_taken or {}).get(village, 0) == (0 if one.people_per_village is None else there)
    same = {"people", "tranches", "village_tranches", "people_taken"}
    assert all(getattr(left, name) == getattr(one, name) for name in vars(one) if name not in same)
    said = plan_as_json(plan(left))
    assert fund_of_json({**said["funds"][0], "months": list(YEAR)}) == left


@given(FUNDS, st.sets(st.sampled_from(VILLAGES)), st.integers(0, 500))
def test_a_fund_of_which_nothing_was_spent_is_the_same(one, villages, received):
    untouched = Spent({202601: 0}, received=received)
    assert fund_left(one, {}) == one
    assert fund_left(one, dict.fromkeys(villages if one.per == "village" else {WHOLE}, untouched)) == one


def test_villages_that_spent_something_have_tranches_of_their_own():
    first, second, third = VILLAGES
    one = fund(100, village_tranches={first: (Tranche(202601, 40),), second: (Tranche(202601, 30),)})
    left = fund_left(one, {first: Spent({202602: 15}), third: Spent({202601: 25})})
    assert left.tranches == one.tranches
    assert {code: own[0].amount for code, own in left.village_tranches.items()} == {first: 25, second: 30, third: 75}


def test_places_of_a_village_are_those_its_purse_pays_or_where_they_live():
    first, second, _ = VILLAGES
    own = fund_left(fund(100, people_per_village=2), {first: Spent({}, people=1, villages={second: 1})})
    assert own.people_taken == {first: 1} and own.people_per_village == 2
    whole = fund(100, per="area", people_per_village=2)
    assert fund_left(whole, {WHOLE: Spent({}, people=3, villages={second: 2})}).people_taken == {second: 2}
    assert fund_left(replace(whole, people_per_village=None), {WHOLE: Spent({}, people=1)}).people_taken is None


def test_places_of_the_whole_fund_are_those_that_nobody_has_taken():
    one = fund(100, people=3, village_tranches={VILLAGES[0]: (Tranche(202601, 40),)})
    purses = {VILLAGES[0]: Spent({202601: 10}, people=1), VILLAGES[1]: Spent({202601: 10}, people=1)}
    assert fund_left(one, purses).people == 1
    full = fund_left(replace(one, people=2), purses)
    assert [of_village(full, code)[0].amount for code in VILLAGES] == [0, 0, 0] and full.people == 2


def test_money_above_the_promise_goes_back_without_lessening_what_was_promised():
    one = fund(100, per="area")
    for received, back, left in ((120, 20, 100), (120, 50, 70), (60, 20, 80), (120, 0, 100)):
        assert fund_left(one, {WHOLE: Spent({}, back, received)}).tranches[0].amount == left
