"""Sessions end by themselves, are gone when taken away, and no page waits for who writes the store."""

from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from payung.actions.at_store import Asked, Place, act_at
from payung.store.models import Act
from tests.entry.web.statements import statements
from tests.store.servers import PATIENCE, Writers

HOME = "home"


def ends_in(**left) -> datetime:
    """Every session ends so much from now."""
    moment = datetime.now(UTC) + timedelta(**left)
    Session.objects.update(expire_date=moment)
    return moment


def end() -> datetime:
    return Session.objects.values_list("expire_date", flat=True).get()


def test_a_page_moves_the_end_once_a_minute_and_writes_nothing_else(workbench):
    browser = workbench.as_("officer")
    soon = ends_in(minutes=29, seconds=30)
    with statements() as asked:
        assert browser.get(reverse(HOME)).status_code == 200
    written = [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert end() == soon and not written
    ends_in(minutes=28, seconds=59)
    assert browser.get(reverse(HOME)).status_code == 200
    assert timedelta(minutes=29, seconds=30) < end() - datetime.now(UTC) <= timedelta(minutes=30)


def test_who_does_nothing_for_half_an_hour_is_out(workbench):
    browser = workbench.as_("officer")
    past = ends_in(seconds=-1)
    answer = browser.get(reverse(HOME))
    assert answer.status_code == 303 and reverse("account_login") in answer.headers["Location"]
    assert end() == past, "it does not live again"


def test_a_session_that_was_taken_away_is_gone_at_the_next_page(workbench):
    browser = workbench.as_("officer")
    assert browser.get(reverse(HOME)).status_code == 200
    Session.objects.all().delete()
    assert browser.get(reverse(HOME)).status_code == 303
    assert not Session.objects.exists()


def hold(_, acks, address, keys) -> None:
    """An act that takes as long as it is left alive."""

    def work(doing, _):
        acks.say("holding")
        sleep(PATIENCE)
        return {}

    moment = datetime(2026, 3, 15, tzinfo=UTC)
    act_at(Place(address, keys), Asked("tester", moment.date(), moment, "long"), "test", {}, work)


@pytest.mark.parametrize("left", [timedelta(minutes=29, seconds=59), timedelta(minutes=2)], ids=["fresh", "older"])
def test_a_page_answers_while_a_long_act_is_done(workbench, left):
    browser = workbench.as_("officer")
    assert browser.get(reverse(HOME)).status_code == 200
    before = ends_in(seconds=left.total_seconds())
    connection.close()
    with Writers(hold, 1, workbench.place.address, workbench.place.keys) as writers:
        writers.wait_until_said(1)
        assert browser.get(reverse(HOME)).status_code == 200
        assert writers.processes[0].is_alive() and not Act.objects.filter(request="long").exists()
        renewed = left < timedelta(minutes=29) and connection.vendor == "postgresql"
        assert (end() > before) == renewed, "on SQLite the next page moves it"
    until = monotonic() + PATIENCE
    while end() == before and left < timedelta(minutes=29) and monotonic() < until:
        assert browser.get(reverse(HOME)).status_code == 200


def test_a_connection_waits_for_its_turn_as_before(workbench):
    browser = workbench.as_("officer")
    ends_in(minutes=2)
    browser.get(reverse(HOME))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (60_000,)
