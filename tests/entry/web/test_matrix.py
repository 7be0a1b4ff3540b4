"""Who stands before the door: strangers, accounts without a duty, those whose duty is over. All else: ``matrix``."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.urls import URLPattern, get_resolver

from payung.actions.add_user import NewUser, add_user
from payung.actions.duty_user import NewDuty, duty_user
from payung.core.access.roles import ROLES
from payung.store.models import Head
from tests.entry.web.conftest import FIRST_DAY, OURS, PASSWORD, asked, people_it, served, with_factor
from tests.entry.web.matrix.address import BY_NAME, address
from tests.entry.web.verdicts import LETTERS, MAY_OPEN

OWN = frozenset(name for name, who in MAY_OPEN.items() if who in "-*")
"""Pages of everybody, and of one's own sign-in."""


def patterns() -> list[URLPattern]:
    return list(get_resolver("payung.entry.web.urls").url_patterns)


def test_every_route_has_a_verdict_and_every_verdict_a_route():
    names = {pattern.name for pattern in patterns()}
    assert names == set(BY_NAME), "Django resolves nothing that the table of routes does not name"
    assert names - MAY_OPEN.keys() == set(), "a route without verdicts"
    assert MAY_OPEN.keys() - names == set(), "a verdict without a route"


def test_every_role_has_a_letter():
    assert set(LETTERS.values()) == set(ROLES)


def _over(place) -> None:
    """An auditor whose time ended, beside the others."""
    people_it(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("payung.actions.add_user.make_password", lambda said: "md5$salt$none")
        name = f"late.{OURS}"
        add_user(place, asked(f"add {name}"), NewUser(name, "Akun late"), PASSWORD)
    duty = NewDuty(name, "auditor", area=OURS, since=FIRST_DAY, until=date(2020, 6, 30))
    duty_user(place, asked(f"duty {name}"), duty)
    with_factor(place, name)


@pytest.fixture
def bench(moulds, tmp_path):
    moulds.mould("accounts over", _over)
    with served(moulds.copy("accounts over", tmp_path)) as found:
        yield found


def test_a_stranger_is_led_to_sign_in_by_every_page_and_form(bench):
    browser, wrong = bench.nobody(), []
    for name in MAY_OPEN.keys() - OWN:
        read, sent = browser.get(address(name)), browser.post(address(name), {})
        led = read.status_code == 303 and read.headers["Location"].startswith("/akun/masuk/")
        # A form of somebody whose session ended is told so on a page of its own.
        if not led or sent.status_code not in (303, 401, 403, 419, 440) or sent.get("Location", "/akun/") == "/":
            wrong.append((name, read.status_code, sent.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", ["none", "late"])
def test_without_a_duty_of_today_there_is_nothing(bench, role):
    browser, before = bench.as_(role), Head.objects.get().link
    told = {
        (name, ask): getattr(browser, ask)(address(name)).status_code
        for name in MAY_OPEN.keys() - OWN
        for ask in ("get", "post")
    }
    assert {cell: status for cell, status in told.items() if status != 403} == {}
    assert Head.objects.get().link == before


@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
def test_nobody_reaches_a_second_factor_of_another(bench, name):
    key = Authenticator.objects.get(user__username=f"checker.{OURS}")
    browser = bench.as_("officer")
    for answer in (browser.get(address(name, pk=key.pk)), browser.post(address(name, pk=key.pk), {"name": "x"})):
        assert answer.status_code in (302, 303, 404), answer.status_code
        assert "/akun/ulang/" in answer.get("Location", "/akun/ulang/")  # asked for the password, and then not there
    assert Authenticator.objects.filter(pk=key.pk, user__username=f"checker.{OURS}").exists()
