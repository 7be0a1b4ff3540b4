"""Where an account is signed in, and signing it out there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.user_of import managed
from payung.store.account_states import record_same
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Account


@dataclass(frozen=True)
class SessionLine:
    """A browser in which the account is signed in. ``browser`` is what it says it is."""

    number: int
    since: datetime
    address: str
    browser: str


def list_sessions(place: Place, asked: Asked, username: str) -> list[SessionLine]:
    """Sessions that have not run out, the newest first. Raises: UserUnknown, OwnAccount, RightMissing."""
    open_store(place.address)
    account = managed(asked.by, asked.on, username)
    return [
        SessionLine(one.pk, one.created_at, one.ip, one.user_agent)
        for one in _model("usersessions", "UserSession").objects.filter(user=account.pk).order_by("-created_at")
        if _model("sessions", "Session").objects.filter(session_key=one.session_key, expire_date__gt=asked.at).exists()
    ]


def sessions_user(place: Place, asked: Asked, username: str) -> int:
    """End all of them: at its next page the account signs in anew. Gives their number.

    Raises: UserUnknown, OwnAccount, RightMissing; as ``act_at``.
    """

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = managed(asked.by, asked.on, username)
        record_same(doing, account.pk)
        return {"sessions": end_sessions(account)}

    return int(act_at(place, asked, "user.sessions", {"username": username}, work)["sessions"])


def end_sessions(account: Account) -> int:
    """Within an act: sign the account out wherever it is."""
    held = _model("usersessions", "UserSession").objects.filter(user=account.pk)
    named = list(held.values_list("session_key", flat=True))
    _model("sessions", "Session").objects.filter(session_key__in=named).delete()
    held.delete()
    return len(named)


def _model(app: str, name: str) -> Any:
    """Tables of the workbench, which commands know that are of accounts."""
    return apps.get_model(app, name)
