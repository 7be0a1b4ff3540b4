"""Whose cover ends, when, and what they would lose: drawn edge days, a slow second answer, and published figures."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.core.basis.months import between, later
from payung.core.cover.ending import ENDING, ending
from payung.core.cover.going_on import nearest, price
from payung.core.law.book import LawBook
from payung.engines.cover_watch import ending_people, ends_of
from tests.core.cover.ledgers import ENDED, ROWS, VILLAGES, asked, fund, ledger, people, pl, slowly_ending

BOOK = LawBook.read()
NOVEMBER = date(2026, 11, 2)
YEAR = between(202601, 202612)
A, B, C = fund("a", YEAR), fund("b", between(202601, 202706)), fund("c", between(202603, 202702), payer="private")
FUNDS = (A, B, C)
LIVE = people([VILLAGES[number % 3] for number in range(6)])


def months_of(person, first, last, of="a", paid=True):
    return [(person, month, of, paid) for month in between(first, last)]


def found(rows, on=NOVEMBER, days=60, funds=FUNDS, law=BOOK, **more):
    return ending_people(ledger(rows), LIVE, funds, law, on, days=days, **more)


def test_the_table_has_the_columns_and_kinds_it_names():
    table = found(months_of(1, 202601, 202612))
    kinds = {pl.Int64: "int64", pl.String: "string", pl.Date: "date", pl.Boolean: "bool"}
    assert {name: kinds[dtype] for name, dtype in table.schema.items()} == ENDING


@pytest.mark.parametrize(
    ("on", "days", "shown"),
    [
        ("2026-11-02", 60, True),  # 1 January 2027 is 60 days away
        ("2026-11-01", 60, False),
        ("2026-11-01", 61, True),
        ("2026-10-03", 90, True),
        ("2026-10-02", 90, False),
        ("2026-12-02", 30, True),
        ("2026-12-31", 1, True),
        ("2026-12-31", 0, False),
        ("2027-01-01", 90, False),  # it has ended; that is arrears
    ],
)
def test_the_first_and_the_last_day_on_which_an_end_is_announced(on, days, shown):
    day = date.fromisoformat(on)
    table = found(months_of(1, 202601, 202612), on=day, days=days)
    assert table.height == shown
    if shown:
        assert table["first_without"][0] == date(2027, 1, 1)
        assert table["days"][0] == (date(2027, 1, 1) - day).days


@pytest.mark.parametrize(("reading", "lapses"), [("more_than", date(2027, 4, 1)), ("reached", date(2027, 3, 1))])
def test_the_day_of_lapse_follows_the_reading_of_the_comparison(reading, lapses):
    book = BOOK.read_as("bpu/cover/lapse_comparison", reading)
    assert found(months_of(1, 202601, 202612), law=book)["lapses_on"][0] == lapses


def test_who_is_paid_on_by_another_fund_does_not_end():
    rows = months_of(1, 202601, 202612) + months_of(1, 202701, 202703, "b", paid=False)
    assert found(rows).is_empty()


def test_a_fund_promises_nothing_after_its_last_payable_month():
    rows = months_of(1, 202601, 202612) + months_of(1, 202701, 202703, "a", paid=False)
    assert found(rows)["last_month"].to_list() == [202612]


def test_a_promise_of_a_fund_nobody_knows_is_none_but_a_month_it_paid_is_cover():
    rows = months_of(1, 202609, 202612, "z") + months_of(1, 202701, 202703, "z", paid=False)
    assert found(rows)["last_month"].to_list() == [202612]


def test_a_month_of_the_past_that_nobody_paid_is_no_cover():
    rows = [*months_of(1, 202601, 202612, paid=False)]
    [row] = found(rows).iter_rows(named=True)
    assert (row["months"], row["full"], row["to_full"]) == (2, False, 1)  # November and December


def test_the_gap_before_another_fund_pays_is_said():
    rows = months_of(1, 202601, 202612) + months_of(1, 202703, 202704, "b", paid=False)
    assert found(rows)["resumes"].to_list() == [202703]


def test_of_two_ends_in_those_days_the_first_is_given():
    rows = months_of(1, 202601, 202611) + months_of(1, 202701, 202701, "b", paid=False)
    [row] = found(rows, days=91).iter_rows(named=True)
    assert (row["last_month"], row["resumes"], row["days"], row["fund"]) == (202611, 202701, 29, "a")


@pytest.mark.parametrize(
    ("edge", "first", "full", "to_full"),
    [
        ("calendar_months", 202610, True, 0),
        ("calendar_months", 202611, False, 1),
        ("days_90", 202610, True, 0),  # 90 days after 1 October are 30 December
        ("more_than_months", 202610, False, 1),
        ("more_than_months", 202609, True, 0),
    ],
)
def test_three_months_on_every_reading_of_their_edge(edge, first, full, to_full):
    book = BOOK.read_as("bpu/jkm/first_months/edge", edge)
    [row] = found(months_of(1, first, 202612), law=book).iter_rows(named=True)
    assert (row["full"], row["to_full"]) == (full, to_full)


@pytest.mark.parametrize(("first", "to_scholarship"), [(202401, 0), (202402, 1), (202312, 0), (202612, 35)])
def test_thirty_six_months_and_how_far_it_is(first, to_scholarship):
    [row] = found(months_of(1, first, 202612)).iter_rows(named=True)
    assert (row["to_scholarship"], row["scholarship"]) == (to_scholarship, to_scholarship == 0)


@pytest.mark.parametrize(
    ("key", "code", "months", "to_scholarship"),
    [
        ("scholarship/months_counted", "since_restart", 10, 26),
        ("scholarship/months_counted", "unbroken", 10, 29),
        ("scholarship/months_counted", "ever", 10, 0),
        ("bpu/cover/reentry", "continues", 40, 0),
    ],
)
def test_which_months_count_after_a_gap_and_after_a_lapse(key, code, months, to_scholarship):
    # 30 months, a lapse, 3 months, a gap of one, 7 months.
    rows = months_of(1, 202301, 202506) + months_of(1, 202602, 202604) + months_of(1, 202606, 202612)
    [row] = found(rows, law=BOOK.read_as(key, code)).iter_rows(named=True)
    assert (row["months"], row["to_scholarship"]) == (months, to_scholarship)


def test_who_left_is_not_ending():
    left = pl.DataFrame([(1, "died", date(2026, 10, 4))], schema=ENDED, orient="row")
    rows = months_of(1, 202601, 202612) + months_of(2, 202601, 202612)
    assert found(rows, ended=left)["person"].to_list() == [2]


@settings(max_examples=150)
@given(
    rows=ROWS,
    on=st.dates(date(2026, 1, 1), date(2027, 7, 1)),
    days=st.sampled_from([0, 30, 60, 90]),
    comparison=st.sampled_from(["more_than", "reached"]),
)
def test_any_ledger_as_counted_one_by_one(rows, on, days, comparison):
    book = BOOK.read_as("bpu/cover/lapse_comparison", comparison)
    columns = ("person", "fund", "last_month", "first_without", "lapses_on", "resumes", "months")
    table = found(rows, on, days, law=book)
    assert table.select(columns).rows() == slowly_ending(rows, FUNDS, book.on(on), on, days)


@settings(max_examples=50)
@given(rows=ROWS, on=st.dates(date(2026, 6, 1), date(2027, 2, 1)), draw=st.randoms(use_true_random=False))
def test_shuffling_changes_nothing_and_villages_add_up(rows, on, draw):
    table = found(rows, on, 90)
    mixed = [*rows]
    draw.shuffle(mixed)
    assert found(mixed, on, 90).equals(table)
    come = ends_of(table, FUNDS, BOOK, on, until=202712)
    assert come == ends_of(table.sample(fraction=1.0, shuffle=True, seed=3), FUNDS, BOOK, on, until=202712)
    assert come.people == table.height
    assert sum(place.full for place in come.places) == table["full"].sum()
    assert sum(place.scholarship for place in come.places) == table["scholarship"].sum()
    assert come.cost == sum(people * each for fund in come.monthly.values() for people, each in fund.values())
    assert sum(place.person_months for place in come.places) == sum(
        people for fund in come.monthly.values() for people, _ in fund.values()
    )


@settings(max_examples=40)
@given(rows=ROWS, on=st.dates(date(2026, 3, 1), date(2027, 2, 1)))
def test_who_is_paid_on_by_another_fund_never_appears(rows, on):
    """Fund b pays everybody up to June 2027: none of them ends before."""
    paid_on = [row for row in rows if row[2] != "b"]
    paid_on += [(person, month, "b", False) for person in range(1, 6) for month in between(202601, 202706)]
    assert found(paid_on, on, (date(2027, 7, 1) - on).days - 1).is_empty()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, on=st.dates(date(2026, 6, 1), date(2027, 2, 1)))
def test_two_engines_agree_on_any_ledger(rows, on, tmp_path):
    def rule(months, live):
        return ending(months, live, FUNDS, BOOK, on, days=90)

    told = [asked(engine, rule, tmp_path, ledger(rows), LIVE) for engine in ("local", "check")]
    assert told[0].equals(told[1]) and told[0].columns == list(ENDING)


def test_the_city_whose_money_lasts_three_months_and_seven_tenths():
    """Published: about 8,000 people cost Rp134.4 million a month."""
    rows = [row for person in range(1, 9) for row in months_of(person, 202501, 202512)]
    city = people([VILLAGES[0]] * 8)
    table = ending_people(ledger(rows), city, [fund("a", between(202501, 202512))], BOOK, date(2025, 11, 15), days=60)
    come = ends_of(table, [fund("a", between(202501, 202512))], BOOK, date(2025, 11, 15), until=202612)
    [place] = come.places
    assert (place.next_month * 1000, place.cost * 1000) == (134_400_000, 134_400_000 * 12)


def test_a_relief_that_ends_changes_the_price_on_its_day():
    """A company's members pay half until December 2026; public money never does."""
    rows = months_of(1, 202601, 202611, "c") + months_of(2, 202601, 202611)
    come = ends_of(found(rows), FUNDS, BOOK, NOVEMBER, until=202702)
    assert come.monthly == {
        "a": {202612: (1, 16_800), 202701: (1, 16_800), 202702: (1, 16_800)},
        "c": {202612: (1, 8_400), 202701: (1, 16_800), 202702: (1, 16_800)},
    }
    assert [place.cost for place in come.places] == [42_000, 50_400]
    transport = fund("c", C.months, payer="private", sector="transport")
    [moved, _] = ends_of(found(rows), (A, B, transport), BOOK, NOVEMBER, until=202704).places
    assert moved.cost == 4 * 8_400 + 16_800


