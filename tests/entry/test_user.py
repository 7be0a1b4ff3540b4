"""``payung user …`` on the command line: accounts made, given duties, refused; and who may not."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test import override_settings

from payung.entry.cli.main import main
from payung.store.database import open_store
from payung.store.models import Account, Act

GOOD = "kuda hitam makan rumput"


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A folder with a new store and its keys."""
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        at(folder, patch)
        assert payung("store", "init").exit_code == 0
    connection.close()
    return folder


def at(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.chdir(folder)
    patch.setenv("PAYUNG_KEYS", str(folder / "keys" / "keys.json"))
    patch.setenv("DATABASE_URL", f"sqlite:///{folder}/store.sqlite3")


@pytest.fixture
def here(empty, tmp_path, monkeypatch) -> Iterator[Path]:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    at(tmp_path, monkeypatch)
    open_store(f"sqlite:///{tmp_path}/store.sqlite3")
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield tmp_path


def payung(*words: object, typed: str = "") -> Result:
    """At a shell, which says so where it acts for an account."""
    given = ["--language", "en", *(str(word) for word in words), *(["--shell"] if "--by" in words else [])]
    return CliRunner().invoke(main, given, input=typed and f"{typed}\n")


def made(name: str, *more: object, by: str = "office") -> None:
    assert payung("user", "add", name, "--name", f"Name of {name}", "--by", by, typed=GOOD).exit_code == 0
    if more:
        assert payung("user", "duty", name, *more, "--by", by, "--on", "2026-03-01").exit_code == 0


def listed(*words: object) -> str:
    shown = payung("user", "list", "--on", "2026-03-15", *words)
    assert shown.exit_code == 0, shown.output
    return shown.output


def duty_number(text: str, role: str) -> str:
    found = re.search(rf"^  (\d+)  {role}", text, re.M)
    assert found, text
    return found[1]


def refused(result: Result, says: str = "") -> None:
    assert result.exit_code in (180, 216), result.output
    assert says in result.output + str(result.exception)


def test_an_account_is_made_given_a_duty_listed_and_its_duty_ended(here):
    made("ani", "--role", "officer", "--area", "1505")
    assert "ani  Name of ani" in listed() and "programme officer  1505" in listed() and "holds" in listed()
    number = duty_number(listed(), "programme officer")
    assert payung("user", "end", number).exit_code == 0
    assert "ended" in listed()
    refused(payung("user", "end", number), "There is no duty")
    refused(payung("user", "end", 12345), "There is no duty 12345")
    assert "Everything fits" in payung("store", "verify").output


def test_a_repeat_with_the_same_request_makes_one_account(here):
    words = ("user", "add", "ani", "--name", "Ani", "--request", "r1", "--on", "2026-03-01", "--by", "office")
    assert [payung(*words, typed=GOOD).exit_code for _ in range(2)] == [0, 0]
    assert Account.objects.count() == 1 and Act.objects.filter(kind="user.add").count() == 1
    refused(payung("user", "add", "ani", "--name", "Ani", typed=GOOD), "taken")


@pytest.mark.parametrize("name", ["Ani", "a", "ani budi", "1ani", "ani/../x", "a" * 61, "ani\n", "ÁNI"])
def test_a_username_is_small_letters_digits_dots(here, name):
    refused(payung("user", "add", name, "--name", "X", typed=GOOD))
    assert not Account.objects.exists()


@pytest.mark.parametrize("password", ["kudahitam12", "indonesia2026", "aaaaaaaaaaaa", "ani.sumarni1"])
def test_weak_passwords_are_refused_when_made_and_when_changed(here, password):
    refused(payung("user", "add", "ani.sumarni", "--name", "Ani Sumarni", typed=password))
    made("ani.sumarni")
    refused(payung("user", "password", "ani.sumarni", typed=password))
    assert Account.objects.get().check_password(GOOD)


def test_a_password_is_set_and_a_first_one_is_printed_once(here):
    made("ani")
    assert payung("user", "password", "ani", typed="sawah luas di tepi").exit_code == 0
    assert Account.objects.get().check_password("sawah luas di tepi")
    assert "sawah" not in "".join(Act.objects.values_list("said", flat=True))
    words = ("user", "password", "ani", "--first", "--request", "r9", "--on", "2026-03-01", "--by", "office")
    shown = payung(*words)
    found = re.search(r"now only\): (\S+)", shown.output)
    assert found and Account.objects.get().check_password(found[1]) and Account.objects.get().first_password
    again = payung(*words)
    refused(again, "shown once")
    assert "now only" not in again.output, "a password that was never kept is not shown"
    refused(payung("user", "password", "nobody", typed=GOOD), "There is no nobody")


def test_an_account_is_refused_and_let_in_again(here):
    made("ani", "--role", "officer", "--area", "15")
    assert payung("user", "disable", "ani").exit_code == 0
    assert not Account.objects.get().is_active and "refused" in listed()
    refused(payung("user", "duty", "ani", "--role", "checker", "--area", "15"), "There is no ani")
    assert payung("user", "disable", "ani", "--back").exit_code == 0
    assert Account.objects.get().is_active
    refused(payung("user", "disable", "nobody"))
    assert "Everything fits" in payung("store", "verify").output


WRONG = {
    "no such region": ("--role", "officer", "--area", "150"),
    "a word for a region": ("--role", "officer", "--area", "jambi"),
    "a branch with a region": ("--role", "branch", "--area", "15"),
    "a branch of no group": ("--role", "branch", "--group", "SG 1"),
    "an officer with a group": ("--role", "officer", "--group", "SG 1"),
    "an officer of nowhere": ("--role", "officer"),
    "a village operator of a district": ("--role", "village", "--area", "150503"),
    "days the wrong way round": ("--role", "officer", "--area", "15", "--since", "2026-05-01", "--until", "2026-04-30"),
    "an auditor for ever": ("--role", "auditor", "--area", "15"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_duty_that_cannot_be_is_refused(here, what):
    made("ani")
    refused(payung("user", "duty", "ani", *WRONG[what]))
    assert "no duty" not in listed() and "officer" not in listed().replace("ani", "")


def test_days_of_a_duty_are_told_as_they_stand(here):
    made("ani", "--role", "officer", "--area", "15", "--since", "2026-04-01")
    made("budi", "--role", "auditor", "--area", "15", "--since", "2026-01-01", "--until", "2026-03-14")
    assert "not yet" in listed() and "over" in listed()


class TestAdministrators:
    """Nobody gives themselves a duty, and who manages accounts takes no part in anything else."""

    @pytest.fixture(autouse=True)
    def office(self, here):
        made("putri", "--role", "administrator", "--area", "1505")
        made("rina", "--role", "administrator", "--area", "15")
        made("ani", "--role", "officer", "--area", "1505")
        made("citra", "--role", "approver", "--area", "1571")
        made("dewi")

    def test_they_act_within_their_regions(self):
        made("eka", "--role", "checker", "--area", "150503", by="putri")
        refused(payung("user", "duty", "dewi", "--role", "officer", "--area", "1571", "--by", "putri"))
        refused(payung("user", "duty", "dewi", "--role", "officer", "--area", "15", "--by", "putri"))
        refused(payung("user", "duty", "dewi", "--role", "officer", "--area", "", "--by", "rina"))
        for verb in (("password",), ("disable",), ("factor",), ("sessions",)):
            refused(payung("user", *verb, "citra", "--by", "putri", typed=GOOD))
            assert payung("user", *verb, "citra", "--by", "rina", typed="sawah luas di tepi").exit_code == 0, verb
        refused(payung("user", "end", duty_number(listed(), "approver"), "--by", "putri"))

    @pytest.mark.parametrize("role", ["officer", "checker", "approver", "head", "administrator", "village"])
    def test_never_a_duty_for_themselves(self, role):
        area = "1505032004" if role == "village" else "1505"
        refused(payung("user", "duty", "putri", "--role", role, "--area", area, "--by", "putri"), "own account")

    def test_nor_a_role_beside_theirs_from_another(self):
        refused(
            payung("user", "duty", "putri", "--role", "approver", "--area", "1505", "--by", "rina"), "no other role"
        )
        refused(payung("user", "duty", "ani", "--role", "administrator", "--area", "1505", "--by", "rina"))
        assert (
            payung("user", "duty", "dewi", "--role", "administrator", "--area", "1505", "--by", "rina").exit_code == 0
        )

    def test_nor_do_they_change_or_refuse_their_own_account(self):
        for words in (("disable", "putri"), ("password", "putri"), ("factor", "putri"), ("sessions", "putri")):
            refused(payung("user", *words, "--by", "putri", typed=GOOD), "own account")
        own = re.search(r"putri.*\n  (\d+)", listed())
        assert own
        refused(payung("user", "end", own[1], "--by", "putri"), "own account")

    def test_whoever_manages_no_accounts_changes_none(self):
        for name in ("ani", "citra", "dewi"):
            refused(payung("user", "add", f"x.{name}", "--name", "X", "--by", name, typed=GOOD))
            refused(payung("user", "duty", "dewi", "--role", "approver", "--area", "1505", "--by", name))
        assert not Account.objects.filter(username__startswith="x.").exists()

    def test_nor_does_an_administrator_whose_duty_ended_or_who_is_refused(self):
        assert payung("user", "end", duty_number(listed(), "administrator  1505"), "--by", "rina").exit_code == 0
        refused(payung("user", "disable", "ani", "--by", "putri"))
        assert payung("user", "disable", "rina", "--by", "office").exit_code == 0
        refused(payung("user", "disable", "ani", "--by", "rina"))


def test_the_keys_are_told_by_name_and_version_and_never_shown(here):
    before = payung("store", "keys").output
    assert "with the store" in before and "1  " in before
    assert payung("store", "rotate", "--by", "office", "--on", "2026-03-01").exit_code == 0
    after = payung("store", "keys").output
    assert "2  2026-03-01 office  seals" in after
    held = (here / "keys" / "keys.json").read_text()
    secrets = re.findall(r"[A-Za-z0-9+/=]{32,}", held)
    assert secrets and not any(secret in after for secret in secrets)
