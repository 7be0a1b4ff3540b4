"""Copies of a store: one archive for both databases, the same bytes for the same state, restored whole or not."""

import sqlite3
import stat
import zipfile
from dataclasses import replace
from hashlib import sha256
from itertools import permutations, product

import psycopg
import pytest
from hypothesis import given, settings

from payung.core.basis.errors import PayungError
from payung.store.copies.copying import backup, check, restore
from payung.store.copies.errors import (
    ArchiveDamaged,
    ArchiveOfOtherSchema,
    CopyFailed,
    RestoredDiffers,
    StoreDamaged,
    StoreNotEmpty,
    StoreOfOtherShape,
    TargetExists,
)
from payung.store.copies.postgresql import PostgreSQL
from payung.store.copies.shape import KINDS, Column, Shape, Table
from payung.store.copies.sqlite import SQLite
from tests.store.little_store import SHAPE, SOME, SOME_FILES, LittleStore, OnPostgreSQL, OnSQLite, many, stores
from tests.store.test_keys import everything_said


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path) -> LittleStore:
    if request.param == "sqlite":
        return OnSQLite(tmp_path / "store.sqlite")
    return OnPostgreSQL(request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", "postgres"])
def other(request, tmp_path, postgres_server) -> LittleStore:
    if request.param == "sqlite":
        return OnSQLite(tmp_path / "other.sqlite")
    return OnPostgreSQL(postgres_server.new_database())


NOTHING = {"person": [], "purse": [], "line": []}


def sorted_rows(store: LittleStore) -> dict:
    return {name: sorted(rows, key=repr) for name, rows in store.rows().items()}


def test_the_archive_is_what_the_shape_says_byte_for_byte(store, tmp_path):
    store.insert(SOME)
    manifest = backup(store.database, SHAPE, tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    assert list(files) == ["tables/person.tsv", "tables/purse.tsv", "tables/line.tsv", "manifest.json"]
    assert {name: files[f"tables/{name}.tsv"] for name in SOME_FILES} == SOME_FILES
    assert manifest.facts == {"people": "3", "head": "01005c0a", "first": SOME["person"][0][2], "none": None}
    assert [(entry.rows, entry.sha256) for entry in manifest.tables] == [
        (content.count(b"\n") - 1, sha256(content).hexdigest()) for content in SOME_FILES.values()
    ]
    assert stat.S_IMODE((tmp_path / "copy.zip").stat().st_mode) == 0o600
    assert check(tmp_path / "copy.zip") == manifest
    assert not list(tmp_path.glob(".*partial"))


def test_what_is_restored_is_what_was_there_and_gives_the_same_archive(store, other, tmp_path):
    store.insert(SOME)
    told = backup(store.database, SHAPE, tmp_path / "one.zip")
    assert restore(tmp_path / "one.zip", other.database, SHAPE) == told
    assert backup(other.database, SHAPE, tmp_path / "two.zip").state == told.state
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    twin = type(other)(tmp_path / "twin.sqlite") if isinstance(other, OnSQLite) else None
    if twin:
        twin.insert(SOME)
        assert sorted_rows(other) == sorted_rows(twin), "as Django would have kept it"
    else:
        assert sorted_rows(other) == {name: sorted(rows, key=repr) for name, rows in SOME.items()}


def test_any_state_goes_to_the_other_database_and_back(tmp_path, postgres):
    here, there = OnSQLite(tmp_path / "here.sqlite"), OnPostgreSQL(postgres)
    back = OnSQLite(tmp_path / "back.sqlite")

    @settings(max_examples=60)
    @given(rows=stores())
    def goes(rows):
        for place in (here, there, back):
            place.empty()
        for path in tmp_path.glob("*.zip"):
            path.unlink()
        here.insert(rows)
        first = backup(here.database, SHAPE, tmp_path / "1.zip")
        restore(tmp_path / "1.zip", there.database, SHAPE)
        assert sorted_rows(there) == {name: sorted(some, key=repr) for name, some in rows.items()}
        backup(there.database, SHAPE, tmp_path / "2.zip")
        restore(tmp_path / "2.zip", back.database, SHAPE)
        assert sorted_rows(back) == sorted_rows(here)
        assert backup(back.database, SHAPE, tmp_path / "3.zip") == first
        assert len({(tmp_path / f"{n}.zip").read_bytes() for n in (1, 2, 3)}) == 1

    goes()


def test_an_empty_store_is_copied_too(store, other, tmp_path):
    told = backup(store.database, SHAPE, tmp_path / "copy.zip")
    assert [entry.rows for entry in told.tables] == [0, 0, 0]
    restore(tmp_path / "copy.zip", other.database, SHAPE)
    assert other.rows() == NOTHING


def test_many_pieces_are_one_table(store, other, tmp_path):
    store.insert(many(12_001))
    told = backup(store.database, SHAPE, tmp_path / "copy.zip")
    assert [entry.rows for entry in told.tables] == [12_001, 1, 12_001]
    restore(tmp_path / "copy.zip", other.database, SHAPE)
    assert backup(other.database, SHAPE, tmp_path / "again.zip") == told


def test_the_next_number_after_a_restore_is_a_new_one(store, other, tmp_path):
    store.insert(SOME)
    backup(store.database, SHAPE, tmp_path / "copy.zip")
    restore(tmp_path / "copy.zip", other.database, SHAPE)
    other.run("INSERT INTO person (name) VALUES ('new')")
    assert max(row[0] for row in other.rows()["person"]) == 8


def test_a_store_with_rows_is_never_restored_over(store, other, tmp_path):
    store.insert(SOME)
    backup(store.database, SHAPE, tmp_path / "copy.zip")
    for name, row in (("person", SOME["person"][2]), ("purse", SOME["purse"][0]), ("line", ("x", 1, None, None))):
        other.empty()
        other.insert({**NOTHING, name: [row]})
        before = sorted_rows(other)
        with pytest.raises(StoreNotEmpty, match=name):
            restore(tmp_path / "copy.zip", other.database, SHAPE)
        assert sorted_rows(other) == before


def test_an_archive_of_another_schema_is_refused(store, tmp_path):
    store.insert(SOME)
    backup(store.database, SHAPE, tmp_path / "copy.zip")
    store.empty()
    for schema, says in ((2, "newer one"), (4, "schema 3, restore")):
        with pytest.raises(ArchiveOfOtherSchema, match=says):
            restore(tmp_path / "copy.zip", store.database, replace(SHAPE, schema=schema))
    lying = (
        replace(SHAPE, facts={"people": "SELECT 3"}),
        replace(SHAPE, tables=SHAPE.tables[:2], left_out=frozenset({"session", "line"})),
        replace(SHAPE, tables=(SHAPE.tables[1], SHAPE.tables[0], SHAPE.tables[2])),
    )
    for shape in lying:
        with pytest.raises(ArchiveDamaged):
            restore(tmp_path / "copy.zip", store.database, shape)
    assert store.rows() == NOTHING


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("CREATE TABLE forgotten (a integer)", "forgotten"),
        ("ALTER TABLE purse ADD COLUMN later integer", "purse"),
        ("ALTER TABLE purse DROP COLUMN free", "purse"),
        ("DROP TABLE line", "line"),
    ],
)
def test_a_table_or_column_that_would_be_lost_is_named(store, other, tmp_path, change, named):
    backup(other.database, SHAPE, tmp_path / "copy.zip")
    store.run(change)
    shape = replace(SHAPE, facts={})
    with pytest.raises(StoreOfOtherShape, match=f": {named}\\."):
        backup(store.database, shape, tmp_path / "never.zip")
    backup(other.database, shape, tmp_path / "plain.zip")
    with pytest.raises(StoreOfOtherShape, match=f": {named}\\."):
        restore(tmp_path / "plain.zip", store.database, shape)
    assert not (tmp_path / "never.zip").exists()


