"""The one rule of passwords, for forms that ask Django's."""

from typing import Any

from django.core.exceptions import ValidationError

from payung.entry.web.language import said
from payung.store.passwords import SAME, SHORT, weakness


class PasswordRule:
    """What ``store.passwords`` says, wherever a password is chosen."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises: ValidationError."""
        about = (user.username, user.name) if user is not None else ()
        if why := weakness(password, about):
            raise ValidationError(said(why), code="weak")
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(said(SAME), code="same")

    def get_help_text(self) -> str:
        """What a good one is."""
        return said(SHORT)
