"""Deaths and moves: only what is borne out is certain, and every month of a leaver becomes one thing."""

from datetime import date

import pytest

from payung.core.basis.months import between
from payung.core.cover.leaving import (
    VERDICTS,
    WHY,
    Candidate,
    Judged,
    Record,
    contradicting,
    judge,
    reported_from,
)
from payung.core.law.book import LawBook
from payung.engines.cover_watch import JUDGED, certain, judge_registry
from tests.core.cover.ledgers import fund, ledger, people, pl

BOOK = LawBook.read()
ON = date(2026, 11, 20)
DIED = date(2026, 10, 31)
BORN = date(1980, 5, 6)
YEAR = between(202601, 202612)
FUNDS = (fund("a", YEAR, on_leaving="swap"), fund("b", YEAR, on_leaving="credit"), fund("c", YEAR))
SITI = Candidate(7, True, "SITI AMINAH", BORN)
RECORD = Record(1, "Sitti Amina binti Ali", BORN, "died", DIED)


@pytest.mark.parametrize(
    ("changed", "verdict", "why"),
    [
        ({}, "certain", "same"),
        ({"name": None}, "certain", "same_born"),
        ({"born": None}, "certain", "same_name"),
        ({"name": None, "born": None}, "ask", "nik_alone"),
        ({"name": "SITI ROHANI"}, "ask", "other_name"),
        ({"name": "AMINAH"}, "ask", "other_name"),
        ({"born": date(1980, 6, 5)}, "ask", "other_born"),
        ({"on": None}, "ask", "no_day"),
        ({"on": ON}, "certain", "same"),
        ({"on": date(2026, 11, 21)}, "ask", "future"),
        ({"event": None}, "ask", "no_event"),
        ({"event": "moved"}, "ask", "nowhere"),
        ({"event": "moved", "moved_to": "1671010001"}, "certain", "same"),
        ({"event": "moved", "moved_to": "1505032004"}, "ask", "stays"),
    ],
)
def test_one_line_against_one_person_with_its_nik(changed, verdict, why):
    record = Record(**(vars(RECORD) | changed))
    found = judge(record, [Candidate(**(vars(SITI) | {"areas": ("15",)}))], ON)
    assert (found.verdict, found.why, found.person) == (verdict, why, 7)
    assert verdict in VERDICTS and why in WHY


def test_another_nik_is_never_certain_and_several_people_neither():
    other = Candidate(**(vars(SITI) | {"same_nik": False}))
    assert judge(RECORD, [other], ON).why == "name_and_born"
    assert judge(RECORD, [other, Candidate(8, False, "SITI AMINAH", BORN)], ON).person is None
    assert judge(RECORD, [other, Candidate(8, True, "SITI AMINAH", BORN)], ON).verdict == "certain"
    assert judge(RECORD, [], ON) == Judged(1, "other", "nobody")


@pytest.mark.parametrize(
    ("ended", "verdict", "why"),
    [
        (("died", DIED), "known", "recorded"),
        (("died", ON), "ask", "other_day"),
        (("moved", DIED), "ask", "other_day"),
    ],
)
def test_who_has_left_already(ended, verdict, why):
    found = judge(RECORD, [Candidate(**(vars(SITI) | {"ended": ended}))], ON)
    assert (found.verdict, found.why) == (verdict, why)


def test_a_list_that_contradicts_itself_is_asked_about():
    one = Judged(1, "certain", "same", 7, "died", DIED)
    twice = Judged(2, "certain", "same", 7, "died", DIED)
    other = Judged(3, "certain", "same", 7, "moved", DIED)
    asks = Judged(4, "ask", "other_name", 7, "moved", ON)
    assert [each.verdict for each in contradicting([one, twice, asks])] == ["certain", "known", "ask"]
    assert [each.why for each in contradicting([one, twice, other])] == ["two_events"] * 3


@pytest.mark.parametrize(
    ("why", "reading", "reported"),
    [
        ("died", "month_after", 202611),
        ("died", "same_month", 202610),
        ("moved", "same_month", 202611),
        ("moved", "month_after", 202611),
    ],
)
def test_a_death_is_reported_from_the_month_after_unless_the_rule_is_read_otherwise(why, reading, reported):
    law = BOOK.read_as("bpu/leave/reported", reading).on(ON)
    assert reported_from(law, why, DIED) == reported
    assert law.reading("bpu/leave/reported").doubt is not None


TOLD = {
    "nik": pl.String, "name": pl.String, "dob": pl.Date, "event": pl.String, "happened_on": pl.Date,
    "moved_to": pl.String,
}  # fmt: skip


def test_a_registry_list_against_the_people_and_nothing_is_applied_in_silence():
    live = people(["1504022001"] * 6, dict.fromkeys(range(1, 7), BORN))
    niks, names = live["nik"].to_list(), live["name"].to_list()
    told = pl.DataFrame(
        [
            (niks[0], names[0], BORN, "died", DIED, None),
            (niks[1], "LAIN SEKALI", BORN, "died", DIED, None),
            (niks[2], names[2], None, "moved", DIED, "1505032004"),
            (niks[3], names[3], BORN, "moved", DIED, "3171011001"),
            (None, names[4], BORN, "died", DIED, None),
            ("9999999999999999", "TIDAK ADA", date(1970, 1, 1), "died", DIED, None),
            (niks[0], names[0], BORN, "died", DIED, None),
            (niks[5], None, None, None, None, None),
        ],
        schema=TOLD,
        orient="row",
    )
    months = ledger([(person, 202612, "a", False) for person in range(1, 7)])
    found = judge_registry(told, live, months, FUNDS, ON)
    assert dict(found.schema) == JUDGED
    assert found.select("verdict", "why", "person").rows() == [
        ("certain", "same", 1),
        ("ask", "other_name", 2),
        ("ask", "stays", 3),
        ("certain", "same", 4),
        ("ask", "name_and_born", 5),
        ("other", "nobody", None),
        ("known", "recorded", 1),
        ("ask", "nik_alone", 6),
    ]
    assert certain(found).rows() == [(1, "died", DIED), (4, "moved", DIED)]
    again = judge_registry(told, live, months, FUNDS, ON, ended=certain(found))
    assert certain(again).is_empty() and again["verdict"].to_list().count("known") == 3
