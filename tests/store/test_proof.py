"""The proof finds every manipulation by somebody with all rights to the database; and nothing where there was none."""
# ruff: noqa: S608 - our own names

import hashlib
import os
from json import loads
from random import Random
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction

from payung.store import proof
from payung.store.acts import canonical
from payung.store.database import connect
from payung.store.models import Act, Village, kept_columns
from payung.store.proof import KINDS, prove
from payung.store.reading import one_moment
from payung.store.rows import RowsDigest
from tests.store import tampering
from tests.store.tampering import TABLES, found_after, ids_of, run
from tests.store.test_acts import add_groups
from tests.store.world import PRICE

ROUNDS = int(os.environ.get("TAMPERINGS", "1"))
"""How often each kind of manipulation is made in each table, each time with other dice."""


NOT_SO = {"head": ("insert", "swap"), "village": ("edit", "swap")}
"""There is one head; of a village nothing is kept but its number."""
WAYS = [
    (model, how)
    for model in TABLES
    for how in ("edit", "delete", "insert", "swap")
    if how not in NOT_SO.get(model._meta.db_table, ())
]


@pytest.mark.parametrize("dice", range(ROUNDS))
@pytest.mark.parametrize("model, how", WAYS, ids=lambda one: one if isinstance(one, str) else one._meta.db_table)
def test_a_row_changed_taken_away_put_in_or_moved_is_found(full, model, how, dice, monkeypatch):
    table = model._meta.db_table
    tamper = getattr(tampering, how)
    faults = found_after(full, lambda: tamper(model, Random(f"{table} {how} {dice}")), monkeypatch)
    kinds = {fault.kind for fault in faults}
    assert "guards" not in kinds, "they were put back"
    assert (kinds & {"act", "head", "rows"}) if table in ("act", "head") else ("rows" in kinds), kinds
    assert any(fault.where in (table, "head") for fault in faults)
    assert kinds <= KINDS.keys()


def act_columns():
    return [field.column for field in Act._meta.concrete_fields]


