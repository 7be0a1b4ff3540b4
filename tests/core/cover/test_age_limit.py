"""Reaching the age limit: the day, the last month, and what was paid beyond it."""

from datetime import date

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.core.basis.months import between, first_day
from payung.core.cover.age_limit import OLD, barred_from, reaching_limit
from payung.core.law.ages import age_allowed
from payung.core.law.book import LawBook
from payung.engines.cover_watch import people_at_limit
from tests.core.cover.ledgers import ENDED, PRICE, ROWS, VILLAGES, asked, ledger, people, pl

BOOK = LawBook.read()
STRICT = BOOK.read_as("bpu/age/limit_applies", "every_month")
NOVEMBER = date(2026, 11, 2)


def old(rows, born, on=NOVEMBER, law=BOOK, **more):
    live = people([VILLAGES[0]] * max(born, default=1), born)
    return people_at_limit(ledger(rows), live, law, on, **more).rows(named=True)


def paid(person, first, last):
    return [(person, month, "a", True) for month in between(first, last)]


@pytest.mark.parametrize(
    ("born", "reaches", "last"),
    [
        ("1961-11-20", "2026-11-20", 202611),
        ("1961-12-01", "2026-12-01", 202611),  # reached on the first day of December
        ("1961-12-02", "2026-12-02", 202612),
        ("1961-12-31", "2026-12-31", 202612),
        ("1962-01-01", "2027-01-01", 202612),  # the sixtieth day
        ("1962-01-02", None, None),  # the sixty-first
        ("1961-11-03", "2026-11-03", 202611),
        ("1961-11-02", None, None),  # reached today; nothing lies beyond it
    ],
)
def test_the_day_and_the_last_month(born, reaches, last):
    rows = old(paid(1, 202601, 202611), {1: date.fromisoformat(born)})
    if reaches is None:
        assert rows == []
        return
    [row] = rows
    assert (row["reaches_on"], row["last_month"], row["upcoming"]) == (date.fromisoformat(reaches), last, True)
    assert (row["beyond"], row["claim_back"], row["entered_over"]) == (0, 0, False)


@pytest.mark.parametrize(("on", "reaches"), [("2025-02-01", "2025-03-01"), ("2029-02-01", "2029-03-01")])
def test_who_is_born_on_29_february_ages_on_1_march(on, reaches):
    day = date.fromisoformat(on)
    month = day.year * 100 + 1
    [row] = old(paid(1, month, month), {1: date(day.year - 65, 2, 29)}, day)
    assert row["reaches_on"] == date.fromisoformat(reaches) and row["last_month"] == day.year * 100 + 2


@pytest.mark.parametrize(("law", "claimed"), [(BOOK, 0), (STRICT, 2)])
def test_months_beyond_are_claimed_back_only_where_the_age_is_asked_every_month(law, claimed):
    rows = paid(1, 202601, 202611) + [(1, 202612, "a", False)]
    [row] = old(rows, {1: date(1961, 9, 15)}, law=law)
    assert (row["beyond"], row["beyond_rupiah"], row["still_planned"]) == (2, 2 * PRICE, 1)
    assert (row["claim_back"], row["claim_back_rupiah"], row["upcoming"]) == (claimed, claimed * PRICE, False)


def test_who_was_registered_over_the_limit_is_claimed_back_on_every_reading():
    for law in (BOOK, STRICT):
        [row] = old(paid(1, 202603, 202605), {1: date(1961, 2, 1)}, law=law)
        assert (row["entered_over"], row["claim_back"], row["claim_back_rupiah"]) == (True, 3, 3 * PRICE)


def test_a_membership_begun_anew_over_the_limit_is_claimed_back_from_there():
    rows = paid(1, 202501, 202503) + paid(1, 202602, 202604)  # lapsed between; the limit is reached in January 2026
    [row] = old(rows, {1: date(1961, 1, 10)})
    assert (row["entered_over"], row["claim_back"], row["beyond"]) == (True, 3, 3)
    rows = paid(1, 202501, 202512) + paid(1, 202602, 202604)  # one month of grace, still the same membership
    [row] = old(rows, {1: date(1961, 1, 10)})
    assert (row["entered_over"], row["claim_back"], row["beyond"]) == (False, 0, 3)


