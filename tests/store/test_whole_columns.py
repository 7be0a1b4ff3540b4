"""Rows added and read by whole columns: the same as one by one, on both databases, whatever stands in them."""

from collections.abc import Iterator
from datetime import date
from itertools import count

import polars as pl
import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.store import columns as reader
from payung.store.among import among
from payung.store.columns import columns_among, columns_of
from payung.store.database import connect
from payung.store.models import Act, Identity, Person, Programme, Run, SourceRow
from payung.store.reading import rows_of
from payung.store.rows import RowsDigest
from payung.store.written import as_copied, is_plain, pieces
from tests.store.stores import Store
from tests.store.test_rows import GOOD, ODD, TEXT

PLAIN = st.text(st.characters(exclude_characters='"\\', exclude_categories=["Cs", "Cc"]), max_size=12)
NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1) | st.none()
DAYS = st.dates() | st.none()
KINDS = {"n": pl.Int64, "t": pl.String, "b": pl.Binary, "d": pl.Date}
TABLES = st.lists(
    st.tuples(NUMBERS, PLAIN | TEXT | ODD | st.none(), st.binary(max_size=9) | st.none(), DAYS), max_size=9
)
PEOPLE = st.lists(st.tuples(PLAIN | TEXT | ODD, DAYS, NUMBERS, st.binary(max_size=32)), min_size=1, max_size=6)
MARKS = count()


@pytest.fixture(scope="module")
def both(sqlite_mint, postgres_mint) -> Iterator[list[Store]]:
    stores = [mint.new() for mint in (sqlite_mint, postgres_mint)]
    yield stores
    for mint, store in zip((sqlite_mint, postgres_mint), stores, strict=True):
        connect(store.address)
        mint.remove(store)


def table(rows) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=KINDS, orient="row")


@given(TABLES, st.permutations(list(KINDS)), st.integers(1, 4))
def test_a_plain_table_is_written_as_its_rows_are_digested(rows, order, size):
    made, told, known = table(rows).select(order), RowsDigest(), RowsDigest()
    known.add(made.rows())
    if is_plain(made):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("payung.store.written.SLICE", size)
            for piece, written in pieces(made, order):
                told.add_written(piece.height, written)
        assert (told.rows, told.hexdigest()) == (known.rows, known.hexdigest())


@pytest.mark.parametrize("odd", ['"', "\\", "\n", "\t", "\r", "\x00", "\x1f", "\x08"])
def test_what_needs_escaping_is_not_plain(odd):
    assert not is_plain(table([(1, f"a{odd}b", b"", None)]))


@pytest.mark.parametrize("day", [date(999, 12, 31), date(1, 1, 1)])
def test_days_of_early_years_are_not_plain(day):
    assert not is_plain(table([(1, "a", b"", day)]))
    assert is_plain(table([(1, "é 😀\u2028\x7f", b'"\\\n', date(1000, 1, 1)), (None, None, None, None)]))


def test_kinds_that_are_not_kept_are_not_plain():
    assert not is_plain(pl.DataFrame({"a": [1.5]})) and not is_plain(pl.DataFrame({"a": [True]}))
    assert not is_plain(pl.DataFrame({"a": [None]}))


def test_what_copy_reads():
    rows = table([(1, "a b", b"\x00\xff", date(2026, 1, 2)), (None, "", None, None)])
    assert as_copied(rows) == b"1\ta b\t\\\\x00ff\t2026-01-02\n\\N\t\t\\N\t\\N\n"


