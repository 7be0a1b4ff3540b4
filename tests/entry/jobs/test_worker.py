"""What becomes of a job when the store had no time for it: it is the same request again, and nobody's fault."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from payung.actions.report_month import NothingBooked
from payung.entry.jobs import worker
from payung.store import jobs
from payung.store.acts import StoreBusy, StoreLost
from payung.store.models import Job
from tests.store.stores import DAY, MOMENT


def once(store, raising) -> Job:
    """The job after it was taken and tried once."""
    held = jobs.take(datetime.now(UTC) + timedelta(hours=1))
    assert held is not None

    def work(*_):
        if raising:
            raise raising
        return {"done": 1}

    worker.work_on(store.place, {"count": work}, lambda _: "ani", held)
    return Job.objects.get()


@pytest.mark.parametrize("error", [StoreBusy(), StoreLost()], ids=lambda error: error.code)
def test_a_store_that_was_busy_or_lost_is_tried_again_and_told_at_the_end(store, error):
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    for _ in range(jobs.MOST_TRIES - 1):
        left = once(store, error)
        assert left.state == "running" and datetime.now(UTC) < left.lease < datetime.now(UTC) + jobs.LEASE
    ended = once(store, error)
    assert ended.state == "failed" and error.code in ended.error


def test_the_page_of_a_job_that_failed_is_told_of_pages(store):
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    told = json.loads(once(store, NothingBooked()).error)["do"]
    assert told == ["Catat uang masuk dahulu pada halaman Dana.", "Record money that came in on the page Funds first."]


def test_what_was_busy_once_is_done_the_next_time(store):
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    once(store, StoreBusy())
    assert once(store, None).state == "done"


def test_an_end_that_cannot_be_written_does_not_end_the_worker(store, monkeypatch):
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    done = []

    def finish(held, outcome):
        done.append(held.turn)
        raise OperationalError("database is locked")

    class Stops:
        """Set once the job was tried."""

        def is_set(self):
            return bool(done)

        def set(self):
            raise AssertionError

        def wait(self, seconds):
            raise AssertionError("there was a job")

    monkeypatch.setattr(worker.jobs, "finish", finish)
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    stops = iter([Stops()])
    real = worker.threading.Event
    monkeypatch.setattr(worker.threading, "Event", lambda: next(stops, None) or real())
    worker.serve_jobs(store.place, {"count": lambda *_: {}}, lambda _: "ani", lambda *_: None)
    assert done == [1] and Job.objects.get().state == "running"
