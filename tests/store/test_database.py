"""Stores made and opened: twice, half, at wrong addresses, with a password nobody may see."""

import sqlite3
import traceback

import psycopg
import pytest
from django.db import DatabaseError, connection

from payung.store import database
from payung.store.acts import StoreMissing
from payung.store.addresses import AddressWrong, database_at, file_of
from payung.store.database import StoreThere, StoreUnreachable, make_store, open_store
from payung.store.keys import Keys
from payung.store.models import Group
from tests.store.stores import Store
from tests.store.test_acts import add_groups

SECRET = "s3cr3t-pass"  # noqa: S105 - nobody's


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path) -> str:
    """The address of a place without a store."""
    yield f"sqlite:///{tmp_path}/new.sqlite3" if request.param == "sqlite" else request.getfixturevalue("postgres")
    connection.close()


def test_a_store_is_made_once(empty, tmp_path):
    with pytest.raises(StoreMissing):
        open_store(empty)
    make_store(empty)
    store = Store(empty, Keys.make(tmp_path / "keys.json"), connection.vendor)
    store.do(add_groups("1"))
    with pytest.raises(StoreThere):
        make_store(empty)
    open_store(empty)
    assert store.faults() == ()
    assert store.do(add_groups("2")) == {"ids": [2 * 2**24]}


def test_what_is_somebody_elses_is_left_alone(empty):
    path = file_of(empty)
    with sqlite3.connect(path) if path else psycopg.connect(empty) as other:
        other.execute("CREATE TABLE theirs (a integer)")
    if path:
        other.close()
    with pytest.raises(StoreThere):
        make_store(empty)
    with pytest.raises(StoreMissing):
        open_store(empty)
    assert connection.introspection.table_names() == ["theirs"]


def _fails() -> None:
    raise DatabaseError


@pytest.mark.parametrize(("step", "broken"), [("guard", _fails), ("FIRST_LINK", None)])
def test_a_store_whose_making_was_broken_off_is_finished(empty, monkeypatch, tmp_path, step, broken):
    """After the tables, and after the guards; its head is the last step."""
    monkeypatch.setattr(database, step, broken)
    with pytest.raises((StoreUnreachable, DatabaseError)):
        make_store(empty)
    monkeypatch.undo()
    with pytest.raises(StoreMissing):
        open_store(empty)
    make_store(empty)
    open_store(empty)
    store = Store(empty, Keys.make(tmp_path / "keys.json"), connection.vendor)
    store.do(add_groups("1"))
    assert store.faults() == ()


