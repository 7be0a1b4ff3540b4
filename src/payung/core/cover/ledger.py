"""The way of a person-month through the books: its states, the accounts of a purse, and the moves between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from payung.core.basis.text import Text

Account = Literal["outside", "free", "reserved", "committed", "paid", "credit", "returned"]
State = Literal["reserved", "committed", "paid", "credited", "released"]

ACCOUNTS: Mapping[Account, Text] = {
    "outside": Text(id="di luar", en="outside"),
    "free": Text(id="belum terikat", en="free"),
    "reserved": Text(id="ditetapkan dalam SK", en="reserved by a decree"),
    "committed": Text(id="ditagih", en="billed"),
    "paid": Text(id="dibayar", en="paid"),
    "credit": Text(id="kredit di BPJS", en="credit at BPJS"),
    "returned": Text(id="dikembalikan", en="returned"),
}
"""received = free + reserved + committed + paid + credit + returned; money comes from outside and nothing goes back
there. What is free, reserved or committed lies with the fund; what is paid or credit lies with BPJS, so that nobody can
reserve, bill or give back a credit as if it were money in hand."""

STATES: Mapping[State, Text] = {
    "reserved": Text(id="ditetapkan dalam SK", en="reserved by a decree"),
    "committed": Text(id="ditagih", en="billed"),
    "paid": Text(id="dibayar", en="paid"),
    "credited": Text(id="menjadi kredit", en="credited"),
    "released": Text(id="dilepas", en="released"),
}
LET_GO: tuple[State, ...] = ("released", "credited")
"""In these a person-month is held no more: the same month of the person may be reserved anew."""


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
    "credit": Move(("paid",), "credited", "credit"),
}
"""Every step after a decree has reserved a person-month. ``credit``: BPJS owes what was paid; what is used of it is
moved by the purse. Besides there are two ways without a month: "credit" to "free", where a credit settles a part of a
bill, so that as much of the money in hand is free again; and "credit" to "paid", where somebody else takes the month.
"""


def account_of(state: State) -> Account:
    """The account in which the price of a person-month of this state lies.

    >>> account_of("committed"), account_of("released"), account_of("credited")
    ('committed', 'free', 'credit')
    """
    if state == "credited":
        return "credit"
    return "free" if state == "released" else state
