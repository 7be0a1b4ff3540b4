"""A new password for an account: set by an administrator for its owner to change, or by its owner."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import check_password, make_password

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.user_errors import AccountChanged, PasswordShown, PasswordWeak, UserUnknown
from payung.actions.user_of import managed
from payung.store.account_states import as_left, record
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Account
from payung.store.passwords import SAME, weakness

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another when it is read from a paper."""


def password_user(place: Place, asked: Asked, username: str, password: str, *, first: bool = False) -> None:
    """Set it; every session of the account ends with that. ``first``: its owner changes it before anything else.

    Raises: UserUnknown, AccountChanged, PasswordWeak, OwnAccount, RightMissing; as ``act_at``.
    """
    kept = _good(place, username, password)

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = managed(asked.by, asked.on, username)
        if not as_left(keys, account.pk):
            raise AccountChanged
        Account.objects.filter(pk=account.pk).update(password=kept, first_password=first)
        record(doing, keys, [account.pk])
        return {}

    act_at(place, asked, "user.password", {"username": username}, work)


def own_password(place: Place, asked: Asked, password: str) -> str:
    """Set the password of the account ``asked.by``, which changes its own; gives what is kept of it.

    Raises: UserUnknown, AccountChanged, PasswordWeak, also for the one it had; as ``act_at``.
    """
    kept = _good(place, asked.by, password)

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = Account.objects.get(username=asked.by)
        if account.check_password(password):
            raise PasswordWeak(SAME)
        right = as_left(keys, account.pk)
        Account.objects.filter(pk=account.pk).update(password=kept, first_password=False)
        record(doing, keys, [account.pk] if right else [])  # what is wrong stays seen by payung store verify
        return {}

    act_at(place, asked, "user.own_password", {"username": asked.by}, work)
    return kept


def first_password() -> str:
    """A password to be said once and changed at once: 20 letters and digits, 99 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


def shown_once(username: str, password: str) -> str:
    """``password``, where it is the one that was kept. Raises: PasswordShown after a repeat, which kept nothing new."""
    if not check_password(password, Account.objects.values_list("password", flat=True).get(username=username)):
        raise PasswordShown
    return password


def _good(place: Place, username: str, password: str) -> str:
    """What is kept of it. Slow on purpose, so before anybody waits for the act."""
    open_store(place.address)
    names = Account.objects.filter(username=username).values_list("username", "name").first()
    if names is None:
        raise UserUnknown(username)
    if why := weakness(password, names):
        raise PasswordWeak(why)
    return make_password(password)
