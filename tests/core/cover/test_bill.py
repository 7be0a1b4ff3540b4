"""What a bill states against its lines: every difference is named, with the line."""

from datetime import date

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.cover.bill import (
    PROBLEMS,
    BillHead,
    BillProblem,
    BillSums,
    bill_sums,
    head_problems,
    line_problems,
    month_prices,
    portions,
)
from payung.core.law.book import LawBook
from tests.columns import computed
from tests.table import table

TYPES = {
    "line": "int64",
    "nik": "string",
    "membership_number": "string",
    "name": "string",
    "month": "int64",
    "amount": "int64",
}
NIK, OTHER = "1571010107850001", "1571010107850002"
HEAD = BillHead("251000012345", (202510,), 2, 33_600)
SUMS = BillSums(2, 2, 2, 33_600)


def lines(drawing: str) -> pl.DataFrame:
    return table(drawing, **TYPES).select(*TYPES)


def problems(billed: pl.DataFrame, months=(202510,), prices=None, engine=None, folder=None) -> list[tuple[object, ...]]:
    prices = {202510: 16_800, 202511: 16_800} if prices is None else prices
    found = nw.to_native(line_problems(nw.from_native(billed.lazy()), months, prices)).collect()
    return sorted(found.select("line", "code", "month", "found", "expected").rows())


def test_a_sound_bill_has_no_problem():
    billed = lines(
        f"line | nik | membership_number | name | month | amount\n 1 | {NIK} | | A | 202510 | 16800\n"
        f" 2 | | 26000000001 | B | 202510 | 33600"
    )
    assert problems(billed) == []
    assert head_problems(HEAD, SUMS, HEAD) == ()


def test_each_fault_is_named_with_its_line():
    billed = lines(f"""
    line | nik     | membership_number | name | month  | amount
       1 | {NIK}   |                   | A    | 202510 |  16800
       2 | {NIK}   |                   | A    | 202510 |      0
       3 | {NIK}   |                   | A    | 202510 |  16801
       4 | {NIK}   |                   | A    | 202511 |  16800
       5 |         |                   | A    | 202510 |  16800
       6 | 15710   |                   | A    | 202510 |  16800
       7 | {NIK}   | 26                | A    | 202509 |   5000
    """)
    assert problems(billed) == [
        (2, "line_without_amount", 202510, None, None),
        (3, "amount_no_multiple", 202510, 16_801, 16_800),
        (4, "month_outside", 202511, None, None),
        (5, "line_without_number", 202510, None, None),
        (6, "nik_wrong", 202510, None, None),
        (7, "month_outside", 202509, None, None),
    ]


def test_without_a_stated_period_no_month_is_outside_it():
    billed = lines(f"line | nik | membership_number | name | month | amount\n 1 | {NIK} | | A | 209901 | 1")
    assert problems(billed, (), {}) == []


@pytest.mark.parametrize("engine", ["local", "check"])
def test_every_engine_names_the_same(engine, tmp_path):
    billed = lines(
        f"line | nik | membership_number | name | month | amount\n 1 | {NIK} | | A | 202510 | 16801\n"
        " 2 | | | B | 202401 | 0"
    )
    found = computed(
        engine,
        billed,
        lambda frame: line_problems(frame, (202510,), {202510: 16_800}).with_columns(position="line"),
        tmp_path,
    )
    assert sorted(found.select("line", "code").rows()) == sorted(row[:2] for row in problems(billed))


@pytest.mark.parametrize(
    ("head", "stated", "codes"),
    [
        (BillHead(None, (202510,), 2, 33_600), None, ["billing_code_missing"]),
        (BillHead("1", (), 2, 33_600), None, ["period_missing"]),
        (BillHead("1", (202510,), 3, 33_600), None, ["people_differ"]),
        (BillHead("1", (202510,), 2, 33_601), None, ["amount_differs"]),
        (BillHead("1", (202510,)), None, []),
        (HEAD, BillHead(), []),
        (HEAD, BillHead("2", (202510,), 2, 33_600), ["billing_code_differs"]),
        (HEAD, BillHead("251000012345", (202510, 202511), 2, 33_600), ["period_differs"]),
        (HEAD, BillHead(None, (), 3, None), ["stated_people_differ"]),
        (HEAD, BillHead(None, (), None, 1), ["stated_amount_differs"]),
    ],
)
def test_the_head_against_the_lines_and_the_file(head, stated, codes):
    assert [found.code for found in head_problems(head, SUMS, stated)] == codes


def test_a_difference_says_both_figures():
    (found,) = head_problems(BillHead("1", (202510,), None, 29_937_600), BillSums(557, 557, 1671, 28_072_800))
    assert found.says.id == "Jumlah baris Rp28.072.800, tagihan menyebut Rp29.937.600."
    assert BillProblem("amount_no_multiple", 7, 202510, 16_801, 16_800).says.en == (
        "Line 7: Rp16.801 for 10-2025 is no multiple of the contribution of Rp16.800."
    )
    assert all(BillProblem(code, 1, 202510, 1, 2).says.id for code in PROBLEMS)


def test_people_are_counted_once_over_their_lines():
    billed = lines(f"""
    line | nik     | membership_number | name | month  | amount
       1 | {NIK}   |                   | A    | 202510 |  16800
       2 | {NIK}   | 26                | A    | 202511 |  16800
       3 | {OTHER} |                   | A    | 202510 |  16800
       4 |         | 27                | A    | 202510 |  16800
       4 |         | 27                | A    | 202511 |  16800
       5 |         |                   | A    | 202510 |  16800
       6 |         |                   | A    | 202510 |  16800
    """)
    assert nw.to_native(bill_sums(nw.from_native(billed.lazy()))).collect().row(0) == (6, 5, 7, 7 * 16_800)


def test_each_month_has_the_contribution_of_its_own_law():
    book = LawBook.read()
    assert set(month_prices(book, range(202507, 202513), "public").values()) == {16_800}
    private = month_prices(book, (202512, 202601, 202605), "private")
    assert private[202512] == 16_800 and private[202605] == 8_400
    assert month_prices(book, (), "public") == {}
    assert date(2026, 5, 1) and month_prices(book, (202605,), "public") == {202605: 16_800}


@given(st.integers(0, 10**12), st.lists(st.integers(1, 10**6), min_size=1, max_size=36).map(tuple))
def test_an_amount_over_months_loses_no_rupiah(amount, prices):
    parts = portions(amount, prices)
    assert sum(parts) == amount and len(parts) == len(prices) and min(parts) >= 0
    if amount == sum(prices):
        assert parts == prices
    for part, price in zip(parts, prices, strict=True):
        assert abs(part * sum(prices) - amount * price) < sum(prices)
