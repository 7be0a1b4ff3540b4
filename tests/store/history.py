"""A history several processes write at once, and whether a copy of it is a true prefix."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from payung.store.copies.shape import Column, Shape, Table
from tests.store.servers import Acks

HISTORY = Shape(
    schema=1,
    tables=(
        Table(
            "act",
            (Column("writer", "integer"), Column("number", "integer"), Column("said", "text")),
            ("writer", "number"),
        ),
        Table("purse", (Column("number", "integer"), Column("spent", "integer")), ("number",)),
    ),
    facts={"acts": "SELECT count(*) FROM act"},
)
DDL = """
CREATE TABLE act (writer integer, number integer, said text, PRIMARY KEY (writer, number));
CREATE TABLE purse (number integer PRIMARY KEY, spent bigint);
"""
START = "INSERT INTO purse VALUES (1, 0)"
SAID = "what was said at length, so that pages fill; " * 20
CHECKPOINT = 20
"""Pages of the log after which SQLite writes them into its file: often, so that the file changes all the time."""


def write_sqlite(which: int, acks: Acks, path: Path) -> None:
    """One act after the other, each with its rupiah, each said when it is committed."""
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")  # the disk is not what is tried here
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    number = 0
    while True:
        number += 1
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE purse SET spent = spent + 1")
        connection.execute("INSERT INTO act VALUES (?, ?, ?)", (which, number, SAID))
        connection.execute("COMMIT")
        acks.say(str(number))
        time.sleep(0.001)


def write_postgres(which: int, acks: Acks, url: str) -> None:
    """The same on PostgreSQL."""
    with psycopg.connect(url, autocommit=True) as connection:
        number = 0
        while True:
            number += 1
            with connection.transaction():
                connection.execute("INSERT INTO act VALUES (%s, %s, %s)", (which, number, SAID))
                connection.execute("UPDATE purse SET spent = spent + 1")
            acks.say(str(number))


def faults_of(
    acts: Sequence[tuple[int, int]], spent: int, before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]
) -> list[str]:
    """What makes a copy no true prefix: ``before`` and ``after`` are what was acknowledged when it began and ended."""
    faults = [] if spent == len(acts) else [f"{len(acts)} acts and {spent} spent"]
    for writer, (least, most) in enumerate(zip(before, after, strict=True)):
        numbers = sorted(number for which, number in acts if which == writer)
        if numbers != list(range(1, len(numbers) + 1)):
            faults.append(f"writer {writer}: a gap")
        if len(numbers) < len(least):
            faults.append(f"writer {writer}: {len(least) - len(numbers)} acknowledged acts are lost")
        if len(numbers) > len(most) + 1:
            faults.append(f"writer {writer}: an act of later")
    return faults


def faults_of_file(path: Path, before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> list[str]:
    """The same of a SQLite file, which may be no database at all."""
    try:
        connection = sqlite3.connect(path)
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return ["corrupt"]
        acts = connection.execute("SELECT writer, number FROM act").fetchall()
        return faults_of(acts, connection.execute("SELECT spent FROM purse").fetchone()[0], before, after)
    except sqlite3.DatabaseError as error:
        return [type(error).__name__]
