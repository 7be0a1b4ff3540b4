"""A record is printed only when its figures are the same wherever they stand."""

from dataclasses import replace
from datetime import date

import pytest

from payung.core.cover.overpaid import overpayments
from payung.core.cover.piles import SHOWN
from payung.core.cover.record import (
    Document,
    Party,
    Record,
    RecordDoesNotAdd,
    ToExplain,
    checked,
    day_in_words,
    month_span,
    pile_sums,
)

ROW = {"people": 2, "person_months": 3, "on_list": 1, "not_on_list": 1, "list_missing": 1}
PILES = pile_sums(
    [
        {"pile": "agrees", **ROW, "decreed": 100, "amount": 100, "overpaid": 0},
        {"pile": "not_billed", **ROW, "decreed": 50, "amount": 0, "overpaid": 0},
        {"pile": "twice", **ROW, "decreed": 10, "amount": 20, "overpaid": 10},
    ]
)
OVERPAID = overpayments(
    [{"fund": "a", "kind": "twice", "person_months": 1, "rupiah": 10},
     {"fund": "a", "kind": "not_on_list", "person_months": 1, "rupiah": 5}], {"a": "none"},
)  # fmt: skip
RECORD = Record(
    office=("Dinas Contoh",), number=None, on=date(2025, 11, 17), place=None, programme="P", fund="a",
    months=(202510,), first=Party("Dinas Contoh"), second=Party("BPJS"),
    documents=(Document("decree", "1", None, None, 2, 3, 160), Document("bill", "2", None, None, 2, 3, 120)),
    piles=PILES, to_explain=ToExplain(1, 1, 5), overpaid=OVERPAID, strangers=0, chain_head="ab",
)  # fmt: skip


def test_a_record_that_adds_is_printed():
    assert checked(RECORD) is RECORD
    assert [pile.pile for pile in PILES] == list(SHOWN)
    assert (RECORD.billed, RECORD.comes_back) == (120, 15)


def with_pile(at: int, **changed: int) -> Record:
    piles = list(PILES)
    piles[at] = replace(piles[at], **changed)
    return replace(RECORD, piles=tuple(piles))


@pytest.mark.parametrize(
    "record",
    [
        with_pile(0, amount=101),
        with_pile(0, decreed=99),
        with_pile(0, on_list=2),
        with_pile(4, overpaid=9),
        with_pile(5, amount=1, decreed=0),
        replace(RECORD, overpaid=OVERPAID[1:]),
        replace(RECORD, documents=(Document("bill", "2", None, None, 2, 3, 119),)),
        replace(RECORD, documents=RECORD.documents + (Document("bill", "3", None, None, 2, 3, 1),)),
        replace(RECORD, piles=PILES[:-2]),
    ],
)
def test_a_record_that_does_not_add_is_not(record):
    with pytest.raises(RecordDoesNotAdd):
        checked(record)


def test_money_in_a_pile_of_no_money_is_refused_even_where_all_adds():
    piles = list(PILES)
    piles[0], piles[5] = replace(piles[0], amount=99), replace(piles[5], amount=1)
    with pytest.raises(RecordDoesNotAdd, match="nothing was billed"):
        checked(replace(RECORD, piles=tuple(piles)))


def test_a_document_without_an_amount_is_not_compared():
    checked(replace(RECORD, documents=(Document("list", "x", None, None, 1, 1, None),)))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 1), "Kamis, tanggal satu bulan Januari tahun dua ribu dua puluh enam"),
        (date(2025, 12, 31), "Rabu, tanggal tiga puluh satu bulan Desember tahun dua ribu dua puluh lima"),
        (date(2025, 11, 23), "Minggu, tanggal dua puluh tiga bulan November tahun dua ribu dua puluh lima"),
    ],
)
def test_a_day_as_records_open_with_it(day, said):
    assert day_in_words(day) == said


def test_months_in_words():
    assert month_span(()) == "–"
    assert month_span((202512, 202510, 202511, 202511)) == "Oktober–Desember 2025"
    assert month_span((202501, 202503, 202505)) == "Januari 2025, Maret 2025 dan Mei 2025"
