"""The door: who comes in, and what is taken away is gone at the next request."""

import pytest
from django.urls import reverse

from payung.actions.disable_user import disable_user
from tests.entry.web.conftest import OURS, THEIRS


def test_a_stranger_is_sent_to_sign_in(workbench):
    answer = workbench.nobody().get(reverse("usersessions_list"))
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/akun/masuk/?next=")


@pytest.mark.parametrize("role", ["officer", "village", "none"])
def test_whoever_is_signed_in_sees_their_own_sessions(workbench, role):
    answer = workbench.as_(role).get(reverse("usersessions_list"))
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"


def test_a_disabled_account_is_out_at_the_next_request(workbench):
    browser = workbench.as_("officer")
    assert browser.get(reverse("usersessions_list")).status_code == 200
    disable_user(workbench.place, workbench.asked("off"), f"officer.{OURS}")
    assert browser.get(reverse("usersessions_list")).status_code == 303


def test_an_administrator_lists_accounts_of_their_own_regency(workbench):
    text = workbench.as_("administrator").get(reverse("accounts")).content.decode()
    assert f"officer.{OURS}" in text and f"officer.{THEIRS}" not in text
