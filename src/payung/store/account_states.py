"""Accounts are changed in place, and still bound by the chain: each act leaves a mark of what the account is then.

The mark is a keyed digest, so whoever edits the table past us (lets somebody in again, puts their own password on
another's account, moves a name) cannot make the one that fits. When somebody signed in last is bound by nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from django.db.models import Max

from payung.store.acts import Doing, canonical
from payung.store.models import Account, AccountState

_BOUND = ("id", "username", "name", "email", "is_active", "password", "first_password")


class Marking(Protocol):
    """The keys, as far as they mark."""

    def link(self, previous: bytes, content: bytes) -> bytes:
        """32 bytes."""


def record(doing: Doing, keys: Marking, accounts: Sequence[int]) -> None:
    """Bind ``accounts`` as they are now into the act, after it changed them. Once an act."""
    rows = Account.objects.filter(id__in=accounts).order_by("id").values_list(*_BOUND)
    doing.add(AccountState, ("account_id", "mark"), [(row[0], _mark(keys, row)) for row in rows])


def changed_past_us(keys: Marking) -> Iterator[tuple[int, int | None]]:
    """Numbers of accounts that are not as an act left them, or are gone, each with that act. Within ``one_moment``."""
    last = AccountState.objects.order_by().values("account_id").annotate(last=Max("id")).values_list("last", flat=True)
    states = {account: (mark, number) for number, account, mark in _states(list(last))}
    for row in Account.objects.order_by("id").values_list(*_BOUND):
        mark, number = states.pop(row[0], ("", None))
        if mark != _mark(keys, row):
            yield row[0], number
    yield from ((account, number) for account, (_, number) in sorted(states.items()))


def _states(numbers: list[int]) -> Iterator[tuple[int, int, str]]:
    for start in range(0, len(numbers), 500):
        some = AccountState.objects.filter(id__in=numbers[start : start + 500])
        yield from some.values_list("id", "account_id", "mark")


def _mark(keys: Marking, row: tuple[object, ...]) -> str:
    return keys.link(bytes(32), b"payung account " + canonical(row).encode()).hex()
