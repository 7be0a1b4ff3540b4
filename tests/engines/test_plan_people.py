"""The people of a plan: each once, with what is known of them, in the order that is stated or computed."""

from hashlib import sha256

import polars as pl
import pytest

from payung.core.allocation.fund import Plan
from payung.core.allocation.order import DRAW_BITS, lot
from payung.engines.plan_people import BEHIND, PlanPeople, plan_people

PLAN = Plan(tuple(range(202701, 202713)), (), ())
NIKS = [f"15010101017000{number:02d}" for number in range(1, 8)]
VILLAGE = 1501012001


def rows(**columns: list[object]) -> pl.DataFrame:
    many = len(next(iter(columns.values())))
    kinds = {"key": pl.String, "nik": pl.String, "desil": pl.Int64, "order": pl.Int64}
    given = {"key": [None] * many, "village": [VILLAGE] * many, **columns}
    return pl.DataFrame(given, schema_overrides={name: kinds[name] for name in given if name in kinds})


def made(*lists: pl.DataFrame, facts: tuple[pl.DataFrame, ...] = ()) -> PlanPeople:
    return plan_people(list(lists), list(facts), PLAN, ranked_by=("welfare_decile", "draw"), seed=1)


@pytest.mark.parametrize("turned", [False, True])
def test_a_person_who_has_a_key_on_one_list_and_only_a_nik_on_another_is_one(turned):
    """Two rows would be paid twice for one month."""
    lists = [rows(key=["P-1", "P-2"], nik=NIKS[:2]), rows(nik=[NIKS[1], NIKS[2]])]
    people = made(*(reversed(lists) if turned else lists))
    assert set(people.table["key"]) == {"P-1", "P-2", f"nik-{NIKS[2]}"} and people.repeated == 1


def test_one_nik_under_two_keys_is_one_person():
    people = made(rows(key=["P-1", None], nik=NIKS[:2]), rows(key=["P-9", "P-8"], nik=[NIKS[0], None]))
    assert people.table["key"].to_list() == ["P-1", f"nik-{NIKS[1]}", "P-8"] and people.repeated == 1


def test_people_without_a_key_are_not_taken_for_one_another():
    people = made(rows(nik=NIKS[:3]))
    assert people.table["key"].to_list() == [f"nik-{nik}" for nik in NIKS[:3]] and people.repeated == 0


def test_whoever_has_no_stated_place_comes_after_those_who_have():
    people = made(rows(nik=NIKS[:3], order=[None, 10**15, -(10**15)], desil=[1, 10, 10])).table
    assert people.sort("order")["person"].to_list() == [2, 1, 0] and people["order"][0] >= BEHIND


@pytest.mark.parametrize("column", ["nik", "key"])
def test_the_draw_is_of_the_person_not_of_the_place_in_the_list(column):
    names = NIKS if column == "nik" else [f"P-{at}" for at in range(7)]
    place = dict(made(rows(**{column: names})).table.select("key", "order").iter_rows())
    assert len(set(place.values())) == 7
    for other in (names[::-1], names[3:] + names[:3]):
        assert dict(made(rows(**{column: other})).table.select("key", "order").iter_rows()) == place


def test_who_has_no_nik_is_drawn_by_the_published_number_of_the_key():
    [order] = made(rows(key=["P-1"])).table["order"]
    number = int(sha256(b"P-1").hexdigest()[:15], 16)
    assert order == 15 << DRAW_BITS | lot(number, 1)


def test_facts_that_concern_nobody_are_named():
    known = rows(nik=NIKS[:2])
    about = [pl.DataFrame({"key": [f"nik-{nik}"], "nik": [nik], "desil": [3]}) for nik in (NIKS[5], NIKS[0])]
    assert made(known, facts=tuple(about)).idle == (0,)
    assert made(known, facts=tuple(reversed(about))).idle == (1,)


def test_a_list_says_first_then_earlier_facts():
    facts = [
        pl.DataFrame({"key": [f"nik-{nik}" for nik in NIKS[:3]], "nik": NIKS[:3], "desil": [at] * 3}) for at in (4, 9)
    ]
    later = made(rows(nik=NIKS[:3], desil=[2, None, None]), facts=(facts[0].head(2), facts[1])).table
    first_bit = {most: 14 + most for most in range(1, 11)}  # bit of decile_at_most_n
    least = [min(most for most, bit in first_bit.items() if holds >> bit & 1) for holds in later["holds"]]
    assert least == [2, 4, 9]


def test_months_before_and_after_are_not_payable():
    people = made(rows(nik=NIKS[:3], payable_from=[202703, None, 202801], payable_until=[202704, 202612, None])).table
    assert people["payable"].to_list() == [0b1100, 0, 0]
