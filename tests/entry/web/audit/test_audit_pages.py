"""Auditors follow a payment to the row of a village and back; nobody else does, and none beyond their regions."""

import pytest
from django.urls import reverse

from payung.store.models import Act, Bill, Look, Payment, PaymentPaper, Person
from tests.entry.web.conftest import THEIRS
from tests.entry.web.covered import issued, opened, paid, planned

__all__ = ["issued", "opened", "paid", "planned"]

PERIOD = {"dari": "01-2027", "sampai": "03-2027"}


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def test_from_a_paper_to_the_row_of_a_village_and_back(paid):
    auditor = paid.as_("auditor")
    paper = PaymentPaper.objects.order_by("id").first()
    where = reverse("audit_payment", args=[paper.payment_id])
    listed = text_of(auditor.get(reverse("audit"), {"nomor": paper.number}))
    assert where in listed
    assert paper.payment.bill.code in text_of(auditor.get(reverse("audit"), {"nomor": paper.payment.bill.code}))
    assert "/pembayaran/" not in text_of(auditor.get(reverse("audit"), {"nomor": "no such"}))
    page = text_of(auditor.get(where))
    person = Person.objects.filter(months__isnull=False).order_by("id").first()
    row = person.rows.get()
    for said in (person.name, "1/2027", f"{row.file} · {row.sheet} · {row.row}", "Rp84.000"):
        assert said in page, said
    assert where in text_of(auditor.get(reverse("person", args=[person.pk])))
    text_of(auditor.get(reverse("person_row", kwargs={"person": person.pk, "row": row.pk})))
    looks = Look.objects.filter(what=f"list pembayaran-{paper.payment_id}")
    assert looks.count() == 5 and looks.first().account.username == "auditor.1505"


def test_an_auditor_sees_their_own_region_alone(paid):
    theirs = paid.as_("auditor", THEIRS)
    payment = Payment.objects.order_by("id").first()
    assert "/pembayaran/" not in text_of(theirs.get(reverse("audit")))
    assert theirs.get(reverse("audit_payment", args=[payment.pk])).status_code == 404
    assert "Belum ada iuran" in text_of(theirs.get(reverse("audit_tests")))
    assert theirs.get(reverse("audit_test", args=["dead"])).status_code == 404
    names = list(Person.objects.values_list("name", flat=True))
    for where in ("audit", "audit_tests", "audit_test", "audit_sample", "audit_sums", "trail"):
        args = ["dead"] if where == "audit_test" else []
        answer = theirs.get(
            reverse(where, args=args), {**PERIOD, "benih": "a"} if where not in ("audit", "trail") else {}
        )
        assert not any(name in answer.content.decode() for name in names), where
    trail = text_of(theirs.get(reverse("trail")))
    assert not any(kind in trail for kind in ("decree.issue", "payment.record", "bill.receive"))


def test_tests_sums_and_samples(paid):
    auditor = paid.as_("auditor")
    page = text_of(auditor.get(reverse("audit_tests")))
    assert page.count("/pemeriksaan/uji/") >= 7 and "Rp252.000" in page and f"ke-{Act.objects.count()}" in page
    assert text_of(auditor.get(reverse("audit_tests"), {**PERIOD, "dari": "x"}), 422)
    assert "Tidak ada baris" in text_of(auditor.get(reverse("audit_test", args=["dead"]), PERIOD))
    assert auditor.get(reverse("audit_test", args=["none"]), PERIOD).status_code == 404
    sums = text_of(auditor.get(reverse("audit_sums")))
    assert sums.count("Rp252.000") == 2 and "selisihnya 0" in sums
    first, second = (text_of(auditor.get(reverse("audit_sample"), {**PERIOD, "benih": "abc"})) for _ in range(2))
    assert "5 dari 5" in first and first.count('href="/orang/') == second.count('href="/orang/') == 5
    for kind in ("xlsx", "csv"):
        assert auditor.get(reverse("audit_sample"), {**PERIOD, "benih": "a", "unduh": kind}).status_code == 200
    assert Look.objects.filter(what="list contoh").exists()


def test_the_trail_has_every_act_and_filters(paid):
    auditor = paid.as_("auditor")
    everything = text_of(auditor.get(reverse("trail")))
    assert "decree.issue" in everything and "posting" in everything
    some = text_of(auditor.get(reverse("trail"), {"jenis": "decree", "oleh": "Ani"}))
    assert "decree.issue" in some and "roster.receive" not in some
    assert "Tidak ada baris" in text_of(auditor.get(reverse("trail"), {"dari": "01-01-2090"}))
    assert text_of(auditor.get(reverse("trail"), {"dari": "kapan"}), 422)
    sheet = auditor.get(reverse("trail"), {"unduh": "csv"})
    assert (
        sheet.status_code == 200 and b"decree.issue" in b"".join(sheet)
        if sheet.streaming
        else b"decree" in sheet.content
    )
    assert Bill.objects.exists()


@pytest.mark.parametrize(
    "role", ["officer", "checker", "approver", "village", "district", "branch", "head", "administrator"]
)
def test_nobody_else_audits(paid, role):
    browser = paid.as_(role)
    for where in ("audit", "audit_tests", "audit_sums", "audit_sample", "trail"):
        assert browser.get(reverse(where)).status_code == 403, where
