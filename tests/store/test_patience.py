"""A page that writes a line waits a moment for whoever writes the store, and not for as long as that takes."""

import sqlite3
from time import monotonic

import pytest
from django.db import connection, transaction

from payung.store import jobs, looks, patience
from payung.store.acts import StoreBusy
from payung.store.addresses import WAIT_SECONDS, file_of
from payung.store.models import Account, Job, Look
from tests.store.stores import DAY, MOMENT


@pytest.fixture
def writer(sqlite_mint):
    """A store that another connection is writing, until it is told to end."""
    store = sqlite_mint.new()
    Account.objects.create(id=1, username="ani", name="Ani")
    other = sqlite3.connect(file_of(store.address), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()
    sqlite_mint.remove(store)


def waits() -> int:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_a_look_and_a_job_are_refused_soon_and_taken_when_the_writer_is_done(writer, monkeypatch):
    monkeypatch.setattr(looks, "A_PAGE", 0.1)
    monkeypatch.setattr(jobs, "A_PAGE", 0.1)
    begun = monotonic()
    with pytest.raises(StoreBusy):
        looks.looked(1, "list", "15", "work", MOMENT)
    with pytest.raises(StoreBusy):
        jobs.ask("job-1", "count", 1, {}, DAY, MOMENT)
    assert monotonic() - begun < WAIT_SECONDS / 2
    writer.execute("ROLLBACK")
    assert not Look.objects.exists() and not Job.objects.exists()
    looks.looked(1, "list", "15", "work", MOMENT)
    jobs.ask("job-1", "count", 1, {}, DAY, MOMENT)
    assert Look.objects.count() == Job.objects.count() == 1
    assert waits() == WAIT_SECONDS * 1000, "whoever acts still waits for its turn"


def test_within_a_transaction_nothing_changes(store):
    with transaction.atomic(), patience.patient_for(0.1):
        if connection.vendor == "sqlite":
            assert waits() == WAIT_SECONDS * 1000
