"""A duty ended: what it allowed is refused from the next request on."""

from collections.abc import Mapping
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.user_errors import OwnAccount, UserUnknown
from payung.actions.user_of import manages
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Duty


def end_user(place: Place, asked: Asked, duty: int) -> int:
    """End the duty of that number; gives the number of the row that ends it.

    Raises: UserUnknown, OwnAccount, RightMissing; as ``act_at``.
    """

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        given = Duty.objects.select_related("account").filter(id=duty, undoes=None).first()
        if given is None or Duty.objects.filter(undoes=duty).exists():
            raise UserUnknown(f"duty {duty}")
        if given.account.username == asked.by:
            raise OwnAccount
        manages(asked.by, asked.on, given.area_code, given.group_id)
        ended = doing.add_one(
            Duty,
            account_id=given.account_id,
            role=given.role,
            area_code=given.area_code,
            group_id=given.group_id,
            since=given.since,
            until=given.until,
            undoes_id=given.id,
        )
        return {"ended": ended}

    return int(act_at(place, asked, "user.end", {"duty": duty}, work)["ended"])
