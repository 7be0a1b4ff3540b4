"""Kept rows are refused every change by the database itself; what may change is changed."""
# ruff: noqa: S608 - our own names

import pytest
from django.db import DatabaseError, connection, models

from payung.store.guards import guards, missing_guards
from payung.store.models import Act, Kept, Person, all_kept, kept_columns
from tests.store.world import make_world

TABLES = [Act, *all_kept()]


def run(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def one_of_each() -> None:
    """A row in every table, past every rule: what is tried is what is refused of it afterwards."""
    postgres = connection.vendor == "postgresql"
    run("SET session_replication_role = replica" if postgres else "PRAGMA foreign_keys = OFF")
    for model in TABLES:
        if not model.objects.exists():
            fields = model._meta.concrete_fields
            named = ", ".join(f'"{field.column}"' for field in fields)
            run(f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES ({", ".join(map(value, fields))})')
    run("SET session_replication_role = origin" if postgres else "PRAGMA foreign_keys = ON")


PASSING = {
    "why": "'died'",
    "answer.state": "'accepted'",
    "person_month.state": "'paid'",
    "person_month.month": "202601",
    "into_id": "2",
    "source": "'free'",
    "target": "'paid'",
    "route": "'private'",
    "payment_paper.kind": "'receipt'",
    "credit.treatment": "'offset'",
    "credit_use.payment_id": "NULL",
    "role": "'officer'",
    "register.kind": "'deaths'",
    "intake_file.state": "'taken'",
    "proposal.kind": "'decree'",
    "step.name": "'refused'",
    "annex_file.kind": "'full.pdf'",
}


def value(field: models.Field) -> str:
    for name in (field.column, f"{field.model._meta.db_table}.{field.column}"):
        if name in PASSING:
            return PASSING[name]
    kind = field.get_internal_type()
    if kind in ("DateField", "DateTimeField"):
        return "'2026-01-01'"
    if kind == "BinaryField":
        return r"'\x01'" if connection.vendor == "postgresql" else "X'01'"
    return "'1'" if kind in ("CharField", "TextField") else "1"


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_no_row_is_taken_away_or_changed(full, model):
    table, count = model._meta.db_table, model.objects.count()
    columns = kept_columns(model) if issubclass(model, Kept) else [f.column for f in model._meta.concrete_fields]
    mended = getattr(model, "MENDED", frozenset())
    columns = [column for column in columns if column not in mended]
    attempts = [f'DELETE FROM "{table}"', *(f'UPDATE "{table}" SET "{column}" = "{column}"' for column in columns)]
    if connection.vendor == "postgresql":
        attempts += [f'TRUNCATE "{table}"', f'TRUNCATE "{table}" CASCADE']
    assert count
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="kept rows are not changed|foreign key constraint"):
            run(attempt)
        if not attempt.startswith("TRUNCATE"):
            with pytest.raises(DatabaseError, match="kept rows are not changed"):
                run(attempt)
    assert model.objects.count() == count
    for column in (*getattr(model, "CHANGING", ()), *mended):
        assert run(f'UPDATE "{table}" SET "{column}" = "{column}"') == count


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request):
    """A store with a row in every table."""
    mint = request.getfixturevalue("sqlite_mint" if request.param == "sqlite" else "postgres_mint")
    store = mint.new()
    make_world(store)
    one_of_each()
    yield store
    mint.remove(store, spoilt=True)


def test_what_may_change_is_this_and_no_more():
    """Each has a check of its own in the books or the proof; another column here needs another check there."""
    changing = {model._meta.db_table: set(model.CHANGING) for model in all_kept() if model.CHANGING}
    assert changing == {
        "credit": {"used"},
        "identity": {"nik_index", "nik_sealed"},
        "kept_file": {"sealed"},
        "membership": {"number_index", "number_sealed"},
        "pair": {"sides_sealed"},
        "person_month": {"state"},
        "purse": {"received", "free", "reserved", "committed", "paid", "credit", "returned"},
        "source_row": {"values_sealed"},
        "subject_answer": {"said_sealed"},
        "subject_request": {"said_sealed"},
        "village": {"code"},
    }
    for model in all_kept():
        columns = {field.column for field in model._meta.concrete_fields}
        assert set(kept_columns(model)) == columns - set(model.CHANGING)
        assert columns >= model.CHANGING
        assert kept_columns(model)[0] == "id"
    mended = {model._meta.db_table: set(model.MENDED) for model in all_kept() if model.MENDED}
    assert mended == {"person": {"name", "birth_date", "sex"}}, "digested all the same: see store.mended"
    assert set(kept_columns(Person)) > Person.MENDED


def test_django_is_refused_like_anybody(full):
    group = next(model for model in TABLES if model._meta.db_table == "group_account").objects.first()
    for change in (group.save, group.delete, type(group).objects.all().delete):
        with pytest.raises(DatabaseError, match="kept rows are not changed|foreign key"):
            change()


def test_a_guard_that_is_gone_or_asleep_is_missed(mint):
    store = mint.new()
    assert store.faults() == ()
    names = sorted(guards())
    assert len(names) == len(TABLES) * (2 if store.on == "sqlite" else 3)
    if store.on == "sqlite":
        run('DROP TRIGGER "posting_update"')
    else:
        run('ALTER TABLE posting DISABLE TRIGGER "posting_update"')
    assert missing_guards() == ["posting_update"]
    assert [(fault.kind, fault.where) for fault in store.faults()] == [("guards", "posting_update")]
    mint.remove(store, spoilt=True)
