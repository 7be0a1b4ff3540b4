"""Credits in the books of a store, on both databases: what is refused changes nothing, and each use is a row."""

import pytest

from payung.store.credits import CreditWrong, Unused, book, hand_on, offered, settle
from payung.store.ledger import Month, MonthHeld, NotEnoughMoney, PersonLeft, StepWrong
from payung.store.models import Credit, CreditLine, CreditUse
from tests.store.test_ledger import is_refused, leave
from tests.store.world import PRICE, World, make_world


@pytest.fixture
def paid(store) -> tuple[World, list[int]]:
    """Three months of two people paid by two purses, a fourth billed."""
    world = make_world(store)
    world.receive(4 * PRICE)
    world.receive(PRICE, purse=1)
    months = (world.month(0, 202604), world.month(0, 202605), world.month(1, 202604, purse=1), world.month(1, 202605))
    ids = world.reserve(*months)
    world.pay(world.bill(ids), ids[:3])
    return world, ids


def test_one_credit_a_purse_and_every_month_once(paid):
    world, ids = paid
    first, second = world.credit(ids[:3])
    assert Credit.objects.get(id=first).amount == 2 * PRICE and Credit.objects.get(id=second).amount == PRICE
    assert CreditLine.objects.count() == 3
    assert world.purse()[4:6] == (0, 2 * PRICE) and world.purse(1)[4:6] == (0, PRICE)
    for wrong in ([ids[0]], [ids[3]], [5]):
        owed = [Unused(id_, "ended", "offset") for id_ in wrong]
        is_refused(world, StepWrong, lambda ledger, doing, owed=owed: book(doing, ledger, owed))
    assert world.store.faults() == ()


def test_a_credit_is_never_used_beyond_its_amount(paid):
    world, ids = paid
    first, second = world.credit(ids[:3])
    for amounts in ({first: 2 * PRICE + 1}, {first: 0}, {first: -1}, {99: 1}):
        with pytest.raises((CreditWrong, KeyError)):
            world.books(lambda ledger, doing, amounts=amounts: settle(doing, ledger, amounts, 1))
    assert not CreditUse.objects.exists() and Credit.objects.get(id=second).used == 0
    assert world.purse()[1:6] == (PRICE, 0, PRICE, 0, 2 * PRICE)
    assert world.store.faults() == ()


def test_a_month_is_taken_over_once_and_by_nobody_who_has_it_or_left(paid):
    world, ids = paid
    world.credit(ids[:1], "replace")
    (offer,) = offered([world.lines[world.people[0]]])

    def take(person: int):
        number = world.people[person]
        month = Month(number, offer.month, offer.purse, world.lines[number], offer.price, offer.payment)
        return lambda ledger, doing: hand_on(doing, [(offer, month)], ledger.reserve([month]))

    is_refused(world, MonthHeld, take(1))
    leave(world, 2)
    is_refused(world, PersonLeft, take(2))
    world.move("unbill", ids[3:])
    world.move("release", ids[3:])
    world.credit(ids[2:3])
    world.books(take(1))
    assert offered([world.lines[world.people[0]]]) == [] and world.purse()[4:6] == (2 * PRICE, 0)
    with pytest.raises((CreditWrong, NotEnoughMoney, MonthHeld)):
        world.books(take(1))
    assert world.store.faults() == ()
