"""Scholarships: the first year, what may follow, and who gets none."""

from datetime import date

import pytest

from payung.core.law.book import LawBook
from payung.core.law.scholarship import Child, ChildTooOld, Scholarship, scholarship, years_old

BOOK = LawBook.read()
LAW = BOOK.on(date(2024, 5, 1))
MILLION = 1_000_000


def plan(*children: Child, months: int = 36, work: bool = False, day: date = LAW.day) -> Scholarship:
    return scholarship(BOOK.on(day), children, months_paid=months, work=work)


def test_a_child_from_kindergarten_to_university_gets_87_million_and_two_get_174():
    child = Child(date(2020, 4, 1), "kindergarten", 1)
    assert (plan(child).first_year, plan(child).following) == (1_500_000, 85_500_000)
    assert plan(child).first_year + plan(child).following == 87 * MILLION
    assert plan(child, child).first_year + plan(child, child).following == 174 * MILLION


def test_a_child_now_in_senior_school_may_get_69_million():
    senior = plan(Child(date(2008, 6, 1), "senior", 1))
    assert (senior.first_year, senior.first_year + senior.following) == (3 * MILLION, 69 * MILLION)


def test_the_first_year_of_a_child_in_primary_and_one_in_junior_school_is_3_5_million():
    assert plan(Child(date(2014, 1, 1), "primary", 4), Child(date(2010, 1, 1), "junior", 2)).first_year == 3_500_000


@pytest.mark.parametrize(
    ("level", "year", "levels"),
    [
        ("primary", 1, {"kindergarten_primary": 6, "junior": 3, "senior": 3, "higher": 5}),
        ("primary", 6, {"kindergarten_primary": 1, "junior": 3, "senior": 3, "higher": 5}),
        ("kindergarten", 2, {"kindergarten_primary": 7, "junior": 3, "senior": 3, "higher": 5}),
        ("junior", 3, {"junior": 1, "senior": 3, "higher": 5}),
        ("higher", 4, {"higher": 2}),
    ],
)
def test_the_years_left_follow_the_level_and_the_year_in_it(level, year, levels):
    """Born so late that no schedule reaches the 23rd birthday."""
    found = plan(Child(date(2023, 1, 1), level, year))
    assert {name: sum(part.level == name for part in found.instalments) for name in levels} == levels
    assert len(found.instalments) == sum(levels.values())


def test_it_ends_at_the_23rd_birthday():
    day_before, birthday = Child(date(2002, 5, 2), "higher", 1), Child(date(2002, 5, 1), "higher", 1)
    assert [part.due for part in plan(day_before).instalments] == [date(2024, 5, 1), date(2025, 5, 1)]
    assert [part.due for part in plan(birthday).instalments] == [date(2024, 5, 1)]


def test_a_child_of_23_is_refused_and_one_a_day_younger_is_not():
    with pytest.raises(ChildTooOld) as error:
        plan(Child(date(2010, 1, 1), "junior"), Child(date(2001, 5, 1), "higher"))
    assert "2" in error.value.says.id and "23" in error.value.says.en
    assert len(plan(Child(date(2001, 5, 2), "higher")).instalments) == 1


def test_a_child_not_yet_at_school_begins_at_the_assumed_age_and_the_answer_rests_on_it():
    found = plan(Child(date(2022, 6, 1), "none"))  # 1 year old; 4 on 1 June 2026
    assert found.first_year == 0 and found.instalments[0].due == date(2027, 5, 1)
    assert "scholarship/school_age" in [value.key for step in found.steps for value in step.rests_on]


@pytest.mark.parametrize(("months", "work", "count"), [(35, False, 0), (36, False, 1), (0, True, 1), (35, True, 1)])
def test_36_months_are_needed_unless_work_was_the_cause(months, work, count):
    assert len(plan(Child(date(2001, 6, 1), "higher"), months=months, work=work).instalments) == count


@pytest.mark.parametrize("status", ["married", "working"])
def test_a_married_or_working_child_gets_none_and_leaves_the_place_to_another(status):
    out = Child(date(2006, 1, 1), "higher", 1, **{status: True})
    others = [Child(date(2013, 1, 1), "primary", 5), Child(date(2012, 1, 1), "junior", 1)]
    assert {part.child for part in plan(out, *others).instalments} == {2, 3}
    assert any(step.amount == 0 and "1" in step.says.id for step in plan(out, *others).steps)


def test_of_three_children_the_two_with_most_ahead_are_shown():
    old, middle, young = (
        Child(date(2002, 1, 1), "higher", 4),
        Child(date(2012, 1, 1), "junior"),
        Child(date(2017, 1, 1), "primary"),
    )
    assert {part.child for part in plan(old, middle, young).instalments} == {2, 3}


def test_before_december_2019_one_child_got_12_million_once_after_five_years():
    old = date(2019, 12, 1)
    children = [Child(date(2010, 1, 1), "primary", 4), Child(date(2012, 1, 1), "primary", 2)]
    assert (plan(*children, months=60, day=old).first_year, plan(*children, months=60, day=old).following) == (
        12 * MILLION,
        0,
    )
    assert not plan(*children, months=59, day=old).instalments
    new = plan(*children, months=59, day=date(2019, 12, 2))
    assert new.first_year == 3 * MILLION and {part.child for part in new.instalments} == {1, 2}


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [("2004-02-29", "2024-02-28", 19), ("2004-02-29", "2024-02-29", 20), ("2004-02-29", "2023-03-01", 19)],
)
def test_age_in_completed_years(born, on, age):
    assert years_old(date.fromisoformat(born), date.fromisoformat(on)) == age
