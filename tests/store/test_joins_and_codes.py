"""Two numbers of one person joined and parted, and villages that get other codes: nothing is lost by either."""

from datetime import date

import pytest

from payung.store.joins import JoinWrong, join, part
from payung.store.leavings import Left, record
from payung.store.ledger import MonthHeld, PersonLeft
from payung.store.models import Join, Person, Purse, Village
from payung.store.people import left_on, same_people
from payung.store.renumber import RenumberingWrong, renumber
from tests.store.stores import DAY
from tests.store.world import PRICE, World, everything, make_world

ONE, TWO, THREE = "1500000001", "1500000002", "1500000003"


@pytest.fixture
def world(store) -> World:
    made = make_world(store, people=4, purses=3, villages=3)
    made.receive(50 * PRICE)
    return made


def joined(world: World, person: int, into: int) -> dict:
    def work(doing):
        done = join(doing, world.people[person], world.people[into])
        return {"join": done.join, "twice": done.twice}

    return world.store.do(work)


def parted(world: World, number: int) -> None:
    world.store.do(lambda doing: {"id": part(doing, number)})


def rows_but_of_joins() -> dict:
    return {table: rows for table, rows in everything().items() if table not in ("act", "head", "person_join")}


def test_a_month_both_hold_is_named_and_stays(world):
    first = world.reserve(world.month(0, 202604), world.month(0, 202605))
    second = world.reserve(world.month(1, 202605), world.month(1, 202606))
    before = rows_but_of_joins()
    done = joined(world, 1, 0)
    assert done["twice"] == [first[1], second[0]]
    assert rows_but_of_joins() == before
    parted(world, done["join"])
    assert rows_but_of_joins() == before and same_people() == {}
    assert world.store.faults() == ()


def test_joins_that_go_round_in_a_circle_are_said_and_do_not_hang(world):
    columns = ("person_id", "into_id", "undoes_id")
    people = list(Person.objects.order_by("id").values_list("id", flat=True)[:2])
    rows = [(*people, None), (*reversed(people), None)]
    world.store.do(lambda doing: {"ids": len(doing.add(Join, columns, rows))})
    with pytest.raises(ValueError, match="circle"):
        same_people()


@pytest.mark.parametrize("holder, other", [(0, 1), (1, 0), (2, 0), (1, 2)])
def test_a_month_is_held_for_every_number_of_a_person(world, holder, other):
    number = joined(world, 1, 0)["join"]
    joined(world, 2, 1)
    world.reserve(world.month(holder, 202604))
    before = rows_but_of_joins()
    with pytest.raises(MonthHeld):
        world.reserve(world.month(other, 202604))
    with pytest.raises(MonthHeld):
        world.reserve(world.month(holder, 202605), world.month(other, 202605))
    assert rows_but_of_joins() == before
    world.reserve(world.month(3, 202604), world.month(other, 202606))
    if {holder, other} == {0, 1}:
        parted(world, number)
        world.reserve(world.month(other, 202604))
    assert world.store.faults() == ()


def test_who_left_left_under_every_number(world):
    ids = world.reserve(world.month(0, 202606))
    number = joined(world, 1, 0)["join"]

    def work(ledger, doing):
        return record(doing, ledger, [Left(world.people[1], "died", DAY, "list")]).released

    assert world.books(work) == ids
    assert left_on() == {world.people[0]: 202603, world.people[1]: 202603} == left_on(world.people)
    with pytest.raises(PersonLeft):
        world.reserve(world.month(0, 202606))
    parted(world, number)
    assert left_on() == {world.people[1]: 202603}
    world.reserve(world.month(0, 202606))


def test_joins_that_say_nothing_new_or_two_things_are_refused(world):
    number = joined(world, 1, 0)["join"]
    for person, into in ((1, 0), (0, 1), (1, 2), (0, 0)):
        before = everything()
        with pytest.raises(JoinWrong):
            joined(world, person, into)
        assert everything() == before
    with pytest.raises(JoinWrong):
        world.store.do(lambda doing: {"id": join(doing, world.people[0], 5).join})
    parted(world, number)
    for wrong in (number, number + 2**24, 5):
        with pytest.raises(JoinWrong):
            parted(world, wrong)
    joined(world, 1, 2)


def codes() -> list[str]:
    return list(Village.objects.order_by("id").values_list("code", flat=True))


def renumbered(world: World, since: date, new: dict[str, str]) -> None:
    world.store.do(lambda doing: {"n": len(renumber(doing, since, new))})


@pytest.mark.parametrize(
    "new, after",
    [
        ({ONE: "1599999999"}, ["1599999999", TWO, THREE]),
        ({ONE: TWO, TWO: ONE}, [TWO, ONE, THREE]),
        ({ONE: TWO, TWO: THREE, THREE: ONE}, [TWO, THREE, ONE]),
        ({ONE: TWO, TWO: "1599999999"}, [TWO, "1599999999", THREE]),
    ],
)
def test_villages_keep_their_money_whatever_they_are_called(world, new, after):
    world.receive(3, purse=1)
    world.receive(7, purse=2)
    before = list(Purse.objects.order_by("id").values_list("village", "received"))
    renumbered(world, DAY, new)
    assert codes() == after
    assert list(Purse.objects.order_by("id").values_list("village", "received")) == before
    assert world.store.faults() == ()


@pytest.mark.parametrize(
    "new",
    [
        {ONE: TWO},
        {ONE: "1599999999", TWO: "1599999999"},
        {"1588888888": "1599999999"},
        {ONE: "15"},
        {ONE: "15000000ab"},
        {ONE: "１５００００００００"},
        {ONE: ""},
    ],
)
def test_codes_that_cannot_be_are_refused(world, new):
    before = everything()
    with pytest.raises(RenumberingWrong):
        renumbered(world, DAY, new)
    assert everything() == before


def test_a_village_has_one_code_on_a_day(world):
    renumbered(world, DAY, {ONE: "1599999999"})
    for since in (DAY, date(2020, 1, 1)):
        before = everything()
        with pytest.raises(RenumberingWrong):
            renumbered(world, since, {"1599999999": ONE})
        assert everything() == before
    renumbered(world, date(2026, 4, 1), {"1599999999": ONE})
    assert codes() == [ONE, TWO, THREE]
    assert world.store.faults() == ()
