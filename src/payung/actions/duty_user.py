"""What an account may do, where and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.user_errors import DutyWrong, OwnAccount, UserUnknown
from payung.actions.user_of import manages, standing_duties
from payung.core.access.areas import LENGTHS
from payung.core.access.roles import ROLES
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account, Duty, Group

TIMED = frozenset({"auditor"})
"""Roles that are given for a time only."""
ALONE = "administrator"
"""A role beside which an account has no other: who gives roles takes no part in deciding and sees nobody's data."""
_ALONE = Text(
    id="Pengelola sistem tidak memegang peran lain; buat akun lain untuk orang lain.",
    en="An administrator has no other role; make another account for somebody else.",
)


@dataclass(frozen=True)
class NewDuty:
    """``role`` of ROLES in ``area`` (a region's code, "" the nation), or for a BPJS group ("SG 26001") and no region.

    From ``since`` (None: the day it counts for) to ``until``, its last day (None: until it is ended).
    """

    username: str
    role: str
    area: str | None = None
    group: str | None = None
    since: date | None = None
    until: date | None = None


def duty_user(place: Place, asked: Asked, duty: NewDuty) -> int:
    """Give the duty; gives its number. Nobody gives one to themselves, and who manages accounts does nothing else.

    Raises: DutyWrong, UserUnknown, OwnAccount, RightMissing; as ``act_at``.
    """
    since = duty.since or asked.on
    _check(duty, since)

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        account = Account.objects.filter(username=duty.username, is_active=True).first()
        if account is None:
            raise UserUnknown(duty.username)
        if duty.username == asked.by:
            raise OwnAccount
        group = _group(duty.group)
        manages(asked.by, asked.on, duty.area or "", group)
        roles = {held.role for held in standing_duties(account.pk, asked.on)} | {duty.role}
        if ALONE in roles and len(roles) > 1:
            raise DutyWrong(_ALONE)
        number = doing.add_one(
            Duty,
            account_id=account.pk,
            role=duty.role,
            area_code=duty.area or "",
            group_id=group,
            since=since,
            until=duty.until,
            undoes_id=None,
        )
        return {"duty": number}

    said = {
        "username": duty.username,
        "role": duty.role,
        "area": duty.area,
        "group": duty.group,
        "since": since.isoformat(),
        "until": duty.until.isoformat() if duty.until else None,
    }
    return int(act_at(place, asked, "user.duty", said, work)["duty"])


def _check(duty: NewDuty, since: date) -> None:
    if duty.role not in ROLES:
        raise DutyWrong(Text(id=f"Peran tidak dikenal: {duty.role}.", en=f"No such role: {duty.role}."))
    if (duty.role == "branch") != (duty.group is not None) or (duty.area is None) != (duty.group is not None):
        raise DutyWrong(
            Text(
                id="Cabang BPJS memakai wadah, semua peran lain wilayah.",
                en="A BPJS branch has a group, every other role a region.",
            )
        )
    area = duty.area or ""
    if len(area) not in LENGTHS or not (area.isdecimal() or not area):
        raise DutyWrong(Text(id="Kode wilayah: 2, 4, 6 atau 10 angka.", en="A region's code has 2, 4, 6 or 10 digits."))
    if duty.role == "village" and len(area) != 10:
        raise DutyWrong(Text(id="Operator desa: kode desa 10 angka.", en="A village operator: a code of 10 digits."))
    if duty.until is not None and duty.until < since:
        raise DutyWrong(Text(id="Hari terakhir sebelum hari pertama.", en="The last day is before the first."))
    if duty.role in TIMED and duty.until is None:
        raise DutyWrong(Text(id="Pemeriksa diberi hari terakhir.", en="An auditor is given a last day."))


def _group(group: str | None) -> int | None:
    if group is None:
        return None
    kind, _, number = group.partition(" ")
    found = Group.objects.filter(kind=kind, number=number).values_list("id", flat=True).first()
    if found is None:
        raise UserUnknown(group)
    return int(found)
