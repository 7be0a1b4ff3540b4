"""The books of persons' months: what is entered, and that whatever is refused changes nothing."""

import pytest
from django.db import IntegrityError

from payung.core.cover.ledger import MOVES, STATES
from payung.store.closing import MonthAhead, close_month
from payung.store.leavings import LeavingUnknown, Left, record, take_back
from payung.store.ledger import (
    MOST,
    Ledger,
    MonthClosed,
    MonthHeld,
    NotEnoughMoney,
    PersonLeft,
    StepWrong,
)
from payung.store.models import Leaving, PersonMonth, Posting, Purse
from tests.store.stores import DAY
from tests.store.world import BOOKED, PRICE, World, everything, make_world


@pytest.fixture
def world(store) -> World:
    return make_world(store)


@pytest.fixture
def funded(world) -> World:
    world.receive(3 * PRICE)
    world.receive(PRICE, purse=1)
    return world


def is_refused(world: World, error: type[Exception], work, **named) -> Exception:
    """Refused as an act of its own and within one that goes on: nothing changes either way."""
    before = everything()
    with pytest.raises(error) as raised:
        world.books(work, **named)
    assert everything() == before

    def goes_on(ledger, doing):
        with pytest.raises(error):
            work(ledger, doing)

    world.books(goes_on, **named)
    after = everything()
    for table in before.keys() - {"act", "head"}:
        assert after[table] == before[table], table
    assert world.store.faults() == ()
    return raised.value


def test_the_purse_that_is_named_is_the_one_that_holds_too_little(funded):
    two_for_one = [funded.month(0, 202604), funded.month(1, 202604), funded.month(2, 202604, purse=1, price=PRICE + 1)]
    error = is_refused(funded, NotEnoughMoney, lambda ledger, _: ledger.reserve(two_for_one))
    (village,) = Purse.objects.filter(id=funded.purses[1]).values_list("village__code", flat=True)
    assert village in error.says.en


def test_the_way_of_a_month(funded):
    ids = funded.reserve(funded.month(0, 202604), funded.month(1, 202604))
    assert funded.purse() == (3 * PRICE, PRICE, 2 * PRICE, 0, 0, 0, 0)
    bill = funded.bill(ids)
    assert funded.purse() == (3 * PRICE, PRICE, 0, 2 * PRICE, 0, 0, 0)
    funded.pay(bill, ids[:1])
    funded.move("release", ids[1:])
    funded.books(lambda ledger, _: ledger.give_back(funded.purses[0], PRICE))
    assert funded.purse() == (3 * PRICE, PRICE, 0, 0, PRICE, 0, PRICE)
    assert funded.states(ids) == ["paid", "released"]
    funded.credit(ids[:1])
    assert funded.purse() == (3 * PRICE, PRICE, 0, 0, 0, PRICE, PRICE), "a credit is no money in hand"
    is_refused(funded, NotEnoughMoney, lambda ledger, _: ledger.give_back(funded.purses[0], PRICE + 1))
    assert funded.store.faults() == ()


def test_ids_come_in_the_order_asked_for(funded):
    months = [funded.month(person, month) for person, month in ((2, 202605), (0, 202604), (1, 202606))]
    ids = funded.reserve(*months)
    rows = dict(PersonMonth.objects.values_list("id", "person_id"))
    assert [rows[id_] for id_ in ids] == [each.person for each in months]


def test_one_rupiah_too_few_is_refused_in_every_account(funded):
    three = [funded.month(person, 202604) for person in range(3)]
    error = is_refused(
        funded, NotEnoughMoney, lambda ledger, _: ledger.reserve([*three, funded.month(0, 202605, price=1)])
    )
    assert error.exit_code == 16
    is_refused(funded, NotEnoughMoney, lambda ledger, _: ledger.give_back(funded.purses[0], 3 * PRICE + 1))
    funded.reserve(*three)
    assert funded.purse() == (3 * PRICE, 0, 3 * PRICE, 0, 0, 0, 0)
    is_refused(funded, NotEnoughMoney, lambda ledger, _: ledger.give_back(funded.purses[0], 1))


def test_a_second_purse_that_is_short_leaves_the_first_as_it_was(funded):
    months = [funded.month(0, 202604), funded.month(1, 202604, purse=1), funded.month(2, 202604, purse=1)]
    is_refused(funded, NotEnoughMoney, lambda ledger, _: ledger.reserve(months))


def test_a_month_is_held_once(funded):
    funded.reserve(funded.month(0, 202604))
    again = funded.month(0, 202604, purse=1)
    is_refused(funded, MonthHeld, lambda ledger, _: ledger.reserve([funded.month(1, 202604), again]))
    twice = [funded.month(1, 202604), funded.month(1, 202604)]
    is_refused(funded, MonthHeld, lambda ledger, _: ledger.reserve(twice))