def test_a_copy_overwrites_nothing(store, tmp_path):
    target = tmp_path / "copy.zip"
    target.write_bytes(b"older")
    with pytest.raises(TargetExists):
        backup(store.database, SHAPE, target)
    assert target.read_bytes() == b"older"
    target.unlink()
    target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetExists):
        backup(store.database, SHAPE, target)
    for nowhere in (tmp_path / "no" / "copy.zip", target / "copy.zip"):
        with pytest.raises(CopyFailed):
            backup(store.database, SHAPE, nowhere)


def test_of_two_copies_to_one_name_one_is_made(store, tmp_path, monkeypatch):
    store.insert(SOME)
    tried = []

    class Twice:
        def reading(self):
            with pytest.raises(CopyFailed, match="busy"):
                backup(store.database, SHAPE, tmp_path / "copy.zip")
            tried.append(1)
            return store.database.reading()

    backup(Twice(), SHAPE, tmp_path / "copy.zip")
    assert tried and check(tmp_path / "copy.zip").tables[0].rows == 3


def test_what_a_killed_copy_left_is_in_nobodys_way(store, tmp_path):
    store.insert(SOME)
    left = tmp_path / ".copy.zip.partial"
    left.write_bytes(b"x" * 100_000)
    backup(store.database, SHAPE, tmp_path / "copy.zip")
    backup(store.database, SHAPE, tmp_path / "twin.zip")
    assert (tmp_path / "copy.zip").read_bytes() == (tmp_path / "twin.zip").read_bytes() and not left.exists()


