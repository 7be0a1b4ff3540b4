"""Death-day sweep, small: the cover of every member on every day, by four ways that share nothing, is the same."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from benchmarks.death_day_paths import (
    ANSWERS,
    DAYS,
    compared,
    from_events,
    from_export,
    from_ledger,
    from_slips,
)  # fmt: skip
from payung.core.law.book import LawBook
from payung.engines.cover_sweep import SAID, cover_spans
from payung.synth.histories import FIRST_DAY, LAST_DAY, SCHEMAS, make_histories

BOOK = LawBook.read()
MEMBERS = 300


@pytest.fixture(scope="module")
def ways():
    made = make_histories(MEMBERS, 20)
    ledger, spans = from_ledger(made, BOOK)
    events = from_events(made, every_day=True)
    return made, ledger, spans, events, from_export(made), from_slips(made, BOOK, every_day=False)


def test_four_ways_agree_on_every_day(ways):
    made, ledger, _, events, export, slips = ways
    found = compared(made, ledger, events, export, slips)
    assert found.pop("days") > MEMBERS * DAYS // 2
    assert {way: said["kinds"] for way, said in found.items()} == dict.fromkeys(found, {})


def test_the_members_meet_everything_that_can_happen(ways):
    _, ledger, *_ = ways
    met = {ANSWERS[kind] for kind in np.unique(ledger)} - {None}
    assert {answer[0] for answer in met} == {
        "not_enrolled", "awaiting", "first_months", "active", "grace", "lapsed", "ended",
    }  # fmt: skip
    assert {answer[1] for answer in met} >= {None, "billed", "paid", "confirmed", "start"}
    assert {answer[3] for answer in met} == {"full", "reduced", "pending", "no"}


def test_slips_issued_on_every_single_day(ways):
    few = 12
    made = make_histories(few, 20)
    sparse, dense = (from_slips(made, BOOK, every_day=every) for every in (False, True))
    assert all(np.array_equal(one, other) for one, other in zip(sparse, dense, strict=True))


def test_replay_asked_only_on_days_that_matter_says_the_same(ways):
    made, _, _, events, *_ = ways
    assert np.array_equal(from_events(made, every_day=False), events)


@pytest.mark.parametrize("way", ["events", "export", "slip state", "slip cover", "slip promise"])
def test_a_difference_of_one_day_is_found(ways, way):
    made, ledger, _, events, export, slips = ways
    state, covers, promised = (array.copy() for array in slips)
    events, export = events.copy(), export.copy()
    goes_on = np.isin(np.arange(MEMBERS), made.ended["person"].to_numpy(), invert=True)[:, None]
    last_covered = (covers[:, :-1] > 0) & (covers[:, 1:] == 0) & goes_on
    person, day = np.argwhere(last_covered)[17]
    if way == "events":
        events[person, day] = 0
    elif way == "export":
        export[person, day] = 3 - export[person, day]
    elif way == "slip state":
        state[person, day] = 1
    elif way == "slip cover":
        covers[person, day] = 0
    else:
        promised[person, day] += 1
    found = compared(made, ledger, events, np.minimum(export, 2), (state, covers, promised))
    assert [name for name in found if name != "days" and found[name]["differ"]] == [way]


def test_spans_follow_one_another_and_neighbours_differ(ways):
    _, _, spans, *_ = ways
    for rows in spans.partition_by("person"):
        assert rows["from"][0] == FIRST_DAY and rows["until"][-1] == LAST_DAY
        gaps = (rows["from"].shift(-1) - rows["until"]).drop_nulls().dt.total_days()
        assert (gaps == 1).all()
        said = rows.select(SAID).rows()
        assert all(one != other for one, other in zip(said, said[1:], strict=False))


def test_another_reading_of_the_first_months_changes_spans_on_its_own_days():
    months = pl.DataFrame(
        [(1, month, "A", 1, 16_800, True, True, True, True, None) for month in range(202502, 202507)],
        schema=SCHEMAS["months"],
        orient="row",
    )  # fmt: skip
    days_90 = BOOK.read_as("bpu/jkm/first_months/edge", "days_90")
    found = cover_spans(months, days_90, date(2025, 2, 1), date(2025, 7, 10))
    assert found.select("from", "state", "jkm").rows() == [
        (date(2025, 2, 1), "active", "full"),
        (date(2025, 2, 24), "first_months", "reduced"),
        (date(2025, 5, 2), "active", "full"),
        (date(2025, 7, 1), "grace", "pending"),
    ]


def test_the_same_seed_makes_the_same_members_and_more_begin_alike():
    few, many = make_histories(20, 3), make_histories(30, 3)
    for one, other in zip(few, many, strict=True):
        assert one.equals(other.filter(pl.col("person") < 20))
    assert not make_histories(20, 4).months.equals(few.months)