@pytest.mark.parametrize("step", ["release", "credit"])
def test_a_month_that_was_let_go_may_be_held_again(funded, step):
    ids = funded.reserve(funded.month(0, 202604))
    if step == "credit":
        funded.pay(funded.bill(ids), ids)
        funded.credit(ids)
        funded.receive(PRICE)
    else:
        funded.move(step, ids)
    funded.reserve(funded.month(0, 202604))
    assert funded.store.faults() == ()


@pytest.mark.parametrize(
    "wrong", [{"price": 0}, {"price": -1}, {"price": MOST + 1}, {"month": 202600}, {"month": 202613}]
)
def test_a_month_that_is_none_or_free_of_charge_is_refused(funded, wrong):
    month = funded.month(0, 202604)._replace(**wrong)
    is_refused(funded, ValueError, lambda ledger, _: ledger.reserve([month]))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", MOVES)
def test_a_step_begins_where_it_may(funded, state, step):
    ids = funded.reserve(funded.month(0, 202604))
    if state == "released":
        funded.move("release", ids)
    elif state != "reserved":
        bill = funded.bill(ids)
    if state in ("paid", "credited"):
        funded.pay(bill, ids)
    if state == "credited":
        funded.credit(ids)
    paper = {"payment": a_payment(funded)} if step == "pay" else {}
    if state in MOVES[step].begins:
        assert funded.move(step, ids, **paper) == PRICE
        assert funded.states(ids) == [MOVES[step].ends]
    else:
        is_refused(funded, StepWrong, lambda ledger, _: ledger.move(step, ids, **paper))


def a_payment(world: World) -> int:
    """Of another month than the one that is tried."""
    world.receive(PRICE)
    ids = world.reserve(world.month(1, 202605))
    bill = world.bill(ids, "other")
    return world.pay(bill, ids, "other")


def test_all_take_a_step_or_none(funded):
    ids = funded.reserve(funded.month(0, 202604), funded.month(1, 202604), funded.month(2, 202604))
    funded.move("release", ids[1:2])
    assert is_refused(funded, StepWrong, lambda ledger, _: ledger.move("release", ids)).exit_code == 104
    is_refused(funded, StepWrong, lambda ledger, _: ledger.move("release", [ids[0], ids[0]]))
    is_refused(funded, StepWrong, lambda ledger, _: ledger.move("release", [ids[0], 5]))
    is_refused(funded, KeyError, lambda ledger, _: ledger.move("nothing", [ids[0]]))


def test_what_is_paid_is_paid_by_a_payment(funded):
    ids = funded.reserve(funded.month(0, 202604))
    funded.bill(ids)
    is_refused(funded, ValueError, lambda ledger, _: ledger.move("pay", ids))
    is_refused(funded, ValueError, lambda ledger, _: ledger.move("release", ids, payment=1))


def test_moving_nothing_moves_nothing(funded):
    before = funded.purse()
    assert funded.move("release", []) == 0
    assert funded.reserve() == []
    assert funded.purse() == before


@pytest.mark.parametrize("amount", [0, -1, MOST + 1, 2**63])
def test_money_that_comes_in_has_a_measure(world, amount):
    is_refused(world, ValueError, lambda ledger, _: ledger.receive(world.purses[0], amount))


@pytest.mark.parametrize("amount", [0, -1, -PRICE])
def test_money_that_goes_back_is_above_zero(funded, amount):
    funded.books(lambda ledger, _: ledger.give_back(funded.purses[0], PRICE))
    is_refused(funded, ValueError, lambda ledger, _: ledger.give_back(funded.purses[0], amount))


def test_money_for_a_purse_that_is_not_there(world):
    is_refused(world, ValueError, lambda ledger, _: ledger.receive(5, 1))


def test_the_greatest_amounts_are_exact(world):
    for _ in range(9):
        world.receive(MOST)
    is_refused(world, ValueError, lambda ledger, _: ledger.receive(world.purses[0], MOST))
    world.receive(7)
    ids = world.reserve(world.month(0, 202604, price=MOST - 1), world.month(1, 202604, price=MOST))
    bill = world.bill(ids)
    world.pay(bill, ids)
    assert world.purse() == (9 * MOST + 7, 7 * MOST + 8, 0, 0, 2 * MOST - 1, 0, 0)
    assert all(type(account) is int for account in world.purse())
    assert world.store.faults() == ()


def test_booking_ends_with_the_close_of_a_month(funded):
    funded.store.do(lambda doing: {"id": close_month(doing, BOOKED)})
    for booked in (BOOKED, BOOKED - 1, 202512):
        is_refused_closed(funded, booked)
    funded.books(lambda ledger, _: ledger.receive(funded.purses[0], 1), booked=BOOKED + 1)
    assert funded.store.faults() == ()


def is_refused_closed(world: World, booked: int) -> None:
    before = everything()
    with pytest.raises(MonthClosed):
        world.books(lambda ledger, _: ledger.receive(world.purses[0], 1), booked=booked)
    assert everything() == before