def test_no_database_no_archive(tmp_path, postgres_server):
    for database in (SQLite(tmp_path / "none.sqlite"), PostgreSQL(postgres_server.url("none"))):
        with pytest.raises(CopyFailed):
            backup(database, SHAPE, tmp_path / "copy.zip")
    assert list(tmp_path.iterdir()) == [], "no database is made, no half of an archive is left"
    with pytest.raises(CopyFailed):
        restore(tmp_path / "copy.zip", SQLite(tmp_path / "none.sqlite"), SHAPE)


WRONG = {
    "integer": ["'1'", "1.5", "x'31'"],
    "text": ["5", "x'41'", "1.5"],
    "bytes": ["'text'", "5"],
    "boolean": ["2", "-1", "'true'", "1.0"],
    "date": ["'2026-02-30'", "'2026-1-1'", "20260101", "'2026-01-01 00:00:00'", "'x'", "''"],
    "instant": ["'2026-01-01'", "'2026-01-01 24:00:00'", "'2026-01-01 00:00:00.1'", "'2026-01-01T00:00:00'", "0",
                "'2026-01-01 00:00:00+07:00'", "'2026-02-30 00:00:00'"],
    "uuid": ["'0'", "'0000000000000000000000000000000G'", "'FFFFFFFF000040008000000000000000'", "5"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind in KINDS for value in WRONG[kind]])
