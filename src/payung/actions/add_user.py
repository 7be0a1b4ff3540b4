"""An account for somebody, made by somebody else: nobody makes their own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.user_errors import DutyWrong, PasswordWeak, UserTaken
from payung.actions.user_of import manages
from payung.core.basis.text import Text
from payung.store.account_states import record
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account
from payung.store.passwords import weakness

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")


@dataclass(frozen=True)
class NewUser:
    """``username`` in small letters signs acts for ever; ``name`` and ``email`` are kept with the account alone."""

    username: str
    name: str
    email: str = ""


def add_user(place: Place, asked: Asked, user: NewUser, password: str, *, first: bool = False) -> int:
    """Make the account; gives its number. It may do nothing until it has a duty.

    ``first``: its owner changes the password before anything else.
    Raises: UserTaken, PasswordWeak, RightMissing, DutyWrong where the username is none; as ``act_at``.
    """
    if not USERNAME.fullmatch(user.username):
        raise DutyWrong(Text(id="Nama akun: huruf kecil, angka, titik.", en="A username: small letters, digits, dots."))
    if why := weakness(password, (user.username, user.name)):
        raise PasswordWeak(why)
    kept = make_password(password)  # slow on purpose, so before anybody waits for the act

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        manages(asked.by, asked.on)
        if Account.objects.filter(username=user.username).exists():
            raise UserTaken
        named = {"username": user.username, "name": user.name, "email": user.email}
        made = Account.objects.create(**named, password=kept, first_password=first)
        record(doing, keys, [made.pk])
        return {"account": made.pk}

    return int(act_at(place, asked, "user.add", {"username": user.username}, work)["account"])
