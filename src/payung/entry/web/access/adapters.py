"""What allauth asks us: whether strangers may make accounts (no), and how second factors are kept (sealed)."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):
    """Accounts are made by an act of an administrator, never by whoever comes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No letters: an office's server often reaches no mail server, and none may hold personal data."""


class Factors(DefaultMFAAdapter):
    """Secrets of second factors are sealed under a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        """As it lies in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No letters."""


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
