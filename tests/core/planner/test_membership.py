"""Memberships followed in groups are what the rule for one person says, in every month and reading of the law."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.basis.days import months_after
from payung.core.cover.standing import AFTER_REENTRY, COMPARISON, REENTRY, History, standing
from payung.core.law.book import LawBook
from payung.core.law.first_months import EDGE
from payung.core.planner.membership import FULL, LAPSED, LONGEST, STATES, Alike, alike, follow
from payung.core.planner.months import between, first_day

BOOK = LawBook.read()
MONTHS = between(202601, 202712)
NAMES = {"not_started": "outside", "active": "full"}
READINGS = [
    dict(zip((COMPARISON, REENTRY, AFTER_REENTRY, EDGE), codes, strict=True))
    for codes in product(
        *(BOOK.parameters[key].values[0].readings for key in (COMPARISON, REENTRY, AFTER_REENTRY, EDGE))
    )
]


def one(before, paid):
    return Alike(*(np.array([value], np.int64) for value in (before, paid, 1)))


def paid_days(before, paid, months=MONTHS):
    first = first_day(months[0])
    earlier = [months_after(first, -ago) for ago in range(before, 0, -1)]
    return tuple(earlier + [first_day(month) for place, month in enumerate(months) if paid >> place & 1])


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 40), st.integers(0, 2**24 - 1), st.sampled_from(READINGS))
def test_state_and_months_are_those_of_the_rule_for_one_person(before, paid, readings):
    book = BOOK
    for key, code in readings.items():
        book = book.read_as(key, code)
    found = follow(book, MONTHS, one(before, paid))
    days = paid_days(before, paid)
    for place, month in enumerate(MONTHS):
        on = first_day(month).replace(day=15)
        history = History(days[0] if days else date(2099, 1, 1), days)
        expected = standing(book, history, on)
        assert STATES[found.state[0, place]][0] == NAMES.get(expected.state, expected.state), month
        if paid >> place & 1:
            assert list(found.counted[0, place]) == [expected.months, expected.months_unbroken, expected.months_ever]
        else:
            assert not found.counted[0, place].any()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 5), st.integers(0, 2**24 - 1))
def test_a_restart_is_a_month_paid_after_an_end(before, paid):
    found = follow(BOOK, MONTHS, one(before, paid))
    states = found.state[0]
    ended = [place for place in range(1, 24) if paid >> place & 1 and states[place - 1] == LAPSED]
    assert found.restarts[0] == len(ended)


def test_cover_ended_in_december_and_paid_again_from_may_begins_anew_and_from_april_does_not():
    year, may, april = 2**12 - 1, 0xFF << 16, 0x1FF << 15
    assert follow(BOOK, MONTHS, one(0, year | april)).restarts[0] == 0
    found = follow(BOOK, MONTHS, one(0, year | may))
    assert found.restarts[0] == 1
    assert [STATES[state][0] for state in found.state[0, 11:20]] == [
        "full", "grace", "grace", "grace", "lapsed", "first_months", "first_months", "first_months", "full",
    ]  # fmt: skip


def test_before_the_rule_of_the_first_months_the_first_month_is_full():
    months = between(202401, 202403)
    assert follow(BOOK, months, one(0, 0b111)).state[0].tolist() == [FULL] * 3


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2**24 - 1)), max_size=30))
def test_people_alike_are_counted_and_none_is_lost(people):
    before, paid = (np.array(column, np.int64) for column in zip(*people, strict=True)) if people else ([], [])
    groups = alike(np.asarray(before, np.int64), np.asarray(paid, np.int64))
    spread = [pair for *pair, many in zip(groups.before, groups.paid, groups.many, strict=True) for _ in range(many)]
    assert sorted(map(tuple, spread)) == sorted(people)
    assert len({tuple(pair) for pair in spread}) == len(groups.many)


def test_a_plan_of_all_months_that_can_be_followed_is_counted():
    assert alike(np.array([7]), np.array([2**LONGEST - 1])).paid[0] == 2**LONGEST - 1


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_months_before_shorten_the_first_months(before):
    found = follow(BOOK, between(202601, 202604), one(before, 0b1111))
    assert (found.state[0] == FULL).sum() == min(4, 1 + before)
