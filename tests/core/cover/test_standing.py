"""Where a membership stands: every edge day, both readings, gaps, arrears, months paid ahead, re-entry."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.basis.days import months_after
from payung.core.cover.standing import History, PaidBeforeCover, Standing, most_unpaid, standing
from payung.core.law.book import LawBook

BOOK = LawBook.read()
REACHED = BOOK.read_as("bpu/cover/lapse_comparison", "reached")
CONTINUES = BOOK.read_as("bpu/cover/reentry", "continues")
ONCE = BOOK.read_as("bpu/jkm/first_months/after_reentry", "once")
EDGES = ("calendar_months", "days_90", "contribution_months", "more_than_months")


def months(text: str) -> tuple[date, ...]:
    """``2026-01..2026-03 2026-05`` as first days."""
    found = []
    for part in text.split():
        first, _, last = part.partition("..")
        month, until = (date.fromisoformat(f"{end}-01") for end in (first, last or first))
        while month <= until:
            found.append(month)
            month = months_after(month, 1)
    return tuple(found)


def at(on: str, paid: str, started: str = "2026-01-10", book: LawBook = BOOK) -> Standing:
    return standing(book, History(date.fromisoformat(started), months(paid)), date.fromisoformat(on))


def drawn(drawing: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]


@pytest.mark.parametrize(
    ("on", "state", "unpaid", "reached"),
    drawn("""
    2026-01-09 | not_started  | 0 | not_started
    2026-01-10 | first_months | 0 | first_months
    2026-01-31 | first_months | 0 | first_months
    2026-03-31 | first_months | 0 | first_months
    2026-04-01 | grace        | 1 | grace
    2026-04-30 | grace        | 1 | grace
    2026-05-01 | grace        | 2 | grace
    2026-05-31 | grace        | 2 | grace
    2026-06-01 | grace        | 3 | lapsed
    2026-06-30 | grace        | 3 | lapsed
    2026-07-01 | lapsed       | 4 | lapsed
    2026-07-02 | lapsed       | 4 | lapsed
    2027-07-01 | lapsed       | 16 | lapsed
    """),
)
def test_unpaid_months_are_grace_and_then_the_end(on, state, unpaid, reached):
    one, other = at(on, "2026-01..2026-03"), at(on, "2026-01..2026-03", book=REACHED)
    assert (one.state, one.unpaid, one.lapses_on) == (state, int(unpaid), date(2026, 7, 1))
    assert (other.state, other.unpaid, other.lapses_on) == (reached, int(unpaid), date(2026, 6, 1))
    assert one.paid_through == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("started", "edge", "first", "full"),
    drawn("""
    2026-01-15 | calendar_months     | 2026-04-14 | 2026-04-15
    2026-01-15 | days_90             | 2026-04-14 | 2026-04-15
    2026-01-15 | contribution_months | 2026-03-31 | 2026-04-01
    2026-01-15 | more_than_months    | 2026-04-15 | 2026-04-16
    2026-01-31 | calendar_months     | 2026-04-29 | 2026-04-30
    2026-01-31 | days_90             | 2026-04-30 | 2026-05-01
    2026-03-31 | days_90             | 2026-06-28 | 2026-06-29
    2027-11-30 | calendar_months     | 2028-02-28 | 2028-02-29
    2027-11-30 | days_90             | 2028-02-27 | 2028-02-28
    2028-02-29 | more_than_months    | 2028-05-29 | 2028-05-30
    """),
)
def test_the_first_months_end_on_the_day_the_reading_says(started, edge, first, full):
    book = BOOK.read_as("bpu/jkm/first_months/edge", edge)
    paid = f"{started[:7]}..2028-12"
    before, since = at(first, paid, started, book), at(full, paid, started, book)
    assert (before.state, since.state) == ("first_months", "active")
    assert before.full_from == since.full_from == date.fromisoformat(full)


def test_before_february_2025_there_are_no_first_months():
    paid, started = "2025-01..2025-12", "2025-01-10"
    assert at("2025-02-23", paid, started).state == "active"
    assert at("2025-02-23", paid, started).full_from == date(2025, 1, 10)
    assert at("2025-02-24", paid, started).state == "first_months"
    assert at("2025-04-10", paid, started).state == "active"


def test_arrears_come_before_the_first_months():
    stands = at("2026-02-10", "2026-01")
    assert (stands.state, stands.unpaid, stands.full_from) == ("grace", 1, date(2026, 4, 10))


@pytest.mark.parametrize(
    ("paid", "on", "started", "counted", "ever", "unbroken", "state"),
    drawn("""
    2026-01..2026-04                  | 2026-04-30 | 2026-01-10 | 4 | 4 | 4 | active
    2026-01..2026-12                  | 2026-04-30 | 2026-01-10 | 4 | 4 | 4 | active
    2026-01 2026-03..2026-04          | 2026-04-30 | 2026-01-10 | 3 | 3 | 2 | active
    2026-01 2026-05                   | 2026-04-30 | 2026-01-10 | 1 | 1 | 1 | grace
    2026-01 2026-05                   | 2026-05-01 | 2026-01-10 | 2 | 2 | 1 | active
    2026-01 2026-06                   | 2026-04-30 | 2026-01-10 | 1 | 1 | 1 | grace
    2026-01 2026-06                   | 2026-05-31 | 2026-01-10 | 1 | 1 | 1 | lapsed
    2026-01 2026-06                   | 2026-06-01 | 2026-06-01 | 1 | 2 | 1 | first_months
    2026-01..2026-02 2026-07..2026-09 | 2026-09-15 | 2026-07-01 | 3 | 5 | 3 | first_months
    2026-01 2026-06 2026-08 2026-12   | 2026-12-31 | 2026-06-01 | 3 | 4 | 1 | active
    2026-01 2026-06 2026-08 2027-01   | 2027-01-01 | 2027-01-01 | 1 | 4 | 1 | first_months
    """),
)
def test_a_gap_within_the_grace_is_no_end_and_a_longer_one_begins_a_new_run(
    paid, on, started, counted, ever, unbroken, state
):
    stands = at(on, paid)
    assert stands.started == date.fromisoformat(started)
    assert (stands.months, stands.months_ever, stands.months_unbroken) == (int(counted), int(ever), int(unbroken))
    assert stands.state == state


def test_three_unpaid_months_are_a_gap_by_one_reading_and_the_end_by_the_other():
    paid, on = "2026-01 2026-05..2026-12", "2026-12-31"
    assert (at(on, paid).started, at(on, paid).months) == (date(2026, 1, 10), 9)
    assert (at(on, paid, book=REACHED).started, at(on, paid, book=REACHED).months) == (date(2026, 5, 1), 8)
    two = "2026-01 2026-04..2026-12"
    assert at(on, two, book=REACHED).started == date(2026, 1, 10)


def test_membership_that_continues_after_re_entry_keeps_its_months():
    paid, on = "2025-01..2025-12 2026-05..2026-06", "2026-06-30"
    assert at(on, paid, "2025-01-10").months == 2
    continued = at(on, paid, "2025-01-10", CONTINUES)
    assert (continued.months, continued.started) == (14, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("on", "again", "once"),
    drawn("""
    2026-04-30 | lapsed       | lapsed
    2026-05-01 | first_months | active
    2026-07-31 | first_months | active
    2026-08-01 | active       | active
    """),
)
def test_the_first_months_apply_again_after_re_entry_or_only_once(on, again, once):
    paid, started = "2025-01..2025-12 2026-05..2026-12", "2025-01-10"
    assert at(on, paid, started).state == again
    assert at(on, paid, started, ONCE).state == once
    assert at("2026-05-01", paid, started).full_from == date(2026, 8, 1)
    assert at("2026-05-01", paid, started, ONCE).full_from == date(2025, 4, 10)


@pytest.mark.parametrize(
    ("on", "through", "lapses", "counted", "state"),
    drawn("""
    2026-01-09 | 2026-06-01 | 2026-10-01 | 0 | not_started
    2026-01-10 | 2026-06-01 | 2026-10-01 | 1 | first_months
    2026-06-30 | 2026-06-01 | 2026-10-01 | 6 | active
    2026-07-31 | 2026-06-01 | 2026-10-01 | 6 | grace
    2026-09-30 | 2026-09-01 | 2027-01-01 | 7 | active
    """),
)
def test_months_paid_ahead_move_the_end_but_do_not_count_yet(on, through, lapses, counted, state):
    stands = at(on, "2026-01..2026-06 2026-09")
    assert (stands.paid_through, stands.lapses_on) == (date.fromisoformat(through), date.fromisoformat(lapses))
    assert (stands.months, stands.state) == (int(counted), state)


@pytest.mark.parametrize(
    ("on", "state", "unpaid"),
    drawn("""
    2025-12-31 | not_started | 0
    2026-01-30 | not_started | 0
    2026-01-31 | grace       | 1
    2026-03-31 | grace       | 3
    2026-04-01 | lapsed      | 4
    """),
)
def test_cover_that_began_without_a_payment_is_in_arrears_from_its_first_month(on, state, unpaid):
    stands = at(on, "", "2026-01-31")
    assert (stands.state, stands.unpaid, stands.paid_through) == (state, int(unpaid), None)
    assert (stands.lapses_on, stands.months) == (date(2026, 4, 1), 0)


def test_a_first_payment_after_the_end_begins_the_first_run_that_counts():
    assert at("2026-05-31", "2026-05", "2026-01-31").started == date(2026, 5, 1)
    assert at("2026-04-30", "2026-04", "2026-01-31").started == date(2026, 1, 31)


@pytest.mark.parametrize("started", ["2028-02-29", "2026-08-31", "2026-12-31"])
def test_the_month_of_the_start_is_the_first_month_whatever_its_day(started):
    stands = at(started, started[:7], started)
    assert (stands.state, stands.unpaid, stands.months) == ("first_months", 0, 1)
    assert stands.lapses_on == months_after(date.fromisoformat(started).replace(day=1), 4)


def test_a_month_paid_before_cover_began_is_refused_and_a_list_out_of_order_is_a_mistake():
    with pytest.raises(PaidBeforeCover) as error:
        History(date(2026, 1, 10), months("2025-12"))
    assert "2025-12" in error.value.says.en and "2026-01-10" in error.value.says.id
    for wrong in ((date(2026, 1, 2),), months("2026-03 2026-02"), months("2026-03 2026-03")):
        with pytest.raises(ValueError, match="sorted"):
            History(date(2026, 1, 1), wrong)


def test_the_law_of_one_day_may_be_given_in_place_of_the_book():
    history, on = History(date(2025, 1, 10), months("2025-01..2025-04")), date(2025, 2, 20)
    assert standing(BOOK.on(on), history, on) == standing(BOOK, history, on)
    assert standing(BOOK.on(date(2025, 3, 1)), history, on).state == "first_months"


@st.composite
def histories(draw: st.DrawFn) -> tuple[History, date]:
    started = draw(st.dates(date(2025, 3, 1), date(2027, 12, 31)))
    first = started.replace(day=1)
    paid = draw(st.lists(st.booleans(), max_size=40))
    history = History(started, tuple(months_after(first, n) for n, yes in enumerate(paid) if yes))
    return history, draw(st.dates(date(2025, 3, 1), date(2031, 1, 1)))


@given(histories(), st.sampled_from([BOOK, REACHED, CONTINUES]))
def test_walking_through_the_months_one_by_one_gives_the_same(drawn_case, book):
    """A month at a time, as a clerk would keep it: count the unpaid months, end the membership, begin it again."""
    history, on = drawn_case
    most = most_unpaid(book.on(on))
    begun, unpaid, ever, run, started = on >= history.started, 0, 0, 0, history.started
    month = history.started.replace(day=1)
    while begun and month <= on:
        if month in history.paid:
            if unpaid > most:
                run, started = 0, month
            unpaid, ever, run = 0, ever + 1, run + 1
        else:
            unpaid += 1
        month = months_after(month, 1)
    stands = standing(book, history, on)
    assert (stands.unpaid, stands.months_ever) == (unpaid, ever)
    assert stands.started == (started if begun else None)
    assert stands.months == (ever if book is CONTINUES else run)
    assert (stands.state == "lapsed") == (unpaid > most)
    assert (stands.state == "grace") == (0 < unpaid <= most)
    assert (on >= stands.lapses_on) == (stands.state == "lapsed")


@given(histories())
def test_membership_ends_exactly_on_the_day_named_when_nothing_more_is_paid(drawn_case):
    history, on = drawn_case
    stands = standing(BOOK, history, on)
    until = stands.paid_through or date.min
    cut = History(history.started, tuple(month for month in history.paid if month <= until))
    assert standing(BOOK, cut, stands.lapses_on).state == "lapsed"
    assert standing(BOOK, cut, stands.lapses_on - timedelta(days=1)).state != "lapsed"
    assert (stands.started is None) == (stands.state == "not_started") == (stands.full_from is None)


@given(histories())
def test_one_more_paid_month_never_takes_months_away(drawn_case):
    history, on = drawn_case
    counts = [standing(BOOK, History(history.started, history.paid[:n]), on) for n in range(len(history.paid) + 1)]
    assert all(one.months_ever <= more.months_ever for one, more in pairwise(counts))
    assert all(stands.months_unbroken <= stands.months <= stands.months_ever for stands in counts)
