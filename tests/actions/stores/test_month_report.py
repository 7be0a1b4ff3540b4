"""The report of months: every figure counted twice, nothing remaining where nothing is wrong, all named where it is."""

from datetime import date

import openpyxl
import polars as pl
import pytest
from django.db import connection
from pypdf import PdfReader

from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_member import MembersAsked, receive_member
from payung.actions.report_month import NothingBooked, ReportAsked, report_month
from payung.gateways.group_list import GroupSaid
from payung.store.models import ClosedMonth, PersonMonth, Village
from payung.store.renumber import renumber
from payung.synth.bill import Planted
from tests.actions.stores.branch import Branch, on, pay
from tests.actions.stores.covered import billed, confirmed, covered, did, enrolled, joined, left
from tests.actions.stores.test_cover_tables import held
from tests.actions.stores.test_month_commands import payung
from tests.actions.stores.two_villages import asked


def figures(place, first=202701, last=202712):
    return report_month(place, ReportAsked(first, last)).report


def test_an_empty_store_has_nothing_to_report(place):
    with pytest.raises(NothingBooked):
        report_month(place, ReportAsked())


def test_money_that_only_came_in_is_free(opened):
    told = figures(opened)
    assert told.reconciles and not told.cover and not told.bills and not told.payments
    assert {fund.fund: fund.received for fund in told.funds} == {"desa": 1_585 * 403_200, "provinsi": 201_600}
    assert all(fund.closing["free"] == fund.received for fund in told.funds)


def test_each_step_moves_the_money_and_the_month_by_month_sums_are_the_years(opened, issued):
    enrolled(opened)
    billed(opened, 202701, paid_on=date(2027, 1, 10))
    billed(opened, 202702, people=held()[:3])
    confirmed(opened, 202701, people=held()[:4])
    told = figures(opened)
    assert told.reconciles
    january, february, march = told.cover[:3]
    assert (january.paid, january.listed, january.unlisted, january.list_missing) == (5, 4, 1, 0)
    assert (february.reserved, february.committed, february.paid) == (2, 3, 0)
    assert (march.reserved, march.amount) == (5, 0)
    sums = {name: sum(fund.closing[name] for fund in told.funds) for name in ("free", "reserved", "committed", "paid")}
    came = sum(fund.received for fund in told.funds)
    assert sums == {"free": came - 60 * 16_800, "reserved": 52 * 16_800, "committed": 50_400, "paid": 84_000}
    months = [figures(opened, month, month) for month in range(202701, 202713)]
    assert all(one.reconciles for one in months)
    for at, fund in enumerate(told.funds):
        assert months[0].funds[at].opening == dict.fromkeys(fund.closing, 0)
        for before, after in zip(months, months[1:], strict=False):
            assert before.funds[at].closing == after.funds[at].opening
        assert months[-1].funds[at].closing == fund.closing


def test_only_the_list_of_its_group_speaks_of_a_month(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path, Planted(unlisted=4))
    branch.bill()
    assert figures(decreed).bills[0].taken == 180 and figures(decreed).bills[0].not_taken == {}
    pay(decreed, tmp_path, 180)
    branch.members((202701,))
    wrong = MembersAsked(tmp_path / "peserta.xlsx", 202702, GroupSaid("SG", "another"))
    receive_member(decreed, on(2027, 4, 2), wrong)
    told = figures(decreed)
    assert told.reconciles
    seen = [(one.month, one.paid, one.listed, one.unlisted, one.list_missing) for one in told.cover]
    assert seen == [(202701, 60, 56, 4, 0), (202702, 60, 56, 0, 4), (202703, 60, 0, 0, 60)]


