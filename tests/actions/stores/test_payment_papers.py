"""Payments with the papers of their route, on both databases: what is kept, and all that is wrong told at once."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import polars as pl
import pytest

from payung.actions.close_month import close_month
from payung.actions.record_payment import BillUnknown, Paid, record_payment
from payung.actions.verify_store import verify_store
from payung.core.cover.payment import PaymentWrong
from payung.store.acts import RequestReused
from payung.store.models import Act, Payment, PaymentPaper, PersonMonth, Posting
from tests.actions.stores.branch import CODE, MONTHS, PRICE, Branch, on, paper, pay
from tests.actions.stores.test_reconciliation import purse
from tests.actions.stores.two_villages import asked

WHOLE = 180 * PRICE


@pytest.fixture
def billed(decreed, tmp_path):
    """A store with a bill of 180 person-months."""
    Branch.of(decreed, tmp_path).bill()
    return decreed


def wrong(place, *papers, route="apbd", by=None, **more) -> list[str]:
    """Codes of everything that is wrong; nothing was changed by it."""
    before = Act.objects.count(), purse()
    with pytest.raises(PaymentWrong) as refused:
        record_payment(place, by or on(2027, 2, 3), Paid(CODE, route, papers, **more))
    assert (Act.objects.count(), purse()) == before
    assert not Payment.objects.exists() and not PaymentPaper.objects.exists()
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize(
    ("route", "kinds"), [("apbd", ("spm", "sp2d")), ("village", ("spp", "receipt")), ("private", ("receipt",))]
)
def test_the_papers_of_each_route_are_kept_with_the_hash_of_their_file(billed, tmp_path, route, kinds):
    days = (date(2027, 1, 25), date(2027, 1, 28))[-len(kinds) :]
    papers = [paper(tmp_path, kind, f"9/{kind}", day, WHOLE) for kind, day in zip(kinds, days, strict=True)]
    done = record_payment(billed, on(2027, 2, 3), Paid(CODE, route, tuple(reversed(papers))))
    assert (done.person_months, done.amount) == (180, WHOLE)
    paid = Payment.objects.get()
    assert (paid.route, paid.on, paid.amount) == (route, days[-1], WHOLE)
    kept = PaymentPaper.objects.order_by("on").values_list("kind", "number", "on", "amount", "sha256")
    assert list(kept) == [
        (one.kind, one.number, one.on, WHOLE, sha256(one.file.read_bytes()).hexdigest()) for one in papers
    ]
    assert set(Posting.objects.filter(target="paid").values_list("payment_id", flat=True)) == {paid.id}
    assert purse() == (0, 0, 0, 180)
    assert not verify_store(billed).faults


def test_all_that_is_wrong_is_told_at_once(billed, tmp_path):
    spm = paper(tmp_path, "spm", "1", date(2027, 1, 1), WHOLE - 1)
    receipt = paper(tmp_path, "receipt", " ", date(2027, 2, 4), WHOLE)
    close_month(billed, asked(), 202701)
    assert set(wrong(billed, spm, receipt, booked=202701)) == {
        "paper_missing", "before_decree", "paper_unwanted", "number_missing", "in_future", "closed_month"
    }  # fmt: skip
    sp2d = paper(tmp_path, "sp2d", "1", date(2026, 12, 31), WHOLE + 1)
    assert set(wrong(billed, spm, sp2d)) == {"before_decree", "amounts_differ", "out_of_order", "above_due"}
    assert wrong(billed, replace(sp2d, on=date(2027, 1, 20), amount=WHOLE)) == ["paper_missing"]


def test_only_the_exact_sum_is_paid_and_only_once(billed, tmp_path):
    before = Act.objects.count()
    for months, said in ((179, "kurang Rp16.800"), (181, "lebih Rp16.800"), (-180, "kurang")):
        with pytest.raises(PaymentWrong) as refused:
            pay(billed, tmp_path, months)
        assert said in refused.value.says.id
    for code in ("990000000009", ""):
        with pytest.raises(BillUnknown):
            pay(billed, tmp_path, 180, code=code)
    assert (Act.objects.count(), Payment.objects.count(), purse()) == (before, 0, (0, 0, 180, 0))
    by = on(2027, 2, 3)
    told = pay(billed, tmp_path, 180, by=by)
    assert pay(billed, tmp_path, 180, by=by) == told
    with pytest.raises(RequestReused):
        pay(billed, tmp_path, 180, by=by, number="2")
    with pytest.raises(PaymentWrong) as refused:
        pay(billed, tmp_path, 180, number="3")
    assert [one.code for one in refused.value.problems] == ["nothing_due"]
    assert purse() == (0, 0, 0, 180)
    assert not verify_store(billed).faults


def test_a_file_proves_one_payment(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    for month in MONTHS[:2]:
        branch.bill(name=f"{month}.xlsx", lists=branch.only(pl.col("month") == month))
    pay(decreed, tmp_path, 60, code=f"{CODE}/202701-202701")
    with pytest.raises(PaymentWrong) as refused:
        pay(decreed, tmp_path, 60, code=f"{CODE}/202702-202702")
    assert [one.code for one in refused.value.problems] == ["file_used", "file_used"]
    assert f"{CODE}/202701-202701" in refused.value.says.id
    (tmp_path / "copy.pdf").write_bytes(paper(tmp_path, "sp2d", "1", date(2027, 2, 2), 60 * PRICE).file.read_bytes())
    spm = paper(tmp_path, "spm", "2", date(2027, 2, 2), 60 * PRICE)
    renamed = replace(spm, kind="sp2d", number="3", file=tmp_path / "copy.pdf")
    with pytest.raises(PaymentWrong) as refused:
        record_payment(decreed, on(2027, 2, 3), Paid(f"{CODE}/202702-202702", "apbd", (spm, renamed)))
    assert [one.code for one in refused.value.problems] == ["file_used"]
    assert not verify_store(decreed).faults


def test_the_day_a_month_is_paid_is_that_of_the_last_paper(billed, tmp_path):
    papers = (
        paper(tmp_path, "spm", "1", date(2027, 1, 12), WHOLE),
        paper(tmp_path, "sp2d", "1", date(2027, 1, 14), WHOLE),
    )
    record_payment(billed, on(2027, 3, 1), Paid(CODE, "apbd", papers))
    assert Payment.objects.get().on == date(2027, 1, 14)
    assert set(Posting.objects.filter(target="paid").values_list("booked", flat=True)) == {202703}
    assert PersonMonth.objects.filter(state="paid").count() == 180
    assert not verify_store(billed).faults


def test_a_code_that_several_bills_begin_with_must_be_said_whole(decreed, tmp_path):
    branch = Branch.of(decreed, tmp_path)
    for month in MONTHS[:2]:
        branch.bill(name=f"{month}.xlsx", lists=branch.only(pl.col("month") == month))
    with pytest.raises(BillUnknown):
        pay(decreed, tmp_path, 60)
    assert pay(decreed, tmp_path, 60, code=f"{CODE}/202702-202702").person_months == 60
    assert pay(decreed, tmp_path, 60, code=f"{CODE}/202701-202701", number="2").person_months == 60
