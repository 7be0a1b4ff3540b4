"""A freed place goes to the next in line, once, and never costs more than it freed."""

from hypothesis import given
from hypothesis import strategies as st

from payung.core.cover.replacements import (
    FILLED,
    WHY,
    Freed,
    ReplacementRule,
    Waiting,
    replacements,
)

PRICE = 16_800
YEAR = {202600 + month: PRICE for month in range(1, 13)}
A, B = "1505032001", "1505032002"


def place(enrolment, village=A, months=YEAR, fund="bkbk"):
    return Freed(enrolment, 1000 + enrolment, village, fund, months)


def rule(first=202604, scope="village", prices=None):
    return ReplacementRule(first, scope, prices or {})


def test_the_next_by_rank_of_the_same_village_from_the_first_month_that_can_be_had():
    line = [Waiting(7, A, "bkbk", 52), Waiting(5, A, "bkbk", 51), Waiting(1, B, "bkbk", 1), Waiting(2, A, "apbd", 1)]
    (made,) = replacements([place(1)], line, rule())
    assert (made.person, made.why, made.from_month) == (5, "next_in_village", 202604)
    assert made.months == tuple(range(202604, 202613))
    assert (made.amount, made.left) == (9 * PRICE, 3 * PRICE)


def test_who_is_enrolled_or_was_sent_back_is_passed_over():
    line = [Waiting(1001, A, "bkbk", 1), Waiting(5, A, "bkbk", 2), Waiting(6, A, "bkbk", 3)]
    (made,) = replacements([place(1)], line, rule(), enrolled={5})
    assert made.person == 6


def test_another_village_only_where_the_rule_says_so_and_after_its_own_places():
    line = [Waiting(1, B, "bkbk", 1), Waiting(2, B, "bkbk", 2)]
    assert [one.why for one in replacements([place(1)], line, rule())] == ["nobody_waiting_in_village"]
    first, second, third = replacements([place(1), place(2, B), place(3)], line, rule(scope="area"))
    assert (second.person, second.why) == (1, "next_in_village")  # the village's own next is not taken away
    assert (first.person, first.why) == (2, "next_in_area")
    assert (third.person, third.why, third.left) == (None, "nobody_waiting", 12 * PRICE)


def test_no_month_left_and_a_price_above_the_money():
    line = [Waiting(5, A, "bkbk", 1)]
    (late,) = replacements([place(1)], line, rule(first=202701))
    assert (late.person, late.why, late.left) == (None, "no_month_left", 12 * PRICE)
    (dear,) = replacements([place(1, months={202606: PRICE})], line, rule(prices={("bkbk", 202606): PRICE + 1}))
    assert (dear.person, dear.why, dear.left) == (None, "money_short", PRICE)
    (exact,) = replacements([place(1, months={202604: PRICE})], line, rule())
    assert (exact.person, exact.months, exact.left) == (5, (202604,), 0)


def test_a_higher_contribution_buys_fewer_months_with_the_money_of_the_months_that_passed():
    prices = {("bkbk", month): 20_000 for month in range(202604, 202613)}
    (made,) = replacements([place(1)], [Waiting(5, A, "bkbk", 1)], rule(prices=prices))
    assert len(made.months) == 9 and made.amount == 180_000 and made.left == 12 * PRICE - 180_000
    (short,) = replacements(
        [place(1, months={202604: PRICE, 202605: PRICE})], [Waiting(5, A, "bkbk", 1)], rule(prices=prices)
    )
    assert (short.months, short.left) == ((202604,), 2 * PRICE - 20_000)


def test_who_may_be_paid_until_a_month_gets_no_more_and_who_may_not_at_all_is_passed_over_but_kept():
    line = [Waiting(5, A, "bkbk", 1, until=202603), Waiting(6, A, "bkbk", 2, until=202605)]
    early = place(2, months={202604: PRICE})
    first, second = replacements([place(1), early], line, rule())
    assert (first.person, first.months) == (6, (202604, 202605))
    assert second.person is None


def test_the_longest_place_goes_to_the_first_in_line():
    short = place(1, months={202604: PRICE})
    first, second = replacements([short, place(2)], [Waiting(5, A, "bkbk", 1), Waiting(6, A, "bkbk", 2)], rule())
    assert (first.person, second.person) == (6, 5)


FREED = st.lists(
    st.builds(
        lambda person, village, fund, start, count, price: (
            person,
            village,
            fund,
            {202600 + start + at: price for at in range(count)},
        ),
        st.integers(1, 30),
        st.sampled_from((A, B, "")),
        st.sampled_from(("x", "y")),
        st.integers(1, 8),
        st.integers(0, 5),
        st.sampled_from((10_000, 16_800)),
    ),
    max_size=12,
)
LINE = st.lists(
    st.builds(
        Waiting,
        st.integers(1, 40),
        st.sampled_from((A, B, "")),
        st.sampled_from(("x", "y")),
        st.integers(1, 9),
        st.none() | st.integers(202601, 202612),
    ),
    max_size=25,
)


@given(
    FREED,
    LINE,
    st.sets(st.integers(1, 40), max_size=10),
    st.integers(202601, 202612),
    st.sampled_from(("village", "area")),
    st.dictionaries(st.tuples(st.sampled_from(("x", "y")), st.integers(202601, 202612)), st.integers(0, 30_000)),
    st.randoms(),
)
def test_nobody_twice_never_more_than_the_money_and_every_place_is_explained(
    freed, line, enrolled, first, scope, prices, rnd
):
    places = [Freed(at, *one) for at, one in enumerate(freed)]
    asked = ReplacementRule(first, scope, prices)
    made = replacements(places, line, asked, enrolled)
    assert [one.freed for one in made] == places
    given_ = [one.person for one in made if one.person is not None]
    assert len(given_) == len(set(given_))
    assert not set(given_) & (enrolled | {one.person for one in places})
    for one in made:
        assert one.why in WHY and (one.person is not None) == (one.why in FILLED)
        assert one.amount + one.left == one.freed.money and one.left >= 0 and one.amount >= 0
        assert list(one.months) == sorted(one.months) and set(one.months) <= set(one.freed.months)
        assert one.amount == sum(prices.get((one.freed.fund, m), one.freed.months[m]) for m in one.months)
        assert all(month >= first for month in one.months)
        entries = [who for who in line if who.person == one.person and who.fund == one.freed.fund]
        if one.person is not None:
            assert one.months and one.from_month == one.months[0]
            assert any(
                (who.until is None or one.months[-1] <= who.until)
                and (scope == "area" or who.village_code == one.freed.village_code)
                for who in entries
            )
        if one.why.startswith("nobody"):
            free = [
                who
                for who in line
                if who.fund == one.freed.fund
                and who.person not in enrolled | set(given_) | {p.person for p in places}
                and (scope == "area" or who.village_code == one.freed.village_code)
                and (who.until is None or who.until >= min(m for m in one.freed.months if m >= first))
            ]
            assert not free, "nobody was found though somebody waits"
    rnd.shuffle(places)
    rnd.shuffle(line)
    assert replacements(places, line, asked, enrolled) == made
