"""A new password for an account, set by an administrator; its owner changes it after signing in."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.user_errors import PasswordWeak, UserUnknown
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Account
from payung.store.passwords import weakness


def password_user(place: Place, asked: Asked, username: str, password: str) -> None:
    """Set it; every session of the account ends with that. Raises: UserUnknown, PasswordWeak; as ``act_at``."""
    open_store(place.address)
    names = Account.objects.filter(username=username).values_list("username", "name").first()
    if names is None:
        raise UserUnknown(username)
    if why := weakness(password, names):
        raise PasswordWeak(why)
    kept = make_password(password)

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        Account.objects.filter(username=username).update(password=kept)
        return {}

    act_at(place, asked, "user.password", {"username": username}, work)
