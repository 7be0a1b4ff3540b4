"""Pages of enrolment, money and endings in a real browser, with people on them."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from payung.store.models import Bill, Decree, Group
from payung.synth.bill import Planted
from tests.actions.stores.branch import MONTHS, Branch
from tests.entry.web.ledger.conftest import PROVINCE, On, billed_594, on_day, one, planned, planned_594, sixty, two
from tests.entry.web.ledger.test_ending_pages import AT, insured
from tests.entry.web.ledger.test_enrolment_pages import answer_file, answers, exported
from tests.entry.web.ledger.test_enrolment_pages import sent as posted
from tests.journeys.serving import served

__all__ = ["billed_594", "insured", "on_day", "one", "planned", "planned_594", "sixty", "two"]


@pytest.fixture
def moulds(sqlite_moulds):
    """A browser sees the same on either database."""
    return sqlite_moulds


@pytest.fixture
def signed_in(looker):
    """A looker signed in to a workbench as an account of the province."""
    opened = []

    def make(bench, role="officer"):
        server = served()
        base = server.__enter__()
        opened.append(server)
        found = looker(base)
        cookie = bench.as_(role, PROVINCE).cookies[settings.SESSION_COOKIE_NAME].value
        found.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        return found

    yield make
    for server in opened:
        server.__exit__(None, None, None)


def test_enrolment_is_fit_for_everybody(one, signed_in, tmp_path):
    decree = Decree.objects.get().id
    look = signed_in(one)
    look.open(reverse("enrolment_send", kwargs={"decree": decree}))
    look.check("enrolment-send")
    exported(one)
    group = Group.objects.get(number="1505").id
    href = reverse("enrolment_answer", kwargs={"number": group})
    page = posted(one.as_("officer", PROVINCE), href, file=answer_file(tmp_path, answers(one.place, "kode Z")))
    for name, path in (
        ("enrolments", reverse("enrolments")),
        ("enrolment-group", reverse("enrolment_group", kwargs={"number": group})),
        ("enrolment-answer", href),
        ("enrolment-answered", page.headers["Location"]),
        ("enrolment-reasons", reverse("enrolment_reasons")),
        ("enrolment-replace", reverse("enrolment_replace", kwargs={"decree": decree})),
    ):
        look.open(path)
        look.check(name)


def test_money_is_fit_for_everybody(billed_594, signed_in):
    look = signed_in(billed_594)
    span = {"first": MONTHS[0], "last": MONTHS[-1]}
    bill = {"number": Bill.objects.get().id}
    for name, path in (
        ("funds", reverse("funds")),
        ("fund", reverse("fund", kwargs={"code": "provinsi"})),
        ("fund-receive", reverse("fund_receive", kwargs={"code": "provinsi"})),
        ("bills", reverse("bills")),
        ("bill", reverse("bill", kwargs=bill)),
        ("bill-receive", reverse("bill_receive")),
        ("bill-pay", reverse("bill_pay", kwargs=bill)),
        ("payments", reverse("payments")),
        ("months", reverse("months")),
        ("month-match", reverse("month_match", kwargs=span)),
        ("month-pile", reverse("month_pile", kwargs={**span, "pile": "explain"})),
        ("books", reverse("books")),
        ("credits", reverse("credits")),
        ("credit-book", reverse("credit_book")),
    ):
        look.open(path)
        look.check(name)


def test_endings_are_fit_for_everybody(insured, signed_in):
    look = signed_in(insured)
    for name in ("endings", "ending_people", "arrears", "age_limit"):
        look.open(reverse(name) + AT)
        look.check(name)
    look.open(reverse("slips", kwargs={"village": "1505032004"}))
    look.check("slips")
    look.open(reverse("coverage") + "?pada=20-03-2027&dari=1-2027&sampai=12-2027&per=4&hitung=covered")
    look.check("coverage")


def test_a_wrong_amount_is_told_where_it_stands(one, signed_in, tmp_path):
    Branch.of(one.place, tmp_path, Planted()).bill()
    look = signed_in(one)
    page = look.open(reverse("bill_pay", kwargs={"number": Bill.objects.get().id}))
    page.fill("#id_spm_amount", "seribu")
    page.click("main form[enctype] button[type=submit]")
    page.wait_for_selector(".govuk-error-summary")
    assert "jumlah rupiah bulat" in page.inner_text(".govuk-error-summary")
    look.check("bill-pay-errors")


def test_a_month_is_closed_by_hand(one, signed_in, tmp_path, on_day: On):
    on_day(date(2027, 2, 3))
    look = signed_in(one)
    page = look.open(reverse("books"))
    look.check("books-open")
    page.click("main .p-actions a")
    look.check("books-close")
    page.check("#id_sure")
    page.click("main form[enctype] button[type=submit]")
    page.wait_for_selector(".govuk-notification-banner--success")
    assert "ditutup" in page.inner_text(".govuk-notification-banner--success")
