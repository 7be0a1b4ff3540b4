"""The way of a person-month through the books: its states, the accounts of a purse, and the moves between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from payung.core.basis.text import Text

Account = Literal["outside", "free", "reserved", "committed", "paid", "returned"]
State = Literal["reserved", "committed", "paid", "released"]

ACCOUNTS: Mapping[Account, Text] = {
    "outside": Text(id="di luar", en="outside"),
    "free": Text(id="belum terikat", en="free"),
    "reserved": Text(id="ditetapkan dalam SK", en="reserved by a decree"),
    "committed": Text(id="ditagih", en="billed"),
    "paid": Text(id="dibayar", en="paid"),
    "returned": Text(id="dikembalikan", en="returned"),
}
"""received = free + reserved + committed + paid + returned; money comes from outside and nothing goes back there."""

STATES: Mapping[State, Text] = {
    "reserved": Text(id="ditetapkan dalam SK", en="reserved by a decree"),
    "committed": Text(id="ditagih", en="billed"),
    "paid": Text(id="dibayar", en="paid"),
    "released": Text(id="dilepas", en="released"),
}


@dataclass(frozen=True)
class Move:
    """A step of person-months: the states it may begin in, the one it ends in, and the account their price goes to."""

    begins: tuple[State, ...]
    ends: State
    target: Account


MOVES: Mapping[str, Move] = {
    "bill": Move(("reserved",), "committed", "committed"),
    "unbill": Move(("committed",), "reserved", "reserved"),
    "pay": Move(("committed",), "paid", "paid"),
    "release": Move(("reserved", "committed"), "released", "free"),
    "credit": Move(("paid",), "released", "free"),
}
"""Every step after a decree has reserved a person-month. ``credit``: BPJS keeps what was paid for later months."""


def account_of(state: State) -> Account:
    """The account in which the price of a person-month of this state lies.

    >>> account_of("committed"), account_of("released")
    ('committed', 'free')
    """
    return "free" if state == "released" else state
