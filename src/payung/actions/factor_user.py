"""The second factors of an account taken away: its owner lost them, and sets up new ones after signing in."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.sessions_user import end_sessions
from payung.actions.user_of import managed
from payung.store.acts import Doing
from payung.store.keys import Keys


def factor_user(place: Place, asked: Asked, username: str) -> int:
    """Take them away and end its sessions; gives how many there were. Until it has a new one it opens no page.

    Raises: UserUnknown, OwnAccount, RightMissing; as ``act_at``.
    """

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = managed(asked.by, asked.on, username)
        held = apps.get_model("mfa", "Authenticator").objects.filter(user=account.pk)
        count = held.count()
        held.delete()
        end_sessions(account)
        return {"factors": count}

    return int(act_at(place, asked, "user.factor", {"username": username}, work)["factors"])
