"""The proof finds sealed numbers, accounts, duties and bytes that somebody changed past the store."""
# ruff: noqa: S608 - our own names

from random import Random

import pytest

from payung.store.models import Identity, Membership
from tests.store import tampering
from tests.store.tampering import found_after, ids_of, run

SEALED = {
    "niks of two people": (Identity, ("nik_index", "nik_sealed")),
    "the seals alone": (Identity, ("nik_sealed",)),
    "the indexes alone": (Identity, ("nik_index",)),
    "membership numbers of two people": (Membership, ("number_index", "number_sealed")),
    "their seals alone": (Membership, ("number_sealed",)),
}


@pytest.mark.parametrize("what", SEALED)
def test_sealed_numbers_swapped_between_people_are_found(full, what, monkeypatch):
    model, columns = SEALED[what]
    table, ids = model._meta.db_table, ids_of(model)

    def tamper():
        one, other = (run(f'SELECT {", ".join(columns)} FROM "{table}" WHERE id = %s', id_)[0] for id_ in ids[:2])
        nowhere = [b"\x01"] * len(columns)
        for id_, values in ((ids[0], nowhere), (ids[1], one), (ids[0], other)):
            sets = ", ".join(f"{column} = %s" for column in columns)
            run(f'UPDATE "{table}" SET {sets} WHERE id = %s', *values, id_)

    faults = found_after(full, tamper, monkeypatch)
    assert [(fault.kind, fault.where) for fault in faults] == [("sealed", table)]
    assert faults[0].detail.en.startswith("2 ")


def test_a_nik_and_a_membership_number_of_one_person_exchanged_are_found(full, monkeypatch):
    rows = run(
        "SELECT i.id, m.id FROM identity AS i JOIN membership AS m ON m.person_id = i.person_id ORDER BY i.id LIMIT 1"
    )
    ((one, other),) = rows

    def tamper():
        (nik,) = run("SELECT nik_index, nik_sealed FROM identity WHERE id = %s", one)
        (number,) = run("SELECT number_index, number_sealed FROM membership WHERE id = %s", other)
        run("UPDATE identity SET nik_index = %s, nik_sealed = %s WHERE id = %s", *number, one)
        run("UPDATE membership SET number_index = %s, number_sealed = %s WHERE id = %s", *nik, other)

    faults = found_after(full, tamper, monkeypatch)
    assert [(fault.kind, fault.where) for fault in faults] == [("sealed", "identity"), ("sealed", "membership")]


@pytest.mark.parametrize(
    "model, column",
    [(Identity, "nik_index"), (Identity, "nik_sealed"), (Membership, "number_index"), (Membership, "number_sealed")],
)
@pytest.mark.parametrize("value", [b"", b"\x01", b"\xff" * 16, b"\x01" * 45, None])
def test_sealed_numbers_altered_are_found(full, model, column, value, monkeypatch):
    ids = ids_of(model)

    def tamper():
        if value is None:
            tampering.put(model, column, ids[0], Random(1))
        else:
            run(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE id = %s', value, ids[0])

    faults = found_after(full, tamper, monkeypatch)
    found = [(fault.kind, fault.where) for fault in faults]
    if value == b"" and column.endswith("sealed"):
        assert found.pop() == ("erased", model._meta.db_table), "gone, and nobody erased it"
    assert found == [("sealed", model._meta.db_table)]


ACCOUNT = {
    "let in again": "UPDATE account SET is_active = NOT is_active WHERE username = 'account0'",
    "another's name": "UPDATE account SET username = 'x' WHERE username = 'account0'",
    "another's password": "UPDATE account SET password = 'md5$salt$x' WHERE username = 'account1'",
    "a password that need not be changed": "UPDATE account SET first_password = NOT first_password",
    "another address": "UPDATE account SET email = 'a@b.id' WHERE username = 'account2'",
    "put in": "INSERT INTO account (id, username, name, email, is_active, password, first_password) "
    "SELECT 77, 'x', name, email, is_active, password, first_password FROM account WHERE username = 'account0'",
    "taken away": "DELETE FROM account WHERE username = 'account2'",
    "names exchanged": "UPDATE account SET username = CASE username WHEN 'account0' THEN 'account1' ELSE 'account0' END"
    " || '_' WHERE username IN ('account0', 'account1')",
}


@pytest.mark.parametrize("what", ACCOUNT)
def test_an_account_changed_past_us_is_found(full, what, monkeypatch):
    faults = found_after(full, lambda: run(ACCOUNT[what]), monkeypatch)
    assert {(fault.kind, fault.where) for fault in faults} == {("accounts", "account")}


def test_when_somebody_signed_in_last_is_bound_by_nothing(full, monkeypatch):
    assert found_after(full, lambda: run("UPDATE account SET last_login = '2026-01-01 00:00:00+00'"), monkeypatch) == ()


ROLE = {
    "raised": "UPDATE duty SET role = 'approver' WHERE id = (SELECT MIN(id) FROM duty)",
    "widened": "UPDATE duty SET area_code = '' WHERE id = (SELECT MIN(id) FROM duty)",
    "lengthened": "UPDATE duty SET until = '2099-12-31' WHERE id = (SELECT MIN(id) FROM duty)",
    "of another account": "UPDATE duty SET account_id = (SELECT MAX(id) FROM account WHERE id <> account_id)"
    " WHERE id = (SELECT MIN(id) FROM duty)",
    "given": "INSERT INTO duty (id, account_id, role, area_code, since) "
    "SELECT MAX(id) + 1, MAX(account_id), 'approver', '', '2026-01-01' FROM duty",
}


@pytest.mark.parametrize("what", ROLE)
def test_a_duty_raised_past_us_is_found(full, what, monkeypatch):
    faults = found_after(full, lambda: run(ROLE[what]), monkeypatch)
    assert {(fault.kind, fault.where) for fault in faults} == {("rows", "duty")}


FORGOTTEN = {
    "a record of bytes that are there": "UPDATE erasure SET row = (SELECT MIN(id) FROM identity), "
    "of_table = 'identity' WHERE id = (SELECT MIN(id) FROM erasure)",
    "a file": "UPDATE kept_file SET sealed = %s WHERE id = (SELECT MIN(id) FROM kept_file WHERE sealed <> %s)",
    "a row": "UPDATE source_row SET values_sealed = NULL WHERE id = (SELECT MIN(id) FROM source_row "
    "WHERE values_sealed IS NOT NULL)",
}


@pytest.mark.parametrize("what", FORGOTTEN)
def test_bytes_gone_without_a_record_are_found(full, what, monkeypatch):
    values = [b""] * FORGOTTEN[what].count("%s")
    faults = found_after(full, lambda: run(FORGOTTEN[what], *values), monkeypatch)
    assert "erased" in {fault.kind for fault in faults}
