"""Spending on plain tables: what oversells, and what sells exactly. The ground the store's own test stands on."""

import sqlite3
from pathlib import Path

import psycopg
import pytest

from tests.store.hammer import Gate, hammer

RUNS = 100
PLACES = 20
"""Person-months of each purse; 8 writers do not share it evenly, so a race at its end shows."""
DDL = """
CREATE TABLE purse (number integer PRIMARY KEY, places bigint NOT NULL, spent bigint NOT NULL,
    CHECK (spent <= places));
CREATE TABLE sale (purse integer NOT NULL, writer integer NOT NULL, attempt integer NOT NULL,
    PRIMARY KEY (purse, writer, attempt));
"""
PURSE = "INSERT INTO purse VALUES ({purse}, {places}, 0);"
SALE = "INSERT INTO sale VALUES ({purse}, {writer}, {attempt})"
SOLD = "SELECT count(*) FROM sale WHERE purse = {purse}"
TAKE_IF_LEFT = "UPDATE purse SET spent = spent + 1 WHERE number = {purse} AND spent + 1 <= places"
TAKE = "UPDATE purse SET spent = spent + 1 WHERE number = {purse}"


class OnPostgreSQL:
    """A connection that commits what ``sold`` does in one transaction."""

    def __init__(self, which: int, url: str) -> None:
        self.which, self.connection = which, psycopg.connect(url, autocommit=True)
        self.connection.execute("SET default_transaction_isolation = 'read committed'")

    def run(self, statement: str, **values: int) -> psycopg.Cursor:
        return self.connection.execute(statement.format(writer=self.which, **values).encode())


class Naive(OnPostgreSQL):
    """Looks how much was sold, then sells."""

    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        (sold,) = self.run(SOLD, purse=purse).fetchone()
        gate.together()
        if sold < PLACES:
            self.run(SALE, purse=purse, attempt=attempt)
        gate.together()
        return sold < PLACES


class NaiveInOneTransaction(OnPostgreSQL):
    """The same within BEGIN and COMMIT, which helps nothing."""

    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        with self.connection.transaction():
            (sold,) = self.run(SOLD, purse=purse).fetchone()
            gate.together()
            if sold < PLACES:
                self.run(SALE, purse=purse, attempt=attempt)
        gate.together()
        return sold < PLACES


class Conditional(OnPostgreSQL):
    """One UPDATE that asks and takes."""

    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        with self.connection.transaction():
            if self.run(TAKE_IF_LEFT, purse=purse).rowcount != 1:
                return False
            self.run(SALE, purse=purse, attempt=attempt)
        return True


class Constrained(OnPostgreSQL):
    """Takes without asking; the constraint of the table refuses."""

    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        try:
            with self.connection.transaction():
                self.run(SALE, purse=purse, attempt=attempt)
                self.run(TAKE, purse=purse)
        except psycopg.errors.CheckViolation:
            return False
        return True


class OnSQLite:
    def __init__(self, which: int, path: Path) -> None:
        self.which, self.connection = which, sqlite3.connect(path, timeout=60, isolation_level=None)
        self.connection.execute("PRAGMA synchronous = OFF")  # what is tried is the race, not the disk

    def run(self, statement: str, **values: int) -> sqlite3.Cursor:
        return self.connection.execute(statement.format(writer=self.which, **values))


class NaiveOnSQLite(OnSQLite):
    sell = Naive.sell


class ConditionalOnSQLite(OnSQLite):
    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        self.run("BEGIN IMMEDIATE")
        if taken := self.run(TAKE_IF_LEFT, purse=purse).rowcount == 1:
            self.run(SALE, purse=purse, attempt=attempt)
        self.run("COMMIT")
        return taken


class ConstrainedOnSQLite(OnSQLite):
    def sell(self, purse: int, attempt: int, gate: Gate) -> bool:
        self.run("BEGIN IMMEDIATE")
        try:
            self.run(SALE, purse=purse, attempt=attempt)
            self.run(TAKE, purse=purse)
        except sqlite3.IntegrityError:
            self.run("ROLLBACK")
            return False
        self.run("COMMIT")
        return True


def purses(number: int) -> str:
    return DDL + "".join(PURSE.format(purse=purse, places=PLACES) for purse in range(1, number + 1))


@pytest.mark.parametrize("seller", [Naive, NaiveInOneTransaction])
def test_looking_and_then_selling_sells_too_much_every_time(postgres, seller):
    """The control. 8 writers and 20 places: all see 16 sold, and all sell."""
    with psycopg.connect(postgres) as connection:
        connection.execute(purses(5))
    assert hammer(seller, postgres, purses=5) == dict.fromkeys(range(1, 6), 24)


@pytest.mark.parametrize("seller", [Conditional, Constrained])
def test_a_hundred_of_a_hundred_purses_are_sold_exactly(postgres, seller):
    with psycopg.connect(postgres) as connection:
        connection.execute(purses(RUNS))
    acknowledged = hammer(seller, postgres, purses=RUNS)
    with psycopg.connect(postgres) as connection:
        stored = dict(connection.execute("SELECT purse, count(*) FROM sale GROUP BY purse").fetchall())
        spent = dict(connection.execute("SELECT number, spent FROM purse").fetchall())
        writers = connection.execute("SELECT count(DISTINCT writer) FROM sale").fetchone()
    assert acknowledged == stored == spent == dict.fromkeys(range(1, RUNS + 1), PLACES)
    assert writers == (8,), "each of them sold some"


@pytest.mark.parametrize("seller", [NaiveOnSQLite, ConditionalOnSQLite, ConstrainedOnSQLite])
def test_the_same_on_sqlite(tmp_path, seller):
    connection = sqlite3.connect(tmp_path / "store.sqlite")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(purses(20))
    connection.commit()
    acknowledged = hammer(seller, tmp_path / "store.sqlite", purses=20)
    stored = dict(connection.execute("SELECT purse, count(*) FROM sale GROUP BY purse"))
    assert acknowledged == stored == dict.fromkeys(range(1, 21), 24 if seller is NaiveOnSQLite else PLACES)
