"""What allauth asks us: whether strangers may make accounts (no), and how second factors are kept (sealed)."""

import base64
import hashlib
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from payung.actions.password_user import own_password
from payung.entry.web.place import place_of_server
from payung.entry.web.visitor import Visitor


class Accounts(DefaultAccountAdapter):
    """Accounts are made by an act of an administrator, never by whoever comes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Name and address, so that nobody is kept out by who only knows their name."""
        name = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{name}:{self.get_client_ip(request)}"

    def set_password(self, user: Any, password: str) -> None:
        """An act, as everything that changes an account; the session at hand goes on, all others end."""
        who = Visitor(user, (), place_of_server())
        user.password = own_password(who.place, who.asked(str(uuid4())), password)
        user.first_password = False

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
