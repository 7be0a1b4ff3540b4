"""The second factors of an account: taken away where its owner lost them, and kept as its owner set them up."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.sessions_user import end_sessions
from payung.actions.user_of import managed
from payung.store.account_states import as_left, factors_of, record
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account


def factor_user(place: Place, asked: Asked, username: str) -> int:
    """Take them away and end its sessions; gives how many there were. Until it has a new one it opens no page.

    Raises: UserUnknown, OwnAccount, RightMissing; as ``act_at``.
    """

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = managed(asked.by, asked.on, username)
        held = apps.get_model("mfa", "Authenticator").objects.filter(user=account.pk)
        count = held.count()
        held.delete()
        record(doing, keys, [account.pk])
        end_sessions(account)
        return {"factors": count}

    return int(act_at(place, asked, "user.factor", {"username": username}, work)["factors"])


def own_factors(place: Place, asked: Asked, before: list[list[Any]]) -> int:
    """Bind what the account ``asked.by`` has set up or taken off itself; gives how many factors it has then.

    ``before``: those it had. Until that is done, ``payung store verify`` finds that they were changed past Payung; it
    goes on finding it where those of before were not what the chain says. Raises: as ``act_at``.
    """

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = Account.objects.get(username=asked.by)
        record(doing, keys, [account.pk] if as_left(keys, account.pk, before) else [])
        return {"factors": len(factors_of().get(account.pk, []))}

    return int(act_at(place, asked, "user.own_factor", {"username": asked.by}, work)["factors"])
