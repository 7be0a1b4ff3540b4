"""The slow ranking on cases worked by hand, on published figures, and on what must hold of any plan."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text
from tests.core.allocation.reference import Paid, Person, allocate, released

YEAR = tuple(range(202601, 202613))
VILLAGE = 1504022001
PRICE = 16_800


def fund(amount=0, months=YEAR, **changed):
    tranches = changed.pop("tranches", (Tranche(months[0], amount),))
    made = Fund("a", Text("a", "a"), "village_budget", "SD", "desa", "15", "village", tranches, months)
    return replace(made, **changed)


def plan(*funds, months=YEAR, price=PRICE):
    return Plan(months, funds, tuple((price,) * len(months) for _ in funds))


def people(count, payable=2**12 - 1, village=VILLAGE, first=0):
    return [Person(first + number, village, number, payable) for number in range(count)]


def months(rows):
    return sum(row.months.bit_count() for row in rows)


def test_ten_million_a_village_is_595_person_months_and_4000_left():
    rows = allocate(people(50), plan(fund(10_000_000)))
    assert months(rows) == 595
    assert 10_000_000 - months(rows) * PRICE == 4_000
    assert [row.months.bit_count() for row in rows] == [12] * 49 + [7]


def test_a_province_of_78_100_is_short_by_124_960_000():
    """50 in each of 1,562 villages; three villages show that each has a purse of its own."""
    villages = [Person(number, VILLAGE + number // 50, number % 50, 2**12 - 1) for number in range(150)]
    rows = allocate(villages, plan(fund(10_000_000)))
    unpaid = 150 * 12 - months(rows)
    left = 3 * 10_000_000 - months(rows) * PRICE
    assert divmod((unpaid * PRICE - left) * 1_562, 3) == (124_960_000, 0)


@pytest.mark.parametrize(
    ("count", "paid", "amount"),
    [(594, 3, 29_937_600), (557, 3, 28_072_800), (2_829, 12, 570_326_400), (22_100, 5, 1_856_400_000)],
)
def test_what_was_published_as_paid_pays_exactly_that(count, paid, amount):
    rows = allocate(people(count, 2**paid - 1), plan(fund(amount, per="area")))
    assert months(rows) == count * paid and months(rows) * PRICE == amount
    short = allocate(people(count, 2**paid - 1), plan(fund(amount - 1, per="area")))
    assert months(short) == count * paid - 1


def test_five_hundred_million_is_29_761_person_months():
    rows = allocate(people(8_000), plan(fund(500_000_000, per="area")))
    assert months(rows) == 29_761 and 500_000_000 - months(rows) * PRICE == 15_200


def test_forty_nine_people_leave_121_600():
    assert 10_000_000 - months(allocate(people(49), plan(fund(10_000_000)))) * PRICE == 121_600


def test_money_of_a_later_tranche_does_not_pay_an_earlier_month():
    given_ = fund(tranches=(Tranche(202601, 3 * PRICE), Tranche(202607, 7 * PRICE)))
    rows = allocate(people(1), plan(given_))
    assert rows == [Paid(0, 0, 0b111111000111)]
    assert allocate(people(1), plan(fund(tranches=(Tranche(202607, 12 * PRICE),)))) == [Paid(0, 0, 0b111111000000)]


def test_early_money_is_not_spent_twice_by_a_later_person():
    """The first takes months 1 to 3; the later tranche is then whole for both, and no month before it can be paid."""
    given_ = fund(tranches=(Tranche(202601, 3 * PRICE), Tranche(202607, 2 * PRICE)))
    assert allocate(people(2), plan(given_)) == [Paid(0, 0, 0b11000111)]


def test_a_tranche_before_the_plan_counts_from_its_first_month():
    assert months(allocate(people(1), plan(fund(tranches=(Tranche(202507, PRICE),))))) == 1


def test_a_village_named_has_its_own_tranches():
    own = fund(PRICE, village_tranches={str(VILLAGE): (Tranche(202601, 2 * PRICE),)})
    everybody = people(1) + people(1, village=VILLAGE + 1, first=1)
    assert [row.months.bit_count() for row in allocate(everybody, plan(own))] == [2, 1]
    assert released(plan(own), own, VILLAGE) == [2 * PRICE] * 12


def test_the_second_fund_pays_only_what_the_first_left():
    rows = allocate(people(2), plan(fund(15 * PRICE), fund(4 * PRICE, months=YEAR[:6])))
    assert rows == [Paid(0, 0, 2**12 - 1), Paid(1, 0, 0b111), Paid(1, 1, 0b111000)]


def test_who_may_be_paid_and_who_comes_first():
    everybody = [
        Person(0, VILLAGE, 0, 1, 0b00),
        Person(1, VILLAGE, 2, 1, 0b01),
        Person(2, VILLAGE, 1, 1, 0b01),
        Person(3, VILLAGE, 3, 1, 0b11),
    ]
    officials = fund(2 * PRICE, who=("palm",), first=("official",))
    assert [row.person for row in allocate(everybody, plan(officials), ("palm", "official"))] == [2, 3]


def test_quotas_count_people_and_a_person_already_paid_needs_no_room():
    everybody = people(3) + people(3, village=VILLAGE + 1, first=3)
    assert {row.person for row in allocate(everybody, plan(fund(10**9, people_per_village=2)))} == {0, 1, 3, 4}
    rows = allocate(everybody, plan(fund(10**9, people=3, per="area")))
    assert [(row.person, row.months.bit_count()) for row in rows] == [(0, 12), (1, 12), (3, 12)]


def test_a_fund_of_another_area_pays_nobody():
    assert allocate(people(2), plan(fund(10**9, area_code="1505"))) == []


MONTHS = YEAR[:4]
FUNDS = st.builds(
    lambda amounts, per, area, quota, each, who, until: fund(
        months=MONTHS[:until],
        tranches=tuple(Tranche(month, amount) for month, amount in zip(MONTHS, amounts, strict=False)),
        per=per,
        area_code=area,
        people=quota,
        people_per_village=each,
        who=who,
    ),
    st.lists(st.integers(0, 9), min_size=1, max_size=4),
    st.sampled_from(["village", "area"]),
    st.sampled_from(["15", "1504", "1505"]),
    st.none() | st.integers(0, 4),
    st.none() | st.integers(0, 2),
    st.sampled_from([(), ("a",), ("a", "b")]),
    st.integers(1, 4),
)
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([1504020001, 1504020002, 1505020001]),
        st.integers(0, 3),
        st.integers(0, 15),
        st.integers(0, 3),
    ),
    max_size=8,
).map(lambda rows: [Person(number, *row) for number, row in enumerate(rows)])


def plan_of(funds, prices):
    return Plan(MONTHS, tuple(funds), tuple(tuple(prices[:4]) for _ in funds))


PLANS = st.builds(plan_of, st.lists(FUNDS, min_size=1, max_size=3), st.lists(st.integers(1, 3), min_size=4, max_size=4))


@settings(max_examples=300)
@given(PEOPLE, PLANS)
def test_nothing_is_paid_twice_or_beyond_money_and_nothing_payable_is_left(everybody, made):
    rows = allocate(everybody, made, ("a", "b"))
    by_person = {person.person: person for person in everybody}
    for person in everybody:
        theirs = [row.months for row in rows if row.person == person.person]
        assert all(one > 0 and one & ~person.payable == 0 for one in theirs)
        assert all(one & other == 0 for place, one in enumerate(theirs) for other in theirs[:place])
    for number, one in enumerate(made.funds):
        paid = {row.person: row.months for row in rows if row.fund == number}
        room = {village: balance(made, number, village, paid, by_person) for village in {p.village for p in everybody}}
        assert all(min(left) >= 0 for left in room.values())
        villages = [by_person[person].village for person in paid]
        assert one.people is None or len(paid) <= one.people
        for person in everybody:
            for month in range(4):
                if could_pay(one, person, month, room, paid, villages, made.prices[number]):
                    assert any(row.months >> month & 1 for row in rows if row.person == person.person)


def balance(made, number, village, paid, by_person):
    """Rupiah the purse of ``village`` has left by the end of each month."""
    one = made.funds[number]
    mine = [months for person, months in paid.items() if one.per == "area" or by_person[person].village == village]
    spent = [
        sum(made.prices[number][month] for months in mine for month in range(upto + 1) if months >> month & 1)
        for upto in range(4)
    ]
    return [have - gone for have, gone in zip(released(made, one, village), spent, strict=True)]


def could_pay(one, person, month, room, paid, villages, prices):
    """By the fourth rule of money, written without the allocator."""
    if not str(person.village).startswith(one.area_code) or MONTHS[month] not in one.months:
        return False
    if not person.payable >> month & 1 or any(not person.holds >> "ab".index(name) & 1 for name in one.who):
        return False
    has_room = person.person in paid or (
        (one.people is None or len(paid) < one.people)
        and (one.people_per_village is None or villages.count(person.village) < one.people_per_village)
    )
    return has_room and min(room[person.village][month:]) >= prices[month]


@settings(max_examples=200)
@given(PEOPLE, PLANS, st.permutations(range(8)))
def test_the_order_of_the_rows_changes_nothing(everybody, made, order):
    shuffled = [everybody[place] for place in order if place < len(everybody)]
    assert allocate(everybody, made, ("a", "b")) == allocate(shuffled, made, ("a", "b"))


@settings(max_examples=200)
@given(PEOPLE, FUNDS, st.integers(1, 3), st.integers(1, 9))
def test_more_money_of_one_fund_never_pays_fewer_person_months(everybody, one, price, more):
    richer = replace(one, tranches=(Tranche(one.tranches[0].month, one.tranches[0].amount + more), *one.tranches[1:]))
    before = allocate(everybody, plan_of([one], [price] * 4), ("a", "b"))
    after = allocate(everybody, plan_of([richer], [price] * 4), ("a", "b"))
    assert months(after) >= months(before)