def test_going_on_is_paid_until_somebody_else_pays_again():
    rows = months_of(1, 202601, 202612) + months_of(1, 202703, 202704, "b", paid=False) + months_of(4, 202601, 202612)
    [one] = ends_of(found(rows), FUNDS, BOOK, NOVEMBER, until=202712).places
    assert (one.people, one.resumed, one.person_months, one.next_month) == (2, 1, 2 + 12, 33_600)
    [none] = ends_of(found(rows), FUNDS, BOOK, NOVEMBER, until=202611).places
    assert (none.cost, none.person_months, none.next_month) == (0, 0, 33_600)


def test_within_and_nearest():
    rows = months_of(1, 202601, 202611) + months_of(2, 202601, 202612) + months_of(3, 202601, 202701, "b")
    come = ends_of(found(rows, days=91), FUNDS, BOOK, NOVEMBER, days=91, until=202712)
    assert [sum(place.people for place in come.within(days)) for days in (30, 60, 90, 91)] == [1, 2, 2, 3]
    assert [nearest(days) for days in (1, 30, 31, 60, 61, 90, 91)] == [30, 30, 60, 60, 90, 90, None]


def test_the_price_of_a_month_is_that_of_the_law_of_its_first_day():
    assert price(BOOK, 202612, payer="public") == price(BOOK, 202701, payer="private") == 16_800
    assert later(202612, 1) == 202701 and NOVEMBER + timedelta(days=60) == date(2027, 1, 1)
