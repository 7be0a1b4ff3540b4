"""Which credits settle how much of a bill: never another purse's, never beyond what is left or due, none twice."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from payung.core.cover.credit import PROBLEMS, Credit, Wanted, credits_used

HELD = (
    Credit(1, purse=1, group=1, treatment="offset", rest=50_400),
    Credit(2, purse=1, group=1, treatment="offset", rest=16_800),
    Credit(3, purse=2, group=1, treatment="offset", rest=16_800),
    Credit(4, purse=1, group=2, treatment="offset", rest=16_800),
    Credit(5, purse=1, group=1, treatment="replace", rest=16_800),
    Credit(6, purse=1, group=1, treatment="offset", rest=0),
)
DUE = {1: 60_000}


def codes(*wanted: Wanted, due=DUE) -> list[str]:
    return [one.code for one in credits_used(wanted, HELD, group=1, due=due).problems]


def test_as_much_as_the_bill_takes_one_after_the_other():
    assert dict(credits_used([Wanted(1), Wanted(2)], HELD, group=1, due=DUE).amounts) == {1: 50_400, 2: 9_600}
    assert dict(credits_used([Wanted(1, 100)], HELD, group=1, due=DUE).amounts) == {1: 100}
    assert codes(Wanted(1), Wanted(2), Wanted(2)) == ["credit_twice"]
    assert codes(Wanted(1), due={1: 50_400}) == []


def test_each_fault_is_named():
    assert codes(Wanted(9)) == ["credit_unknown"]
    assert codes(Wanted(3)) == ["credit_of_another_purse"]
    assert codes(Wanted(4)) == ["credit_of_another_group"]
    assert codes(Wanted(5)) == ["credit_for_replacement"]
    assert codes(Wanted(6)) == ["credit_used_up"]
    assert codes(Wanted(1, 50_401)) == codes(Wanted(1, 0)) == codes(Wanted(1, -1)) == ["credit_too_much"]
    assert codes(Wanted(1), Wanted(2), due={1: 50_400}) == ["credit_too_much"]
    assert codes(Wanted(9), Wanted(3)) == ["credit_unknown", "credit_of_another_purse"]
    used = credits_used([Wanted(1, 50_401)], HELD, group=1, due=DUE)
    assert "Rp50.401" in used.problems[0].says.id and "Rp50.400" in used.problems[0].says.en and not used.amounts
    assert "{" not in "".join(one.says.id + one.says.en for one in used.problems) and used.problems[0].code in PROBLEMS


@given(
    wanted=st.lists(st.tuples(st.integers(1, 7), st.none() | st.integers(-1, 60_000)), max_size=6),
    due=st.dictionaries(st.integers(1, 3), st.integers(0, 80_000)),
)
def test_no_purse_pays_for_another_and_nothing_is_used_beyond(wanted, due):
    used = credits_used([Wanted(*one) for one in wanted], HELD, group=1, due=due)
    of = {one.number: one for one in HELD}
    sums: Counter[int] = Counter()
    for number, amount in used.amounts.items():
        assert 0 < amount <= of[number].rest and of[number].treatment == "offset" and of[number].group == 1
        sums[of[number].purse] += amount
    assert all(amount <= due[purse] for purse, amount in sums.items())
    assert len(used.amounts) + len(used.problems) == len(wanted)
