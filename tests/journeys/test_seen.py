"""Journeys whose pages are mostly read: why a person is on a list, how a rupiah is followed, what the branch sees."""

import pytest
from django.urls import reverse

from payung.store.models import Payment, PaymentPaper, Person
from tests.entry.web.conftest import OURS
from tests.entry.web.covered import issued, opened, paid, planned
from tests.entry.web.ledger.conftest import PROVINCE, one, sixty
from tests.entry.web.ledger.test_enrolment_pages import exported
from tests.journeys.signing_in import reached

__all__ = ["issued", "one", "opened", "paid", "planned", "sixty"]


@pytest.fixture
def moulds(sqlite_moulds):
    """A browser sees the same on either database."""
    return sqlite_moulds


def test_why_a_person_is_on_the_list(paid, looker):
    person = Person.objects.filter(months__isnull=False).order_by("id").first()
    with reached(paid, looker) as office:
        look = office.as_("officer")
        page = look.open(reverse("person", args=[person.pk]))
        look.check("orang")
        assert "1/2027" in page.inner_text("main")


def test_a_rupiah_is_followed_to_the_row_of_a_village(paid, looker):
    paper = PaymentPaper.objects.order_by("id").first()
    with reached(paid, looker) as office:
        look = office.as_("auditor")
        page = look.open(reverse("audit"))
        page.fill("[name=nomor]", paper.number)
        page.locator("main form button").first.click()
        page.locator(f"a[href*='/pembayaran/{Payment.objects.order_by('id').first().pk}/']").first.click()
        page.wait_for_load_state("networkidle")
        look.check("jejak-rupiah")
        page.locator("main table a[href*='/orang/']").first.click()
        page.wait_for_load_state("networkidle")
        assert "Desa" in page.inner_text("main")
        look.open(reverse("audit_tests"))
        look.check("uji-mandiri")


def test_the_branch_sees_its_own_account_alone(one, looker):
    exported(one)
    with reached(one, looker) as office:
        branch = office.as_("branch", OURS)
        page = branch.open("/")
        assert page.locator("h1").count() == 1
        branch.open(reverse("enrolments"))
        branch.check("cabang")
        assert "esil" not in page.inner_text("main")
        officer = office.as_("officer", PROVINCE)
        officer.open(reverse("enrolments"))
        officer.check("pendaftaran")
