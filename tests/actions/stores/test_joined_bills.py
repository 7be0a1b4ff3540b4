"""Two numbers of one person on bills, lists and in the match, on both databases: read together, never paid twice."""

from datetime import date

import polars as pl
import pytest

from payung.actions.match_month import MatchAsked, match_month
from payung.actions.report_month import ReportAsked, report_month
from payung.actions.verify_store import verify_store
from payung.store.joins import part
from payung.store.ledger import Ledger
from payung.store.models import BillLine, PersonMonth
from payung.store.months import month_table
from tests.actions.stores.branch import CODE, Branch, pay
from tests.actions.stores.covered import confirmed, did, joined
from tests.actions.stores.test_cover import nik_of
from tests.actions.stores.test_reconciliation import died, piles, purse

THREE = MatchAsked(202701, 202703, date(2027, 4, 1))


@pytest.fixture
def two(decreed) -> tuple[int, int]:
    """Two people of the decree."""
    first, second = sorted(PersonMonth.objects.values_list("person_id", flat=True).distinct())[:2]
    return first, second


def let_go(place, person: int) -> None:
    """Their months released: only the other number holds them."""
    ids = list(PersonMonth.objects.filter(person=person).values_list("id", flat=True))

    def work(doing):
        with Ledger(doing, 202701) as ledger:
            ledger.move("release", ids)

    did(place, work)


def test_a_bill_that_knows_the_other_number_takes_the_months_and_its_list_confirms_them(decreed, two, tmp_path):
    first, second = two
    branch = Branch.of(decreed, tmp_path)
    nik = nik_of(decreed, second)
    let_go(decreed, second)
    joined(decreed, first, second)
    lists = branch.only(pl.col("nik") != nik_of(decreed, first))
    bill = branch.bill(lists=lists)
    assert (bill.committed, bill.piles) == (177, {"agrees": 177})
    assert set(BillLine.objects.filter(person=second).values_list("person_month__person_id", flat=True)) == {first}
    pay(decreed, tmp_path, 177)
    Branch(decreed, tmp_path, lists).members((202701,))
    table = month_table([second])
    assert set(table["person"]) == {second} and table["paid"].all()
    assert table.filter(pl.col("month") == 202701)["confirmed"].to_list() == [nik in set(lists.members["nik"])]
    confirmed(decreed, 202702, people=[first])  # a list that knows the first number
    assert month_table([second]).filter(pl.col("month") == 202702)["confirmed"].to_list() == [True]
    done = match_month(decreed, MatchAsked(202701, 202701, date(2027, 4, 1)))
    assert piles(done) == {"agrees": (59, 59)}
    assert not verify_store(decreed).faults


def test_a_month_both_numbers_hold_is_taken_once(decreed, two, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    number = joined(decreed, *two)
    bill = branch.bill()
    assert (bill.committed, bill.piles) == (177, {"agrees": 174, "twice": 3})
    assert purse() == (0, 3, 177, 0)
    pay(decreed, tmp_path, 177)
    done = match_month(decreed, THREE)
    assert piles(done) == {"agrees": (58, 174), "twice": (1, 3), "not_billed": (1, 3)}
    assert report_month(decreed, ReportAsked(202611, 202712)).report.reconciles
    assert not verify_store(decreed).faults
    did(decreed, lambda doing: part(doing, number))
    assert piles(match_month(decreed, THREE)) == {"agrees": (60, 180)}, "parted, all is as it was"
    assert not verify_store(decreed).faults


def test_a_second_bill_with_the_other_number_names_the_first(decreed, two, tmp_path):
    first, second = two
    branch = Branch.of(decreed, tmp_path)
    joined(decreed, first, second)
    one = branch.bill(lists=branch.only(pl.col("nik") != nik_of(decreed, second)))
    assert one.committed == 177
    other = branch.bill(name="2.xlsx", code="990000000002", lists=branch.only(pl.col("nik") == nik_of(decreed, second)))
    assert (other.committed, other.piles) == (0, {"twice": 3})
    ((code, count, lines),) = other.refused
    assert (code, count, len(lines)) == (f"{CODE}/202701-202703", 3, 3)
    assert not verify_store(decreed).faults


def test_a_death_told_of_one_number_ends_the_months_of_the_other(decreed, two, tmp_path):
    first, second = two
    branch = Branch.of(decreed, tmp_path)
    joined(decreed, first, second)
    died(decreed, [second], date(2027, 1, 5))
    bill = branch.bill(lists=branch.only(pl.col("nik") != nik_of(decreed, second)))
    assert bill.piles == {"agrees": 175, "ended": 2}
    assert not PersonMonth.objects.filter(person=first, month__gt=202701).exclude(state="released").exists()
    assert not verify_store(decreed).faults
