"""Passkeys in a real browser, under the strict policy with Trusted Types: one added, signed out, signed in by it."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings

from tests.entry.web.conftest import OURS, PASSWORD, username_of, workbench
from tests.journeys.signing_in import reached

__all__ = ["workbench"]


@pytest.fixture
def office(workbench, looker):
    """Over http and by the name ``localhost``: browsers take no passkey for an address of numbers."""
    with override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True), reached(workbench, looker) as found:
        found.base = found.base.replace("127.0.0.1", "localhost")
        yield found


def a_key(page) -> None:
    """A key in the device that always says yes. A busy machine is slow, not wrong."""
    page.set_default_timeout(120_000)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter(page, username: str) -> None:
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


def test_a_passkey_is_added_and_signs_in_without_a_password(office):
    Authenticator.objects.filter(user=office.bench.account("officer")).delete()
    looker = office.nobody()
    a_key(looker.page)
    page = looker.open("/akun/masuk/")
    enter(page, username_of("officer", OURS))
    page.wait_for_url("**/akun/pengaman/")
    page.wait_for_load_state("networkidle")
    looker.open("/akun/pengaman/kunci/tambah/")
    if "/akun/ulang/" in page.url:  # whoever adds a key says once more who they are
        page.fill("#id_password", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/kunci/tambah/")
    looker.check("passkey-add")
    page.fill("#id_name", "Laptop kantor")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "tambah" not in url)
    page.wait_for_load_state("networkidle")
    kept = Authenticator.objects.get(user=office.bench.account("officer"), type="webauthn")
    assert kept.wrap().name == "Laptop kantor"
    looker.open("/akun/keluar/")
    page.click("main button[type=submit]")
    page.wait_for_url("**/akun/masuk/**")
    looker.check("passkey-sign-in")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/akun/" not in url)
    page.wait_for_load_state("networkidle")
    looker.open("/")
    assert "/akun/" not in page.url, "the next page knows who it is"
    assert not looker.complaints, looker.complaints


def test_a_browser_without_the_key_does_not_get_in(office):
    looker = office.nobody()
    a_key(looker.page)  # another one
    page = looker.open("/akun/masuk/")
    page.click("#passkey_login")
    page.wait_for_timeout(500)
    looker.open("/")
    assert "/akun/masuk/" in page.url
