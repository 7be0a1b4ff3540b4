"""One account as an administrator sees it."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps

from payung.actions.list_user import UserLine, user_lines
from payung.actions.user_errors import UserUnknown
from payung.store.models import Account


@dataclass(frozen=True)
class UserShown:
    """An account with its duties; whether it has a second factor, and whether its owner chose its password."""

    line: UserLine
    email: str
    factor: bool
    first_password: bool


def show_user(number: int, on: date) -> UserShown:
    """The account of that number, of the store that is open. Raises: UserUnknown."""
    account = Account.objects.filter(pk=number).first()
    if account is None:
        raise UserUnknown(f"account {number}")
    line = next(line for line in user_lines(on) if line.number == number)
    factor = apps.get_model("mfa", "Authenticator").objects.filter(user=number).exclude(type="recovery_codes").exists()
    return UserShown(line, account.email, factor, account.first_password)
