"""Papers of a payment: what is missing, what does not add up, what lies on the wrong day."""

from datetime import date

import pytest

from payung.core.cover.payment import NEEDED, PAPERS, PROBLEMS, ROUTES, Paper, Payment, PaymentWrong, payment_problems

DECREED, TODAY = date(2025, 9, 22), date(2025, 12, 31)
AMOUNT = 29_937_600
SPM = Paper("spm", "00123/SPM/2025", date(2025, 10, 1), AMOUNT, "a" * 64)
SP2D = Paper("sp2d", "00456/SP2D/2025", date(2025, 10, 3), AMOUNT, "b" * 64)
SPP = Paper("spp", "03/SPP/2025", date(2025, 10, 1), AMOUNT, "c" * 64)
RECEIPT = Paper("receipt", "KW-1", date(2025, 10, 2), AMOUNT, "d" * 64)
MONTHS = (202510, 202511)


def but(paper: Paper, **changed: object) -> Paper:
    return Paper(**{**vars(paper), **changed})  # type: ignore[arg-type]


def codes(route, *papers, due=AMOUNT, closed=(), used=()):
    payment = Payment(route, papers, MONTHS)
    return [
        one.code
        for one in payment_problems(
            payment, due=due, decreed_on=DECREED, today=TODAY, closed=closed, used=dict.fromkeys(used, "B1")
        )
    ]


@pytest.mark.parametrize(
    ("route", "papers"), [("apbd", (SPM, SP2D)), ("village", (SPP, RECEIPT)), ("private", (RECEIPT,))]
)
def test_the_papers_of_each_route(route, papers):
    assert codes(route, *papers) == [] == codes(route, *reversed(papers))
    assert tuple(paper.kind for paper in papers) == NEEDED[route]
    assert codes(route) == ["paper_missing"] * len(papers)
    assert Payment(route, papers, MONTHS).last == papers[-1] and Payment(route, (), MONTHS).last is None


@pytest.mark.parametrize(
    ("papers", "wrong"),
    [
        ((SP2D,), ["paper_missing"]),
        ((SPM, SP2D, but(SP2D, sha256="e" * 64)), ["paper_twice"]),
        ((SPM, SP2D, RECEIPT), ["paper_unwanted"]),
        ((SPM, but(SP2D, number=" ")), ["number_missing"]),
        ((SPM, but(SP2D, number="x" * 101)), ["number_missing"]),
        ((but(SPM, amount=0), but(SP2D, amount=0)), ["amount_wrong", "amount_wrong", "below_due"]),
        ((SPM, but(SP2D, amount=-5)), ["amount_wrong", "amounts_differ", "below_due"]),
        ((SPM, but(SP2D, sha256="")), ["file_unknown"]),
        ((SPM, but(SP2D, sha256="G" * 64)), ["file_unknown"]),
        ((SPM, but(SP2D, sha256="a" * 64)), ["same_file"]),
        ((but(SPM, amount=1), SP2D), ["amounts_differ"]),
        ((SPM, but(SP2D, on=date(2025, 9, 30))), ["out_of_order"]),
        ((but(SPM, on=SP2D.on), SP2D), []),
        ((but(SPM, on=date(2025, 9, 21)), SP2D), ["before_decree"]),
        ((but(SPM, on=DECREED), but(SP2D, on=TODAY)), []),
        ((SPM, but(SP2D, on=date(2026, 1, 1))), ["in_future"]),
        ((but(SPM, amount=AMOUNT + 1), but(SP2D, amount=AMOUNT + 1)), ["above_due"]),
        ((but(SPM, amount=AMOUNT - 1), but(SP2D, amount=AMOUNT - 1)), ["below_due"]),
    ],
)
def test_each_fault_is_named(papers, wrong):
    assert codes("apbd", *papers) == wrong


def test_a_closed_month_is_named():
    assert codes("private", RECEIPT, closed=(202510, 202401)) == ["closed_month"]
    assert codes("private", RECEIPT, closed=(202510, 202511)) == ["closed_month", "closed_month"]


def test_a_file_that_proves_another_payment_is_named_with_its_bill():
    assert codes("apbd", SPM, SP2D, used=("b" * 64,)) == ["file_used"]
    assert codes("apbd", SPM, SP2D, used=("c" * 64,)) == []
    problems = payment_problems(
        Payment("private", (RECEIPT,), MONTHS), due=AMOUNT, decreed_on=DECREED, today=TODAY, used={"d" * 64: "VA-7"}
    )
    assert "VA-7" in problems[0].says.en


def test_of_a_bill_that_is_paid_nothing_is_due():
    assert codes("private", RECEIPT, due=0) == ["nothing_due"]


def test_the_error_says_everything_at_once():
    payment = Payment("apbd", (but(SP2D, amount=AMOUNT + 1),), (202510,))
    found = payment_problems(payment, due=AMOUNT, decreed_on=DECREED, today=TODAY, closed=(202510,))
    error = PaymentWrong(found)
    assert error.problems == found
    assert error.says.id == (
        "Pembayaran tidak dapat dicatat. Surat Perintah Membayar (SPM) belum ada. "
        "Dibayar Rp29.937.601, yang harus dibayar Rp29.937.600: lebih Rp1. Bulan 10-2025 sudah ditutup; "
        "bukukan sebagai koreksi di bulan terbuka."
    )
    assert "{" not in error.says.en and set(ROUTES) == set(NEEDED) and {"spm", "spp"} < set(PAPERS)
    assert {one.code for one in found} <= set(PROBLEMS)
