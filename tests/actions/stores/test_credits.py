"""Credits at BPJS, on both databases: booked from a match by the fund's policy, used for later bills, never twice."""

from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from payung.actions.at_store import Place
from payung.actions.book_credit import CreditAsked, book_credit
from payung.actions.list_credit import list_credit
from payung.actions.match_month import MatchAsked, match_month
from payung.actions.record_payment import Paid, record_payment
from payung.actions.report_month import ReportAsked, report_month
from payung.actions.verify_store import verify_store
from payung.core.cover.credit import Wanted
from payung.core.cover.payment import PaymentWrong
from payung.core.cover.record import ToExplain
from payung.entry.cli.main import main
from payung.store.closing import close_month
from payung.store.leavings import Left, record
from payung.store.ledger import Ledger, MonthClosed
from payung.store.models import (
    Act,
    Credit,
    CreditLine,
    CreditUse,
    Fund,
    Payment,
    PersonMonth,
    Posting,
    Purse,
)
from payung.synth.bill import Planted
from tests.actions.stores.branch import CODE, PRICE, Branch, on, paper, pay
from tests.actions.stores.covered import did, joined
from tests.actions.stores.test_reconciliation import first_person
from tests.actions.stores.two_villages import asked

JANUARY, SECOND = f"{CODE}/202701-202701", f"{CODE}/202702-202702"
LETTER = "B/77/2027"


