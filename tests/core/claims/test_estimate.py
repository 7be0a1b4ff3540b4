"""What a claim pays: cover, law of the day, sum, heirs, deadlines; edges of each."""

from datetime import date

import pytest

from payung.core.claims.alternatives import explain_published, other_outcomes, readings_of
from payung.core.claims.estimate import EventBeforeCover, estimate
from payung.core.claims.question import question_from
from payung.core.law.book import LawBook, UnknownParameter, UnknownReading

BOOK = LawBook.read()
EDGE = "bpu/jkm/first_months/edge"


def ask(**values):
    return estimate(BOOK, question_from(values))


def death(day: str, started: str, **more):
    return ask(kind="death", day=day, started=started, **more)


@pytest.mark.parametrize(
    ("day", "started", "total"),
    [
        ("2022-12-14", "2022-12-07", 42_000_000),  # enrolled one week: no waiting months then
        ("2019-12-01", "2019-01-01", 24_000_000),
        ("2019-12-02", "2019-01-01", 42_000_000),
        ("2025-02-23", "2025-02-01", 42_000_000),
        ("2025-02-24", "2025-02-01", 10_000_000),
        ("2026-03-31", "2026-01-01", 10_000_000),
        ("2026-04-01", "2026-01-01", 42_000_000),
    ],
)
def test_a_death_not_caused_by_work(day, started, total):
    found = death(day, started)
    assert (found.cash.total, found.state) == (total, "payable")
    assert found.cash.total == sum(part.amount for part in found.cash.parts)


@pytest.mark.parametrize(
    ("reading", "full_from"),
    [
        ("days_90", "2026-04-15"),
        ("calendar_months", "2026-04-15"),
        ("contribution_months", "2026-04-01"),
        ("more_than_months", "2026-04-16"),
    ],
)
def test_the_edge_of_the_first_months_under_each_reading(reading, full_from):
    """Cover since 15 January 2026: 90 days end on 15 April, as three calendar months do."""
    day = date.fromisoformat(full_from)
    before = date.fromordinal(day.toordinal() - 1)
    asked = {"started": "2026-01-15", "readings": {EDGE: reading}}
    assert death(day.isoformat(), **asked).cash.total == 42_000_000
    assert death(before.isoformat(), **asked).cash.total == 10_000_000


def test_near_the_edge_the_answer_says_so_and_lists_what_other_readings_pay():
    near = death("2026-04-03", "2026-01-15")
    assert any("Permenaker 1/2025" in note.id and "contribution_months" in note.id for note in near.notes)
    others = {(other.key, other.code): other.estimate.cash.total for other in other_outcomes(BOOK, near)}
    assert others == {(EDGE, "contribution_months"): 42_000_000}
    far = death("2026-10-03", "2026-01-15")
    assert not any("contribution_months" in note.id for note in far.notes) and not other_outcomes(BOOK, far)


def test_unpaid_months_make_it_pending_and_then_end_it():
    paid = {"started": "2025-01-01", "paid": "2025-01..2025-12"}
    assert death("2025-12-31", **paid).state == "payable"
    pending = death("2026-03-31", **paid)
    assert (pending.state, pending.cash.total) == ("pending", 42_000_000)
    ended = death("2026-04-01", **paid)
    assert (ended.state, ended.cash.total, ended.cash.parts) == ("nothing", 0, ())
    assert any("berakhir" in step.says.id for step in ended.steps)
    outcomes = {(other.key, other.estimate.state) for other in other_outcomes(BOOK, pending)}
    assert {("bpu/cover/claim_in_grace", "payable"), ("bpu/cover/claim_in_grace", "nothing")} <= outcomes


def test_after_a_lapse_the_first_months_run_again_unless_read_otherwise():
    asked = {"day": "2026-03-10", "started": "2024-01-01", "paid": "2024-01..2024-12, 2026-01..2026-03"}
    again = ask(kind="death", **asked)
    assert (again.cash.total, again.standing.started) == (10_000_000, date(2026, 1, 1))
    once = ask(kind="death", **asked, readings={"bpu/jkm/first_months/after_reentry": "once"})
    assert once.cash.total == 42_000_000
    assert ("bpu/jkm/first_months/after_reentry", "once") in {(o.key, o.code) for o in other_outcomes(BOOK, again)}


def test_scholarships_count_the_months_as_the_law_is_read():
    asked = {
        "kind": "death", "day": "2026-06-10", "started": "2022-01-01",
        "paid": "2022-01..2024-06, 2025-06..2026-06", "children": ["2010-01-01 smp 2"],
    }  # fmt: skip
    assert ask(**asked).scholarship.first_year == 0  # 13 months since the restart
    assert ask(**asked, readings={"scholarship/months_counted": "ever"}).scholarship.first_year == 2_000_000
    assert (
        ask(**{**asked, "kind": "work-death", "accident": "2026-06-10", "day": "2026-06-10"}).scholarship.first_year
        == 2_000_000
    )


def test_scholarships_are_kept_apart_from_the_cash():
    found = death("2026-06-10", "2020-01-01", children=["2013-01-01 smp 2"])
    assert found.cash.total == 42_000_000
    assert (found.scholarship.first_year, found.scholarship.following) == (
        2_000_000,
        2_000_000 + 9_000_000 + 60_000_000,
    )


