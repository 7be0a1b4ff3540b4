"""Accounts are changed in place, and still bound by the chain: each act leaves a mark of what the account is then.

The mark is a keyed digest, so whoever edits the table past us (lets somebody in again, puts their own password on
another's account, moves a name, puts in or takes away a second factor) cannot make the one that fits. When somebody
signed in or used a factor last is bound by nothing, nor are a passkey's name and which spare codes were used.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.models import Max

from payung.store.acts import Doing, canonical
from payung.store.models import Account, AccountState

_BOUND = ("id", "username", "name", "email", "is_active", "password", "first_password")
_SECRETS = ("secret", "credential", "seed", "migrated_codes", "passwordless")
"""What of a second factor is bound: by what it is known, not what changes with its use."""
_FACTORS = "mfa_authenticator"
Factors = dict[int, list[list[Any]]]
"""Account -> number, type and secrets of each second factor."""


class Marking(Protocol):
    """The keys, as far as they mark."""

    def link(self, previous: bytes, content: bytes) -> bytes:
        """32 bytes."""


def record(doing: Doing, keys: Marking, accounts: Sequence[int]) -> None:
    """Bind ``accounts`` as they are now into the act, after it changed them. Once an act."""
    rows, factors = Account.objects.filter(id__in=accounts).order_by("id").values_list(*_BOUND), factors_of()
    doing.add(AccountState, ("account_id", "mark"), [(row[0], _mark(keys, row, factors)) for row in rows])


def as_left(keys: Marking, account: int, factors: list[list[Any]] | None = None) -> bool:
    """Whether the account is as the last act on it left it. Asked before a change, so that nothing wrong is bound.

    ``factors``: those it had before a change that stands already.
    """
    row = Account.objects.values_list(*_BOUND).get(pk=account)
    held = factors_of() if factors is None else {account: factors}
    return _last_mark(account) == _mark(keys, row, held)


def record_same(doing: Doing, account: int) -> None:
    """Say that the act was about ``account``, which it left as it was. Once an act, instead of ``record``.

    The last mark is said again and none is made: what was changed past us must not become right by this.
    """
    doing.add_one(AccountState, account_id=account, mark=_last_mark(account) or "")


def _last_mark(account: int) -> str | None:
    return AccountState.objects.filter(account_id=account).order_by("-id").values_list("mark", flat=True).first()


def changed_past_us(keys: Marking) -> Iterator[tuple[int, int | None]]:
    """Numbers of accounts that are not as an act left them, or are gone, each with that act. Within ``one_moment``."""
    last = AccountState.objects.order_by().values("account_id").annotate(last=Max("id")).values_list("last", flat=True)
    states = {account: (mark, number) for number, account, mark in _states(list(last))}
    factors = factors_of()
    for row in Account.objects.order_by("id").values_list(*_BOUND):
        mark, number = states.pop(row[0], ("", None))
        if mark != _mark(keys, row, factors):
            yield row[0], number
    yield from ((account, number) for account, (_, number) in sorted(states.items()))


def _states(numbers: list[int]) -> Iterator[tuple[int, int, str]]:
    for start in range(0, len(numbers), 500):
        some = AccountState.objects.filter(id__in=numbers[start : start + 500])
        yield from some.values_list("id", "account_id", "mark")


def factors_of() -> Factors:
    """Of every account. Their table is a library's, which a command may not have loaded: it is read as it is."""
    if _FACTORS not in connection.introspection.table_names():
        return {}
    found: Factors = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT user_id, id, type, data FROM {_FACTORS} ORDER BY user_id, id")  # noqa: S608 - our name
        for account, number, kind, data in cursor.fetchall():
            held = json.loads(data) if isinstance(data, str) else data
            secrets = {name: held[name] for name in _SECRETS if name in held}
            found.setdefault(account, []).append([number, kind, secrets])
    return found


def _mark(keys: Marking, row: tuple[Any, ...], factors: Factors) -> str:
    return keys.link(bytes(32), b"payung account " + canonical([*row, factors.get(row[0], [])]).encode()).hex()
