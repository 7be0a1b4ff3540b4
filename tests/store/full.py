"""A store with several rows in every table, each by an act: what the proof is tried on."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.db import models

from payung.store import account_states
from payung.store.closing import close_month
from payung.store.credits import Unused, book, hand_on, offered
from payung.store.erasures import ERASABLE, erase
from payung.store.joins import join
from payung.store.leavings import Left, record
from payung.store.ledger import Month
from payung.store.looks import looked, seal
from payung.store.models import ROWS_AN_ACT, Account, Identity, Kept, Membership, Person, Village, all_kept
from payung.store.renumber import renumber
from payung.store.sealed import COLUMNS, SealedColumn, row_marks
from tests.store.stores import DAY, MOMENT, Store
from tests.store.world import PRICE, World, make_world

EACH = 3
"""Rows an act adds to a table here; two acts add to each."""
ALLOWED = {
    "answer.state": "accepted",
    "register.kind": "members",
    "intake_file.state": "taken",
    "duty.role": "officer",
    "duty.area_code": "15",
    "proposal.kind": "decree",
    "step.name": "proposed",
    "annex_file.kind": "full.pdf",
}
LATER = {
    "account_state",
    "erasure",
    "closed_month",
    "look_seal",
    "leaving",
    "person_join",
    "person_month",
    "posting",
    "village",
    "village_code",
    "identity",
    "purse",
    "person",
    "bill",
    "bill_line",
    "payment",
    "payment_paper",
    "credit",
    "credit_line",
    "credit_use",
}
"""Tables that are filled by their own functions: their rows must fit others."""


def fill(store: Store) -> World:
    """A history of every kind of act."""
    world = make_world(store, people=8, purses=3, villages=3)
    world.receive(20 * PRICE)
    world.receive(5 * PRICE, purse=1)
    for number in range(EACH):
        store.do(lambda doing, n=number: an_account(doing, store, n))
    for number in range(EACH):
        looked(Account.objects.order_by("id").first().pk, "list", str(number), "work", MOMENT - timedelta(days=1))
        store.do(lambda doing: {"n": seal(doing)})
    for _ in range(2):
        for model in in_order():
            if model._meta.db_table not in LATER:
                store.do(lambda doing, model=model: {"n": len(doing.add(*some_rows(model, store, doing.number)))})
    ids = world.reserve(*(world.month(person, 202603 + at) for person in range(4) for at in range(3)))
    world.reserve(world.month(5, 202603, purse=1), world.month(6, 202604, purse=1, price=PRICE // 2))
    for at in range(0, 8, 2):
        bill = world.bill(ids[at : at + 2], code=f"real{at}")
        if at < 6:
            world.pay(bill, ids[at : at + 2], number=f"real{at}")
    credited(world, bill, ids)
    world.move("unbill", ids[7:8])
    for person, day in ((2, DAY), (3, DAY + timedelta(days=40))):
        world.books(lambda ledger, doing, p=person, on=day: left(ledger, doing, world.people[p], on))
    for person in (5, 6):
        store.do(lambda doing, p=person: {"twice": join(doing, world.people[p], world.people[0]).twice})
    codes = list(Village.objects.order_by("id").values_list("code", flat=True))
    store.do(lambda doing: {"n": len(renumber(doing, date(2026, 2, 1), {codes[0]: codes[1], codes[1]: codes[0]}))})
    store.do(lambda doing: {"n": len(renumber(doing, date(2026, 3, 1), {codes[2]: "1599999999"}))})
    for month in (202601, 202602):
        store.do(lambda doing, month=month: {"id": close_month(doing, month)})
    forgotten(store)
    world.books(lambda ledger, _: ledger.give_back(world.purses[0], 7))
    return world


def an_account(doing, store: Store, number: int) -> dict[str, int]:
    made = Account.objects.create(username=f"account{number}", name=f"Account {number}")
    account_states.record(doing, store.keys, [made.pk])
    return {"account": made.pk}


def forgotten(store: Store) -> None:
    """Some of what tables hide is erased, by several acts."""
    for at in range(EACH):
        rows = {one.model: list(one.model.objects.order_by("-id").values_list("id", flat=True)[at : at + 1])
                for one in ERASABLE if one.model is not Identity}  # fmt: skip
        store.do(lambda doing, rows=rows: {"n": erase(doing, rows, "retention")})


def credited(world: World, bill: int, ids: list[int]) -> None:
    """Of what is paid some is credited: one month settles a part of a bill, one is taken over, one is left."""
    owed = [Unused(ids[3], "ended", "offset"), Unused(ids[4], "ended", "replace")]
    first, _ = world.books(lambda ledger, doing: book(doing, ledger, owed))
    world.books(lambda ledger, doing: book(doing, ledger, [Unused(ids[5], "not_on_list", "offset")], "B/1"))
    world.books(lambda ledger, doing: world.pay_in(doing, ledger, bill, ids[6:7], "real6", {first: PRICE // 2}))
    person = world.people[7]
    (offer,) = offered([world.lines[world.people[1]]])
    month = Month(person, offer.month, offer.purse, world.lines[person], offer.price, offer.payment)
    world.books(lambda ledger, doing: hand_on(doing, [(offer, month)], ledger.reserve([month])))


def left(ledger, doing, person: int, on: date) -> list[int]:
    return list(record(doing, ledger, [Left(person, "died", on, "list")]).released)


def in_order() -> Iterator[type[Kept]]:
    """Tables after those they point at."""
    waiting, done = list(all_kept()), {Account}
    while waiting:
        for model in list(waiting):
            needs = {f.related_model for f in model._meta.concrete_fields if f.related_model and not f.null}
            if needs - {model} <= done:
                done.add(model)
                waiting.remove(model)
                yield model


NUMBERS = count(1)


def some_rows(model: type[Kept], store: Store, act: int) -> tuple[type[Kept], list[str], list[tuple[Any, ...]]]:
    fields = [field for field in model._meta.concrete_fields if field.name != "id"]
    rows = [tuple(value(field, next(NUMBERS), place) for field in fields) for place in range(EACH)]
    if model is Membership:
        people = list(Person.objects.order_by("id").values_list("id", flat=True)[:EACH])
        numbers = [f"{next(NUMBERS):011d}" for _ in people]
        sealed = (store.keys.index_all(numbers), store.keys.seal_all(numbers, people, "membership"))
        rows = list(zip(people, *sealed, strict=True))
    columns = [field.column for field in fields]
    for sealed in COLUMNS:
        if sealed.model is model:
            rows = [
                with_seal(sealed, dict(zip(columns, row, strict=True)), store, act, at) for at, row in enumerate(rows)
            ]
    return model, columns, rows


def with_seal(sealed: SealedColumn, row: dict[str, Any], store: Store, act: int, place: int) -> tuple[Any, ...]:
    """The row with bytes sealed for it, and with what proves them."""
    held = f"{next(NUMBERS)}".encode()
    (row[sealed.column],) = store.keys.seal_bytes([held], [act * ROWS_AN_ACT + place], sealed.of)
    if sealed.of != "pair":
        row[sealed.proof] = sha256(held).hexdigest() if sealed.of == "file" else row_marks(store.keys, [held])[0]
    return tuple(row.values())


def value(field: models.Field, number: int, place: int) -> Any:
    name = f"{field.model._meta.db_table}.{field.column}"
    if name in ALLOWED:
        return ALLOWED[name]
    if field.related_model:
        ids = list(field.related_model.objects.order_by("id").values_list("id", flat=True))
        if field.null:
            return None
        if not field.unique:
            return ids[-1 - place % len(ids)]
        used = set(field.model.objects.values_list(field.column, flat=True))
        return [id_ for id_ in ids if id_ not in used][place]
    kind = field.get_internal_type()
    if kind == "DateField":
        return date(2026, 1, 1) + timedelta(days=number)
    if kind in ("CharField", "TextField"):
        return str(number)[: field.max_length or None]
    return number if kind == "BigIntegerField" else 202601
