"""Two bills for one month, and a bill that corrects another, on both databases and as it is typed."""

from datetime import date

import polars as pl
import pytest

from payung.actions.match_month import MatchAsked, match_month
from payung.actions.receive_bill import BillAsked, BillRefused, receive_bill
from payung.actions.record_payment import BillUnknown, Due, committed_by, due_of
from payung.actions.verify_store import verify_store
from payung.core.cover.payment import PaymentWrong
from payung.gateways.group_list import GroupSaid
from payung.store.acts import Deed, perform
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Bill, BillLine, PersonMonth
from tests.actions.stores.branch import CODE, GROUP, PRICE, Branch, on, pay
from tests.actions.stores.test_month_commands import payung
from tests.actions.stores.test_reconciliation import THREE, died, piles, purse
from tests.actions.stores.two_villages import asked


def owed() -> list[int]:
    """Person-months still to be paid of each bill, as the database adds them up and as they are taken one by one."""
    for bill in Bill.objects.all():
        each = committed_by(bill)
        assert due_of(bill) == Due(each.height, int(each["price"].sum())), bill.code
        assert due_of(bill).amount == due_of(bill).person_months * PRICE
    return [due_of(bill).person_months for bill in Bill.objects.order_by("id")]


def test_who_died_after_the_bill_is_billed_until_it_is_corrected(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    branch.bill()
    nik = branch.lists.billed["nik"][0]
    someone = BillLine.objects.filter(number=branch.lists.billed["line"][0]).values_list("person_id", flat=True)[0]
    died(decreed, [someone], date(2027, 1, 31))
    assert purse() == (0, 0, 180, 0)
    assert not verify_store(decreed).faults
    corrected = branch.only((pl.col("nik") != nik) | (pl.col("month") == 202701))
    file = branch.write_bill("koreksi.xlsx", lists=corrected)
    by = on(2027, 2, 2)
    bill = receive_bill(decreed, by, BillAsked(file, GROUP, corrects=CODE))
    assert receive_bill(decreed, by, BillAsked(file, GROUP, corrects=CODE)) == bill
    assert (bill.code, bill.taken_back, bill.released, bill.committed) == (f"{CODE}/202701-202703/2", 180, 2, 178)
    assert owed() == [0, 178]
    assert purse() == (2, 0, 178, 0)
    assert not verify_store(decreed).faults
    with pytest.raises(BillUnknown):
        pay(decreed, tmp_path, 178, code=f"{CODE}/202701-202703")
    with pytest.raises(PaymentWrong) as refused:
        pay(decreed, tmp_path, 180)
    assert "lebih Rp33.600" in refused.value.says.id
    assert pay(decreed, tmp_path, 178).amount == 178 * PRICE
    done = match_month(decreed, THREE)
    assert piles(done) == {"agrees": (60, 178)} and done.record.billed == 178 * PRICE
    for wrong in (GROUP, GroupSaid("SG", "other", "")):
        again = branch.write_bill("lagi.xlsx", lists=branch.only(pl.col("line") > 5))
        with pytest.raises((BillRefused, BillUnknown)):
            receive_bill(decreed, on(2027, 2, 9), BillAsked(again, wrong, corrects=f"{CODE}/202701-202703/2"))
    assert not verify_store(decreed).faults


def test_a_corrected_bill_that_asks_for_fewer_leaves_the_others_reserved(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    branch.bill()
    file = branch.write_bill("koreksi.xlsx", code="2701999", lists=branch.only(pl.col("line") > 10))
    bill = receive_bill(decreed, on(2027, 2, 2), BillAsked(file, GROUP, corrects=CODE))
    assert (bill.taken_back, bill.released, bill.committed, bill.refused) == (180, 0, 170, [])
    assert purse() == (0, 10, 170, 0)
    assert Bill.objects.get(id=bill.bill).corrects.code == f"{CODE}/202701-202703"
    assert not verify_store(decreed).faults


def test_a_month_on_two_bills_is_taken_by_the_first(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    first = branch.bill(lists=branch.only(pl.col("month") == 202701))
    second = branch.bill(name="lagi.xlsx", code="990000000002", lists=branch.only(pl.col("month") <= 202702))
    assert (first.committed, second.committed, second.piles) == (60, 60, {"agrees": 60, "twice": 60})
    assert owed() == [60, 60]
    ((code, count, lines),) = second.refused
    assert (first.refused, code, count, len(lines)) == ([], first.code, 60, 60)
    assert set(BillLine.objects.filter(before__isnull=False).values_list("bill_id", "month", "before_id")) == {
        (second.bill, 202701, first.bill)
    }
    with pytest.raises(PaymentWrong):
        pay(decreed, tmp_path, 120, code="990000000002")
    pay(decreed, tmp_path, 60, code="990000000002")
    pay(decreed, tmp_path, 60, number="SP2D/2")
    done = match_month(decreed, MatchAsked(202701, 202702, date(2027, 4, 1)))
    assert piles(done) == {"agrees": (60, 60), "twice": (60, 60)}
    assert done.record.billed == 180 * PRICE
    assert [one.rupiah for one in done.record.overpaid] == [60 * PRICE]
    assert not verify_store(decreed).faults


def test_what_another_bill_took_over_is_paid_with_that_one(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    branch.bill()

    def work(doing):
        with Ledger(doing, 202702) as ledger:
            ledger.move("unbill", list(PersonMonth.objects.filter(month=202703).values_list("id", flat=True)))
        return {}

    by = asked()
    perform(Deed("unbill", by.request, by.by, by.on, by.at), Keys.read(decreed.keys), work)
    branch.bill(name="baru.xlsx", code="990000000002", lists=branch.only(pl.col("month") == 202703))
    assert owed() == [120, 60]
    with pytest.raises(PaymentWrong):
        pay(decreed, tmp_path, 180)
    pay(decreed, tmp_path, 120)
    assert owed() == [0, 60]
    pay(decreed, tmp_path, 60, code="990000000002")
    assert owed() == [0, 0]
    assert not verify_store(decreed).faults


def test_as_it_is_typed(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    branch.bill()
    group = ("--group", "SG:26001", "--on", "2027-01-25")
    file = branch.write_bill("2.xlsx", code="990000000002", lists=branch.only(pl.col("line") <= 2))
    again = payung(branch, "bill", "receive", file, *group)
    assert f"Ditolak, sudah ditagih oleh {CODE}/202701-202703: 2 orang-bulan, baris 1, 2" in again.output, again.output
    file = branch.write_bill("3.xlsx", lists=branch.only(pl.col("line") > 2))
    told = payung(branch, "bill", "receive", file, *group, "--corrects", f"{CODE}/202701-202703", language="en")
    assert "Taken back from the corrected bill: 180 person-months; 0 free" in told.output, told.output
    file = branch.write_bill("4.xlsx", lists=branch.only(pl.col("line") > 3))
    assert payung(branch, "bill", "receive", file, *group, "--corrects", "x").exit_code == 87
    assert purse() == (0, 2, 178, 0)
