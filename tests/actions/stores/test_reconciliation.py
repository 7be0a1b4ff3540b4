"""From the bill to the record of reconciliation, on both databases: what is taken, paid, explained, closed, refused."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from payung.actions.close_month import MonthsCloseInOrder, close_month
from payung.actions.match_month import RECORD_PDF, RECORD_XLSX, MatchAsked, match_month
from payung.actions.receive_bill import BillAsked, BillRefused, BillThere, receive_bill
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_member import MemberListRefused, MembersAsked, receive_member
from payung.actions.record_payment import BillUnknown
from payung.actions.rotate_store import rotate_store
from payung.actions.verify_store import verify_store
from payung.core.cover.bill import BillWithoutNames
from payung.core.cover.payment import PaymentWrong
from payung.core.cover.record import ToExplain
from payung.gateways.group_list import GroupSaid
from payung.store.acts import Deed, RequestReused, perform
from payung.store.keys import Keys
from payung.store.leavings import Left, record
from payung.store.ledger import Ledger, MonthClosed
from payung.store.models import (
    Act,
    Bill,
    BillLine,
    Group,
    Head,
    MemberLine,
    MemberList,
    Membership,
    PersonMonth,
    Posting,
    Purse,
)
from payung.synth.bill import Planted
from tests.actions.stores.branch import CODE, DECREED, GROUP, MONTHS, PRICE, Branch, on, pay
from tests.actions.stores.two_villages import asked
from tests.gateways.workbooks.books import Page, write_book

THREE = MatchAsked(MONTHS[0], MONTHS[-1], date(2027, 4, 12))


def purse() -> tuple[int, ...]:
    """free, reserved, committed, paid."""
    row = Purse.objects.values_list("free", "reserved", "committed", "paid").get(fund__code="provinsi", village=None)
    return tuple(amount // PRICE for amount in row)


def died(place, people, day: date) -> None:
    """Those people died: their later months that no bill took are released."""

    def work(doing):
        with Ledger(doing, day.year * 100 + day.month) as ledger:
            record(doing, ledger, [Left(one, "died", day, "akta") for one in people])
        return {}

    by = asked(day)
    perform(Deed("leaving", by.request, by.by, by.on, by.at), Keys.read(place.keys), work)


def first_person() -> int:
    return PersonMonth.objects.order_by("id").values_list("person_id", flat=True)[0]


def sheet(path, name):
    return [[cell.value for cell in row] for row in load_workbook(path)[name].iter_rows()]


def piles(done):
    return {pile.pile: (pile.people, pile.person_months) for pile in done.piles if pile.person_months}


def test_fifty_nine_billed_and_fifty_five_listed_leave_twelve_person_months_to_explain(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path, Planted(missing=1, unlisted=4))
    bill = branch.bill()
    assert (bill.people, bill.person_months, bill.amount) == (59, 177, 177 * PRICE)
    assert (bill.committed, bill.due, bill.piles) == (177, 177 * PRICE, {"agrees": 177})
    assert (bill.nobody, bill.problem_count, bill.short) == (0, 0, 0)
    assert purse() == (0, 3, 177, 0)
    assert pay(decreed, tmp_path, 177).person_months == 177
    assert purse() == (0, 3, 0, 177)
    branch.members()
    acts, head = Act.objects.count(), Head.objects.get(id=1).link
    done = match_month(decreed, replace(THREE, out=tmp_path / "out"))
    assert done.to_explain == done.paid_unlisted == ToExplain(4, 12, 201_600)
    assert piles(done) == {"agrees": (59, 177), "not_billed": (1, 3)}
    assert done.record.billed == 177 * PRICE == sum(BillLine.objects.values_list("amount", flat=True))
    assert [(one.kind, one.people, one.months, one.amount) for one in done.record.documents] == [
        ("decree", 60, 180, 180 * PRICE),
        ("bill", 59, 177, 177 * PRICE),
        *[("list", 55, 55, None)] * 3,
        ("payment", 59, 177, 177 * PRICE),
    ]
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "out" / RECORD_PDF).pages).split())
    for words in ("Rp201.600", "12 orang-bulan (4 orang)", head[:16], "Januari–Maret 2027", "Pemerintah provinsi"):
        assert words in said, words
    listed = sheet(tmp_path / "out" / RECORD_XLSX, "Cocok")
    assert sum(row[8] == "tidak ada" for row in listed) == 4
    assert (Act.objects.count(), Head.objects.get(id=1).link) == (acts, head)
    assert match_month(decreed, MatchAsked(202702, 202702, date(2027, 4, 12))).to_explain == ToExplain(4, 4, 67_200)
    assert not verify_store(decreed).faults


def test_the_same_store_gives_the_same_record(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path, Planted(unlisted=2, foreign=1))
    branch.bill()
    branch.members()
    for name in ("a", "b"):
        match_month(decreed, replace(THREE, out=tmp_path / name))
    for name in (RECORD_PDF, RECORD_XLSX):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_every_fault_of_a_bill_is_in_its_pile_and_nobody_is_lost(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path, Planted(dead=3, double=2, foreign=4, missing=5))
    died(decreed, branch.lists.planted["dead"], date(2026, 12, 24))
    bill = branch.bill()
    assert bill.piles == {"agrees": 150, "ended": 9, "not_decreed": 12, "twice": 6}
    assert (bill.committed, bill.due) == (156, 156 * PRICE)  # of a month billed twice one is due
    assert bill.nobody == 12 == len(bill.nobody_lines)
    assert bill.nobody_lines == sorted(set(BillLine.objects.filter(person=None).values_list("number", flat=True)))
    assert BillLine.objects.count() == bill.person_months == branch.lists.billed.height
    assert set(BillLine.objects.filter(person__in=branch.lists.planted["dead"]).values_list("pile", flat=True)) == {
        "ended"
    }
    assert not BillLine.objects.filter(pile__in=("ended", "not_decreed")).exclude(person_month=None).exists()
    with pytest.raises(PaymentWrong) as refused:
        pay(decreed, tmp_path, bill.amount // PRICE)
    assert "Rp453.600" in refused.value.says.id  # 9 after death, 12 of nobody, 6 double
    pay(decreed, tmp_path, 156)
    branch.members()
    done = match_month(decreed, THREE)
    assert piles(done)["ended"] == (3, 9) and piles(done)["twice"] == (2, 6) and piles(done)["not_billed"] == (5, 15)
    assert done.record.strangers == 12
    assert {one.kind: one.rupiah for one in done.record.overpaid if one.kind != "not_on_list"} == {
        "ended": 9 * PRICE, "twice": 6 * PRICE, "not_decreed": 12 * PRICE,
    }  # fmt: skip
    assert done.paid_unlisted == ToExplain(0, 0, 0)
    assert not verify_store(decreed).faults


def test_who_left_in_the_middle_is_taken_until_that_month(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    someone = first_person()
    died(decreed, [someone], date(2027, 1, 31))
    bill = branch.bill()
    assert bill.piles == {"agrees": 178, "ended": 2}
    assert set(BillLine.objects.filter(person=someone, person_month__isnull=False).values_list("month", flat=True)) == {
        202701
    }
    assert not verify_store(decreed).faults


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


def test_a_bill_is_received_once_and_told_again(decreed, tmp_path):
    branch, by = Branch.of(decreed, tmp_path), on(2027, 1, 20)
    told = branch.bill(by)
    before = Act.objects.count(), Posting.objects.count()
    assert branch.bill(by) == told
    with pytest.raises(BillThere):
        branch.bill()
    with pytest.raises(BillThere):  # another file with the code and months of the first
        branch.bill(lists=branch.only(pl.col("line") > 5))
    with pytest.raises(RequestReused):
        branch.bill(by, code="990000000001")
    assert (Act.objects.count(), Posting.objects.count()) == before
    assert Bill.objects.count() == Group.objects.count() == 1


def test_a_month_on_two_bills_is_taken_by_the_first(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    first = branch.bill(lists=branch.only(pl.col("month") == 202701))
    second = branch.bill(name="lagi.xlsx", code="990000000002", lists=branch.only(pl.col("month") <= 202702))
    assert (first.committed, second.committed, second.piles) == (60, 60, {"agrees": 60, "twice": 60})
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


def test_a_line_below_its_price_is_not_taken_and_one_above_costs_its_price(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    amount = pl.col("amount")
    odd = pl.when(pl.col("line") == 1).then(amount - 1).when(pl.col("line") == 2).then(amount + 1).otherwise(amount)
    bill = branch.bill(lists=branch.only(pl.lit(True), amount=odd))
    assert (bill.amount, bill.committed, bill.due, bill.short) == (180 * PRICE, 179, 179 * PRICE, 1)
    assert bill.problem_count == 2
    assert BillLine.objects.get(number=1).person_month is None
    assert not verify_store(decreed).faults


def test_a_bill_of_another_kind_of_group_takes_nothing(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    other = BillAsked(branch.write_bill(), GroupSaid("SD", "1"))
    bill = receive_bill(decreed, on(2027, 1, 20), other)
    assert (bill.committed, bill.piles, bill.nobody) == (0, {"not_decreed": 180}, 0)
    assert purse() == (0, 180, 0, 0)
    with pytest.raises(PaymentWrong):
        pay(decreed, tmp_path, 0)
    done = match_month(decreed, THREE)
    assert piles(done) == {"not_decreed": (60, 180), "not_billed": (60, 180)}
    assert done.record.overpaid[0].treatment == "claim"
    branch.members((202701,))  # of the right group: the other one's list is still missing
    receive_member(decreed, on(2027, 4, 3), MembersAsked(tmp_path / "peserta.xlsx", 202702))  # of all groups
    done = match_month(decreed, THREE)
    assert {pile.pile: (pile.on_list, pile.list_missing) for pile in done.piles if pile.person_months} == {
        "not_decreed": (60, 120), "not_billed": (120, 60),
    }  # fmt: skip
    assert not verify_store(decreed).faults


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"nik": None, "membership_number": None, "name": None}, BillWithoutNames),
        ({"amount": 0}, BillRefused),
        ({"month": "bukan bulan"}, BillRefused),
    ],
)
def test_a_bill_that_cannot_be_booked_is_refused(decreed, tmp_path, change, error):
    branch = Branch.of(decreed, tmp_path)
    blank = {name: pl.lit("" if value is None else value) for name, value in change.items()}
    text = branch.lists.billed.with_columns(**blank).select("membership_number", "nik", "name", "month", "amount")
    head = f"Kode Iuran;{CODE}\nPeriode;01/2027 s.d. 03/2027\n\nKPJ;NIK;Nama;BLTH;Iuran\n"
    (tmp_path / "a.csv").write_text(head + text.write_csv(include_header=False, separator=";"), "utf-8")
    before = Act.objects.count()
    with pytest.raises(error):
        receive_bill(decreed, on(2027, 1, 20), BillAsked(tmp_path / "a.csv", GROUP))
    assert (Act.objects.count(), Bill.objects.count(), purse()) == (before, 0, (0, 180, 0, 0))


def test_what_the_file_does_not_say_is_given(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    text = branch.lists.billed.filter(pl.col("month") == 202702).select("nik", "name", "amount")
    (tmp_path / "a.csv").write_text("NIK;Nama;Iuran\n" + text.write_csv(include_header=False, separator=";"), "utf-8")
    file = tmp_path / "a.csv"
    with pytest.raises(BillRefused):
        receive_bill(decreed, on(2027, 1, 20), BillAsked(file, GROUP))
    with pytest.raises(BillRefused):
        receive_bill(decreed, on(2027, 1, 20), BillAsked(file, GROUP, "VA1234", 202703, 202702))
    bill = receive_bill(decreed, on(2027, 1, 20), BillAsked(file, GROUP, "VA1234", 202702))
    assert (bill.code, bill.committed) == ("VA1234/202702-202702", 60)


def test_people_are_found_by_membership_number_and_under_older_keys(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    keys = Keys.read(decreed.keys)
    someone = first_person()
    number = "26999999999"

    def work(doing):
        row = (someone, keys.index(number), keys.seal(number, someone, "membership"))
        doing.add(Membership, ("person_id", "number_index", "number_sealed"), [row])
        return {}

    by = asked()
    perform(Deed("membership", by.request, by.by, by.on, by.at), keys, work)
    Keys.read(decreed.keys).add_version()  # what is there has still the old index
    (tmp_path / "a.csv").write_text(f"KPJ;Nama;BLTH;Iuran\n26 9999 9999-9;X;01/2027;{PRICE}\n", "utf-8")
    bill = receive_bill(decreed, on(2027, 1, 20), BillAsked(tmp_path / "a.csv", GROUP, "VA1234"))
    assert (bill.committed, bill.nobody) == (1, 0)
    assert BillLine.objects.get().person_id == someone
    assert branch.bill().committed == 179
    rotate_store(decreed, asked())
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
    with pytest.raises(PaymentWrong):
        pay(decreed, tmp_path, 180)
    pay(decreed, tmp_path, 120)
    pay(decreed, tmp_path, 60, code="990000000002")
    assert not verify_store(decreed).faults


def test_a_membership_number_kept_as_a_figure_is_found_with_its_noughts(decreed, tmp_path):
    keys, someone = Keys.read(decreed.keys), first_person()

    def work(doing):
        number = "08001234567"
        row = (someone, keys.index(number), keys.seal(number, someone, "membership"))
        doing.add(Membership, ("person_id", "number_index", "number_sealed"), [row])
        return {}

    by = asked()
    perform(Deed("membership", by.request, by.by, by.on, by.at), keys, work)
    lines = [["KPJ", "Nama", "BLTH", "Iuran"], [8001234567, "X", "01/2027", PRICE], [801234567, "Y", "01/2027", PRICE]]
    file = write_book(tmp_path / "a.xlsx", Page(lines))
    bill = receive_bill(decreed, on(2027, 1, 20), BillAsked(file, GROUP, "VA1234"))
    assert (bill.committed, bill.nobody) == (1, 1)
    assert BillLine.objects.get(number=1).person_id == someone


def test_a_member_list_is_received_for_each_of_its_months_once(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path, Planted(listed_only=2))
    branch.members((202701,))
    file = tmp_path / "peserta.xlsx"
    assert MemberLine.objects.count() == 62 and MemberLine.objects.filter(person=None).count() == 2
    with pytest.raises(MemberListRefused):
        receive_member(decreed, on(2027, 4, 2), MembersAsked(file, 202701, GROUP))
    with pytest.raises(MemberListRefused):
        receive_member(decreed, on(2027, 4, 2), MembersAsked(file, 202704, GROUP))
    by = on(2027, 4, 3)
    told = receive_member(decreed, by, MembersAsked(file, 202702))
    assert receive_member(decreed, by, MembersAsked(file, 202702)) == told
    assert (told.names, told.nobody, told.other_months) == (62, 2, 124)
    assert MemberList.objects.count() == 2
    assert not verify_store(decreed).faults


def test_a_later_list_stands_for_the_earlier_and_a_missing_one_is_not_held_against_anybody(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path, Planted(unlisted=4))
    branch.bill()
    january = MatchAsked(202701, 202701, date(2027, 4, 1))
    assert match_month(decreed, january).to_explain == ToExplain(0, 0, 0)  # no list yet
    whole = Branch(decreed, tmp_path, replace(branch.lists, members=branch.lists.billed.drop("amount")))
    whole.members((202701,))
    assert match_month(decreed, january).to_explain == ToExplain(0, 0, 0)
    branch.members((202701,))
    assert match_month(decreed, january).to_explain.person_months == 4
    assert match_month(decreed, replace(january, first=202702, last=202702)).piles[0].list_missing == 60


def test_a_list_of_another_group_says_nothing_of_who_was_billed_for_this_one(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    branch.bill()
    (tmp_path / "b.csv").write_text("NIK;Nama;BLTH\n1571010107850001;X;01/2027\n", "utf-8")
    receive_member(decreed, on(2027, 4, 2), MembersAsked(tmp_path / "b.csv", 202701, GroupSaid("SG", "other")))
    done = match_month(decreed, MatchAsked(202701, 202701, date(2027, 4, 1)))
    assert done.to_explain.person_months == 0 and piles(done) == {"agrees": (60, 60), "list_only": (1, 1)}


def test_months_close_in_order_and_then_take_nothing(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    with pytest.raises(MonthsCloseInOrder):
        close_month(decreed, asked(), 202702)
    assert close_month(decreed, asked(), 202701).lines == Posting.objects.filter(booked=202701).count() > 0
    for month, error in ((202701, MonthClosed), (202612, MonthClosed), (202703, MonthsCloseInOrder)):
        with pytest.raises(error):
            close_month(decreed, asked(), month)
    with pytest.raises(MonthClosed):
        branch.bill(on(2027, 1, 31))
    with pytest.raises(MonthClosed):
        receive_fund(decreed, asked(), Money("provinsi", 202701, 1_000))
    branch.bill(on(2027, 2, 1))
    close_month(decreed, asked(), 202702)
    with pytest.raises(PaymentWrong) as refused:
        pay(decreed, tmp_path, 180)
    assert [one.code for one in refused.value.problems] == ["closed_month"]
    assert pay(decreed, tmp_path, 180, booked=202703).person_months == 180
    assert set(Posting.objects.filter(target="paid").values_list("booked", flat=True)) == {202703}
    assert not verify_store(decreed).faults


def test_a_year_ends_and_the_next_month_is_january(place):
    for month in (202611, 202612, 202701):
        close_month(place, asked(), month)
    assert not verify_store(place).faults


def test_a_month_of_which_nothing_is_known_is_empty(place):
    done = match_month(place, MatchAsked(202701, 202703, date(2027, 4, 1)))
    assert not piles(done) and done.record.billed == 0


def test_what_the_acts_keep_names_nobody(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path, Planted(foreign=2))
    branch.bill()
    branch.members((202701,))
    words = {*branch.lists.billed["nik"], *branch.lists.billed["name"], *branch.lists.billed["membership_number"]}
    for said, outcome in Act.objects.values_list("said", "outcome"):
        assert not [word for word in words if word in said + outcome]
    assert PersonMonth.objects.filter(state="committed").count() == DECREED * 3