@pytest.mark.parametrize(
    "spoil, named",
    [
        ("UPDATE person_month SET price = 16801 WHERE id = {id}", "harga orang-bulannya"),
        ("UPDATE person_month SET price = 16801 WHERE id = {id}", "uang masuk"),
        (
            "UPDATE posting SET payment_id = NULL WHERE person_month_id = {id} AND target = 'paid'",
            "berkeadaan dibayar",
        ),
        ("UPDATE posting SET amount = 16801 WHERE person_month_id = {id} AND target = 'paid'", "dibayar di buku"),
        ("UPDATE payment SET amount = amount - 1", "surat pembayaran"),
        ("UPDATE bill_line SET amount = amount + 1 WHERE person_month_id = {id}", "jumlah tagihan"),
        ("UPDATE purse SET free = free + 1, received = received + 1 WHERE id = {purse}", "isi dompet"),
    ],
)
def test_whatever_is_changed_behind_its_back_remains(opened, issued, spoil, named):
    covered(opened, months=(202701,))
    assert figures(opened).reconciles
    one = PersonMonth.objects.filter(month=202701).order_by("id").first()
    guards = ("PRAGMA recursive_triggers = OFF",) if connection.vendor == "sqlite" else ()
    with connection.cursor() as cursor:
        for statement in (*guards, *_without_guards(), spoil.format(id=one.id, purse=one.purse_id)):
            cursor.execute(statement)
    wrong = [equation.says.id for equation in figures(opened).equations if equation.remainder]
    assert any(named in said for said in wrong), wrong


def _without_guards() -> list[str]:
    if connection.vendor == "postgresql":
        return ["SET session_replication_role = replica"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]


def test_the_papers_say_the_same_twice_and_name_nobody(opened, issued, tmp_path):
    covered(opened)
    both = []
    for name in ("a", "b"):
        done = report_month(opened, ReportAsked(202701, 202703, tmp_path / name, "=Dinas Tenaga Kerja"))
        both.append([path.read_bytes() for path in done.files])
    assert both[0] == both[1]
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "a" / "laporan.pdf").pages)
    assert "Rp252.000" in text and "Sisa yang tidak dapat dijelaskan: Rp0" in " ".join(text.split())
    book = openpyxl.load_workbook(tmp_path / "a" / "laporan.xlsx")
    assert [row[0].value for row in book["Bulan"].iter_rows(min_row=6)] == [
        "Januari 2027",
        "Februari 2027",
        "Maret 2027",
    ]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    each = pl.read_csv(tmp_path / "a" / "orang-bulan.csv", infer_schema=False)
    assert each.height == 60 and each["price"].cast(pl.Int64).sum() == 60 * 16_800
    assert each["account"].value_counts(sort=True).rows() == [("reserved", 45), ("paid", 15)]
    assert "BUDI" not in both[0][2].decode() and "1571" not in each["person"].to_list()


def test_the_report_of_closed_months_is_the_same_whenever_it_is_asked(opened, issued, tmp_path):
    first, second, *others = held()
    covered(opened, months=())
    billed(opened, 202701, paid_on=date(2027, 1, 10))
    confirmed(opened, 202701, people=[first, *others])
    billed(opened, 202702, people=[first])

    def written(name: str) -> list[bytes]:
        done = report_month(opened, ReportAsked(202701, 202707, tmp_path / name))
        assert done.report.reconciles
        return [path.read_bytes() for path in done.files]

    open_ = written("open")
    did(opened, lambda doing: doing.add_one(ClosedMonth, month=202707))  # and all before it
    closed = written("closed")
    assert closed != open_
    billed(opened, 202708, paid_on=date(2027, 8, 10))
    joined(opened, second, first)
    assert written("joined") == closed
    confirmed(opened, 202701, people=[second])
    left(opened, first, "moved", date(2027, 5, 5))
    code = Village.objects.get(people=first).code
    did(opened, lambda doing: renumber(doing, date(2027, 3, 1), {code: "1599990009"}) and None)
    receive_fund(opened, asked(), Money("provinsi", 202709, 5))
    assert written("later") == closed
    told = figures(opened, 202701, 202709)
    assert not told.closed and told.cover[0].listed == 2  # the two are one person now, on the later list


def test_the_command_leaves_with_its_own_code_where_something_remains(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    branch.bill(on(2027, 1, 20))
    fine = payung(branch, "month", "report", "--from", "2027-01", "--out", tmp_path / "papers")
    assert fine.exit_code == 0 and "bersisa: 0" in fine.output
    with connection.cursor() as cursor:
        for statement in (*_without_guards(), "UPDATE bill_line SET amount = amount + 5"):
            cursor.execute(statement)
    spoilt = payung(branch, "month", "report")
    assert spoilt.exit_code == 69 and "jumlah tagihan" in spoilt.output
