"""Second factors and the chain: each that is set up, taken off or reset is an act; none is put in past Payung."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.urls import reverse

from payung.actions.disable_user import disable_user
from payung.actions.factor_user import factor_user
from payung.actions.password_user import own_password, password_user
from payung.actions.user_errors import AccountChanged
from payung.actions.verify_store import verify_store
from payung.store.account_states import factors_of
from payung.store.models import Act
from tests.entry.web.conftest import OURS, PASSWORD, username_of
from tests.entry.web.test_signing_in import code_of, sign_in

HOLDER, VILLAGE = username_of("officer", OURS), username_of("village", OURS)


def faults(bench) -> list[str]:
    return [fault.kind for fault in verify_store(bench.place).faults]


def factor(bench, name: str = HOLDER) -> Authenticator:
    return Authenticator.objects.get(user__username=name, type="totp")


@pytest.fixture
def own(workbench):
    """The village, which needs no factor, after it set one up by itself."""
    browser = workbench.nobody()
    sign_in(browser, VILLAGE)
    page = reverse("mfa_activate_totp")
    assert browser.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    assert browser.get(page).status_code == 200
    secret = browser.session["mfa.totp.secret"]
    assert browser.post(page, {"code": code_of(secret)}).status_code == 302
    return browser


def test_whoever_sets_a_factor_up_and_takes_it_off_leaves_an_act_each(workbench, own):
    number = factor(workbench, VILLAGE).user_id
    assert [kind for _, kind, _ in factors_of()[number]] == ["totp", "recovery_codes"]
    act = Act.objects.latest("number")
    assert (act.kind, act.by, json.loads(act.outcome)) == ("user.own_factor", VILLAGE, {"factors": 2})
    assert faults(workbench) == []
    assert own.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert Act.objects.latest("number").number == act.number + 1 and faults(workbench) == []
    assert own.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert json.loads(Act.objects.latest("number").outcome) == {"factors": 0} and faults(workbench) == []
    assert number not in factors_of()


def test_a_page_that_changes_no_factor_leaves_no_act(workbench, own):
    before = Act.objects.latest("number").number
    assert own.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code in (200, 302)
    assert own.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert Act.objects.latest("number").number == before and faults(workbench) == []


def test_its_use_changes_nothing_that_is_bound(workbench, own):
    held = factor(workbench, VILLAGE)
    held.record_usage()
    codes = RecoveryCodes(Authenticator.objects.get(user=held.user, type="recovery_codes"))
    assert codes.validate_code(codes.get_unused_codes()[0])
    assert codes.instance.data["used_mask"] and faults(workbench) == []


@pytest.mark.parametrize("what", ["in", "out", "secret", "owner"])
def test_what_is_done_to_a_factor_past_payung_is_found(workbench, what):
    assert faults(workbench) == []
    held, other = factor(workbench), workbench.account("village")
    if what == "in":
        Authenticator.objects.create(user=other, type="totp", data={"secret": "known to me"})
    elif what == "out":
        held.delete()
    elif what == "secret":
        Authenticator.objects.filter(pk=held.pk).update(data={"secret": "known to me"})
    else:
        Authenticator.objects.filter(pk=held.pk).update(user=other)
    assert faults(workbench) == ["accounts"] * (2 if what == "owner" else 1)


def test_an_administrator_s_reset_is_bound_and_its_undoing_found(workbench):
    held = factor(workbench)
    kept = (held.user_id, held.data)
    assert factor_user(workbench.place, workbench.asked("lost"), HOLDER) == 1
    assert faults(workbench) == []
    Authenticator.objects.create(user_id=kept[0], type="totp", data=kept[1])
    assert faults(workbench) == ["accounts"]


def test_a_command_that_knows_the_store_alone_reads_the_same(workbench):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mfa_authenticator")
        assert cursor.fetchone()[0] == sum(map(len, factors_of().values())) > 0


def test_what_was_put_in_past_payung_is_not_bound_by_a_later_change(workbench, own):
    other = workbench.account("village")
    Authenticator.objects.create(user=other, type="webauthn", data={"credential": "known to me"})
    assert faults(workbench) == ["accounts"]
    assert own.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert faults(workbench) == ["accounts"], "its own change does not make it right"
    own_password(workbench.place, workbench.asked("own", VILLAGE), "kuda-laut-hijau-1945")
    assert faults(workbench) == ["accounts"]
    for deed in (
        lambda: password_user(workbench.place, workbench.asked("password"), VILLAGE, "kuda-laut-biru-1945"),
        lambda: disable_user(workbench.place, workbench.asked("back"), VILLAGE, back=True),
    ):
        with pytest.raises(AccountChanged):
            deed()
    disable_user(workbench.place, workbench.asked("out"), VILLAGE)
    other.refresh_from_db()
    assert not other.is_active and faults(workbench) == ["accounts"], "shut out all the same"
    factor_user(workbench.place, workbench.asked("reset"), VILLAGE)
    assert faults(workbench) == []
    disable_user(workbench.place, workbench.asked("again"), VILLAGE, back=True)
    password_user(workbench.place, workbench.asked("later"), VILLAGE, "kuda-laut-biru-1945")
    assert faults(workbench) == []
