"""What becomes of a job when the store had no time for it: it is the same request again, and nobody's fault."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from payung.actions.at_store import act_at
from payung.entry.jobs import worker
from payung.entry.jobs.in_hand import in_hand, left_behind
from payung.store import jobs
from payung.store.acts import StoreBusy, StoreLost
from payung.store.models import Act, Group, Job
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


def test_what_was_busy_once_is_done_the_next_time(store):
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    once(store, StoreBusy())
    assert once(store, None).state == "done"


ENDS = {
    "done": lambda held: jobs.finish(held, {"by": "another"}),
    "failed": lambda held: jobs.fail(held, None),
    "at work": lambda held: True,
}


@pytest.mark.parametrize("ended", ENDS)
def test_a_worker_that_was_stalled_keeps_nothing_of_a_job_that_is_no_longer_its_own(store, ended):
    """Its job was taken by another while it stood still, in the last moment before its act is kept."""
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    stalled = jobs.take(datetime.now(UTC))
    reached = []

    def work(place, asked, said, watcher):
        def act(doing, keys):
            reached.append(doing.number)
            doing.add_one(Group, kind="A", number="1", name="")
            return {"by": "stalled"}

        another = jobs.take(datetime.now(UTC) + jobs.LEASE + timedelta(seconds=1))
        assert another.turn == 2 and ENDS[ended](another)
        return act_at(place, asked, "test.act", {}, act)

    assert not worker.work_on(store.place, {"count": work}, lambda _: "ani", stalled)
    assert reached and not Act.objects.exists() and not Group.objects.exists()
    job = Job.objects.get()
    assert (job.state, job.tries) == ("running" if ended == "at work" else ended, 2) and "stalled" not in job.outcome


def test_an_end_that_cannot_be_written_does_not_end_the_worker(store, monkeypatch):
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    done = []

    def finish(held, outcome):
        done.append(held.turn)
        raise OperationalError("database is locked")

    monkeypatch.setattr(worker.jobs, "finish", finish)
    served(store, monkeypatch, done)
    assert done == [1] and Job.objects.get().state == "running"


def served(store, monkeypatch, done, work=lambda *_: {}, file=None) -> None:
    """A worker at work until something was ``done``, or there is nothing to do."""

    class Stops:
        idle = False

        def is_set(self):
            return self.idle or bool(done)

        def set(self):
            raise AssertionError

        def wait(self, seconds):
            self.idle = True

    with monkeypatch.context() as patch:
        patch.setattr(worker.signal, "signal", lambda *_: None)
        stops = iter([Stops()])
        real = worker.threading.Event
        patch.setattr(worker.threading, "Event", lambda: next(stops, None) or real())
        worker.serve_jobs(store.place, {"count": work}, lambda _: "ani", lambda *_: None, file)


def test_what_the_worker_before_had_in_hand_when_it_died_is_taken_at_once(store, monkeypatch, tmp_path):
    jobs.ask("job-1", "count", None, {}, DAY, MOMENT)
    file, seen = tmp_path / "in-hand", []

    def work(*_):
        seen.append(left_behind(file))
        return {}

    dead = jobs.take(datetime.now(UTC))
    served(store, monkeypatch, seen, work, file)
    assert not seen, "nobody said that its worker is dead"
    dying = in_hand(file, dead)
    dying.__enter__()  # and then it is no more
    served(store, monkeypatch, seen, work, file)
    assert seen == [("job-1", 2)] and Job.objects.get().state == "done"
    assert left_behind(file) is None, "what is done is in nobody's hand"


@pytest.mark.parametrize("said", ["", "[", '["job-1"]', "{}", "7", '["job-1", "x"]'])
def test_what_a_dying_worker_wrote_in_part_is_no_job(tmp_path, said):
    (tmp_path / "in-hand").write_text(said)
    assert left_behind(tmp_path / "in-hand") is None
    assert left_behind(tmp_path / "none") is None and left_behind(None) is None
