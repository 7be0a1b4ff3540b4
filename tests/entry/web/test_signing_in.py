"""Signing in: second factors, lock-out that locks out nobody else, and what a copy carries."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import override_settings
from django.urls import reverse

from payung.actions.at_store import Place
from payung.actions.backup_store import backup_store
from payung.actions.end_user import end_user
from payung.actions.restore_store import restore_store
from payung.store.database import open_store
from payung.store.models import Account, Duty
from tests.entry.web.conftest import OURS, PASSWORD, Browser, username_of

LOGIN, FACTORS = "/akun/masuk/", "/akun/pengaman/"
CODED = "officer"


def sign_in(browser, username, password=PASSWORD, ip="10.0.0.1"):
    return browser.post(LOGIN, {"login": username, "password": password}, REMOTE_ADDR=ip)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_code(workbench, role: str = CODED, secret: str = "JBSWY3DPEHPK3PXP") -> str:  # noqa: S107 - made up
    account = workbench.account(role)
    Authenticator.objects.filter(user=account).delete()
    TOTP.activate(account, secret)
    return secret


def test_a_village_signs_in_with_its_password(workbench):
    browser = workbench.nobody()
    assert browser.get(LOGIN).status_code == 200
    assert sign_in(browser, username_of("village", OURS)).status_code == 302
    assert browser.get(reverse("usersessions_list")).status_code == 200


def test_staff_need_the_code_as_well_and_its_secret_is_sealed(workbench):
    secret = with_code(workbench)
    assert secret not in str(Authenticator.objects.filter(user=workbench.account(CODED)).values_list("data", flat=True))
    browser = workbench.nobody()
    assert sign_in(browser, username_of(CODED, OURS)).headers["Location"].endswith(reverse("mfa_authenticate"))
    assert browser.get(reverse("usersessions_list")).status_code == 303, "a password alone is not in"
    browser.get(reverse("mfa_authenticate"))
    assert browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert browser.get(reverse("usersessions_list")).status_code == 200


def test_staff_without_a_second_factor_reach_nothing_but_setting_one_up(workbench):
    Authenticator.objects.filter(user=workbench.account(CODED)).delete()
    browser = workbench.as_(CODED)
    away = browser.get(reverse("usersessions_list"))
    assert away.status_code == 303 and away.headers["Location"] == FACTORS
    assert browser.get(FACTORS).status_code == 200


@pytest.mark.parametrize("username", ["village.1505", "nobody.at.all"])
def test_who_guesses_is_locked_out_and_nobody_else_is(workbench, username):
    """By name and address together: the owner of the name gets in from elsewhere, another name from here."""
    browser = workbench.nobody()
    answers = [sign_in(browser, username, f"guess {n} of many", ip="10.9.9.9").status_code for n in range(9)]
    assert answers[0] == 200 and answers[-1] == 429
    assert sign_in(browser, username, PASSWORD, ip="10.9.9.9").status_code == 429, "the right one neither"
    elsewhere = sign_in(workbench.nobody(), "village.1505", ip="10.1.1.1")
    assert elsewhere.status_code == 302
    assert sign_in(workbench.nobody(), "village.1571", ip="10.9.9.9").status_code == 302


def test_a_code_is_guessed_ten_times_wherever_from(workbench):
    secret = with_code(workbench)
    for n in range(10):
        browser = workbench.nobody()
        sign_in(browser, username_of(CODED, OURS), ip=f"10.4.0.{n}")
        wrong = browser.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=f"10.4.0.{n}")
        assert wrong.status_code == 200
    browser = workbench.nobody()
    sign_in(browser, username_of(CODED, OURS), ip="10.4.1.1")
    late = browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}, REMOTE_ADDR="10.4.1.1")
    assert late.status_code == 200, "the right one neither"
    assert browser.get(reverse("usersessions_list")).status_code == 303


def test_a_wrong_name_and_a_wrong_password_are_told_alike(workbench):
    said = [
        sign_in(workbench.nobody(), name, "not the right one", ip=f"10.0.1.{n}").content.decode()
        for n, name in enumerate(("village.1505", "someone.else"))
    ]
    tokens = [text.replace("village.1505", "x").replace("someone.else", "x") for text in said]
    assert _without_tokens(tokens[0]) == _without_tokens(tokens[1])


def _without_tokens(text: str) -> str:
    import re

    return re.sub(r'value="[A-Za-z0-9]{64}"|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{5}', "", text)


def test_nobody_makes_an_account_by_themselves(workbench):
    assert workbench.nobody().get("/akun/daftar/").status_code == 404
    assert workbench.nobody().get("/accounts/signup/").status_code == 404


def test_the_cookie_of_a_session_is_for_this_server_alone(workbench):
    with override_settings(SESSION_COOKIE_SECURE=True):
        browser = workbench.nobody()
        sign_in(browser, "village.1505")
    cookie = browser.cookies["sesi"]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax" and not cookie["max-age"]
    left = browser.session.get_expiry_date() - datetime.now(UTC)
    assert timedelta(minutes=29) < left <= timedelta(minutes=30), "half an hour after the last page"


def test_the_key_of_a_session_changes_with_signing_in(workbench):
    browser = workbench.nobody()
    browser.get(LOGIN)
    before = browser.session.session_key
    sign_in(browser, "village.1505")
    assert browser.session.session_key != before


def test_a_duty_that_ended_is_gone_at_the_next_request(workbench):
    from payung.entry.web.visitor import visitor_of

    account = workbench.account("officer")
    assert visitor_of(account).may("decree.propose")
    end_user(workbench.place, workbench.asked("end"), Duty.objects.get(account=account).id)
    assert not visitor_of(account).may("decree.propose") and visitor_of(account).scope_of("").areas == ()


def test_a_copy_carries_accounts_duties_and_second_factors(workbench, tmp_path):
    secret = with_code(workbench)
    backup_store(workbench.place, tmp_path / "copy.zip")
    there = Place(f"sqlite:///{tmp_path}/restored.sqlite3", workbench.place.keys)
    restore_store(there, tmp_path / "copy.zip")
    with override_settings(STORE_ADDRESS=there.address):
        open_store(there.address)
        assert Account.objects.count() and Duty.objects.count()
        browser = Browser(there)
        sign_in(browser, username_of(CODED, OURS))
        browser.get(reverse("mfa_authenticate"))
        assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
        assert browser.get(reverse("usersessions_list")).status_code == 200
    open_store(workbench.place.address)
