"""Whose account an act is by, and whether it has the right where it acts, whichever way in was taken."""

from collections.abc import Sequence
from datetime import date

from payung.core.access.areas import lies_in
from payung.core.access.roles import RIGHTS, may
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.models import Account, Duty
from payung.store.scope import Scope

SHELL = " · shell "
"""Between the name that a command was given and the user of the machine who ran it, where people sign in."""


class RightMissing(PayungError):
    """Whoever acts has no account that may do this here, today."""

    code = "right-missing"
    exit_code = 216

    def __init__(self, right: str) -> None:
        what = RIGHTS[right]
        super().__init__(
            Text(
                id=f"Tidak ada akun aktif dengan nama itu yang berhak di wilayah ini: {what.id}.",
                en=f"There is no active account of that name with this right here: {what.en}.",
            ),
            Text(
                id="Masuk dengan akun yang berperan di wilayah ini, atau minta pengelola memberi perannya.",
                en="Act by an account that has a role here, or ask the administrator for the role.",
            ),
        )


def with_right(username: str, right: str, area_code: str, on: date) -> Account:
    """The account ``username``, where it has ``right`` for the whole of the area on that day. Raises: RightMissing.

    Also where a shell acts for it (``at_store.signed``).
    """
    account = Account.objects.filter(username=username.partition(SHELL)[0], is_active=True).first()
    held = _duties(account.pk, on) if account else []
    areas = [area for role, area, group in held if group is None and may(role, right)]
    if account is None or not lies_in(area_code, areas):
        raise RightMissing(right)
    return account


def has_accounts() -> bool:
    """Whether people sign in at this store; then nobody decides alone."""
    return Account.objects.exists()


def scope_of_right(username: str, rights: Sequence[str], on: date) -> Scope | None:
    """Where the account ``username`` has one of ``rights`` on that day: nowhere for one that is shut or has none.

    None where nobody has an account of that name: the office itself, at a shell.
    """
    account = Account.objects.filter(username=username.partition(SHELL)[0]).values_list("pk", "is_active").first()
    if account is None:
        return None
    number, active = account
    held = [each for each in _duties(number, on) if active and any(may(each[0], right) for right in rights)]
    return Scope(
        areas=tuple(area for _, area, group in held if group is None),
        groups=tuple(sorted({group for *_, group in held if group is not None})),
        account=number,
    )


def _duties(account: int, on: date) -> list[tuple[str, str, int | None]]:
    """Role, region and group account of each duty that the account has on that day."""
    rows = Duty.objects.filter(account_id=account, undoes=None, since__lte=on)
    ended = Duty.objects.filter(account_id=account, undoes__isnull=False).values("undoes_id")
    held = rows.exclude(id__in=ended).values_list("role", "area_code", "group_id", "until")
    return [(role, area, group) for role, area, group, until in held if until is None or on <= until]
