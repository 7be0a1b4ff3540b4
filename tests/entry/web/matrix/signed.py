"""Who is signed in to the made-up store, so that every copy of it knows them."""

from collections.abc import Mapping

import pytest
from django.conf import settings
from django.test import Client

from payung.actions.add_user import NewUser, add_user
from payung.actions.at_store import Place
from payung.actions.duty_user import NewDuty, duty_user
from payung.store.models import Account
from tests.entry.web.conftest import FIRST_DAY, LAST_DAY, OURS, username_of, with_factor
from tests.entry.web.matrix.world import PROVINCE, build, by
from tests.entry.web.verdicts import LETTERS

OF_THE_PROVINCE = "ocauh"


def sign_in(place: Place) -> Mapping[tuple[str, str], str]:
    """The world, accounts of the whole province in it, and letter and region of an account -> its cookie."""
    build(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("payung.actions.add_user.make_password", lambda said: "md5$salt$none")
        for letter in OF_THE_PROVINCE:
            name, role = username_of(LETTERS[letter], PROVINCE), LETTERS[letter]
            add_user(place, by("tester"), NewUser(name, f"Akun {role}"), "sangat rahasia sekali")
            duty_user(place, by("tester"), NewDuty(name, role, area=PROVINCE, since=FIRST_DAY, until=LAST_DAY))
            with_factor(place, name)
    letters = {**LETTERS, " ": "none"}
    whom = [(letter, OURS) for letter in letters] + [(letter, PROVINCE) for letter in OF_THE_PROVINCE]
    return {(letter, area): cookie_of(username_of(letters[letter], area)) for letter, area in whom}


def cookie_of(username: str) -> str:
    """The session of that account, begun."""
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
