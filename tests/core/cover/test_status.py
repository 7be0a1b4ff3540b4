"""The cover of one person on edge days, its reason, its marks and what it leaves unsure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.basis.days import months_after
from payung.core.claims.heirs_get import heirs_get
from payung.core.cover.doubts import REOPENED, UNCONFIRMED
from payung.core.cover.person_months import CoverFacts, Ended, PersonMonth
from payung.core.cover.status import COVERS, STATES, Mark, Status, cover_status
from payung.core.cover.status_words import reason
from payung.core.law.book import LawBook
from tests.core.cover.drawn_facts import facts

BOOK = LawBook.read()
D = date.fromisoformat


def row(month: int, done: int = 4, paid_on: str | None = None) -> PersonMonth:
    return PersonMonth(month, *(place < done for place in range(4)), D(paid_on) if paid_on else None)


def stands(on: str, *rows: PersonMonth, ended: tuple[Ended, ...] = (), born: str | None = None) -> Status:
    return cover_status(BOOK, CoverFacts(rows, ended, D(born) if born else None), D(on))


def said(status: Status) -> tuple[str, str | None, str, str]:
    return status.state, status.missing, status.jkk, status.jkm


HALF_YEAR = tuple(row(month) for month in range(202601, 202607))


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2025-12-31", ("awaiting", "start", "no", "no")),
        ("2026-01-01", ("first_months", None, "full", "reduced")),
        ("2026-03-31", ("first_months", None, "full", "reduced")),
        ("2026-04-01", ("active", None, "full", "full")),
        ("2026-06-30", ("active", None, "full", "full")),
        ("2026-07-01", ("grace", "paid", "pending", "pending")),
        ("2026-09-30", ("grace", "paid", "pending", "pending")),
        ("2026-10-01", ("lapsed", "paid", "no", "no")),
    ],
)
def test_half_a_year_paid_from_the_day_before_it_to_the_day_of_lapse(on, answer):
    assert said(stands(on, *HALF_YEAR)) == answer


def test_before_the_rule_of_2025_nobody_has_first_months():
    rows = [row(month) for month in (202501, 202502, 202503)]
    assert said(stands("2025-02-23", *rows)) == ("active", None, "full", "full")
    assert stands("2025-02-23", *rows).full_mark == Mark(None, None)
    assert said(stands("2025-02-24", *rows)) == ("first_months", None, "full", "reduced")


def test_leap_day_is_covered_and_the_day_after_it_is_not():
    rows = [row(month) for month in (202311, 202312, 202401, 202402)]
    assert stands("2024-02-29", *rows).state == "active"
    assert stands("2024-02-29", *rows).covered_until == D("2024-02-29")
    assert stands("2024-03-01", *rows).state == "grace"


@pytest.mark.parametrize(
    ("done", "answer"),
    [
        (0, ("not_enrolled", "enrolled", "no", "no")),
        (1, ("awaiting", "billed", "no", "no")),
        (2, ("awaiting", "paid", "no", "no")),
        (3, ("awaiting", "confirmed", "pending", "pending")),
    ],
)
def test_each_missing_step_is_named_with_its_month(done, answer):
    status = stands("2026-02-10", row(202601, done), row(202602, done))
    assert said(status) == answer and status.since == D("2026-01-01")


def test_a_later_step_is_worth_nothing_without_the_one_before():
    for flags in ((False, True, True, True), (True, False, True, True), (True, True, False, True)):
        assert said(stands("2026-01-20", PersonMonth(202601, *flags)))[2:] == ("no", "no")


def test_paid_but_not_confirmed_is_never_certain_and_says_so():
    status = stands("2026-05-20", *HALF_YEAR[:4], row(202605, 3))
    assert said(status) == ("awaiting", "confirmed", "pending", "pending")
    assert status.since == D("2026-05-01") and status.unconfirmed == (D("2026-05-01"),) and UNCONFIRMED in status.unsure
    assert "belum ada pada daftar peserta BPJS" in reason(status).id
    assert heirs_get(BOOK, status).death_amount == 42_000_000


def test_a_month_paid_but_not_confirmed_is_not_among_the_arrears():
    status = stands("2026-06-20", *HALF_YEAR[:4], row(202605, 3))
    assert (status.state, status.unpaid, status.since) == ("grace", (D("2026-06-01"),), D("2026-06-01"))
    assert UNCONFIRMED in status.unsure


def test_confirmed_again_later_the_old_gap_is_no_longer_doubtful():
    status = stands("2026-06-20", *HALF_YEAR[:4], row(202605, 3), row(202606))
    assert status.state == "active" and UNCONFIRMED not in status.unsure


@pytest.mark.parametrize(("paid_on", "on_the_fifth"), [("2026-05-15", "active"), ("2026-05-16", "grace")])
def test_paid_by_the_fifteenth_counts_from_the_first(paid_on, on_the_fifth):
    assert stands("2026-05-05", *HALF_YEAR[:4], row(202605, 4, paid_on)).state == on_the_fifth


def test_late_money_leaves_a_day_of_arrears_one_and_says_when_it_was_settled():
    rows = (*HALF_YEAR[:4], row(202605, 4, "2026-06-20"), row(202606, 4, "2026-06-20"))
    before, after = stands("2026-06-19", *rows), stands("2026-06-20", *rows)
    assert said(before) == ("grace", "paid", "full", "full") and after.state == "active"
    assert before.settled_on == D("2026-06-20") and after.settled_on is None
    assert before.unpaid == (D("2026-05-01"), D("2026-06-01")) and before.settle_until == D("2026-07-31")
    assert any("2026-06-20" in doubt.en for doubt in before.unsure) and REOPENED not in before.unsure
    assert "20 Juni 2026" in reason(before).id


def test_arrears_paid_after_the_lapse_stay_pending_until_the_branch_opens_it_again():
    rows = tuple(row(month, 4, "2026-11-02") for month in range(202607, 202612))
    status = stands("2026-10-20", *HALF_YEAR, *rows)
    assert said(status) == ("lapsed", "paid", "pending", "pending") and REOPENED in status.unsure


def test_months_paid_ahead_move_the_day_of_lapse_only_once_paid():
    rows = (*HALF_YEAR[:3], *(row(month, 4, "2026-03-20") for month in (202604, 202605, 202606)))
    assert stands("2026-03-19", *rows).lapses_on == D("2026-07-01")
    assert stands("2026-03-20", *rows).lapses_on == D("2026-10-01")
    assert stands("2026-03-20", *rows).covered_until == D("2026-06-30")


def test_reentry_begins_anew_and_says_that_this_is_unsure():
    rows = (*HALF_YEAR, row(202611), row(202612))
    status = stands("2026-12-15", *rows)
    assert (status.state, status.started, status.months, status.months_ever) == ("first_months", D("2026-11-01"), 2, 8)
    assert status.full_mark == Mark(None, D("2027-02-01"))
    assert any("after_reentry" in doubt.en for doubt in status.unsure)
    assert not any("after_reentry" in doubt.en for doubt in stands("2026-05-01", *HALF_YEAR).unsure)


def test_two_funds_alternating_are_one_run_and_the_same_month_counts_once():
    rows = (*HALF_YEAR, *HALF_YEAR[2:4], row(202603, 2))
    assert stands("2026-06-30", *rows).months == stands("2026-06-30", *rows).months_ever == 6


@pytest.mark.parametrize("why", ["moved", "age", "left"])
def test_whoever_moved_stays_covered_in_a_paid_month_but_who_left_does_not(why):
    end = Ended(why, D("2026-05-10"))
    assert stands("2026-05-10", *HALF_YEAR, ended=(end,)).state == "active"
    in_may = stands("2026-05-11", *HALF_YEAR, ended=(end,))
    assert (in_may.state, in_may.since) == (
        ("ended", D("2026-05-11")) if why == "left" else ("active", D("2026-01-01"))
    )
    assert stands("2026-06-01", *HALF_YEAR, ended=(end,)).state == "active"  # a month that began afterwards
    july = stands("2026-07-01", *HALF_YEAR, ended=(end,))
    assert (july.state, july.why, july.jkm, july.since) == ("ended", why, "no", D("2026-07-01"))


def test_the_day_of_death_is_covered_and_the_next_is_not():
    end = Ended("died", D("2026-05-31"))
    assert stands("2026-05-31", *HALF_YEAR, ended=(end,)).jkm == "full"
    after = stands("2026-06-01", *HALF_YEAR, ended=(end, Ended("moved", D("2026-05-31"))))
    assert (after.state, after.why, after.since, after.jkm) == ("ended", "died", D("2026-06-01"), "no")
    assert "meninggal" in reason(after).id


def test_at_65_cover_that_is_paid_goes_on_but_one_that_lapsed_cannot_begin_again():
    assert stands("2026-06-30", *HALF_YEAR, born="1961-02-01").state == "active"
    assert stands("2026-09-30", *HALF_YEAR, born="1961-02-01").state == "grace"
    status = stands("2026-12-01", *HALF_YEAR, born="1961-11-20")
    assert (status.state, status.why, status.since) == ("ended", "age", D("2026-11-20"))
    assert stands("2026-11-20", *HALF_YEAR, born="1961-11-20").state == "ended"
    assert stands("2026-11-19", *HALF_YEAR, born="1961-11-20").state == "lapsed"


def test_begun_after_65_is_said_to_be_unsure():
    assert any("65" in doubt.en for doubt in stands("2026-06-30", *HALF_YEAR, born="1960-12-31").unsure)
    assert not any("65" in doubt.en for doubt in stands("2026-06-30", *HALF_YEAR, born="1961-01-02").unsure)


def test_the_36th_month_is_reached_on_its_first_day():
    start = D("2024-01-01")
    rows = [row(int(f"{months_after(start, ahead):%Y%m}")) for ahead in range(36)]
    assert stands("2026-12-01", *rows).scholarship_mark == Mark(D("2026-12-01"), None)
    assert stands("2026-11-30", *rows).scholarship_mark == Mark(None, D("2026-12-01"))
    assert stands("2026-11-30", *rows[:34]).scholarship_mark == Mark(None, D("2026-12-01"))
    assert stands("2026-11-30", *rows[1:]).scholarship_mark == Mark(None, D("2027-01-01"))
    assert stands("2026-12-31", *rows[:20]).scholarship_mark == Mark(None, D("2029-11-01"))


def test_near_the_edge_of_the_first_months_the_readings_are_named():
    assert any("edge" in doubt.en for doubt in stands("2026-03-29", *HALF_YEAR).unsure)
    assert not any("edge" in doubt.en for doubt in stands("2026-06-15", *HALF_YEAR).unsure)


def test_the_third_unpaid_month_says_that_others_read_it_as_the_end():
    assert any("lapse_comparison" in doubt.en for doubt in stands("2026-09-15", *HALF_YEAR).unsure)
    assert not any("lapse_comparison" in doubt.en for doubt in stands("2026-08-15", *HALF_YEAR).unsure)


def test_heirs_get_what_the_estimate_says():
    first, full = (heirs_get(BOOK, stands(on, *HALF_YEAR)) for on in ("2026-03-31", "2026-04-01"))
    assert (first.death_amount, full.death_amount) == (10_000_000, 42_000_000)
    assert first.work_death_amount == full.work_death_amount == 70_000_000
    assert heirs_get(BOOK, stands("2026-10-01", *HALF_YEAR)).death is None
    grace = heirs_get(BOOK, stands("2026-07-01", *HALF_YEAR))
    assert grace.death is not None and grace.death.state == "pending" and grace.jkm == "pending"


@given(one=facts(), on=st.dates(date(2023, 12, 1), date(2026, 12, 31)))
def test_what_always_holds(one, on):
    status = cover_status(BOOK, one, on)
    assert status.state in STATES and {status.jkk, status.jkm} <= COVERS.keys()
    words = reason(status)
    assert words.id and words.en and "None" not in words.id + words.en
    if status.state in ("first_months", "active"):
        assert status.paid_through is not None and status.covered_until is not None and on <= status.covered_until
        assert status.missing is None and not status.unpaid and status.jkk == "full"
        assert any(month.month == on.year * 100 + on.month and month.confirmed for month in one.months)
    if status.jkm in ("full", "reduced") and status.state not in ("first_months", "active"):
        assert status.settled_on is not None and status.settled_on > on and status.unsure
    assert (status.state == "ended") == (status.why is not None)
    assert status.months <= status.months_ever <= len(one.months)
    assert heirs_get(BOOK, status).death_amount in (0, 10_000_000, 42_000_000)