def put(store: Store, mark: str, people, *, whole: bool) -> str:
    """Rows of every kind of column, as a table or one by one; gives what the act says it wrote."""
    shape = {"key": pl.String, "name": pl.String, "birth_date": pl.Date, "sex": pl.String, "village_id": pl.Int64}

    def added(doing, model, rows, kinds):
        made = pl.DataFrame(rows, schema=kinds, orient="row") if whole else rows
        return doing.add(model, list(kinds), made)

    def work(doing):
        named = [(f"{mark}{at:x}", name, born, "", None) for at, (name, born, *_) in enumerate(people)]
        ids = added(doing, Person, named, shape)
        sealed = [(seal, ids[at], seal) for at, (*_, seal) in enumerate(people)]
        kinds = {"nik_index": pl.Binary, "person_id": pl.Int64, "nik_sealed": pl.Binary}
        added(doing, Identity, sealed, kinds)
        programme = doing.add_one(Programme, code=mark, name="", area_code="")
        run = doing.add_one(Run, programme_id=programme, cycle_id=None, on="2026-01-01", mark="", sha256=mark)
        texts = ("file", "sheet", "decision", "reasons", "fund", "mark")
        numbers = ("run_id", "person_id", "village_id", "row", "rank", "months")
        kinds = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Int64) | {"values_sealed": pl.Binary}
        made = [(name, "", "", "", "", "", run, None, None, 1, rank, 12, None) for name, _, rank, _ in people]
        added(doing, SourceRow, made, kinds)

    store.do(work, request=mark)
    return Act.objects.values_list("wrote", flat=True).get(request=mark)


@given(PEOPLE)
@settings(max_examples=40)
def test_a_table_is_added_as_its_rows_are_and_read_as_they_are(both, people):
    mark, told = f"w{next(MARKS)}-", []
    for store in both:
        connect(store.address)
        first = put(store, f"{mark}r", people, whole=False)
        before = [fault.kind for fault in store.faults()]
        other = put(store, f"{mark}t", people, whole=True)
        after = [fault.kind for fault in store.faults()]
        assert after.count("sealed") - before.count("sealed") <= 1  # the made-up seals of one act more do not open
        assert set(after) <= {"sealed", "erased"}  # an empty one looks taken away
        held = [
            list(Person.objects.filter(key__startswith=f"{mark}{how}").order_by("id").values_list("name", "birth_date"))
            for how in "rt"
        ]
        assert held[0] == held[1] == [(name, born) for name, born, *_ in people]
        told.append((first, other))
        rows = SourceRow.objects.filter(run__sha256=f"{mark}t").order_by("id").values_list("file", "rank", "person_id")
        kinds = {"file": pl.String, "rank": pl.Int64, "person": pl.Int64}
        assert columns_of(rows, kinds).rows() == columns_of(rows, kinds, many=False).rows() == list(rows)
        born = Person.objects.filter(key__startswith=f"{mark}t").order_by("id").values_list("birth_date", "name")
        assert columns_of(born, {"d": pl.Date, "n": pl.String}).rows() == list(born)
        seals = Identity.objects.order_by("id").values_list("nik_sealed")
        assert [bytes(seal) for (seal,) in seals] == columns_of(seals, {"s": pl.Binary})["s"].to_list()
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "wrong",
    [{"key": "k" * 65}, {"name": "a\0b"}, {"name": 5}, {"sex": "LP"}, {"birth_date": "2026-1-1"}, {"village_id": 1.0}],
)
def test_a_table_with_what_a_column_does_not_hold_is_refused(store, wrong):
    row = GOOD | wrong

    def work(doing):
        with pytest.raises(ValueError, match="not what the column"):
            kinds = {"birth_date": pl.Date, "village_id": pl.Int64}  # so that nothing else is wrong with it
            shape = {name: kind for name, kind in kinds.items() if name not in wrong}
            doing.add(Person, list(row), pl.DataFrame([row], schema_overrides=shape))
        doing.add(Person, list(GOOD), pl.DataFrame([GOOD], schema_overrides={"birth_date": pl.Date}))

    store.do(work)
    assert Person.objects.count() == 1 and not store.faults()


def test_numbers_that_one_database_would_not_hold_are_refused(store):
    shape = dict.fromkeys(("run_id", "row", "months", "rank", "person_id", "village_id"), pl.Int64)
    texts = dict.fromkeys(("file", "sheet", "decision", "reasons", "fund", "mark"), "")
    kinds = shape | dict.fromkeys(texts, pl.String) | {"values_sealed": pl.Binary}

    def work(doing):
        programme = doing.add_one(Programme, code="a", name="", area_code="")
        run = doing.add_one(Run, programme_id=programme, cycle_id=None, on="2026-01-01", mark="", sha256="a")
        for row in (2**31, -(2**31) - 1):
            wrong = {
                "run_id": run,
                "row": row,
                "months": 1,
                "rank": None,
                "person_id": None,
                "village_id": None,
                **texts,
            }
            wrong["values_sealed"] = None
            with pytest.raises(ValueError, match="the column row holds"):
                doing.add(SourceRow, list(wrong), pl.DataFrame([wrong], schema=kinds))

    store.do(work)


