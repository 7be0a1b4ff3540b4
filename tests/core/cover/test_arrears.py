"""The first, second and third unpaid month: as the standing of one person says, and to the rupiah by purse."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.core.basis.months import between, first_day
from payung.core.cover.arrears import BEHIND, UNPAID, behind, unpaid_months
from payung.core.cover.standing import History, standing
from payung.core.law.book import LawBook
from payung.engines.cover_watch import behind_people, unpaid_by_purse
from tests.core.cover.ledgers import ENDED, PRICE, ROWS, VILLAGES, asked, ledger, people, pl
from tests.table import table

BOOK = LawBook.read()
LIVE = people([VILLAGES[number % 3] for number in range(6)])
ALWAYS = 10_000


def late(rows, on, law=BOOK, **more):
    return behind_people(ledger(rows), LIVE, law, on, **more)


def paid(person, first, last, of="a"):
    return [(person, month, of, True) for month in between(first, last)]


def owed(person, first, last, of="a"):
    return [(person, month, of, False) for month in between(first, last)]


@pytest.mark.parametrize(
    ("on", "comparison", "unpaid", "state"),
    [
        ("2026-09-30", "more_than", None, None),
        ("2026-10-01", "more_than", 1, "grace"),
        ("2026-11-01", "more_than", 2, "grace"),
        ("2026-12-31", "more_than", 3, "grace"),
        ("2027-01-01", "more_than", 4, "lapsed"),
        ("2026-11-30", "reached", 2, "grace"),
        ("2026-12-01", "reached", 3, "lapsed"),
    ],
)
def test_the_days_on_which_an_unpaid_month_begins_and_membership_lapses(on, comparison, unpaid, state):
    book = BOOK.read_as("bpu/cover/lapse_comparison", comparison)
    rows = paid(1, 202601, 202609) + owed(1, 202610, 202612)
    told = late(rows, date.fromisoformat(on), book).rows(named=True)
    if unpaid is None:
        assert told == []
        return
    [row] = told
    assert (row["unpaid"], row["state"], row["fund"]) == (unpaid, state, "a")
    assert row["lapses_on"] == date(2027, 1, 1) if comparison == "more_than" else date(2026, 12, 1)
    assert (row["paid_through"], row["months"]) == (202609, 9)
    assert (row["owed_months"], row["owed"]) == (min(unpaid, 3), min(unpaid, 3) * PRICE)


def test_nobody_was_to_pay_what_comes_after_the_programme():
    [row] = late(paid(1, 202601, 202609), date(2026, 11, 3)).rows(named=True)
    assert (row["fund"], row["owed_months"], row["owed"], row["unpaid"]) == ("", 0, 0, 2)


def test_who_was_never_paid_for_is_behind_from_the_first_month_on():
    [row] = late(owed(2, 202610, 202612), date(2026, 11, 3)).rows(named=True)
    assert (row["paid_through"], row["unpaid"], row["months"], row["owed"]) == (None, 2, 0, 2 * PRICE)


def test_a_month_paid_ahead_of_a_gap_does_not_fill_it():
    rows = paid(1, 202601, 202609) + owed(1, 202610, 202610) + paid(1, 202612, 202612)
    assert late(rows, date(2026, 11, 3))["unpaid"].to_list() == [2]
    assert late(rows, date(2026, 12, 3)).is_empty()


def test_a_lapse_is_shown_for_ninety_days():
    rows = paid(1, 202601, 202609)  # lapses on 1 January 2027
    assert late(rows, date(2027, 3, 31))["state"].to_list() == ["lapsed"]
    assert late(rows, date(2027, 4, 1)).is_empty()
    assert late(rows, date(2027, 1, 1), lapsed_days=0).is_empty()
    assert late(rows, date(2026, 12, 31), lapsed_days=0)["state"].to_list() == ["grace"]


def test_who_left_is_not_behind_and_who_has_not_begun_neither():
    left = pl.DataFrame([(1, "moved", date(2026, 10, 4))], schema=ENDED, orient="row")
    rows = owed(1, 202610, 202610) + owed(2, 202612, 202612) + owed(3, 202610, 202610)
    assert late(rows, date(2026, 11, 30), ended=left)["person"].to_list() == [3]


@settings(max_examples=200)
@given(
    rows=ROWS,
    on=st.dates(date(2026, 1, 1), date(2027, 9, 1)),
    key=st.sampled_from(
        [
            ("bpu/cover/lapse_comparison", "reached"),
            ("bpu/cover/reentry", "continues"),
            ("bpu/cover/reentry", "from_zero"),
        ]
    ),
)
def test_any_ledger_as_the_standing_of_each_person_says(rows, on, key):
    law = BOOK.read_as(*key)
    expected = []
    for person in sorted({row[0] for row in rows}):
        mine = [row for row in rows if row[0] == person]
        begins = first_day(min(row[1] for row in mine))
        months = tuple(first_day(month) for month in sorted({row[1] for row in mine if row[3]}))
        stands = standing(law, History(begins, months), on)
        if stands.state not in ("grace", "lapsed"):
            continue
        through = stands.paid_through
        after = [row for row in mine if not row[3] and (through or date.min) < first_day(row[1]) <= on]
        month = through.year * 100 + through.month if through else None
        expected.append((person, month, stands.unpaid, stands.state, stands.lapses_on, stands.months, len(after)))
    columns = ("person", "paid_through", "unpaid", "state", "lapses_on", "months", "owed_months")
    assert late(rows, on, law, lapsed_days=ALWAYS).select(columns).rows() == expected


@pytest.mark.parametrize(
    ("on", "ages"),
    [
        ("2026-11-15", {202609: 2, 202610: 1, 202611: 0}),  # due on the 15th itself
        ("2026-11-16", {202609: 3, 202610: 2, 202611: 1}),
        ("2026-10-31", {202609: 2, 202610: 1}),
        ("2028-11-16", {202609: 13, 202610: 13, 202611: 13, 202612: 13}),
    ],
)
def test_a_month_is_overdue_after_its_due_day(on, ages):
    rows = [row for month in between(202609, 202612) for row in owed(1, month, month)]
    for month, age in ages.items():
        one = [row for row in rows if row[1] == month]
        assert unpaid_by_purse(ledger(one), LIVE, BOOK, date.fromisoformat(on))["age"].to_list() == [age]
    assert unpaid_by_purse(ledger(rows), LIVE, BOOK, date.fromisoformat(on))["person_months"].sum() == len(ages)


def test_the_payment_board_of_two_villages_to_the_rupiah():
    rows = owed(1, 202609, 202611) + owed(4, 202610, 202611) + owed(2, 202611, 202611, "b") + paid(2, 202609, 202610)
    found = unpaid_by_purse(ledger(rows), LIVE, BOOK, date(2026, 11, 20))
    drawn = table(
        """
        village_code | fund | purse | age | people | person_months | rupiah
        1504022001   | a    | 0     | 1   | 2      | 2             | 33600
        1504022001   | a    | 0     | 2   | 2      | 2             | 33600
        1504022001   | a    | 0     | 3   | 1      | 1             | 16800
        1504022002   | b    | 0     | 1   | 1      | 1             | 16800
        """,
        **UNPAID,
    )
    assert found.equals(drawn)


@settings(max_examples=50)
@given(rows=ROWS, on=st.dates(date(2026, 1, 1), date(2027, 9, 1)), draw=st.randoms(use_true_random=False))
def test_the_board_adds_up_and_order_does_not_matter(rows, on, draw):
    mixed = [*rows]
    draw.shuffle(mixed)
    found = unpaid_by_purse(ledger(rows), LIVE, BOOK, on)
    assert found.equals(unpaid_by_purse(ledger(mixed), LIVE, BOOK, on))
    until = on.year * 100 + on.month
    assert found["rupiah"].sum() == PRICE * len([row for row in rows if not row[3] and row[1] <= until])
    assert late(mixed, on).equals(late(rows, on))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, on=st.dates(date(2026, 6, 1), date(2027, 5, 1)))
def test_two_engines_agree_on_any_ledger(rows, on, tmp_path):
    rules = (
        (lambda months, live: behind(months, live, BOOK, on), BEHIND),
        (lambda months, live: unpaid_months(months, live, BOOK, on), UNPAID),
    )
    for rule, columns in rules:
        told = [asked(engine, rule, tmp_path, ledger(rows), LIVE) for engine in ("local", "check")]
        assert told[0].equals(told[1]) and told[0].columns == list(columns)