def test_a_value_of_another_kind_in_sqlite_is_damage_and_is_named(tmp_path, kind, value):
    """SQLite keeps anything in any column; PostgreSQL does not."""
    connection = sqlite3.connect(tmp_path / "store.sqlite")
    connection.execute("CREATE TABLE thing (number integer PRIMARY KEY, held)")  # no type: kept as it comes
    connection.execute(f"INSERT INTO thing VALUES (1, NULL), (2, {value})")  # noqa: S608
    connection.commit()
    shape = Shape(1, (Table("thing", (Column("number", "integer"), Column("held", kind)), ("number",)),))
    with pytest.raises(StoreDamaged, match=r"thing\.held"):
        backup(SQLite(tmp_path / "store.sqlite"), shape, tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()


@pytest.mark.parametrize("day", ["infinity", "-infinity", "0044-03-15 BC", "20260-01-01"])
@pytest.mark.parametrize("column", ["born", "made"])
def test_a_day_that_only_postgres_can_tell_is_not_lost(tmp_path, postgres, postgres_server, day, column):
    store, twin = OnPostgreSQL(postgres), OnPostgreSQL(postgres_server.new_database())
    store.run(f"INSERT INTO person (number, {column}) VALUES (1, '{day}')")  # noqa: S608
    told = backup(store.database, SHAPE, tmp_path / "copy.zip")
    restore(tmp_path / "copy.zip", twin.database, SHAPE)
    with psycopg.connect(twin.url) as connection:
        assert connection.execute(f"SELECT {column} = '{day}' FROM person").fetchone() == (True,)  # noqa: S608
    little = OnSQLite(tmp_path / "little.sqlite")
    with pytest.raises(PayungError):
        restore(tmp_path / "copy.zip", little.database, SHAPE)
    assert little.rows() == NOTHING and check(tmp_path / "copy.zip") == told


def test_a_text_with_nul_is_kept_by_sqlite_and_refused_by_postgres(tmp_path, postgres):
    store, twin, there = OnSQLite(tmp_path / "a.sqlite"), OnSQLite(tmp_path / "b.sqlite"), OnPostgreSQL(postgres)
    store.insert({**NOTHING, "person": [(1, None, "a\0b\n\0", None, None, None)]})
    backup(store.database, SHAPE, tmp_path / "copy.zip")
    restore(tmp_path / "copy.zip", twin.database, SHAPE)
    assert twin.rows() == store.rows()
    with pytest.raises(CopyFailed):
        restore(tmp_path / "copy.zip", there.database, SHAPE)
    assert there.rows() == NOTHING


def test_a_line_without_its_person_is_damage(tmp_path):
    store = OnSQLite(tmp_path / "store.sqlite")
    store.run("PRAGMA foreign_keys = OFF; INSERT INTO line VALUES ('x', 1, 99, NULL)")
    with pytest.raises(StoreDamaged, match="line"):
        backup(store.database, SHAPE, tmp_path / "copy.zip")


SPOILED = {
    "sqlite": [
        "CREATE TRIGGER spoil AFTER INSERT ON person BEGIN UPDATE person SET active = 1 WHERE number = new.number; END",
        "CREATE TRIGGER more AFTER INSERT ON purse BEGIN INSERT INTO line (village, month) VALUES (new.id, 1); END",
        "CREATE TRIGGER less BEFORE INSERT ON line WHEN new.village = 'b' BEGIN SELECT RAISE(IGNORE); END",
    ],
    "postgres": [
        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN new.active = true; RETURN new; END$$;"
        "CREATE TRIGGER spoil BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION spoil()",
        "CREATE FUNCTION less() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;"
        "CREATE TRIGGER less BEFORE INSERT ON line FOR EACH ROW EXECUTE FUNCTION less()",
        "ALTER TABLE person ALTER COLUMN made TYPE timestamptz(0)",
    ],
}


@pytest.mark.parametrize(("kind", "spoil"), [(kind, spoil) for kind in SPOILED for spoil in SPOILED[kind]])
def test_what_does_not_read_back_as_it_was_is_taken_back(tmp_path, request, kind, spoil):
    source = OnSQLite(tmp_path / "source.sqlite")
    source.insert(SOME)
    backup(source.database, SHAPE, tmp_path / "copy.zip")
    store: LittleStore = (
        OnSQLite(tmp_path / "store.sqlite") if kind == "sqlite" else OnPostgreSQL(request.getfixturevalue("postgres"))
    )
    store.run(spoil)
    with pytest.raises(RestoredDiffers):
        restore(tmp_path / "copy.zip", store.database, SHAPE)
    assert store.rows() == NOTHING


def test_a_fact_that_is_another_after_the_restore_takes_it_back(store, other, tmp_path):
    """The facts of the moment: here one that names its database, and so is never the same twice."""
    query = "SELECT 'sqlite'" if isinstance(store, OnSQLite) else "SELECT 'postgres'"
    mine = replace(SHAPE, facts={"where": query})
    store.insert(SOME)
    backup(store.database, mine, tmp_path / "copy.zip")
    with pytest.raises(RestoredDiffers, match="where"):
        restore(tmp_path / "copy.zip", other.database, replace(SHAPE, facts={"where": "SELECT 'elsewhere'"}))
    assert other.rows() == NOTHING


CANARY = "Canary Nusantara 1571999991239876"


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_no_row_is_quoted_when_a_database_refuses_it(tmp_path, request, kind):
    source = OnSQLite(tmp_path / "source.sqlite")
    source.insert({**NOTHING, "person": [(number, None, CANARY, None, None, None) for number in (1, 2)]})
    backup(source.database, SHAPE, tmp_path / "copy.zip")
    store: LittleStore = (
        OnSQLite(tmp_path / "store.sqlite") if kind == "sqlite" else OnPostgreSQL(request.getfixturevalue("postgres"))
    )
    store.run("CREATE UNIQUE INDEX one_name ON person (name)")
    with pytest.raises(CopyFailed) as told:
        restore(tmp_path / "copy.zip", store.database, SHAPE)
    said = everything_said(told.value)
    assert not [word for word in CANARY.split() if word in said]
    assert store.rows() == NOTHING


def test_no_password_is_shown():
    assert "s3cret" not in repr(PostgreSQL("postgresql://office:s3cret@db/payung"))


def test_shapes_that_cannot_be_are_refused():
    number = Column("number", "integer")
    for wrong in (
        lambda: Column("a b", "text"),
        lambda: Column('a"', "text"),
        lambda: Column("a", "real"),  # type: ignore[arg-type]
        lambda: Table("../person", (number,), ("number",)),
        lambda: Table("person", (number,), ()),
        lambda: Table("person", (number,), ("other",)),
        lambda: Table("person", (number, number), ("number",)),
    ):
        with pytest.raises(ValueError, match="no column|no table"):
            wrong()


def test_the_state_is_another_when_anything_is(tmp_path):
    """Of all orders and of each changed field; the name of the archive and its day are no part of it."""
    states, stores_made = set(), 0
    for rows in permutations(SOME["person"]):
        store = OnSQLite(tmp_path / f"order{stores_made}.sqlite")
        store.insert({**SOME, "person": list(rows)})
        states.add(backup(store.database, SHAPE, tmp_path / f"{stores_made}.zip").state)
        stores_made += 1
    assert len(states) == 1, "the order in which rows came is no part of the state"
    for row, (field, value) in product(range(3), enumerate((99, b"\x02", "x", "2000-01-01", None, None))):
        rows = [list(person) for person in SOME["person"]]
        if rows[row][field] == value or field == 0:
            continue
        rows[row][field] = value
        store = OnSQLite(tmp_path / f"changed{stores_made}.sqlite")
        store.insert({**SOME, "person": [tuple(person) for person in rows]})
        states.add(backup(store.database, SHAPE, tmp_path / f"{stores_made}.zip").state)
        stores_made += 1
    assert len(states) == stores_made - 5