def test_a_table_that_the_database_refuses_leaves_nothing(store):
    twice = pl.DataFrame([GOOD, GOOD], schema_overrides={"birth_date": pl.Date, "village_id": pl.Int64})

    def work(doing):
        with pytest.raises(IntegrityError):
            doing.add(Person, list(GOOD), twice)

    store.do(work)
    assert Person.objects.count() == 0 and not store.faults()


def people(store: Store, number: int) -> list[int]:
    ids: list[int] = []

    def work(doing):
        rows = [(f"{at:064d}", f'O"\\,{{}} {at}', None, "", None) for at in range(number)]
        ids.extend(doing.add(Person, ("key", "name", "birth_date", "sex", "village_id"), rows))
        sealed = [(id_, bytes([at // 256, at % 256]) * 8, b"s") for at, id_ in enumerate(ids)]
        doing.add(Identity, ("person_id", "nik_index", "nik_sealed"), sealed)

    store.do(work)
    return ids


@pytest.mark.parametrize("asked", [1, 7, 350])
def test_thousands_of_values_are_one_question(store, asked, monkeypatch):
    ids = people(store, 400)
    wanted = ids[::2][:asked]
    assert set(Person.objects.filter(id__in=among(wanted)).values_list("id", flat=True)) == set(wanted)
    assert Person.objects.exclude(id__in=among(wanted)).count() == 400 - len(wanted)
    by_person = Identity.objects.filter(person__in=among(wanted)).values_list("person_id", flat=True)
    assert set(by_person) == set(wanted)
    names = [f'O"\\,{{}} {at}' for at in range(0, 400, 3)][:asked]
    assert set(Person.objects.filter(name__in=among(names)).values_list("name", flat=True)) == set(names)
    indexes = [bytes([at // 256, at % 256]) * 8 for at in range(1, 400, 2)][:asked] + [b"\xff" * 16]
    found = Identity.objects.filter(nik_index__in=among(indexes)).order_by("id").values_list("nik_index", flat=True)
    assert [bytes(index) for index in found] == indexes[:-1]
    kinds = {"id": pl.Int64, "name": pl.String}
    for few in (0, 1000):
        monkeypatch.setattr(reader, "FEW", few)
        told = columns_among(Person.objects.order_by("id"), ("id", "name"), kinds, "id", pl.Series(wanted))
        assert told.rows() == list(rows_of(Person.objects.order_by("id"), ("id", "name"), "id", wanted))
        assert told["id"].to_list() == wanted


def test_none_of_none_is_asked_for(store):
    ids = people(store, 3)
    assert among([]) == [] and not Person.objects.filter(id__in=among([])).exists()
    shape = {"id": pl.Int64, "name": pl.String, "born": pl.Date, "seal": pl.Binary, "is": pl.Boolean}
    columns = ("id", "name", "birth_date", "identity__nik_sealed", "id")
    nothing = columns_among(Person.objects.all(), columns, shape, "id", [])
    nobody = columns_among(Person.objects.all(), columns, shape, "id", [ids[-1] + 1])
    far = columns_of(Person.objects.filter(name="nobody").values_list(*columns), shape)
    assert nothing.schema == nobody.schema == far.schema == pl.Schema(shape)
    assert nothing.height == nobody.height == far.height == 0


@pytest.mark.parametrize("wrong", [[1, "a"], [1.5], [b"a", b"bb"], [b""], [None]])
def test_values_of_several_kinds_are_not_asked_for(store, wrong):
    if store.on == "postgresql" and all(isinstance(value, bytes) for value in wrong):
        return
    with pytest.raises(ValueError):
        among(wrong)
