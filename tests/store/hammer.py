"""Many processes spend the same money at once: the hammer every way of spending must stand under.

A ``Seller`` is made in each process and sells one person-month of a purse at a time until it is told that none is left:

    class MySeller:
        def __init__(self, which: int, url: str) -> None: ...
        def sell(self, purse: int, attempt: int, gate: Gate) -> bool: ...

    acknowledged = hammer(MySeller, url, purses=100)     # {purse: how many sales were acknowledged}

All begin a purse together, so each purse is a run of its own. ``gate.together()`` between reading and writing makes a
race happen every time instead of once in a while: a control needs it, the real thing does not.
"""

from collections import Counter
from multiprocessing import get_context
from typing import Any, Protocol

from tests.store.servers import PATIENCE, Acks, Writers

WRITERS = 8
MOST_ATTEMPTS = 100_000
"""Of one process on one purse; a seller that never says False is a fault."""


class Gate:
    """All writers pass it together."""

    def __init__(self, writers: int) -> None:
        self._barrier = get_context("forkserver").Barrier(writers)

    def together(self) -> None:
        """Back when every writer has come here. Raises: BrokenBarrierError, where one never comes."""
        self._barrier.wait(PATIENCE)


class Seller(Protocol):
    """One process's way of selling."""

    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        """True when one person-month of ``purse`` was sold and committed; False when none is left."""


def _sell_out(which: int, acks: Acks, seller_class: Any, purses: int, gate: Gate, args: tuple[object, ...]) -> None:
    seller = seller_class(which, *args)
    for purse in range(1, purses + 1):
        gate.together()
        for attempt in range(MOST_ATTEMPTS):
            if not seller.sell(purse, attempt, gate):
                break
            acks.say(str(purse))
        else:
            raise AssertionError("sold without end")


def hammer(seller_class: Any, *args: object, purses: int = 1, writers: int = WRITERS) -> Counter[int]:
    """How many sales of each purse (from 1) were acknowledged, when all writers were told that none is left."""
    with Writers(_sell_out, writers, seller_class, purses, Gate(writers), args) as all_of_them:
        all_of_them.finish()
        return Counter(int(purse) for said in all_of_them.said() for purse in said)