def test_where_nobody_but_the_one_who_buried_is_left_only_burial_costs_are_paid():
    assert death("2026-06-10", "2020-01-01", heirs=["pengurus-pemakaman"]).cash.total == 10_000_000
    family = death("2026-06-10", "2020-01-01", heirs=["ibu", "saudara"])
    assert family.cash.total == 42_000_000 and family.receiving.relations == ("parent",)


def test_a_work_death_follows_the_law_of_the_accident_unless_read_otherwise():
    asked = {"kind": "work-death", "accident": "2019-11-30", "day": "2019-12-05", "started": "2019-01-01"}
    assert ask(**asked).cash.total == 48_000_000 + 4_800_000 + 3_000_000
    assert ask(**asked, readings={"jkk/deciding_day": "outcome"}).cash.total == 70_000_000
    assert [o.code for o in other_outcomes(BOOK, ask(**asked))] == ["outcome"]
    same_day = ask(**{**asked, "day": "2019-11-30"})
    assert "jkk/deciding_day" not in [value.key for value in same_day.rests_on]


def test_jkk_has_no_first_months():
    assert ask(kind="work-death", accident="2026-02-02", started="2026-02-01").cash.total == 70_000_000


def test_what_comes_together_adds_up():
    found = ask(
        kind="disability", accident="2026-01-10", started="2025-01-01", income=3_200_000, losses=["thumb_right"],
        absent=["2026-01-11..2026-03-10"], costs={"land": 700_000},
    )  # fmt: skip
    assert {part.code: part.amount for part in found.cash.parts} == {
        "jkk_disability": 41_400_000, "jkk_temporary": 6_900_000, "cost_land": 700_000,
    }  # fmt: skip
    assert found.cash.total == 49_000_000


@pytest.mark.parametrize(
    ("happened", "filed", "state"),
    [
        ("2021-03-01", "2026-03-01", "payable"), ("2021-03-01", "2026-03-02", "nothing"),
        ("2019-12-01", "2021-12-01", "payable"), ("2019-12-01", "2021-12-02", "nothing"),
        ("2020-02-29", "2025-02-28", "payable"), ("2020-02-29", "2025-03-01", "nothing"),
    ],
)  # fmt: skip
def test_the_right_to_claim_lapses(happened, filed, state):
    for asked in ({"kind": "death", "day": happened}, {"kind": "work-death", "accident": happened}):
        found = ask(**asked, started="2019-01-01", filed=filed)
        assert found.state == state and (found.cash.total > 0) == (state == "payable")


def test_an_accident_is_reported_within_48_hours():
    found = ask(kind="costs", accident="2026-02-28", started="2025-01-01", costs={"land": 1})
    assert "2026-03-02" in found.deadlines[0].until.id and len(found.deadlines) == 4
    assert len(death("2026-06-10", "2020-01-01").deadlines) == 2


def test_before_cover_began_nothing_is_guessed():
    with pytest.raises(EventBeforeCover):
        death("2026-01-14", "2026-01-15")
    assert death("2026-01-15", "2026-01-15").cash.total == 10_000_000


def test_two_memberships_are_not_taken_for_granted_either_way():
    one = death("2024-04-01", "2020-01-01", memberships=2)
    assert one.cash.total == 42_000_000
    assert [o.estimate.cash.total for o in other_outcomes(BOOK, one)] == [84_000_000]


def test_the_parts_of_the_first_months_have_two_names_and_one_sum():
    asked = {"day": "2026-02-01", "started": "2026-01-01"}
    split = death(**asked, readings={"bpu/jkm/first_months/components": "grant_and_burial"})
    assert [part.amount for part in split.cash.parts] == [8_000_000, 2_000_000]
    assert [part.amount for part in death(**asked).cash.parts] == [10_000_000]


def test_an_old_figure_is_explained_by_the_old_rule():
    found = explain_published(BOOK, death("2026-06-10", "2020-01-01"), 24_000_000)
    assert found.because == "older_rule" and "2019-12-01" in found.says.id


def test_every_reading_of_a_key_can_be_compared_and_a_number_cannot():
    question = question_from({"kind": "death", "day": "2026-04-14", "started": "2026-01-15"})
    compared = {one.code: (one.used, one.estimate.cash.total) for one in readings_of(BOOK, question, EDGE)}
    assert compared == {
        "calendar_months": (True, 10_000_000), "days_90": (False, 10_000_000),
        "contribution_months": (False, 42_000_000), "more_than_months": (False, 10_000_000),
    }  # fmt: skip
    with pytest.raises(UnknownReading):
        readings_of(BOOK, question, "jkm/lump_sum")
    with pytest.raises(UnknownParameter):
        readings_of(BOOK, question, "jkm/lumpsum")
    with pytest.raises(UnknownReading):
        death("2026-04-14", "2026-01-15", readings={EDGE: "next_full_moon"})


def test_every_answer_says_how_sure_its_values_are():
    found = death("2026-06-10", "2020-01-01")
    assert found.rests_on and all(value.article for value in found.rests_on)
    assert len({value.key for value in found.rests_on}) == len(found.rests_on)