def said_by(work) -> str:
    """All that a user or a log could see of an error."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - any, and all of it
        return "".join(traceback.format_exception(error, chain=True)) + repr(vars(error))
    raise AssertionError("nothing was raised")


UNREACHABLE = [
    f"postgres://payung:{SECRET}@localhost:1/name",
    f"postgres://payung:{SECRET}@/name?host=/nowhere",
    f"postgres://payung:{SECRET}@localhost:1/name?sslmode=require&connect_timeout=2",
]
WRONG = [
    f"mysql://payung:{SECRET}@localhost/name",
    f"postgres://payung:{SECRET}@localhost:port/name",
    f"postgres://payung:{SECRET}@localhost/",
    f"postgres://payung:{SECRET}@[localhost/name",
    "sqlite://a.sqlite3",
    "sqlite:///",
    "a.sqlite3",
    "",
]


@pytest.mark.parametrize("address", UNREACHABLE)
def test_a_server_that_does_not_answer_is_named_without_the_password(address):
    for work in (open_store, make_store):
        told = said_by(lambda work=work: work(address))
        assert "StoreUnreachable" in told and SECRET not in told.replace(address, "")
    connection.close()


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_is_named_without_the_password(address):
    for work in (open_store, make_store, file_of, database_at):
        told = said_by(lambda work=work: work(address))
        assert "AddressWrong" in told and SECRET not in told


def test_a_wrong_password_is_not_shown(postgres_server):
    said = said_by(lambda: open_store(f"{postgres_server.url('nothing')}&user=nobody&password={SECRET}"))
    assert "StoreUnreachable" in said and SECRET not in said.replace("password=", "")
    connection.close()


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    path = tmp_path / "a.sqlite3"
    path.write_text("a letter, at some length; " * 100)
    for work in (open_store, make_store):
        with pytest.raises(StoreUnreachable):
            work(f"sqlite:///{path}")
        connection.close()
    assert path.read_text() == "a letter, at some length; " * 100
    with pytest.raises(StoreUnreachable):
        make_store(f"sqlite:///{tmp_path}/nowhere/a.sqlite3")
    with pytest.raises(StoreMissing):
        open_store(f"sqlite:///{tmp_path}/nothing.sqlite3")
    assert not (tmp_path / "nothing.sqlite3").exists()


def test_a_store_says_when_its_writes_are_on_the_disk(store):
    """Not to be seen from outside: nothing but a power cut tells FULL from NORMAL. So the setting itself is asked."""
    with connection.cursor() as cursor:
        if store.on == "sqlite":
            told = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
            assert told == ["wal", 2]
        else:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)


ADDRESSES = {
    "sqlite:///a.sqlite3": {"NAME": "a.sqlite3"},
    "sqlite:////srv/a%20b.sqlite3": {"NAME": "/srv/a b.sqlite3"},
    "postgres://u:p%40ss%2Fw@h:5433/n": {"USER": "u", "PASSWORD": "p@ss/w", "HOST": "h", "PORT": "5433", "NAME": "n"},
    "postgresql://u@/n?host=/run/pg": {"USER": "u", "PASSWORD": "", "HOST": "/run/pg", "PORT": "", "NAME": "n"},
    "postgres://[::1]:5432/n": {"HOST": "::1", "PORT": "5432", "USER": ""},
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses(address):
    found = database_at(address)
    assert {name: found[name] for name in ADDRESSES[address]} == ADDRESSES[address]


def test_options_of_one_address_do_not_reach_another():
    database_at("postgres://h/n?sslmode=require")["OPTIONS"]["more"] = 1
    assert "sslmode" not in database_at("postgres://h/n")["OPTIONS"]
    database_at("sqlite:///a")["OPTIONS"]["timeout"] = 0
    assert database_at("sqlite:///a")["OPTIONS"]["timeout"] == 60
    with pytest.raises(AddressWrong):
        file_of("nothing")


def test_a_store_that_is_open_is_not_opened_again(store):
    open_store(store.address)
    before = connection.connection
    open_store(store.address)
    assert connection.connection is before is not None
    connection.close()
    open_store(store.address)
    assert connection.connection is not before
    store.do(add_groups("1"))


def test_another_file_in_the_place_of_an_open_store_is_seen(sqlite_mint):
    one, other = sqlite_mint.new(), sqlite_mint.new()
    open_store(other.address)
    other.do(add_groups("1"))
    connection.close()
    open_store(one.address)
    assert Group.objects.count() == 0
    file_of(other.address).replace(file_of(one.address))
    open_store(one.address)
    assert Group.objects.count() == 1
    file_of(one.address).unlink()
    with pytest.raises(StoreMissing):
        open_store(one.address)


def test_a_server_that_went_away_is_called_again(own_postgres):
    address = own_postgres.new_database()
    make_store(address)
    open_store(address)
    own_postgres.kill()
    with pytest.raises(StoreUnreachable):
        open_store(address)
    own_postgres.start()
    open_store(address)
    assert Group.objects.count() == 0
    own_postgres.kill()
    own_postgres.start()
    open_store(address)
    assert Group.objects.count() == 0
    connection.close()


def test_after_an_error_of_the_connection_the_store_is_opened_anew(store):
    open_store(store.address)
    before = connection.connection
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    open_store(store.address)
    assert connection.connection is not before
