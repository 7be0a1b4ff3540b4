"""Deaths and benefits: the figure by hand, the range against the exact chances, the seed, the rates with source."""

from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.planner.expected import benefits_on, expected
from payung.core.planner.indicators import MonthCount
from payung.core.planner.months import between
from payung.core.planner.rates import Rate, RatesFileWrong, read_rates

BOOK = LawBook.read()
RATE = Rate("a", Text("a", "a"), 147, 702_900, None, "a", None)


def months(first=0, full=0, grace=0, count=12):
    return [MonthCount(month, first, full, grace, 0, 0) for month in between(202601, 202612)[:count]]


def test_the_rate_that_is_shipped_follows_from_published_counts():
    (rate,) = read_rates()
    assert rate.deaths == 6_200_000_000 // 42_000_000
    assert rate.person_months == 78_100 * 9
    assert rate.per_hundred_thousand == 250 and rate.doubt and rate.source


def test_a_death_pays_10_million_in_the_first_months_and_42_after():
    assert benefits_on(BOOK, 202605) == (10_000_000, 42_000_000)
    assert benefits_on(BOOK, 202405) == (42_000_000, 42_000_000)


def test_the_figure_is_person_months_times_the_rate():
    found = expected(months(full=78_100, count=9), BOOK, RATE, seed=1)
    assert found.deaths.expected == 147 and found.benefits.expected == 147 * 42_000_000
    young = expected(months(first=78_100, count=9), BOOK, RATE, seed=1)
    assert young.deaths == young.first_months and young.benefits.expected == 1_470_000_000


@pytest.mark.parametrize("deaths", [1, 3])
def test_few_deaths_counted_leave_a_wide_range(deaths):
    """One death more or less would show here."""
    exact = negative_binomial(deaths, 10)
    rate = Rate("a", Text("a", "a"), deaths, 1_000, None, "a", None)
    found = expected(months(full=1_000, count=10), BOOK, rate, seed=3, draws=40_000).deaths
    for share, got in ((0.05, found.low), (0.95, found.high)):
        right = int(np.searchsorted(exact, share))
        assert abs(got - right) <= max(1, right // 20)


def test_what_is_expected_is_rounded_down_to_whole_people_and_rupiah():
    found = expected(months(full=1_000, count=5), BOOK, RATE, seed=1)
    assert found.deaths.expected == 5_000 * 147 // 702_900 == 1
    assert found.benefits.expected == 5_000 * 42_000_000 * 147 // 702_900 == 43_918_053
    assert expected(months(full=1, count=1), BOOK, RATE, seed=1).deaths.expected == 0


def negative_binomial(deaths, share):
    """Chance of at most each number of deaths: the rate a Gamma of ``deaths``, over ``share`` of its months."""
    found = []
    for many in range(2_000):
        ways = lgamma(deaths + many) - lgamma(deaths) - lgamma(many + 1)
        found.append(exp(ways + deaths * log(1 / (1 + share)) + (many * log(share / (1 + share)) if many else 0)))
    return np.cumsum(found)


@pytest.mark.parametrize("people", [200, 5_000, 78_100])
def test_the_range_is_that_of_the_exact_distribution(people):
    exact = negative_binomial(147, people * 12 / 702_900)
    found = expected(months(first=people // 2, full=people - people // 2), BOOK, RATE, seed=3, draws=40_000).deaths
    for share, got in ((0.05, found.low), (0.95, found.high)):
        right = int(np.searchsorted(exact, share))
        assert abs(got - right) <= max(1, right // 50)


def test_the_same_seed_draws_the_same_worlds_and_another_seed_others():
    plan = months(first=500, full=20_000, grace=3_000)
    assert expected(plan, BOOK, RATE, seed=7) == expected(plan, BOOK, RATE, seed=7)
    assert expected(plan, BOOK, RATE, seed=7) != expected(plan, BOOK, RATE, seed=8)


@settings(max_examples=50, deadline=None)
@given(*(st.integers(0, 5_000) for _ in range(3)), st.integers(0, 2**32))
def test_ranges_hold_their_order_and_arrears_are_apart(first, full, grace, seed):
    found = expected(months(first, full, grace), BOOK, RATE, seed=seed, draws=500)
    for one in (found.deaths, found.first_months, found.benefits, found.in_arrears):
        assert 0 <= one.low <= one.high
    assert 10_000_000 * found.deaths.low <= found.benefits.high
    assert found.benefits.expected <= 42_000_000 * (found.deaths.expected + 1)
    if not grace:
        assert found.in_arrears.high == found.in_arrears.expected == 0


GOOD = """
rates:
  - {id: a, name: {id: a, en: a}, deaths: 3, person_months: 1000, source: kantor}
"""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("deaths: 3", "deaths: 0"), "rates.1.deaths"),
        (("deaths: 3", "deaths: 2.5"), "rates.1.deaths"),
        (("person_months: 1000", "person_months: 2"), "rates.1.person_months"),
        ((", source: kantor", ""), "rates.1.source"),
        (("deaths: 3", "deaths: 3, per_mille: 2"), "rates.1.per_mille"),
        (("rates:", "rate:"), "rates"),
    ],
)
def test_a_rate_without_source_or_counts_is_refused(change, field, tmp_path):
    path = tmp_path / "rates.yaml"
    path.write_text(GOOD, "utf-8")
    assert read_rates(path)[0].deaths == 3
    path.write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(RatesFileWrong) as wrong:
        read_rates(path)
    assert wrong.value.field == field
