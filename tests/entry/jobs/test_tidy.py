"""What the worker does unasked: looks are sealed, and nothing is done where there is nothing to do."""

from datetime import timedelta

from payung.entry.jobs.kinds import tidy
from payung.store.looks import SETTLING, broken_seals, looked
from payung.store.models import Account, Act, LookSeal
from tests.store.stores import MOMENT


def test_settled_looks_are_sealed_once(store):
    account = Account.objects.create(username="petugas", name="Petugas")
    looked(account.pk, "person", "15", "work", MOMENT)
    tidy(store.place, MOMENT)
    assert not Act.objects.exists(), "a look of this moment waits"
    later = MOMENT + timedelta(minutes=SETTLING + 1)
    tidy(store.place, later)
    tidy(store.place, later + timedelta(minutes=1))
    assert list(LookSeal.objects.values_list("looks", flat=True)) == [1] and Act.objects.count() == 1
    assert broken_seals() == []
