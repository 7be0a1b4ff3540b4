"""Coverage in three ways that are never mixed, with both numbers dated, and small cells kept from the public."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.core.basis.months import between
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.planner.coverage import Area, Universe
from payung.core.planner.reached import REACHED, Counted, Share, Workers, counted, published, reached, workers_of
from payung.core.planner.small_cells import LEAST, hidden
from payung.engines.cover_watch import coverage_reached
from tests.core.cover.ledgers import ROWS, VILLAGES, asked, fund, ledger, people, pl

BOOK = LawBook.read()
LAW = BOOK.on(date(2026, 12, 31))
YEAR = (202601, 202612)
ON = date(2026, 11, 20)
FUNDS = (
    fund("a", between(*YEAR), group_kind="SG"),
    fund("b", between(*YEAR), group_kind="SC"),
    fund("c", between(*YEAR), group_kind="SD"),
)
LIVE = people([VILLAGES[number % 3] for number in range(6)])
THEN = date(2024, 8, 31)


def found(rows, **more):
    given_ = {"on": ON, "period": YEAR} | more
    return coverage_reached(ledger(rows), LIVE, LAW, FUNDS, **given_).rows(named=True)


def paid(person, many, of="a", first=202601):
    return [(person, month, of, True) for month in between(first, first + many - 1)]


@pytest.mark.parametrize(
    ("of", "months", "parts"),
    [("a", 1, 1), ("a", 3, 3), ("a", 5, 5), ("a", 6, 6), ("a", 7, 6), ("c", 3, 3), ("b", 5, 0), ("b", 6, 6)],
)  # fmt: skip
def test_bpjs_counts_public_members_in_proportion_and_company_ones_from_six_months(of, months, parts):
    [row] = found(paid(1, months, of))
    assert (row["parts"], row["person_months"], row["people"]) == (parts, months, 1)


def test_a_thousand_people_for_three_months_are_five_hundred():
    rows = [row for person in range(1, 1001) for row in paid(person, 3)]
    live = people([VILLAGES[0]] * 1000)
    [row] = coverage_reached(ledger(rows), live, LAW, FUNDS, on=ON, period=YEAR).rows(named=True)
    assert counted(row, "bpjs_count", LAW, on=ON, period=YEAR, source="buku besar").people == 500
    assert counted(row, "person_months", LAW, on=ON, period=YEAR, source="buku besar").people == 250
    assert counted(row, "people_on_day", LAW, on=ON, period=YEAR, source="buku besar").people == 0


def test_both_kinds_of_group_together_are_one_person_at_most():
    [row] = found(paid(1, 4, "a") + paid(1, 3, "c", 202605) + paid(1, 12, "b"))
    assert (row["parts"], row["person_months"], row["people"], row["on_day"]) == (6, 12, 1, 1)
    [row] = found(paid(1, 4, "a") + paid(1, 5, "b", 202605))
    assert (row["parts"], row["person_months"]) == (4, 9)


def test_a_month_counts_when_it_is_enrolled_billed_paid_and_confirmed():
    for missing in ("enrolled", "billed", "paid", "confirmed"):
        rows = ledger(paid(1, 12)).with_columns(pl.lit(False).alias(missing))
        asked_ = {"on": ON, "period": YEAR}
        assert coverage_reached(rows, LIVE, LAW, FUNDS, **asked_).is_empty()
        assert coverage_reached(rows, LIVE, LAW, FUNDS, counts="paid", **asked_).is_empty() == (missing == "paid")


def test_the_day_may_lie_outside_the_period():
    rows = paid(1, 12) + paid(2, 2, first=202610)
    assert found(rows, period=(202601, 202606)) == [
        {"place": "", "on_day": 2, "people": 1, "person_months": 6, "parts": 6}
    ]


def test_by_fund_and_by_programme_who_is_paid_by_two_counts_in_both():
    rows = paid(1, 6, "a") + paid(1, 6, "c") + paid(2, 3, "b")
    by_fund = found(rows, by_fund={"a": "a", "b": "b", "c": "c"})
    assert [(row["place"], row["people"], row["parts"]) for row in by_fund] == [("a", 1, 6), ("b", 1, 0), ("c", 1, 6)]
    [programme] = found(rows, by_fund={"a": "satu", "c": "satu"})
    assert (programme["place"], programme["people"], programme["person_months"]) == ("satu", 1, 6)


@settings(max_examples=80)
@given(rows=ROWS, draw=st.randoms(use_true_random=False))
def test_places_add_up_on_every_level_and_order_does_not_matter(rows, draw):
    mixed = [*rows]
    draw.shuffle(mixed)
    whole = found(rows)
    for digits in (2, 4, 6, 10):
        parts = found(mixed, digits=digits)
        assert all(len(row["place"]) == digits for row in parts)
        for name in list(REACHED)[1:]:
            assert sum(row[name] for row in parts) == sum(row[name] for row in whole)
    months = {(row[0], row[1]) for row in rows if row[3] and YEAR[0] <= row[1] <= YEAR[1]}
    assert sum(row["person_months"] for row in whole) == len(months)
    assert sum(row["people"] for row in whole) == len({person for person, _ in months})
    assert sum(row["on_day"] for row in whole) == len({row[0] for row in rows if row[3] and row[1] == 202611})


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_two_engines_agree(rows, tmp_path):
    for more in ({"digits": 4}, {"digits": 0}, {"by_fund": {"a": "a", "b": "b"}}):
        told = [
            asked(
                engine,
                lambda months, live, more=more: reached(months, live, LAW, FUNDS, on=ON, period=YEAR, **more),
                tmp_path, ledger(rows), LIVE,
            )
            for engine in ("local", "check")
        ]  # fmt: skip
        assert told[0].equals(told[1])


JAMBI = Universe(
    Text("Jambi", "Jambi"), THEN, "BPS, Sakernas Agustus 2024", THEN, "BPJS Ketenagakerjaan",
    (Area("15", 1_312_370, 518_632), Area("1504", 98_206, 49_803)),
)  # fmt: skip


def test_the_published_shares_of_a_province_and_what_is_missing():
    whole, regency = published(JAMBI, "15"), published(JAMBI, "1504")
    assert (whole.hundredths, regency.hundredths) == (3952, 5071)
    assert whole.missing(5500) == 203_172 and whole.missing(3900) == 0
    assert (whole.counted.first, whole.workers.on, whole.counted.way) == (THEN, THEN, "as_published")
    assert published(JAMBI, "1505") is None and workers_of(JAMBI, "1505") is None
    undated = Universe(JAMBI.name, THEN, "BPS", None, None, (Area("15", 10, 0),))
    assert published(undated, "15") is None


def test_there_is_no_percentage_without_dated_workers():
    count = counted(found(paid(1, 12))[0], "person_months", LAW, on=ON, period=YEAR, source="buku besar")
    assert (count.first, count.last, count.per) == (date(2026, 1, 1), date(2026, 12, 31), 12)
    assert not [name for name in dir(count) if "percent" in name or "hundredths" in name]
    assert Share(count, workers_of(JAMBI, "1504")).hundredths == 0
    assert Share(count, Workers(2, THEN, "BPS")).hundredths == 5000
    for wrong in (lambda: Workers(0, THEN, "BPS"), lambda: Workers(1, THEN, " ")):
        with pytest.raises(ValueError, match="named"):
            wrong()
    for wrong in ({"source": ""}, {"first": ON}, {"per": 0}, {"parts": -1}):
        with pytest.raises(ValueError, match="named"):
            Counted(
                **({"way": "as_published", "parts": 1, "per": 1, "first": THEN, "last": THEN, "source": "x"} | wrong)
            )
    with pytest.raises(TypeError):
        Share(count)  # type: ignore[call-arg]
    with pytest.raises(KeyError):
        counted(found(paid(1, 12))[0], "as_published", LAW, on=ON, period=YEAR, source="x")


@pytest.mark.parametrize(
    ("cells", "gone"),
    [
        ({"": (100,), "1501": (9,), "1502": (91,)}, {"1501", "1502"}),
        ({"": (100,), "1501": (10,), "1502": (90,)}, set()),
        ({"": (100,), "1501": (3,), "1502": (4,), "1503": (93,)}, {"1501", "1502", "1503"}),  # 3 + 4 come to 7
        ({"": (100,), "1501": (5,), "1502": (6,), "1503": (89,)}, {"1501", "1502"}),
        ({"": (100,), "1501": (5,), "1502": (0,), "1503": (30,), "1504": (65,)}, {"1501", "1503"}),
        ({"": (9,), "1501": (9,), "1502": (0,)}, {"", "1501"}),
        ({"": (60,), "1501": (5,), "150101": (5,), "1502": (55,), "150201": (20,), "150202": (35,)},
         {"1501", "1502", "150101", "150201", "150202"}),
        ({"": (40, 40), "1501": (20, 8), "1502": (20, 32)}, {"1501", "1502"}),
    ],
)  # fmt: skip
def test_small_cells_go_with_others_that_would_give_them_back(cells, gone):
    assert hidden(cells) == gone


@settings(max_examples=200)
@given(
    villages=st.dictionaries(
        st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 4)), st.integers(0, 25), min_size=1, max_size=30
    )
)
def test_no_sum_of_what_is_shown_tells_of_fewer_than_ten(villages):
    cells = {"": (0,)}
    for (regency, district, village), count in villages.items():
        code = f"15{regency:02d}{district:02d}{2000 + village}"
        for part in ("", code[:4], code[:6], code):
            cells[part] = (cells.get(part, (0,))[0] + count,)
    gone = hidden(cells)
    assert not [code for code, (count,) in cells.items() if 0 < count < LEAST and code not in gone]
    assert not [code for code in gone if not cells[code][0]]
    for code in cells:
        below = [part for part in cells if part != code and part.startswith(code) and len(part) == _next(len(code))]
        lost = [cells[part][0] for part in below if part in gone]
        if code in gone:
            assert len(lost) == len([part for part in below if cells[part][0]])
        else:
            assert not lost or (len(lost) > 1 and sum(lost) >= LEAST)


def _next(size):
    return {0: 4, 4: 6, 6: 10, 10: 11}[size]
