"""Whose account an act is by, and whether it has the right where it acts, whichever way in was taken."""

from datetime import date

from payung.core.access.areas import lies_in
from payung.core.access.roles import RIGHTS, may
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.models import Account, Duty


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
    """The account ``username``, where it has ``right`` for the whole of the area on that day. Raises: RightMissing."""
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None or not any(
        may(role, right) and lies_in(area_code, [area]) for role, area in _duties(account.pk, on)
    ):
        raise RightMissing(right)
    return account


def has_accounts() -> bool:
    """Whether people sign in at this store; then nobody decides alone."""
    return Account.objects.exists()


def _duties(account: int, on: date) -> list[tuple[str, str]]:
    """Role and region of each duty that the account has on that day."""
    rows = Duty.objects.filter(account_id=account, undoes=None, group=None, since__lte=on)
    ended = Duty.objects.filter(account_id=account, undoes__isnull=False).values("undoes_id")
    return [
        (role, area)
        for role, area, until in rows.exclude(id__in=ended).values_list("role", "area_code", "until")
        if until is None or on <= until
    ]