def purse() -> tuple[int, ...]:
    """free, reserved, committed, paid, credit: in person-months."""
    accounts = ("free", "reserved", "committed", "paid", "credit")
    row = Purse.objects.values_list(*accounts).get(fund__code="provinsi", village=None)
    return tuple(amount // PRICE for amount in row)


def dead(place: Place, people, day: date) -> None:
    """Leavings as they are recorded by hand: what was billed or paid for the months after them stays as it is."""

    def work(doing):
        with Ledger(doing, 202702) as ledger:
            record(doing, ledger, [Left(one, "died", day, "akta") for one in people])

    did(place, work)


@pytest.fixture
def paid(decreed, tmp_path) -> Branch:
    """January paid for sixty, four of whom BPJS does not list; February billed, March not."""
    branch = Branch.of(decreed, tmp_path, Planted(unlisted=4))
    branch.bill(name="1.xlsx", lists=branch.only(pl.col("month") == 202701))
    pay(decreed, tmp_path, 60, code=JANUARY)
    branch.bill(name="2.xlsx", lists=branch.only(pl.col("month") == 202702))
    branch.members((202701,))
    return branch


def booked(branch: Branch, letter: str = LETTER, first: int = 202701, last: int = 202701):
    return book_credit(branch.place, on(2027, 2, 10), CreditAsked(first, last, letter))


def papers(branch: Branch, months: int, number: str = "9"):
    return tuple(paper(branch.folder, kind, number, date(2027, 2, 20), months * PRICE) for kind in ("spm", "sp2d"))


def pay_with(branch: Branch, months: int, *credits: Wanted, code: str = SECOND, by=None):
    given = papers(branch, months) if months else ()
    return record_payment(branch.place, by or on(2027, 2, 21), Paid(code, "apbd", given, None, credits))


def test_what_bpjs_agrees_not_to_have_covered_becomes_a_credit(paid):
    doubt = booked(paid, letter="")
    assert (doubt.credits, doubt.kept, doubt.doubtful, doubt.doubtful_amount) == ((), (), 4, 4 * PRICE)
    assert purse() == (0, 60, 60, 60, 0) and not Credit.objects.exists()
    done = booked(paid)
    (credit,) = done.credits
    assert (credit.fund, credit.kind, credit.treatment, credit.person_months, credit.amount) == (
        "provinsi", "not_on_list", "offset", 4, 4 * PRICE
    )  # fmt: skip
    assert (done.doubtful, Credit.objects.get().letter) == (0, LETTER)
    assert purse() == (0, 60, 60, 56, 4)
    assert set(PersonMonth.objects.filter(credited_by__credit=credit.number).values_list("month", "state")) == {
        (202701, "credited")
    }
    assert not verify_store(paid.place).faults
    assert booked(paid).credits == () and purse() == (0, 60, 60, 56, 4)
    match = match_month(paid.place, MatchAsked(202701, 202701, date(2027, 4, 1)))
    assert match.to_explain.person_months == 4 and match.paid_unlisted == ToExplain(0, 0, 0)
    assert {pile.pile for pile in match.piles if pile.person_months} == {"agrees"}


def test_a_credit_settles_a_part_of_a_later_bill_and_money_in_hand_is_free_by_as_much(paid):
    (credit,) = booked(paid).credits
    with pytest.raises(PaymentWrong) as refused:
        pay_with(paid, 60, Wanted(credit.number))
    assert "lebih Rp67.200" in refused.value.says.id
    by = on(2027, 2, 21)
    done = pay_with(paid, 56, Wanted(credit.number), by=by)
    assert (done.person_months, done.amount, done.credit) == (60, 56 * PRICE, 4 * PRICE)
    assert pay_with(paid, 56, Wanted(credit.number), by=by) == done
    assert purse() == (4, 60, 0, 116, 0)
    assert Payment.objects.order_by("-id").values_list("amount", "credit").first() == (56 * PRICE, 4 * PRICE)
    use = CreditUse.objects.get()
    assert (use.credit_id, use.amount, use.payment_id) == (credit.number, 4 * PRICE, done.payment)
    assert not verify_store(paid.place).faults
    assert list_credit(paid.place) == () and list_credit(paid.place, used_up=True)[0].rest == 0
    report = report_month(paid.place, ReportAsked(202611, 202712)).report
    assert report.reconciles, [one for one in report.equations if one.remainder]
    # what was sent is what lies there, to the rupiah, and each rupiah of the credit has its person-month
    sent = sum(Payment.objects.values_list("amount", flat=True))
    assert sent == (60 + 56) * PRICE == sum(Purse.objects.values_list("paid", flat=True))
    lines = CreditLine.objects.filter(credit=use.credit).values_list("person_month__price", flat=True)
    assert sum(lines) == credit.amount


def test_a_credit_is_used_in_parts_and_never_beyond_its_amount(paid):
    (credit,) = booked(paid).credits
    number = credit.number
    for wanted, code in (
        (Wanted(number, 5 * PRICE), "credit_too_much"),
        (Wanted(number, 0), "credit_too_much"),
        (Wanted(7), "credit_unknown"),
    ):
        with pytest.raises(PaymentWrong) as refused:
            pay_with(paid, 60, wanted)
        assert [one.code for one in refused.value.problems] == [code]
    with pytest.raises(PaymentWrong) as refused:
        pay_with(paid, 56, Wanted(number), Wanted(number))
    assert [one.code for one in refused.value.problems] == ["credit_twice"]
    assert pay_with(paid, 57, Wanted(number, 3 * PRICE)).credit == 3 * PRICE
    assert list_credit(paid.place)[0].rest == PRICE
    paid.bill(name="3.xlsx", lists=paid.only(pl.col("month") == 202703), by=on(2027, 2, 22))
    third = f"{CODE}/202703-202703"
    given = tuple(paper(paid.folder, kind, "10", date(2027, 2, 23), 59 * PRICE) for kind in ("spm", "sp2d"))
    record_payment(paid.place, on(2027, 2, 23), Paid(third, "apbd", given, None, (Wanted(number),)))
    assert purse() == (4, 0, 0, 176, 0) and not list_credit(paid.place)
    assert not verify_store(paid.place).faults


def test_a_used_up_credit_is_refused(paid):
    (credit,) = booked(paid).credits
    pay_with(paid, 56, Wanted(credit.number))
    paid.bill(name="3.xlsx", lists=paid.only(pl.col("month") == 202703), by=on(2027, 2, 22))
    with pytest.raises(PaymentWrong) as refused:
        pay_with(paid, 60, Wanted(credit.number), code=f"{CODE}/202703-202703")
    assert "credit_used_up" in [one.code for one in refused.value.problems]


def test_a_bill_that_a_credit_settles_whole_needs_no_papers(paid):
    dead(paid.place, list(PersonMonth.objects.values_list("person_id", flat=True).distinct()), date(2026, 12, 30))
    (credit,) = booked(paid).credits
    assert (credit.kind, credit.amount) == ("ended", 60 * PRICE)
    with pytest.raises(PaymentWrong) as refused:  # papers, though nothing is to be paid
        pay_with(paid, 60, Wanted(credit.number))
    assert [one.code for one in refused.value.problems] == ["nothing_due"]
    done = pay_with(paid, 0, Wanted(credit.number))
    assert (done.amount, done.credit) == (0, 60 * PRICE)
    assert purse() == (120, 0, 0, 60, 0)
    assert not verify_store(paid.place).faults
    match = match_month(paid.place, MatchAsked(202702, 202702, date(2027, 4, 1)))
    assert [one.number for one in match.record.documents if one.kind == "payment"] == [f"Kredit {credit.number}"]


def test_a_credit_cannot_be_spent_as_money_in_hand(paid):
    booked(paid)
    held = Purse.objects.get(fund__code="provinsi", village=None)
    assert (held.free, held.credit) == (0, 4 * PRICE)
    assert held.received == held.free + held.reserved + held.committed + held.paid + held.credit + held.returned


@pytest.mark.parametrize(
    ("policy", "treatment", "left"),
    [("credit", "offset", 57), ("swap", "replace", 57), ("none", "lost", 60)],
)
def test_each_policy_has_its_way(paid, monkeypatch, policy, treatment, left):
    _agree(monkeypatch, policy)
    some = list(PersonMonth.objects.order_by("person_id").values_list("person_id", flat=True).distinct()[:3])
    dead(paid.place, some, date(2026, 12, 30))
    done = booked(paid, letter="")
    assert purse()[3:] == (left, 60 - left)
    if policy == "none":
        assert not done.credits and done.kept == (("ended", treatment, 3, 3 * PRICE),)
    else:
        (credit,) = done.credits
        assert (credit.kind, credit.treatment, credit.person_months) == ("ended", treatment, 3)
        wanted = Wanted(credit.number)
        if policy == "swap":
            with pytest.raises(PaymentWrong) as refused:
                pay_with(paid, 60, wanted)
            assert [one.code for one in refused.value.problems] == ["credit_for_replacement"]
    assert not verify_store(paid.place).faults


def _agree(monkeypatch, policy: str) -> None:
    """Another agreement than that of the funds file; the rows of a fund cannot be changed."""
    rows = dict(Fund.objects.values_list("code", "on_leaving"))
    from payung.actions import book_credit as module  # noqa: PLC0415

    class Agreed:
        objects = type("Rows", (), {"values_list": staticmethod(lambda *_: [(code, policy) for code in rows])})

    monkeypatch.setattr(module, "Fund", Agreed)


def test_a_month_paid_under_two_numbers_of_one_person_is_paid_twice(paid):
    first, second = sorted(PersonMonth.objects.values_list("person_id", flat=True).distinct())[:2]
    joined(paid.place, first, second)
    done = booked(paid, letter="")
    (credit,) = done.credits
    assert (credit.kind, credit.person_months) == ("twice", 1)
    assert CreditLine.objects.get().person_month.person_id == second
    assert not verify_store(paid.place).faults


def test_nothing_is_booked_in_a_closed_month_or_for_a_month_that_is_not_paid(paid):
    dead(paid.place, [first_person()], date(2026, 12, 30))
    assert booked(paid, first=202702, last=202703).credits == ()
    did(paid.place, lambda doing: close_month(doing, 202610))
    with pytest.raises(MonthClosed):
        book_credit(paid.place, on(2026, 10, 2), CreditAsked(202701, 202701))
    assert not Credit.objects.exists()


def test_as_it_is_typed(paid):
    def payung(*words: object, language: str = "id"):
        store = ("--store", paid.place.address, "--keys", paid.place.keys)
        return CliRunner().invoke(main, ["--language", language, *map(str, (*words, *store))])

    said = payung("credit", "book", "2027-01", "--on", "2027-02-10")
    assert said.exit_code == 0 and "Belum dibukukan: 4 orang-bulan, Rp67.200" in said.output, said.output
    said = payung("credit", "book", "2027-01", "--on", "2027-02-10", "--letter", LETTER)
    number = Credit.objects.get().id
    assert f"Kredit {number} (provinsi): Tidak ada di daftar BPJS, 4 orang-bulan, Rp67.200." in said.output
    assert str(number) in payung("credit", "list", language="en").output
    words = ["payment", "record", "--bill", SECOND, "--route", "apbd", "--amount", 59 * PRICE, "--on", "2027-02-21"]
    for kind in ("spm", "sp2d"):
        (paid.folder / kind).write_text(kind)
        words += [f"--{kind}", f"1/{kind}", "2027-02-20", paid.folder / kind]
    assert payung(*words, "--credit", "x").exit_code == 2
    said = payung(*words, "--credit", f"{number}:16800")
    assert "60 orang-bulan, Rp991.200 dan Rp16.800 dari kredit." in said.output, said.output
    assert "Tidak ada yang perlu dibukukan" in payung("credit", "book", "2027-01", "--on", "2027-02-22").output
    assert Posting.objects.filter(source="credit", target="free").values_list("amount", flat=True).get() == PRICE


def test_what_the_acts_keep_names_nobody_and_is_of_today(paid):
    booked(paid)
    act = Act.objects.order_by("-number").first()
    assert act.kind == "credit.book" and act.on == date(2027, 2, 10)
    assert asked().by == "Ani"
