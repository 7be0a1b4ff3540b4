"""Acts: once each, one after the other, all of it or nothing."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import psycopg
import pytest
from django.db import IntegrityError, connection

from payung.core.basis.errors import PayungError
from payung.store import acts, addresses
from payung.store.acts import (
    Deed,
    RequestReused,
    StoreBusy,
    StoreLost,
    StoreMissing,
    perform,
)
from payung.store.addresses import file_of
from payung.store.database import connect
from payung.store.models import Act, ClosedMonth, Group, Head, VillageCode
from tests.store.stores import DAY, MOMENT, Store, a_deed
from tests.store.world import everything

COLUMNS = ("kind", "number", "name")


def add_groups(*numbers: str):
    def work(doing):
        rows = [("A", number, "") for number in numbers]
        return {"ids": list(doing.add(Group, COLUMNS, rows))}

    return work


def test_a_repeat_gives_the_outcome_of_the_first_time_and_does_nothing(store):
    first = store.do(add_groups("1", "2"), request="r")
    before = everything()
    again = store.do(add_groups("3"), request="r", at=MOMENT + timedelta(days=9))
    assert again == first == {"ids": [2**24, 2**24 + 1]}
    assert everything() == before


@pytest.mark.parametrize("other", [{"kind": "other"}, {"said": 2}, {"on": DAY + timedelta(days=1)}, {"by": "another"}])
def test_a_request_used_for_something_else_is_refused(store, other):
    store.do(add_groups("1"), **{"request": "r", "kind": "test", "said": 1})
    before = everything()
    with pytest.raises(RequestReused):
        store.do(add_groups("2"), **({"request": "r", "kind": "test", "said": 1} | other))
    assert everything() == before


def test_what_was_said_is_the_same_in_any_order(store):
    first = store.do(add_groups("1"), request="r", a=1, b=[1, {"d": 1, "c": 2}])
    assert store.do(add_groups("2"), request="r", b=[1, {"c": 2, "d": 1}], a=1) == first


class Fails(Exception):
    pass


def test_an_act_that_fails_leaves_nothing_and_no_gap(store):
    store.do(add_groups("1"))
    before = everything()

    def fails(doing):
        add_groups("2", "3")(doing)
        raise Fails

    for _ in range(3):
        with pytest.raises(Fails):
            store.do(fails, request="r")
    assert everything() == before
    assert store.do(add_groups("2"), request="r") == {"ids": [2 * 2**24]}, "the request is still free"
    assert list(Act.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert store.faults() == ()


def test_what_the_database_refuses_at_the_end_leaves_nothing(store):
    before = everything()
    with pytest.raises(IntegrityError):
        store.do(lambda doing: {"id": doing.add_one(VillageCode, village_id=5, code="1", since=None)})
    assert everything() == before


def test_an_addition_that_was_refused_leaves_nothing_where_the_act_goes_on(store):
    store.do(add_groups("1"))

    def work(doing):
        with pytest.raises(IntegrityError):
            doing.add(Group, COLUMNS, [("A", "2", ""), ("A", "1", "")])
        with pytest.raises(ValueError, match="number"):
            doing.add(Group, COLUMNS, [("A", "2", ""), ("A", 1, "")])
        return {"ids": list(doing.add(Group, COLUMNS, [("A", "3", "")]))}

    assert store.do(work) == {"ids": [2 * 2**24]}
    assert list(Group.objects.order_by("id").values_list("number", flat=True)) == ["1", "3"]
    assert store.faults() == ()


def test_an_act_writes_a_table_once_and_no_more_than_it_holds(store, monkeypatch):
    def twice(doing):
        add_groups("1")(doing)
        add_groups("2")(doing)

    before = everything()
    with pytest.raises(ValueError, match="at once"):
        store.do(twice)
    monkeypatch.setattr(acts, "ROWS_AN_ACT", 3)
    with pytest.raises(ValueError, match="more than one act holds"):
        store.do(add_groups(*"1234"))
    assert everything() == before
    assert len(store.do(add_groups(*"123"))["ids"]) == 3


def test_nothing_to_add_is_nothing_written(store):
    store.do(add_groups())
    assert Act.objects.get().wrote == "{}"
    assert store.faults() == ()


@pytest.mark.parametrize("hours", [-11, 0, 7, 9])
def test_the_chain_holds_whatever_the_time_zone_of_the_moment(store, hours):
    moment = datetime(2026, 1, 1, 3, 4, 5, 678, timezone(timedelta(hours=hours)))
    store.do(add_groups("1"), at=moment)
    store.do(add_groups("2"), at=moment.replace(microsecond=0))
    assert store.faults() == ()
    assert Act.objects.get(number=1).at == moment


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001 - that is what is refused
        {"on": datetime(2026, 1, 1, tzinfo=UTC)},
        {"request": ""},
        {"request": "r" * 65},
        {"request": "a\0"},
        {"by": "b" * 101},
        {"by": ""},
        {"kind": "k" * 41},
    ],
)
def test_a_deed_that_one_of_the_databases_would_not_hold_is_refused(wrong):
    right = Deed(kind="k", request="r", by="b", on=date(2026, 1, 1), at=MOMENT)
    with pytest.raises(ValueError):
        replace(right, **wrong)


def test_what_is_no_json_is_refused(store):
    for said in (float("nan"), {1, 2}, b"1"):
        with pytest.raises((TypeError, ValueError)):
            store.do(add_groups(), thing=said)
        with pytest.raises((TypeError, ValueError)):
            store.do(lambda doing, said=said: {"thing": said})
    assert not Act.objects.exists()


@pytest.fixture
def impatient(store, monkeypatch) -> Store:
    monkeypatch.setitem(addresses._SQLITE, "timeout", 0.1)
    monkeypatch.setitem(addresses._POSTGRES, "options", "-c lock_timeout=100ms")
    connect(store.address)
    return store


def test_who_waits_too_long_is_told_and_nothing_is_kept(impatient):
    if impatient.on == "sqlite":
        other = sqlite3.connect(file_of(impatient.address), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(impatient.address)
        other.execute("SELECT * FROM head FOR UPDATE")
    before = everything()
    with pytest.raises(StoreBusy):
        impatient.do(add_groups("1"), request="r")
    other.rollback()
    other.close()
    assert everything() == before
    impatient.do(add_groups("1"), request="r")


def test_no_tables_and_no_head_are_no_store(mint, store, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM head")
    with pytest.raises(StoreMissing):
        store.do(add_groups("1"))
    empty = f"sqlite:///{tmp_path}/empty.sqlite3" if store.on == "sqlite" else mint._server.new_database()
    connect(empty)
    with pytest.raises(StoreMissing):
        store.do(add_groups("1"))


def test_a_database_that_stops_is_named_and_a_repeat_tells(store):
    outcome = store.do(add_groups("1"), request="before")

    def cut(doing):
        add_groups("2")(doing)
        with connection.cursor() as cursor:
            if store.on == "sqlite":
                cursor.execute("PRAGMA max_page_count = 1")  # a full disk; it takes the pages there are
                for at in range(10_000):
                    cursor.execute("INSERT INTO village VALUES (%s, %s)", (at, str(at)))
            else:
                with psycopg.connect(store.address, autocommit=True) as other:
                    other.execute("SELECT pg_terminate_backend(%s)", (connection.connection.info.backend_pid,))
                cursor.execute("SELECT 1")

    with pytest.raises(StoreLost) as raised:
        store.do(cut, request="r")
    assert raised.value.__cause__ is None
    if store.on == "sqlite":
        connection.close()
    assert store.do(add_groups("3"), request="before") == outcome
    assert store.do(add_groups("2"), request="r") == {"ids": [2 * 2**24]}
    assert Group.objects.count() == 2
    assert store.faults() == ()


def test_acts_are_numbered_one_after_the_other(store):
    for number in range(1, 6):
        store.do(lambda doing, month=number: {"id": doing.add_one(ClosedMonth, month=202600 + month)})
    rows = list(Act.objects.order_by("number").values_list("number", "previous", "link"))
    assert [number for number, *_ in rows] == [1, 2, 3, 4, 5]
    assert [previous for _, previous, _ in rows] == ["0" * 64, *[link for *_, link in rows][:-1]]
    assert Head.objects.values_list("number", "link").get() == (5, rows[-1][2])
    assert list(ClosedMonth.objects.order_by("id").values_list("id", flat=True)) == [n * 2**24 for n in range(1, 6)]
    assert ClosedMonth.objects.first().act_number == 1


def test_the_outcome_given_first_is_the_outcome_given_again(store):
    given = perform(a_deed(request="r"), store.keys, lambda doing: {"a": (1, 2), "b": None, "c": "é\u2028"})
    assert given == {"a": [1, 2], "b": None, "c": "é\u2028"} == store.do(add_groups(), request="r")


def test_every_error_has_a_code_of_its_own():
    errors = [RequestReused("r"), StoreBusy(), StoreLost(), StoreMissing()]
    assert len({error.exit_code for error in errors}) == len({error.code for error in errors}) == 4
    assert all(isinstance(error, PayungError) for error in errors)
