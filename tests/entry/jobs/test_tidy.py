"""What the worker does unasked: looks are sealed, and nothing is done where there is nothing to do."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from payung.entry.jobs.kinds import KEPT_FAILURES, tidy
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


def test_what_signing_in_left_behind_goes_when_its_time_is_over(store):
    later = MOMENT + KEPT_FAILURES + timedelta(seconds=1)
    for name, ends in (("ended", later - timedelta(seconds=1)), ("live", later + timedelta(seconds=1))):
        Session.objects.create(session_key=name, session_data="", expire_date=ends)
    for number, at in enumerate((MOMENT, later - KEPT_FAILURES + timedelta(seconds=1))):
        made = AccessAttempt.objects.create(username=f"u{number}", failures_since_start=1)
        AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=at)
    tidy(store.place, later)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["u1"]
