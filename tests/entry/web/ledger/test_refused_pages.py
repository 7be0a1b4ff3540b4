"""What an action refuses outside a form is said with its own words, never as something that broke."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from payung.actions.report_month import NothingBooked
from payung.entry.web.refusing import status_of
from payung.store.acts import StoreBusy, StoreLost
from payung.store.models import KeptFile, Payment, PaymentPaper
from tests.actions.stores.branch import DECREED, PRICE
from tests.entry.web.ledger.conftest import PROVINCE, sent, text_of
from tests.entry.web.ledger.test_money_pages import bill_of, papers
from tests.entry.web.lint import faults_of


def test_a_proof_that_was_erased_is_said_to_be_gone(one, tmp_path, on_day):
    on_day(date(2027, 2, 3))
    officer = one.as_("officer", PROVINCE)
    bill = bill_of(one, tmp_path).headers["Location"].rstrip("/").split("/")[-1]
    sent(officer, reverse("bill_pay", kwargs={"number": bill}), **papers(DECREED * 3 * PRICE))
    paper = PaymentPaper.objects.first()
    KeptFile.objects.filter(sha256=paper.sha256).update(sealed=b"")
    page = officer.get(reverse("payment_proof", kwargs={"number": Payment.objects.get().id, "paper": paper.id}))
    assert page.status_code == 410 and "masa simpannya lewat" in text_of(page)
    assert "sidik jarinya (sha256) tetap tercatat" in text_of(page) and faults_of(page.content.decode()) == []


@pytest.mark.parametrize("error", [StoreBusy(), StoreLost()])
def test_a_store_that_is_held_or_lost_says_to_come_again(one, monkeypatch, error):
    def held(*_, **__):
        raise error

    monkeypatch.setattr("payung.entry.web.month.matching.match_month", held)
    page = one.as_("officer", PROVINCE).get(reverse("month_match", kwargs={"first": 202701, "last": 202701}))
    assert page.status_code == status_of(error) == 503 and error.do.id.split(";")[0] in text_of(page)


def test_what_is_broken_is_still_said_to_be(one, monkeypatch):
    def broken(*_, **__):
        raise KeyError("secret")

    monkeypatch.setattr("payung.entry.web.month.matching.match_month", broken)
    browser = one.as_("officer", PROVINCE)
    browser.raise_request_exception = False
    page = browser.get(reverse("month_match", kwargs={"first": 202701, "last": 202701}))
    assert isinstance(browser, Client) and page.status_code == 500 and "secret" not in text_of(page)


def test_a_remedy_on_a_page_names_a_page_and_no_command(one, tmp_path, monkeypatch):
    def refused(*_, **__):
        raise NothingBooked

    monkeypatch.setattr("payung.entry.web.month.matching.match_month", refused)
    page = one.as_("officer", PROVINCE).get(reverse("month_match", kwargs={"first": 202701, "last": 202701}))
    assert "Catat uang masuk dahulu pada halaman Dana." in text_of(page) and "payung fund" not in text_of(page)
