"""Person-months as tables: which of the four steps are done, who left, who is who, on either database."""

from datetime import date
from threading import Thread

import polars as pl
from django.db import connections

from payung.actions.issue_decree import issue_decree
from payung.store.keys import Keys
from payung.store.models import Person, PersonMonth
from payung.store.months import (
    MONTHS,
    PEOPLE,
    cover_facts,
    ended_table,
    holders,
    left_table,
    month_table,
    open_funds,
    people_of_village,
    people_table,
    people_with_nik,
    together,
)
from payung.store.reading import one_moment
from tests.actions.stores.covered import answered_again, billed, confirmed, covered, enrolled, joined, left
from tests.actions.stores.two_villages import asked, wanted
from tests.actions.villages import SUNGAI_DUREN

STEPS = ("enrolled", "billed", "paid", "confirmed")


def held() -> list[int]:
    """People who hold months, by number."""
    return sorted(set(PersonMonth.objects.values_list("person_id", flat=True)))


def steps(person: int, month: int) -> tuple[object, ...]:
    return month_table([person]).filter(pl.col("month") == month).select(*STEPS, "paid_on").row(0)


def test_each_step_shows_as_it_is_done(opened, issued):
    first, second, *_ = held()
    assert steps(first, 202701) == (False, False, False, False, None)
    enrolled(opened)
    assert steps(first, 202701) == (True, False, False, False, None)
    billed(opened, 202701, people=[first])
    assert steps(first, 202701) == (True, True, False, False, None)
    billed(opened, 202702, paid_on=date(2027, 2, 17))
    confirmed(opened, 202702, people=[second])
    assert steps(first, 202702) == (True, True, True, False, date(2027, 2, 17))
    assert steps(second, 202702) == (True, True, True, True, date(2027, 2, 17))
    assert steps(second, 202703) == (True, False, False, False, None)


def test_a_later_list_of_the_month_stands_for_the_one_before(opened, issued):
    first, second, *_ = held()
    covered(opened, months=())
    billed(opened, 202701, paid_on=date(2027, 1, 10))
    confirmed(opened, 202701)
    assert steps(first, 202701)[3] and steps(second, 202701)[3]
    confirmed(opened, 202701, people=[second])
    confirmed(opened, 202702, people=[first])
    assert [steps(first, 202701)[3], steps(second, 202701)[3]] == [False, True]
    assert [steps(first, 202702)[3], steps(second, 202702)[3]] == [True, False]


def test_all_people_and_some_say_the_same(opened, issued):
    covered(opened)
    whole = month_table()
    assert dict(whole.schema) == MONTHS and whole.height == 60
    some = held()[1:3]
    assert month_table(some).equals(whole.filter(pl.col("person").is_in(some)))
    assert month_table([]).height == 0 and month_table([1]).height == 0
    assert whole["price"].sum() == issued.amount
    assert set(whole["fund"]) == {"desa", "provinsi"}
    with one_moment():
        assert month_table().equals(whole)


def test_the_last_answer_counts_and_a_rejection_enrols_nobody(opened, issued):
    enrolled(opened, "rejected")
    assert not month_table()["enrolled"].any()
    first = held()[0]
    answered_again(opened, first, "accepted")
    told = month_table()
    assert set(told.filter("enrolled")["person"]) == {first}
    answered_again(opened, first, "rejected")
    assert not month_table()["enrolled"].any()


def test_people_have_their_nik_only_with_the_keys(opened, issued, planned):
    lists = pl.read_parquet(planned.run / "decisions.parquet")
    people = people_table()
    assert dict(people.schema) == PEOPLE and people.height == 8 and set(people["nik"]) == {""}
    keys = Keys.read(opened.keys)
    told = people_table(keys=keys)
    assert set(told["nik"]) == set(lists["nik"])
    assert set(told.select("nik", "name", "birth_date").rows()) == set(lists.select("nik", "name", "dob").rows())
    one = told.row(0, named=True)
    assert people_with_nik(keys, one["nik"]) == [one["person"]]
    assert people_with_nik(keys, "1" * 16) == people_with_nik(keys, "") == []
    assert len(people_of_village(SUNGAI_DUREN)) == 4 and people_of_village("1505") == []


def test_leavings_that_were_taken_back_do_not_count_and_a_death_stands(opened, issued):
    first, second, third, *_ = held()
    left(opened, first, "moved", date(2027, 5, 1))
    left(opened, first, "died", date(2027, 3, 1))
    wrong = left(opened, second, "died", date(2027, 2, 2))
    left(opened, second, "left", date(2027, 4, 4))
    left(opened, third, "moved", date(2027, 1, 1))
    left(opened, third, "left", date(2027, 6, 1))
    left(opened, second, "died", date(2027, 2, 2), undoes=wrong)
    assert ended_table().rows() == [
        (first, "died", date(2027, 3, 1)),
        (second, "left", date(2027, 4, 4)),
        (third, "left", date(2027, 6, 1)),
    ]
    assert left_table([first]).height == 2 and ended_table([first]).height == 1
    facts = cover_facts([first, second])
    assert {one.why for one in facts[first].ended} == {"moved", "died"} and len(facts[second].ended) == 1
    assert len(facts[first].months) == 12 and facts[first].born == Person.objects.get(id=first).birth_date


def test_two_that_are_one_are_read_together_until_it_is_undone(opened, issued):
    covered(opened, (202701,))
    into = next(one for one in Person.objects.values_list("id", flat=True).order_by("id") if one not in held())
    first = held()[0]
    join = joined(opened, first, into)
    left(opened, first, "died", date(2027, 3, 1))
    assert together([first]) == together([into]) == [into]
    assert set(month_table([into])["person"]) == {into} and month_table([into]).equals(month_table([first]))
    assert month_table([first]).height == 12 and first not in set(month_table()["person"])
    assert first not in set(people_table()["person"]) and people_table([first])["person"].to_list() == [into]
    assert cover_facts([into])[into].ended[0].why == "died"
    joined(opened, first, into, undoes=join)
    assert together([first]) == [first] and month_table([into]).height == 0


def test_funds_are_those_of_the_file(opened, issued):
    desa, provinsi = open_funds()
    assert (desa.id, desa.per, desa.on_leaving, max(desa.months)) == ("desa", "village", "credit", 202712)
    assert (provinsi.id, provinsi.group_kind, len(provinsi.tranches)) == ("provinsi", "SG", 2)


def test_who_was_accepted_in_a_group_of_the_kind_is_enrolled_for_later_decrees_too(opened, planned):
    issue_decree(opened, asked(), wanted(planned, first=202701, last=202706))
    enrolled(opened)
    first = held()[0]
    answered_again(opened, first, "rejected")
    issue_decree(opened, asked(), wanted(planned, number="2/2027", first=202707))
    told = month_table()
    assert told.height == 60 and set(told.filter(~pl.col("enrolled"))["person"]) == {first}
    assert holders([first])[first].programme == "jambi-bkbk-2022" and holders([first])[first].group_number == ""
    second = held()[1]
    assert holders([second])[second].group_number == f"{holders([second])[second].group_kind}-0001"


def test_what_is_read_is_of_one_moment_though_an_act_is_done_meanwhile(opened, issued):
    def act():
        enrolled(opened)
        connections.close_all()

    with one_moment():
        before = month_table()
        other = Thread(target=act)
        other.start()
        other.join()
        assert month_table().equals(before) and not before["enrolled"].any()
    assert month_table()["enrolled"].all()
