"""Who may change an account: an administrator of all its regions, never its owner; or the office at its own machine."""

from datetime import date

from payung.actions.right_of import RightMissing
from payung.actions.user_errors import OwnAccount, UserUnknown
from payung.core.access.areas import lies_in
from payung.core.access.roles import may
from payung.store.models import Account, Duty, Enrolment
from payung.store.scope import EVERYTHING, scoped

MANAGES = "accounts.manage"


def managed(by: str, on: date, username: str) -> Account:
    """The account ``username``, where ``by`` may change it on that day.

    A name that is no account's is that of whoever sits at the machine: so the first administrator is made.
    Raises: UserUnknown, OwnAccount, RightMissing where one of its duties lies outside the administrator's regions.
    """
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise UserUnknown(username)
    if by == username:
        raise OwnAccount
    manages(by, on)
    for duty in standing_duties(account.pk, on):
        manages(by, on, duty.area_code, duty.group_id)
    return account


def manages(by: str, on: date, area: str | None = None, group: int | None = None) -> None:
    """Raises: RightMissing where ``by`` is an account that manages none, or not those of ``area`` or of the group.

    A group account of BPJS is managed by whoever manages all villages of its people.
    """
    account = Account.objects.filter(username=by).first()
    if account is None:
        return
    duties = [duty for duty in standing_duties(account.pk, on) if duty.since <= on and may(duty.role, MANAGES)]
    areas = [duty.area_code for duty in duties] if account.is_active else []
    wanted = _villages_of(group) if group is not None else [] if area is None else [area]
    if not areas or not all(lies_in(code, areas) for code in wanted):
        raise RightMissing(MANAGES)


def standing_duties(account: int, on: date) -> list[Duty]:
    """Duties of the account that hold on that day or later, and that nobody ended."""
    ended = Duty.objects.filter(account=account).exclude(undoes=None).values("undoes_id")
    given = Duty.objects.filter(account=account, undoes=None).exclude(id__in=ended).order_by("id")
    return [duty for duty in given if duty.until is None or duty.until >= on]


def _villages_of(group: int) -> list[str]:
    with scoped(EVERYTHING):
        rows = Enrolment.objects.filter(batch__group=group, person__village__isnull=False)
        return sorted(set(rows.values_list("person__village__code", flat=True).distinct()))
