"""An account that may no longer sign in. Its name stays its own, and its duties stand beside it as they were."""

from collections.abc import Mapping
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.user_errors import AccountChanged
from payung.actions.user_of import managed
from payung.store.account_states import as_left, record
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account


def disable_user(place: Place, asked: Asked, username: str, *, back: bool = False) -> None:
    """Refuse the account from its next request on, or with ``back`` let it in again.

    Raises: UserUnknown, AccountChanged, OwnAccount, RightMissing; as ``act_at``.
    """

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = managed(asked.by, asked.on, username)
        right = as_left(keys, account.pk)
        if back and not right:
            raise AccountChanged
        Account.objects.filter(pk=account.pk).update(is_active=back)
        record(doing, keys, [account.pk] if right else [])  # whoever is shut out is shut out; what is wrong stays seen
        return {}

    act_at(place, asked, "user.enable" if back else "user.disable", {"username": username}, work)
