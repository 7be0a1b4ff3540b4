"""Looks: once sealed, none is changed, taken away or put in unseen."""

from datetime import timedelta

import pytest

from payung.store.account_states import record
from payung.store.looks import SETTLING, looked, seal
from payung.store.models import Account, Look, LookSeal
from tests.store.stores import MOMENT


@pytest.fixture
def sealed(store):
    """Two seals, of two and of one look, and one look that waits."""
    account = Account.objects.create(username="ani", name="Ani")
    store.do(lambda doing: record(doing, store.keys, [account.pk]))
    earlier = MOMENT - timedelta(minutes=SETTLING)
    for of, at in (("1505", earlier), ("1571", earlier)):
        looked(account.pk, "list", of, "work", at)
    store.do(lambda doing: {"n": seal(doing)})
    looked(account.pk, "list", "1501", "work", earlier)
    looked(account.pk, "list", "1502", "work", MOMENT)
    store.do(lambda doing: {"n": seal(doing)})
    store.do(lambda doing: {"n": seal(doing)})
    return store


def kinds(store) -> list[str]:
    return [fault.kind for fault in store.faults()]


def test_looks_are_sealed_once_and_the_newest_wait(sealed):
    assert list(LookSeal.objects.order_by("id").values_list("looks", flat=True)) == [2, 1]
    assert kinds(sealed) == []
    Look.objects.order_by("-id").first().delete()
    assert kinds(sealed) == [], "it was not sealed yet"


@pytest.mark.parametrize("field, value", [("why", "other"), ("of", "1500"), ("what", "page"), ("at", MOMENT)])
def test_a_changed_look_is_found(sealed, field, value):
    Look.objects.filter(of="1571").update(**{field: value})
    assert kinds(sealed) == ["looks"]


def test_a_look_taken_away_is_found(sealed):
    Look.objects.filter(of="1501").delete()
    assert kinds(sealed) == ["looks"]


def test_a_look_put_in_is_found(sealed):
    first = Look.objects.order_by("id").first()
    Look.objects.create(id=first.id - 1, account=first.account, what="list", of="x", why="work", at=first.at)
    assert kinds(sealed) in (["looks"], ["looks", "looks"])
