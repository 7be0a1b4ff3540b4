"""One rule of passwords, wherever one is chosen; and a first one, which its owner changes before anything else."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from payung.actions.add_user import NewUser, add_user
from payung.actions.password_user import first_password, own_password, password_user
from payung.actions.user_errors import PasswordWeak
from payung.actions.verify_store import verify_store
from payung.store.models import Account, Act
from payung.store.passwords import LONGEST, SHORTEST, weakness
from tests.entry.web.conftest import OURS, PASSWORD, username_of

CHANGE = "/akun/sandi/"
WEAK = [
    "kudahitam12", "a" * 12, "abababababab", "password1234", "indonesia2026", "Bismillah!!!2026", "qwertyuiop12",
    "123456789012", "iloveyou iloveyou", "BPJS-2026-2026", "ketenagakerjaan", "Payung123456", "jambi jambi 12",
    "000000000000", "x" * (LONGEST + 1),
]  # fmt: skip
GOOD = ["kucing makan ikan asin", "h7kp-m3tw-x9fd", "sawah luas di tepi", "ÄÖÜ-ñandú-łódź"]


@pytest.mark.parametrize("password", WEAK)
def test_weak_ones_are_refused_by_the_rule_and_by_the_forms(password):
    assert weakness(password) is not None
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_good_ones_pass_both(password):
    assert weakness(password) is None
    validate_password(password)


@given(st.text(max_size=30))
def test_the_forms_refuse_exactly_what_the_rule_does(password):
    owner = Account(username="siti.aminah", name="Siti Aminah")
    try:
        validate_password(password, owner)
        refused = False
    except ValidationError:
        refused = True
    assert refused == (weakness(password, ("siti.aminah", "Siti Aminah")) is not None)


@given(st.integers(0, SHORTEST - 1), st.data())
def test_eleven_letters_are_never_enough(length, data):
    assert weakness(data.draw(st.text(min_size=length, max_size=length))) is not None


def test_the_words_of_the_list_are_refused_with_digits_and_signs_around_them():
    for word in ("sunshine", "football", "superman", "bismillah", "indonesia", "ketenagakerjaan"):
        for around in ("{}123456", "!!!!!!{}", "{}-2026-11", word + "{}"):
            assert weakness(around.format(word).ljust(SHORTEST, "1")) is not None, around.format(word)


def test_one_s_own_name_is_no_password():
    assert weakness("siti.aminah.123", ("siti.aminah", "Siti Aminah")) is not None
    assert weakness("siti menanam jagung manis", ("siti.aminah", "Siti Aminah")) is None


def test_first_passwords_are_good_and_never_the_same():
    made = {first_password() for _ in range(200)}
    assert len(made) == 200 and all(weakness(one) is None for one in made)


def test_actions_refuse_weak_ones(workbench):
    for at, password in enumerate(WEAK):
        with pytest.raises(PasswordWeak):
            add_user(workbench.place, workbench.asked(f"a{at}"), NewUser("baru", "Baru"), password)
        with pytest.raises(PasswordWeak):
            password_user(workbench.place, workbench.asked(f"p{at}"), "village.1505", password)
        with pytest.raises(PasswordWeak):
            own_password(workbench.place, workbench.asked(f"o{at}", by="village.1505"), password)


def change(browser, old, new, again=None):
    return browser.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


def test_its_owner_changes_it_by_the_same_rule_and_by_an_act(workbench):
    browser, other = workbench.as_("village"), workbench.as_("village")
    for weak in ("kudahitam12", "indonesia2026", "village.1505 abc", PASSWORD):
        assert change(browser, PASSWORD, weak).status_code == 200, "shown again"
    before = Act.objects.count()
    assert change(browser, PASSWORD, GOOD[0]).status_code == 302
    assert Act.objects.count() == before + 1
    assert Act.objects.latest("number").kind == "user.own_password"
    assert browser.get("/").status_code == 200, "this session goes on"
    assert other.get("/").headers["Location"].startswith("/akun/masuk/"), "all others end"
    assert workbench.account("village").check_password(GOOD[0])
    assert verify_store(workbench.place).faults == ()


def test_a_first_password_leads_nowhere_but_to_its_change(workbench):
    name = username_of("village", OURS)
    password_user(workbench.place, workbench.asked("first"), name, "h7kp-m3tw-x9fd-q2nc", first=True)
    browser = workbench.nobody()
    browser.post("/akun/masuk/", {"login": name, "password": "h7kp-m3tw-x9fd-q2nc"})
    for page in ("/", "/cari/", "/akun/sesi/", "/akun/pengaman/"):
        assert browser.get(page).headers["Location"] == CHANGE, page
    assert browser.get(CHANGE).status_code == 200
    assert change(browser, "h7kp-m3tw-x9fd-q2nc", "h7kp-m3tw-x9fd-q2nc").status_code == 200, "the same is none"
    assert change(browser, "h7kp-m3tw-x9fd-q2nc", GOOD[2]).status_code == 302
    assert browser.get("/").status_code == 200


def test_staff_with_a_first_password_change_it_and_then_set_up_a_second_factor(workbench):
    from payung.actions.factor_user import factor_user

    name = username_of("officer", OURS)
    factor_user(workbench.place, workbench.asked("factor"), name)
    password_user(workbench.place, workbench.asked("first"), name, "h7kp-m3tw-x9fd-q2nc", first=True)
    browser = workbench.nobody()
    browser.post("/akun/masuk/", {"login": name, "password": "h7kp-m3tw-x9fd-q2nc"})
    assert browser.get("/").headers["Location"] == CHANGE
    change(browser, "h7kp-m3tw-x9fd-q2nc", GOOD[1])
    assert browser.get("/").headers["Location"] == "/akun/pengaman/"
    assert verify_store(workbench.place).faults == ()


def test_signing_in_makes_no_password_anew(workbench):
    """A digest of an older kind stays as an act bound it, or signing in after an upgrade were tampering."""
    kinds = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=kinds):
        browser = workbench.nobody()
        assert browser.post("/akun/masuk/", {"login": "village.1505", "password": PASSWORD}).status_code == 302
    assert verify_store(workbench.place).faults == ()
