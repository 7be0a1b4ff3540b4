"""Several processes at once: what they did, one after the other, is what the model does.

HAMMER_RUNS says how many purses are sold out (10 where it says nothing).
"""

import os
from collections import Counter
from datetime import date

import pytest
from django.db import connection

from payung.store.acts import Deed, perform
from payung.store.closing import close_month
from payung.store.database import connect
from payung.store.ledger import Ledger, Month, MonthClosed, MonthHeld, NotEnoughMoney
from payung.store.models import ClosedMonth, PersonMonth, Posting, Purse
from tests.generative.driver import TODAY, new_world
from tests.generative.writers import Plan, faults_of, plan_of, world_of, write
from tests.store.hammer import Gate, hammer
from tests.store.servers import Acks, Writers
from tests.store.stores import MOMENT
from tests.store.world import PRICE, make_world

WRITERS = 8
PEOPLE = 10
REQUESTS = int(os.environ.get("CONCURRENT_REQUESTS", "25"))
RUNS = int(os.environ.get("HAMMER_RUNS", "10"))
LATE = date(2099, 12, 31)
"""A day after all months that are raced for, however many: only a month that has begun is closed."""
PLACES = 20
"""Person-months a purse has money for."""


@pytest.fixture
def place(mint):
    store = mint.new()
    yield store
    mint.remove(store)


def test_eight_writers_are_as_one_after_the_other(place):
    world = new_world(place, PEOPLE)
    plan = plan_of(world)
    connection.close()
    with Writers(write, WRITERS, plan, REQUESTS, 1) as writers:
        writers.finish()
        said = writers.said()
    assert faults_of(world, PEOPLE, said) == []
    connect(place.address)
    assert PersonMonth.objects.exists(), "something was done"


def of_run(run: int) -> int:
    """A month of its own for each run."""
    return 100 * (2014 + run // 12) + run % 12 + 1


class Spender:
    """Reserves a month of another person at a time, through the ledger."""

    def __init__(self, which: int, plan: Plan) -> None:
        self.which, self.world = which, world_of(plan)

    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        world = self.world
        person = world.people[self.which * (PLACES + 1) + attempt]
        month = Month(person, of_run(purse - 1), world.purses[purse - 1], world.lines[person], PRICE)
        return is_done(world, f"{purse}-{self.which}-{attempt}", lambda ledger: ledger.reserve([month]))


def is_done(world, request: str, enter, booked: int = 202608) -> bool:
    """Whether it was, or refused."""

    def work(doing):
        with Ledger(doing, booked) as ledger:
            enter(ledger)
        return {}

    try:
        perform(Deed("race", request, "tester", TODAY, MOMENT), world.store.keys, work)
    except (NotEnoughMoney, MonthHeld, MonthClosed):
        return False
    return True


def test_a_budget_for_so_many_months_sells_so_many(place):
    world = make_world(place, people=WRITERS * (PLACES + 1), purses=RUNS, villages=RUNS)
    world.books(
        lambda ledger, _: [ledger.receive(purse, PLACES * PRICE + PRICE - 1) for purse in world.purses] and None
    )
    plan = plan_of(world)
    connection.close()
    acknowledged = hammer(Spender, plan, purses=RUNS)
    connect(place.address)
    sold = Counter(world.purses.index(purse) + 1 for purse in PersonMonth.objects.values_list("purse_id", flat=True))
    assert acknowledged == sold == dict.fromkeys(range(1, RUNS + 1), PLACES)
    assert set(Purse.objects.values_list("free", "reserved")) == {(PRICE - 1, PLACES * PRICE)}
    assert place.faults() == ()


class Naive:
    """Asks what is left and then takes it, on a table without constraints."""

    def __init__(self, which: int, plan: Plan) -> None:
        self.which, self.world = which, world_of(plan)

    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        number = self.world.purses[purse - 1]
        with connection.cursor() as cursor:
            cursor.execute("SELECT free - COALESCE((SELECT SUM(amount) FROM naive_line WHERE purse = %s), 0) "
                           "FROM naive_purse WHERE id = %s", [number, number])  # fmt: skip
            (left,) = cursor.fetchone()
            gate.together()
            if left >= PRICE:
                cursor.execute("INSERT INTO naive_line VALUES (%s, %s)", [number, PRICE])
            gate.together()
        return left >= PRICE


def test_the_naive_way_sells_too_much(place):
    """The control: this hammer finds what it is made for."""
    world = make_world(place, purses=3)
    world.books(lambda ledger, _: [ledger.receive(purse, PLACES * PRICE) for purse in world.purses] and None)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_purse AS SELECT * FROM purse")
        cursor.execute("CREATE TABLE naive_line (purse bigint, amount bigint)")
    plan = plan_of(world)
    connection.close()
    acknowledged = hammer(Naive, plan, purses=3)
    connect(place.address)
    assert set(acknowledged.values()) == {24}, "8 writers and 20 places: all see 16 sold, and all sell"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE naive_purse")
        cursor.execute("DROP TABLE naive_line")


def race_for_a_month(which: int, acks: Acks, plan: Plan, gate: Gate, runs: int) -> None:
    """Two programmes, each with its own purse, want the same month of the same person at the same moment."""
    world = world_of(plan)
    for run in range(runs):
        person = world.people[run % len(world.people)]
        month = Month(person, of_run(run), world.purses[which], world.lines[person], PRICE)
        gate.together()
        done = is_done(world, f"{run}-{which}", lambda ledger, month=month: ledger.reserve([month]))
        acks.say(f"{run} {'won' if done else 'held'}")


def test_of_two_who_want_the_same_month_one_gets_it(place):
    world = make_world(place, purses=2)
    world.books(lambda ledger, _: [ledger.receive(purse, 900 * PRICE) for purse in world.purses] and None)
    plan, runs = plan_of(world), 3 * RUNS
    connection.close()
    with Writers(race_for_a_month, 2, plan, Gate(2), runs) as racers:
        racers.finish()
        told = Counter(line for said in racers.said() for line in said)
    assert told == Counter(f"{run} {what}" for run in range(runs) for what in ("won", "held"))
    connect(place.address)
    assert PersonMonth.objects.count() == runs
    assert place.faults() == ()


def race_for_the_books(which: int, acks: Acks, plan: Plan, gate: Gate, runs: int) -> None:
    """One closes the month, the others book into it, at the same moment."""
    world = world_of(plan)
    for run in range(runs):
        month = of_run(run)
        gate.together()
        if which == 0:
            deed = Deed("close", f"{run}-close", "tester", LATE, MOMENT)
            perform(deed, world.store.keys, lambda doing, month=month: {"id": close_month(doing, month)})
        else:
            receive = is_done(world, f"{run}-{which}", lambda ledger: ledger.receive(world.purses[0], 1), month)
            acks.say(f"{month} {'booked' if receive else 'closed'}")


def test_money_that_comes_while_the_month_is_closed_is_booked_in_it_or_refused(place):
    world = make_world(place)
    plan, runs = plan_of(world), 2 * RUNS
    connection.close()
    with Writers(race_for_the_books, 4, plan, Gate(4), runs) as racers:
        racers.finish()
        told = Counter(line for said in racers.said() for line in said)
    connect(place.address)
    booked = Counter(Posting.objects.values_list("booked", flat=True))
    assert booked == {int(line[:6]): count for line, count in told.items() if line.endswith("booked")}
    assert sum(told.values()) == 3 * runs
    for act, month in ClosedMonth.objects.values_list("id", "month"):
        later = Posting.objects.filter(booked__lte=month, id__gte=act + 2**24)
        assert not later.exists()
    assert place.faults() == ()
