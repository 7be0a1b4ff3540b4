"""A workbench on a store with accounts of every role in two regencies, on either database.

``workbench`` takes the empty store of ``place``; ``served(place, …)`` does the same with any other. On PostgreSQL pages
run in the web's role, so that what a test sees through a page went through row security; the test itself is the office.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client, override_settings

from payung.actions.add_user import NewUser, add_user
from payung.actions.at_store import Asked, Place
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.factor_user import own_factors
from payung.core.access.roles import ROLES
from payung.entry.web.visitor import WITHOUT_FACTOR
from payung.store.addresses import as_web
from payung.store.database import open_store
from payung.store.models import Account, Group
from payung.store.scope import EVERYTHING
from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.store.servers import own_postgres, postgres, postgres_server

__all__ = [
    "EVERYTHING",
    "moulds",
    "own_postgres",
    "place",
    "postgres",
    "postgres_moulds",
    "postgres_server",
    "sqlite_moulds",
]

OURS, THEIRS = "1505", "1571"
"""Two regencies of one province: Muaro Jambi, and the town of Jambi."""
VILLAGE_OF = {OURS: "1505032004", THEIRS: "1571011001"}
PASSWORD = "kuda hitam makan rumput"  # noqa: S105 - of made-up accounts
LAST_DAY = date(2099, 12, 31)
FIRST_DAY = date(2020, 1, 1)


class Browser(Client):
    """A client whose requests go to the workbench, and after which the test has the whole store open again."""

    def __init__(self, place: Place, **more: Any) -> None:
        super().__init__(SERVER_NAME="localhost", **more)
        self._place = place

    def request(self, **request: Any) -> Any:
        try:
            return super().request(**request)
        finally:
            open_store(self._place.address)


@dataclass(frozen=True)
class Workbench:
    """A served store and its accounts; ``as_(role, area)`` is a client signed in as that account."""

    place: Place

    def as_(self, role: str, area: str = OURS) -> Browser:
        """Signed in, with a second factor where the role needs one. ``role`` "none": an account without a duty."""
        browser = Browser(self.place)
        browser.force_login(self.account(role, area), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    def nobody(self) -> Browser:
        """Not signed in."""
        return Browser(self.place)

    def account(self, role: str, area: str = OURS) -> Account:
        """The account of that role in that regency."""
        return Account.objects.get(username=username_of(role, area))

    def asked(self, request: str, by: str = "tester") -> Asked:
        """By the office itself."""
        return asked(request, by)


def username_of(role: str, area: str) -> str:
    """For example ``officer.1505``."""
    return f"{role}.{area}"


def asked(request: str, by: str = "tester") -> Asked:
    return Asked(by=by, on=date(2026, 3, 15), at=datetime(2026, 3, 15, 2, 0, tzinfo=UTC), request=request)


def people_it(place: Place) -> None:
    """Accounts of every role in both regencies, and one without any duty."""
    groups = _groups(place)
    fast = "payung.actions.add_user.make_password"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, lambda said: f"md5$salt${_md5(said)}")
        for area in (OURS, THEIRS):
            for role in (*ROLES, "none"):
                name = username_of(role, area)
                add_user(place, asked(f"add {name}"), NewUser(name, f"Akun {role}"), PASSWORD)
                if role != "none":
                    duty_user(place, asked(f"duty {name}"), _duty(role, area, groups[area]))
                if role not in WITHOUT_FACTOR:
                    with_factor(place, name)


def with_factor(place: Place, name: str) -> None:
    """A second factor for that account, as if its owner had set it up."""
    Authenticator.objects.create(user=Account.objects.get(username=name), type="totp", data={"secret": "none"})
    own_factors(place, asked(f"factor {name}", name), [])


def _duty(role: str, area: str, group: str) -> NewDuty:
    duty = NewDuty(username_of(role, area), role, area=area, since=FIRST_DAY, until=LAST_DAY)
    if role == "village":
        return replace(duty, area=VILLAGE_OF[area])
    if role == "district":
        return replace(duty, area=VILLAGE_OF[area][:6])
    return replace(duty, area=None, group=group) if role == "branch" else duty


def _groups(place: Place) -> dict[str, str]:
    from payung.actions.at_store import act_at

    def work(doing: Any, keys: Any) -> dict[str, int]:
        doing.add(Group, ["kind", "number", "name"], [("SG", OURS, "Satu"), ("SG", THEIRS, "Dua")])
        return {}

    if not Group.objects.filter(number=OURS).exists():
        act_at(place, asked("groups"), "test", {}, work)
    return {area: f"SG {area}" for area in (OURS, THEIRS)}


def _md5(said: str) -> str:
    from hashlib import md5

    return md5(b"salt" + said.encode()).hexdigest()  # noqa: S324 - fast, of made-up accounts


@contextmanager
def served(place: Place) -> Iterator[Workbench]:
    """A workbench on the store at ``place``, which has its accounts already."""
    with override_settings(
        STORE_ADDRESS=as_web(place.address),
        STORE_KEYS=Path(place.keys),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        cache.clear()  # limits of tries, and codes that were used
        open_store(place.address)
        yield Workbench(place)


@pytest.fixture
def workbench(moulds, tmp_path) -> Iterator[Workbench]:
    """A store with accounts and nobody's data, served."""
    moulds.mould("accounts", people_it)
    with served(moulds.copy("accounts", tmp_path)) as bench:
        yield bench


@pytest.fixture
def clients(workbench) -> Callable[[str, str], Browser]:
    """``clients("officer", OURS)``: a client signed in so."""
    return workbench.as_
