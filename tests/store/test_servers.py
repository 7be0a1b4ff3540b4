"""The harness itself: what was acknowledged before a kill -9 is there after it, and a retry is no second row."""

import sqlite3
import time
from pathlib import Path

import psycopg
import pytest

from tests.store.servers import Acks, Server, Writers

TABLE = "CREATE TABLE line (writer integer, number integer, PRIMARY KEY (writer, number))"


def write_postgres(which: int, acks: Acks, url: str) -> None:
    """One row after the other, each said when it is committed; a lost connection is made again."""
    number = 1
    while True:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                while True:
                    connection.execute("INSERT INTO line VALUES (%s, %s) ON CONFLICT DO NOTHING", (which, number))
                    acks.say(str(number))
                    number += 1
        except psycopg.OperationalError:
            time.sleep(0.02)


def write_sqlite(which: int, acks: Acks, path: Path) -> None:
    """The same on a SQLite file; ends by a kill alone."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    number = connection.execute("SELECT coalesce(max(number), 0) FROM line WHERE writer = ?", (which,)).fetchone()[0]
    while True:
        number += 1
        connection.execute("INSERT INTO line VALUES (?, ?)", (which, number))
        acks.say(str(number))


def test_the_server_killed_under_writers_keeps_what_was_acknowledged(own_postgres: Server):
    url = own_postgres.url()
    with psycopg.connect(url) as connection:
        connection.execute(TABLE)
    with Writers(write_postgres, 3, url) as writers:
        for lines in (30, 60, 90):
            writers.wait_until_said(lines)
            own_postgres.kill()
            own_postgres.start()
        writers.wait_until_said(120)
        writers.kill()
        with psycopg.connect(url) as connection:
            stored = connection.execute("SELECT writer, number FROM line ORDER BY 1, 2").fetchall()
        said = {(which, int(line)) for which, lines in enumerate(writers.said()) for line in lines}
    assert said <= set(stored)
    assert len(set(stored) - said) <= 3, "at most one row a writer is stored and not yet said"


@pytest.mark.parametrize("kills", [3])
def test_a_sqlite_writer_killed_keeps_what_was_acknowledged(tmp_path, kills):
    path = tmp_path / "store.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(TABLE)
    said: set[tuple[int, int]] = set()
    for _ in range(kills):
        with Writers(write_sqlite, 2, path) as writers:
            writers.wait_until_said(10)
            writers.kill()
            said |= {(which, int(line)) for which, lines in enumerate(writers.said()) for line in lines}
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    stored = set(connection.execute("SELECT writer, number FROM line"))
    assert said <= stored and len(stored - said) <= 2 * kills


def test_each_test_has_a_database_of_its_own(postgres, postgres_server):
    with psycopg.connect(postgres) as one, psycopg.connect(postgres_server.new_database()) as other:
        one.execute("CREATE TABLE mine (a integer)")
        one.commit()
        assert other.execute("SELECT to_regclass('mine')").fetchone() == (None,)
