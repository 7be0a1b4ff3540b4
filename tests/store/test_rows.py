"""Rows as they are digested: the same on both databases, in whatever pieces, with every type of column."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.store import reading
from payung.store.database import connect
from payung.store.models import Act, ClosedMonth, Identity, Person, Programme, ReasonWord, Run, SourceRow, all_kept
from payung.store.reading import one_moment, plain_rows
from payung.store.rows import RowsDigest
from tests.store.stores import Store

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
ODD = st.sampled_from(['"', "\\", "\\N", "\\.", "\x01\x1f\x7f", "\u2028", "😀", "\t\r\n", "\\u0000", "", " ", "NULL"])
DAYS = st.one_of(st.none(), st.dates(), st.dates().map(date.isoformat))
PEOPLE = st.lists(st.tuples(TEXT | ODD, DAYS), min_size=1, max_size=6)
BIG = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([2**53 + 1, -(2**63), 2**63 - 1]) | st.none()
SMALL = st.integers(-(2**31), 2**31 - 1)
ROWS = st.lists(st.tuples(SMALL, TEXT | ODD, BIG, SMALL), max_size=6)
SEALS = st.lists(st.binary(max_size=40), max_size=6)


def put(store: Store, mark: str, people, rows, seals) -> str:
    """An act that writes every type of column, null and not; gives what it says it wrote."""

    def work(doing):
        named = [(f"{mark}{at:x}", name, born, "", None) for at, (name, born) in enumerate(people)]
        ids = doing.add(Person, ("key", "name", "birth_date", "sex", "village_id"), named)
        sealed = [(seal[:32], ids[at], seal) for at, seal in enumerate(seals[: len(ids)])]
        doing.add(Identity, ("nik_index", "person_id", "nik_sealed"), sealed)
        programme = doing.add_one(Programme, code=mark, name="", area_code="")
        run = doing.add_one(Run, programme_id=programme, cycle_id=None, on="2026-01-01", mark=people[0][0], sha256=mark)
        columns = tuple(fields.column for fields in SourceRow._meta.concrete_fields)[1:]
        empty = dict.fromkeys(columns, "") | {
            "run_id": run,
            "person_id": None,
            "village_id": None,
            "values_sealed": None,
        }
        drawn = (dict(zip(("row", "reasons", "rank", "months"), values, strict=True)) for values in rows)
        made = [tuple((empty | row).values()) for row in drawn]
        doing.add(SourceRow, columns, made)

    store.do(work, request=mark)
    return Act.objects.values_list("wrote", flat=True).get(request=mark)


@pytest.fixture(scope="module")
def both(sqlite_mint, postgres_mint) -> Iterator[list[Store]]:
    stores = [mint.new() for mint in (sqlite_mint, postgres_mint)]
    yield stores
    for mint, store in zip((sqlite_mint, postgres_mint), stores, strict=True):
        connect(store.address)
        mint.remove(store)


NUMBERS = count()


@given(PEOPLE, ROWS, SEALS)
@settings(max_examples=40)
def test_the_same_rows_have_the_same_digest_on_both_and_as_they_are_read_again(both, people, rows, seals):
    mark, told = f"m{next(NUMBERS)}-", []
    for store in both:
        connect(store.address)
        told.append(put(store, mark, people, rows, seals))
        assert {fault.kind for fault in store.faults()} <= {"sealed", "erased"}  # what was drawn is no seal
    assert told[0] == told[1]


VALUES = st.none() | st.integers() | TEXT | ODD


@given(st.lists(st.lists(st.tuples(VALUES, VALUES), max_size=4), max_size=6))
def test_a_digest_does_not_know_pieces(chunks):
    pieces, whole = RowsDigest(), RowsDigest()
    for chunk in chunks:
        pieces.add(chunk)
    whole.add([row for chunk in chunks for row in chunk])
    assert (pieces.rows, pieces.hexdigest()) == (whole.rows, whole.hexdigest())


def digest(*rows) -> str:
    made = RowsDigest()
    made.add(rows)
    return made.hexdigest()


@given(st.lists(st.tuples(VALUES, VALUES), max_size=4), st.lists(st.tuples(VALUES, VALUES), max_size=4))
def test_other_rows_have_another_digest(one, other):
    assert (digest(*one) == digest(*other)) == (one == other)


def test_a_digest_tells_types_and_columns_apart():
    alike = [(1, "2"), ("1", 2), (12, ""), ("1,2", ""), ("", "1,2"), (None, 1), ("null", 1), (1, None), ("[", "]")]
    assert len({digest(row) for row in alike}) == len(alike)
    assert digest((1,), (2,)) != digest((2,), (1,)) != digest((1, 2)) != digest((12,))


@pytest.mark.parametrize("value", [float("nan"), datetime(2026, 1, 1), {1}, object()])  # noqa: DTZ001
def test_what_no_column_holds_has_no_digest(value):
    with pytest.raises((TypeError, ValueError)):
        digest((value,))


GOOD = {"key": "k", "name": "n", "birth_date": None, "sex": "L", "village_id": None}


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "k" * 65},
        {"name": "a\0b"},
        {"name": 5},
        {"name": b"n"},
        {"sex": "LP"},
        {"birth_date": "2026-1-1"},
        {"birth_date": "2026-02-30"},
        {"birth_date": 20260101},
        {"birth_date": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"village_id": 1.0},
        {"village_id": True},
        {"village_id": "1"},
        {"village_id": 2**63},
    ],
)
def test_what_one_of_the_databases_would_not_keep_as_it_is_is_refused_by_both(store, wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))) as raised:
        store.do(lambda doing: {"id": doing.add_one(Person, **(GOOD | wrong))})
    assert "k" * 65 not in str(raised.value)
    assert not Person.objects.exists()


def test_small_integers_are_small_on_both(store):
    for month in (2**31, -(2**31) - 1):
        with pytest.raises(ValueError, match="month"):
            store.do(lambda doing, month=month: {"id": doing.add_one(ClosedMonth, month=month)})


def test_all_columns_are_asked_for_once_and_the_id_first(store):
    names = list(GOOD)
    for columns in (names[1:], [*names, "id"], [*names, "key"], [*names, "nothing"]):
        with pytest.raises(ValueError, match="has the columns"):
            store.do(lambda doing, columns=columns: {"ids": list(doing.add(Person, columns, []))})
    with pytest.raises(ValueError):
        store.do(lambda doing: {"ids": list(doing.add(Person, names, [("k", "n", None, "L")]))})


def test_columns_may_come_in_any_order(store):
    store.do(lambda doing: {"id": doing.add_one(Person, **dict(reversed(GOOD.items())))})
    assert Person.objects.values_list("key", "name", "sex").get() == ("k", "n", "L")
    assert store.faults() == ()


def test_every_type_of_column_there_is_is_written_by_these_tests():
    def kinds(models):  # As rows are written and read by them: a word is written as every text.
        return {field.get_internal_type() for model in models for field in model._meta.concrete_fields}

    assert kinds(all_kept()) <= kinds([Person, Identity, SourceRow, Run])


def test_rows_are_read_in_order_whatever_their_number(store, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK", 3)
    store.do(lambda doing: {"n": len(doing.add(ReasonWord, ("said", "code"), [(f"{n}", "") for n in range(10)]))})
    with one_moment():
        chunks = list(plain_rows(ReasonWord, ("id", "said")))
    assert [len(chunk) for chunk in chunks] == [3, 3, 3, 1]
    assert [said for chunk in chunks for _, said in chunk] == [str(n) for n in range(10)]
    assert store.faults() == ()
