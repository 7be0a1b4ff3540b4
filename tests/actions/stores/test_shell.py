"""What a shell signs: never as if somebody had signed in, once there are accounts."""

from dataclasses import replace

import pytest

from payung.actions.at_store import Place, ShellSignsAsAccount, signed
from payung.actions.in_sight import NotWhole
from payung.actions.issue_proposal import issue_proposal
from payung.actions.proposals import ProposalNeeded
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.right_of import RightMissing
from payung.store.models import Account, Act
from tests.actions.stores.proposing import Handed, by, make_accounts
from tests.actions.stores.test_proposals import approved
from tests.actions.stores.two_villages import asked


def at_shell(name: str, user: str = "root", lent: bool = False):
    return replace(asked(), by=name, shell=user, lent=lent)


def receive(place: Place, one) -> str:
    receive_fund(place, one, Money("provinsi", 202704, 5))
    return str(Act.objects.order_by("-number").values_list("by", flat=True).first())


def test_before_there_are_accounts_a_name_is_a_name(opened):
    assert receive(opened, at_shell("ani")) == "ani"
    assert receive(opened, at_shell("root")) == "root"


def test_with_accounts_the_user_of_the_machine_is_named(opened):
    make_accounts(opened)
    before = Act.objects.count()
    for name in ("ani", "gita", "joko"):
        with pytest.raises(ShellSignsAsAccount):
            receive(opened, at_shell(name))
    assert Act.objects.count() == before
    assert receive(opened, at_shell("root")) == "shell root"
    assert receive(opened, at_shell("Kepala dinas")) == "Kepala dinas · shell root"
    assert receive(opened, at_shell("ani", lent=True)) == "ani · shell root"
    assert receive(opened, at_shell("ani", user="ani")) == "shell ani"
    assert receive(opened, by("ani")) == "ani"
    with pytest.raises(RightMissing):
        receive(opened, at_shell("gita", lent=True))
    with pytest.raises(NotWhole):
        receive(opened, at_shell("fitri", lent=True))
    assert signed(at_shell("x" * 90, user="y" * 90)) == f"{'x' * 60} · shell {'y' * 31}"


def test_a_shell_issues_for_an_account_what_others_approved(handed: Handed):
    number = approved(handed)
    with pytest.raises(ShellSignsAsAccount):
        issue_proposal(handed.place, at_shell("ani"), number)
    for name in ("root", "gita"):
        with pytest.raises((RightMissing, ProposalNeeded)):
            issue_proposal(handed.place, at_shell(name, lent=name == "gita"), number)
    issue_proposal(handed.place, at_shell("ani", lent=True), number)
    assert Act.objects.get(kind="decree.issue").by == "ani · shell root"
    assert Account.objects.filter(steps__name="done").get().username == "ani"