def test_who_left_or_has_no_birth_date_is_not_shown():
    left = pl.DataFrame([(1, "left", date(2026, 10, 4))], schema=ENDED, orient="row")
    rows = paid(1, 202601, 202611) + paid(2, 202601, 202611) + paid(3, 202601, 202611)
    born = {1: date(1961, 11, 20), 2: date(1961, 11, 20)}
    assert [row["person"] for row in old(rows, born | {3: None}, ended=left)] == [2]


@settings(max_examples=100)
@given(
    rows=ROWS,
    born=st.dates(date(1961, 1, 1), date(1962, 12, 31)),
    on=st.dates(date(2026, 3, 1), date(2027, 6, 1)),
)
def test_a_month_lies_beyond_where_the_age_would_not_allow_its_first_day(rows, born, on):
    found = {row["person"]: row for row in old(rows, dict.fromkeys(range(1, 6), born), on, STRICT)}
    for person in {row[0] for row in rows}:
        months = [row for row in rows if row[0] == person]
        beyond = [row for row in months if not age_allowed(BOOK.on(first_day(row[1])), born, first_day(row[1]))]
        told = found.get(person)
        if told is None:
            continue
        assert told["claim_back"] == told["beyond"] == len([row for row in beyond if row[3]])
        assert told["still_planned"] == len([row for row in beyond if not row[3]])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, born=st.dates(date(1961, 1, 1), date(1962, 3, 1)))
def test_two_engines_agree(rows, born, tmp_path):
    live = people([VILLAGES[0]] * 5, dict.fromkeys(range(1, 5), born))
    for law in (BOOK, STRICT):
        told = [
            asked(
                engine, lambda months, who, law=law: reaching_limit(months, who, law, NOVEMBER), tmp_path,
                ledger(rows), live,
            )
            for engine in ("local", "check")
        ]  # fmt: skip
        assert told[0].equals(told[1]) and told[0].columns == list(OLD)


def barred(born, months, paid_until=None, law=BOOK):
    """From which month on a plan of ``months``, from January 2027 on, pays somebody too old; None where it may."""
    told = pl.DataFrame([(1, month) for month in months], schema={"person": pl.Int64, "month": pl.Int64}, orient="row")
    who = {"person": [1], "birth_date": [born], "paid_until": [paid_until]}
    known = pl.DataFrame(who, schema={"person": pl.Int64, "birth_date": pl.Date, "paid_until": pl.Int64})
    lazy = (nw.from_native(frame.lazy()) for frame in (told, known))
    found = barred_from(*lazy, law.on(date(2027, 1, 1)), 202701).collect(backend="polars").to_native()
    return found["barred"][0] if found.height else None


@pytest.mark.parametrize(
    ("born", "months", "lax", "strict"),
    [
        (date(1961, 12, 31), (202701, 202712), 202701, 202701),  # 65 on the last day before the first month
        (date(1962, 1, 1), (202701, 202712), 202701, 202701),  # and on its first
        (date(1962, 1, 2), (202701, 202712), None, 202702),
        (date(1962, 1, 2), (202702, 202712), 202702, 202702),  # the fund pays from February on
        (date(1962, 6, 1), (202706, 202712), 202706, 202706),
        (date(1962, 6, 2), (202706, 202712), None, 202707),
        (date(1962, 12, 2), (202701, 202712), None, None),
        (date(1940, 5, 5), (202703, 202704), 202703, 200506),
        (None, (202701, 202712), None, None),
    ],
)
def test_a_plan_may_not_begin_with_who_is_too_old_by_then(born, months, lax, strict):
    assert barred(born, between(*months)) == lax
    assert barred(born, between(*months), law=STRICT) == strict


@pytest.mark.parametrize(
    ("paid_until", "months", "expected"),
    [
        (None, (202701, 202702), 202701),
        (202612, (202701, 202702), None),
        (202609, (202701, 202702), None),  # three months unpaid, still the same membership
        (202608, (202701, 202702), 202701),  # lapsed
        (202612, (202704, 202705), None),
        (202612, (202705, 202706), 202705),  # it lapses before the fund pays
    ],
)
def test_a_membership_that_goes_on_is_planned_at_any_age(paid_until, months, expected):
    assert barred(date(1950, 1, 1), between(*months), paid_until) == expected


def test_only_the_months_of_a_membership_begun_anew_are_barred():
    months = [*between(202701, 202702), *between(202709, 202712)]
    assert barred(date(1962, 5, 5), months) == 202709
    assert barred(date(1962, 5, 5), [*months, 202704, 202706]) is None  # no gap is long enough