@pytest.mark.parametrize("column", act_columns())
def test_every_column_of_every_act_is_bound(full, column, monkeypatch):
    """The first, one in the middle, and the last."""
    numbers = ids_of(Act)
    for number in (numbers[0], numbers[len(numbers) // 2], numbers[-1]):
        dice = Random(number)

        def tamper(number=number, dice=dice):
            if column == "number":
                run("UPDATE act SET number = 9999 WHERE number = %s", number)
            else:
                tampering.put(Act, column, number, dice)

        faults = found_after(full, tamper, monkeypatch)
        assert {fault.kind for fault in faults} & {"act", "head"}, (column, number)


@pytest.mark.parametrize(
    "text", ["{", "[]", "null", '{"person": 5}', '{"person": {"columns": ["id; --"], "rows": 1}}', ""]
)
def test_what_an_act_wrote_may_be_any_text(full, text, monkeypatch):
    faults = found_after(full, lambda: run("UPDATE act SET wrote = %s WHERE number = 1", text), monkeypatch)
    assert "act" in {fault.kind for fault in faults}


@pytest.mark.parametrize("link", ["", "zz", "0" * 64, "A" * 64])
@pytest.mark.parametrize("column", ["link", "previous"])
def test_links_may_be_any_text(full, link, column, monkeypatch):
    faults = found_after(full, lambda: run(f"UPDATE act SET {column} = %s WHERE number = 5", link), monkeypatch)
    assert "act" in {fault.kind for fault in faults}


def cut_off(acts: int) -> None:
    """The last acts with all they wrote, and the head put back: as if they had never been."""
    last = ids_of(Act)[-1 - acts]
    for model in TABLES[2:]:
        run(f'DELETE FROM "{model._meta.db_table}" WHERE id >= %s', (last + 1) * 2**24)
    run("DELETE FROM act WHERE number > %s", last)
    run("UPDATE head SET number = %s, link = (SELECT link FROM act WHERE number = %s)", last, last)


def test_a_tail_cut_off_is_found_by_the_end_that_was_printed(full, monkeypatch):
    printed = prove(full.keys)

    def tamper():
        cut_off(1)
        run("UPDATE purse SET free = free + 7, returned = returned - 7 WHERE returned = 7")  # what the last act moved

    assert found_after(full, tamper, monkeypatch) == (), "nothing inside the store can tell"
    faults = found_after(full, tamper, monkeypatch, anchors={printed.acts: printed.head})
    assert [(fault.kind, fault.act) for fault in faults] == [("anchor", printed.acts)]


def test_a_tail_cut_off_and_grown_again_is_found_by_the_end_that_was_printed(mint):
    store = mint.new()
    for number in "123":
        store.do(add_groups(number))
    printed = prove(store.keys)
    with transaction.atomic(), tampering.unguarded():
        cut_off(1)
    store.do(add_groups("4"))
    assert store.faults() == (), "nothing inside the store can tell"
    assert [fault.kind for fault in store.faults(anchors={printed.acts: printed.head})] == ["anchor"]
    mint.remove(store, spoilt=True)


def test_the_whole_store_emptied_is_found_by_the_end_that_was_printed(full, monkeypatch):
    printed = prove(full.keys)

    def tamper():
        for model in TABLES:
            if model._meta.db_table != "head":
                run(f'DELETE FROM "{model._meta.db_table}"')
        run("DELETE FROM account")
        run("UPDATE head SET number = 0, link = %s", "0" * 64)

    assert found_after(full, tamper, monkeypatch) == ()
    faults = found_after(full, tamper, monkeypatch, anchors={printed.acts: printed.head})
    assert [fault.kind for fault in faults] == ["anchor"]


def forged_digest(table: str) -> None:
    """A row changed, and the digest of its act made anew: what a thief can without the key."""
    model = tampering.BY_NAME[table]
    first = ids_of(model)[0]
    number = first // 2**24
    named = ", ".join(f'"{column}"' for column in kept_columns(model))
    rows = run(
        f'SELECT {named} FROM "{table}" WHERE id >= %s AND id < %s ORDER BY id', number * 2**24, (number + 1) * 2**24
    )
    digest = RowsDigest()
    digest.add(rows)
    wrote = Act.objects.values_list("wrote", flat=True).get(number=number)
    told = {"columns": list(kept_columns(model)), "rows": len(rows), "sha256": digest.hexdigest()}
    run("UPDATE act SET wrote = %s WHERE number = %s", canonical(loads(wrote) | {table: told}), number)


@pytest.mark.parametrize("relink", [False, True])
def test_a_digest_made_anew_is_found_without_the_key_of_the_chain(full, relink, monkeypatch):
    def tamper():
        run("UPDATE posting SET booked = booked - 1 WHERE id = (SELECT MIN(id) FROM posting)")
        forged_digest("posting")
        if relink:  # and the whole chain from there on, with a digest that needs no key
            link = "0" * 64
            for number in ids_of(Act):
                content = repr(run("SELECT * FROM act WHERE number = %s", number))
                run("UPDATE act SET previous = %s WHERE number = %s", link, number)
                link = hashlib.sha256((link + content).encode()).hexdigest()
                run("UPDATE act SET link = %s WHERE number = %s", link, number)
            run("UPDATE head SET link = %s", link)

    faults = found_after(full, tamper, monkeypatch)
    assert [fault.kind for fault in faults if fault.where != "head"] == ["act"] * (len(ids_of(Act)) if relink else 1)


def test_the_digest_made_anew_here_is_that_of_the_store(full, monkeypatch):
    """So that the test above proves something: nothing changed and made anew is no fault."""
    assert found_after(full, lambda: forged_digest("posting"), monkeypatch) == ()


OF = "UPDATE person_month SET state = '{0}' WHERE id = (SELECT MIN(id) FROM person_month WHERE state = '{1}')"
TO_OR_FRO = "CASE WHEN village_id IS NULL THEN 5 ELSE -5 END"
PLAIN = {
    "money moved between accounts": "UPDATE purse SET free = free - 1, paid = paid + 1 WHERE free > 0",
    "money out of nothing": "UPDATE purse SET received = received + 1, free = free + 1 WHERE village_id IS NULL",
    "money moved between purses": f"UPDATE purse SET received = received + {TO_OR_FRO}, free = free + {TO_OR_FRO} "
    "WHERE free > 5",
    "money given back": "UPDATE purse SET free = free - 1, returned = returned + 1 WHERE free > 0",
    "a month paid by a word": OF.format("paid", "reserved"),
    "a month credited by a word": OF.format("credited", "paid"),
    "a credited month paid by a word": OF.format("paid", "credited"),
    "money in hand out of a credit": "UPDATE purse SET free = free + 1, credit = credit - 1 WHERE credit > 0",
    "a credit that is less used": "UPDATE credit SET used = used - 1 WHERE used > 0",
    "a month let go by a word": OF.format("released", "paid"),
    "all months let go": "UPDATE person_month SET state = 'released'",
    "a village of another code": "UPDATE village SET code = '0000000000' WHERE id = (SELECT MIN(id) FROM village)",
    "a payment on another day than its paper": "UPDATE payment_paper SET \"on\" = '2020-01-01' WHERE amount > 0",
    "a credit used by nobody": "UPDATE credit SET used = 1 WHERE amount > 0",
    "a head of elsewhere": "UPDATE head SET number = number + 1",
    "no head": "DELETE FROM head",
}
PAID = f"UPDATE purse SET reserved = reserved - {PRICE}, paid = paid + {PRICE} WHERE village_id IS NULL"
CLEVER = {
    "a month and its money": [PAID, OF.format("paid", "reserved")],
    "and the line of it": [
        "INSERT INTO posting (id, purse_id, person_month_id, source, target, amount, booked, payment_id) "
        "SELECT (SELECT MAX(id) + 1 FROM posting), purse_id, id, 'reserved', 'paid', price, 202603, "
        "(SELECT MIN(id) FROM payment) FROM person_month WHERE id = (SELECT MIN(id) FROM person_month "
        "WHERE state = 'reserved')",
        PAID,
        OF.format("paid", "reserved"),
    ],
    "codes of two villages": [
        "UPDATE village SET code = 'x' WHERE id = (SELECT MIN(id) FROM village)",
        "UPDATE village SET code = '1500000002' WHERE code = '1500000001'",
        "UPDATE village SET code = '1500000001' WHERE code = 'x'",
    ],
}


@pytest.mark.parametrize("what", [*PLAIN, *CLEVER])
def test_what_may_change_is_what_the_kept_rows_make_it(full, what, monkeypatch):
    def tamper():
        for statement in CLEVER.get(what) or [PLAIN[what]]:
            run(statement)

    before = tampering.run("SELECT * FROM purse ORDER BY id")
    assert found_after(full, tamper, monkeypatch) != ()
    assert tampering.run("SELECT * FROM purse ORDER BY id") == before


ODD = [
    ("posting", "amount", "'much'"),
    ("posting", "amount", "16800.5"),
    ("person", "name", "X'ff'"),
    ("person", "name", "CAST(X'ff' AS TEXT)"),
    ("person", "birth_date", "'a day'"),
    ("act", "at", "'no moment'"),
    ("act", "said", "X'00'"),
    ("act", "link", "X'00'"),
    ("identity", "nik_sealed", "'text'"),
    ("identity", "nik_index", "5"),
]


@pytest.mark.parametrize("table, column, value", ODD)
def test_values_of_another_type_are_found_on_sqlite(full, table, column, value, monkeypatch):
    """PostgreSQL does not let them in."""
    if full.on != "sqlite":
        pytest.skip("SQLite's columns hold any type")
    model = tampering.BY_NAME[table]
    first = ids_of(model)[0]

    statement = f'UPDATE OR IGNORE "{table}" SET "{column}" = {value} WHERE "{tampering.key_of(model)}" = {first}'
    assert found_after(full, lambda: run(statement), monkeypatch) != ()


def test_a_village_has_a_code(full, monkeypatch):
    last = Village.objects.order_by("-id").values_list("id", flat=True).first()
    faults = found_after(full, lambda: run("DELETE FROM village_code WHERE village_id = %s", last), monkeypatch)
    assert {"rows", "books"} <= {fault.kind for fault in faults}


def test_a_proof_is_of_one_moment_while_acts_go_on(store, monkeypatch):
    """An act done in the middle of the proof is not in it, and does not wait for its end."""
    store.do(add_groups("1"))
    real, done = proof.all_kept, []

    def slowly():
        def work():
            connect(store.address)
            done.append(store.do(add_groups("2")))
            connection.close()

        thread = Thread(target=work)
        thread.start()
        thread.join(20)
        assert done, "the act waited for the proof"
        return real()

    monkeypatch.setattr(proof, "all_kept", slowly)
    found = prove(store.keys)
    monkeypatch.undo()
    assert (found.acts, found.rows, found.faults) == (1, 1, ())
    after = prove(store.keys, anchors={found.acts: found.head})
    assert (after.acts, after.rows, after.faults) == (2, 2, ())


def test_nothing_can_be_written_while_the_proof_reads(store):
    if store.on == "postgresql":
        with pytest.raises(DatabaseError), one_moment():
            run("INSERT INTO head VALUES (2, 0, '')")
    with one_moment():
        assert run("SELECT number FROM head") == [(0,)]
    store.do(add_groups("1"))
    assert connection.transaction_mode == "IMMEDIATE" if store.on == "sqlite" else True
