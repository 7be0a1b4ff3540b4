"""The queue of jobs on both databases: once each, taken again where a worker died, given up where it always dies."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from payung.core.basis.text import Text
from payung.store import jobs
from payung.store.acts import RequestReused
from payung.store.database import open_store
from payung.store.models import Job
from tests.store.stores import DAY, MOMENT


def ask(number: int, kind: str = "count", **said) -> None:
    jobs.ask(f"job-{number}", kind, None, said, DAY, MOMENT + timedelta(seconds=number))


def test_the_oldest_is_taken_first_and_once(store):
    ask(2, n=2)
    ask(1, n=1)
    first, second = jobs.take(MOMENT), jobs.take(MOMENT)
    assert (first.id, first.said, second.id, jobs.take(MOMENT)) == ("job-1", {"n": 1}, "job-2", None)


def test_asked_again_it_is_the_same_and_another_content_is_refused(store):
    ask(1, n=1)
    ask(1, n=1)
    assert Job.objects.count() == 1
    with pytest.raises(RequestReused):
        ask(1, n=2)
    held = jobs.take(MOMENT)
    jobs.finish(held, {"n": 7})
    ask(1, n=1)
    assert jobs.take(MOMENT) is None and Job.objects.get().outcome == '{"n":7}'


def test_a_job_whose_worker_died_is_taken_again_and_the_dead_one_says_nothing_more(store):
    ask(1)
    dead = jobs.take(MOMENT)
    assert jobs.take(MOMENT + jobs.LEASE) is None
    later = MOMENT + jobs.LEASE + timedelta(seconds=1)
    held = jobs.take(later)
    assert (held.id, held.turn) == ("job-1", 2)
    assert not jobs.tell(dead, Text(id="x", en="x"), 1, 2)
    assert not jobs.finish(dead, {"by": "dead"}) and not jobs.fail(dead, None) and not jobs.hold(dead, later)
    assert jobs.finish(held, {"by": "living"})
    assert Job.objects.get().outcome == '{"by":"living"}'


def test_a_job_of_a_worker_that_is_dead_for_certain_is_taken_at_once_and_no_other_is(store):
    ask(1)
    ask(2)
    dead, living = jobs.take(MOMENT), jobs.take(MOMENT)
    after = MOMENT + timedelta(seconds=1)
    assert not jobs.let_go(dead.id, dead.turn + 1, MOMENT) and jobs.take(after) is None
    assert jobs.let_go(dead.id, dead.turn, MOMENT)
    held = jobs.take(after)
    assert (held.id, held.turn) == (dead.id, 2) and jobs.take(after) is None
    assert not jobs.let_go(dead.id, dead.turn, after), "by now it is another's"
    assert jobs.finish(living, {}) and not jobs.let_go(living.id, living.turn, after)


def test_a_lease_that_is_renewed_holds(store):
    ask(1)
    held = jobs.take(MOMENT)
    assert jobs.hold(held, MOMENT + jobs.LEASE)
    assert jobs.take(MOMENT + jobs.LEASE + timedelta(seconds=1)) is None


def test_work_that_kills_its_worker_every_time_is_given_up(store):
    ask(1)
    now = MOMENT
    for turn in range(1, jobs.MOST_TRIES + 1):
        assert jobs.take(now).turn == turn
        now += jobs.LEASE + timedelta(seconds=1)
    assert jobs.take(now) is None
    job = Job.objects.get()
    assert job.state == "failed" and jobs.BROKE in job.error


def test_eight_workers_take_each_job_once(store):
    for number in range(40):
        ask(number)
    taken, lock, start = [], threading.Lock(), threading.Barrier(8)

    def work() -> None:
        open_store(store.address)
        start.wait()
        while held := jobs.take(MOMENT):
            with lock:
                taken.append(held.id)
            jobs.finish(held, {})
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(f"job-{number}" for number in range(40))