def test_a_month_is_closed_once_and_when_it_has_come(world):
    before = everything()
    for month, error in ((202604, MonthAhead), (202613, ValueError), (0, ValueError)):
        with pytest.raises(error):
            world.store.do(lambda doing, month=month: {"id": close_month(doing, month)})
    assert everything() == before
    world.store.do(lambda doing: {"id": close_month(doing, 202602)})
    before = everything()
    for month in (202602, 202601):
        with pytest.raises(MonthClosed):
            world.store.do(lambda doing, month=month: {"id": close_month(doing, month)})
    assert everything() == before


@pytest.mark.parametrize("booked", [0, 26, 202600, 202613, -202601])
def test_books_have_months(world, booked):
    before = everything()
    with pytest.raises(ValueError):
        world.books(lambda ledger, _: ledger.receive(world.purses[0], 1), booked=booked)
    assert everything() == before


def leave(world: World, person: int, on=DAY, why="died"):
    def work(ledger, doing):
        done = record(doing, ledger, [Left(world.people[person], why, on, "list")])
        return [done.leavings[0], done.released, done.billed, done.paid]

    return world.books(work)


def test_a_death_releases_what_comes_after_and_names_what_was_paid(funded):
    funded.receive(9 * PRICE)
    ids = funded.reserve(*(funded.month(0, 202603 + at) for at in range(5)), funded.month(1, 202604))
    bill = funded.bill(ids[:4])
    funded.pay(bill, ids[1:3])
    leaving, released, billed, paid = leave(funded, 0)
    assert (released, billed, paid) == (ids[4:5], ids[3:4], ids[1:3]), "the month of the death stays"
    assert funded.states(ids) == ["committed", "paid", "paid", "committed", "released", "reserved"]
    is_refused(funded, PersonLeft, lambda ledger, _: ledger.move("unbill", ids[3:4]))
    funded.move("release", ids[3:4])
    funded.move("unbill", ids[:1])
    is_refused(funded, PersonLeft, lambda ledger, _: ledger.reserve([funded.month(0, 202606)]))
    funded.store.do(lambda doing: {"id": take_back(doing, leaving)})
    funded.reserve(funded.month(0, 202606))
    assert funded.store.faults() == ()


def test_the_earliest_leaving_counts(funded):
    second, first = leave(funded, 0, DAY.replace(month=6)), leave(funded, 0, DAY.replace(month=5), "moved")
    assert first[0] != second[0]
    is_refused(funded, PersonLeft, lambda ledger, _: ledger.reserve([funded.month(0, 202606)]))
    funded.reserve(funded.month(0, 202605))
    funded.store.do(lambda doing: {"id": take_back(doing, first[0])})
    funded.reserve(funded.month(0, 202606))
    is_refused(funded, PersonLeft, lambda ledger, _: ledger.reserve([funded.month(0, 202607)]))


def test_a_leaving_is_taken_back_once(funded):
    leaving, *_ = leave(funded, 0)
    back = funded.store.do(lambda doing: {"id": take_back(doing, leaving)})["id"]
    for number in (leaving, back, 5):
        before = everything()
        with pytest.raises(LeavingUnknown):
            funded.store.do(lambda doing, number=number: {"id": take_back(doing, number)})
        assert everything() == before
    assert Leaving.objects.count() == 2


def test_books_left_by_an_error_are_as_they_were_where_the_act_goes_on(funded):
    before = everything()

    def work(doing):
        with pytest.raises(KeyError), Ledger(doing, BOOKED) as ledger:
            ledger.receive(funded.purses[0], 5)
            raise KeyError

    funded.store.do(work)
    after = everything()
    assert all(after[table] == before[table] for table in before.keys() - {"act", "head"})
    assert funded.store.faults() == ()


def test_entries_before_and_after_the_books_are_open_are_refused(funded):
    def after(doing):
        with Ledger(doing, BOOKED) as ledger:
            pass
        ledger.receive(funded.purses[0], 5)

    before = everything()
    for work in (after, lambda doing: Ledger(doing, BOOKED).receive(funded.purses[0], 5)):
        with pytest.raises(AttributeError):
            funded.store.do(work)
    assert everything() == before


def test_lines_name_their_papers(funded):
    ids = funded.reserve(funded.month(0, 202604))
    bill = funded.bill(ids)
    payment = funded.pay(bill, ids)
    rows = Posting.objects.filter(person_month=ids[0]).order_by("id")
    assert list(rows.values_list("source", "target", "amount", "booked", "bill", "payment")) == [
        ("free", "reserved", PRICE, BOOKED, None, None),
        ("reserved", "committed", PRICE, BOOKED, bill, None),
        ("committed", "paid", PRICE, BOOKED, None, payment),
    ]


def test_months_of_a_stranger_are_refused_at_the_end(funded):
    before = everything()
    for wrong in ({"person": 5}, {"line": 5}):
        with pytest.raises(IntegrityError):
            funded.reserve(funded.month(0, 202604)._replace(**wrong))
    assert everything() == before
