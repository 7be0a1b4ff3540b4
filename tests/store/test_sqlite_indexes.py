"""On SQLite a question finds its index, which no planner that knows the sizes of tables would choose for it."""

import pytest
from django.db import connection

from payung.core.cover.ledger import LET_GO
from payung.store.figures import count_figures
from payung.store.models import Person, PersonMonth
from payung.store.months import listed, month_table
from payung.store.timeline import history_of
from tests.store.world import PRICE, make_world


@pytest.fixture
def mint(sqlite_mint):
    """PostgreSQL plans by the sizes of tables, and these are small."""
    return sqlite_mint


@pytest.fixture
def world(store):
    world = make_world(store, people=2, purses=1, villages=2)
    world.receive(20 * PRICE)
    ids = world.reserve(world.month(0, 202603), world.month(1, 202603))
    world.pay(world.bill(ids, code="one"), ids, number="one")
    return world


def plans_of(work) -> dict[str, list[str]]:
    """Every question that ``work`` asks -> how SQLite answers it, its parameters as yet unknown to the planner."""
    asked = {}

    def hear(execute, sql, params, many, context):
        asked[sql] = params
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        work()
    found = {}
    for sql, params in asked.items():
        if sql.startswith(("SELECT", "WITH")):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                found[sql] = [row[-1] for row in cursor.fetchall()]
    return found


def history(people):
    return history_of(people, listed(people).iter_rows())


@pytest.mark.parametrize("work", [history, month_table])
def test_what_is_known_of_a_person_is_found_by_the_person(world, work):
    plans = plans_of(lambda: work([world.people[0]]))
    tables = ("person_month", "posting", "bill_line", "member_line", "enrolment", "answer", "decree_line", "look")
    scanned = {
        line: sql for sql, plan in plans.items() for line in plan if line.removeprefix("SCAN ").split()[0] in tables
    }
    assert not scanned and any("no_month_of_a_person_twice" in line for plan in plans.values() for line in plan)


def test_figures_find_who_is_on_a_list_by_person_and_month(world):
    plans = plans_of(count_figures)
    (plan,) = (plan for sql, plan in plans.items() if sql.startswith("WITH"))
    assert [line for line in plan if line.startswith("SEARCH seen") and "person=? AND month=?" in line], plan


@pytest.mark.parametrize("words", [LET_GO, ("paid",), ("paid", "x') OR 1=1; --"), ("%s",), ("",), ()])
def test_words_of_a_state_are_what_they_say(world, words):
    every = list(PersonMonth.objects.values_list("id", "state"))
    assert every
    for rows, among in (
        (PersonMonth.objects.filter(state__in=words), True),
        (PersonMonth.objects.exclude(state__in=words), False),
    ):
        assert set(rows.values_list("id", flat=True)) == {one for one, state in every if (state in words) is among}
    people = Person.objects.filter(name__startswith="", months__state__in=words).values("id")
    assert people.count() == sum(state in words for _, state in every)
