"""What pages of money show to whom: a part is called one, nobody is named to who may not see them, takings are seen."""

from datetime import date

import pytest
from django.urls import reverse

from payung.actions.list_credit import CreditThere
from payung.core.cover.piles import SHOWN
from payung.entry.web.bill import pages as of_bills
from payung.entry.web.bill.paying import PayForm
from payung.entry.web.payment import pages as of_payments
from payung.entry.web.uploads import as_download
from payung.store.models import Bill, BillLine, Look, Payment
from payung.store.scope import EVERYTHING, scoped
from payung.synth.bill import Planted
from tests.actions.stores.branch import DECREED, MONTHS, PRICE, Branch
from tests.entry.web.conftest import OURS, THEIRS
from tests.entry.web.ledger.conftest import PROVINCE, new_number, number_of, sent, text_of
from tests.entry.web.ledger.test_money_pages import SPAN, bill_of, papers
from tests.entry.web.lint import faults_of


def test_who_sees_a_part_gets_no_record_and_no_strangers(one, tmp_path):
    Branch.of(one.place, tmp_path, Planted(foreign=2)).bill()
    record = reverse("month_record", kwargs={**SPAN, "what": "pdf"})
    whole = one.as_("officer", PROVINCE)
    page = whole.get(reverse("month_match", kwargs=SPAN))
    assert "tidak di SK 0" not in text_of(page) and "Hanya orang di wilayah Anda" not in text_of(page)
    assert record in page.content.decode()
    assert whole.post(record, {"request": number_of(page)}).status_code == 200
    for area in (OURS, THEIRS):
        part = one.as_("officer", area)
        page = part.get(reverse("month_match", kwargs=SPAN))
        assert "Hanya orang di wilayah Anda" in text_of(page) and record not in page.content.decode()
        assert "tidak di SK 0 " in text_of(page) and not faults_of(page.content.decode())
        assert part.post(record, {"request": new_number()}).status_code == 404


def test_a_head_reads_figures_and_nobody_by_name(one, tmp_path):
    Branch.of(one.place, tmp_path, Planted(unlisted=3)).bill()
    bill = reverse("bill", kwargs={"number": Bill.objects.get().id})
    head = one.as_("head", PROVINCE)
    pile = reverse("month_pile", kwargs={**SPAN, "pile": "agrees"})
    for href, figure in ((bill, "Baris tagihan 180 = Cocok 180"), (pile, "Orang-bulan 180")):
        for given in ("", "?unduh=xlsx", "?unduh=csv"):
            page = head.get(href + given)
            assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
            assert figure in text_of(page) and "BUDI" not in text_of(page) and not faults_of(page.content.decode())
        assert "BUDI" in text_of(one.as_("officer", PROVINCE).get(href))
    record = reverse("month_record", kwargs={**SPAN, "what": "xlsx"})
    assert head.post(record, {"request": new_number()}).status_code == 403
    assert record not in head.get(reverse("month_match", kwargs=SPAN)).content.decode()
    assert not Look.objects.filter(account__username=f"head.{PROVINCE}").exists()


def test_who_takes_a_whole_list_away_leaves_a_look_at_each(one, tmp_path):
    Branch.of(one.place, tmp_path, Planted(unlisted=3)).bill()
    officer = one.as_("officer", PROVINCE)
    people = set(BillLine.objects.values_list("person_id", flat=True))
    assert len(people) == DECREED > 50
    takings = (
        lambda: officer.get(reverse("bill", kwargs={"number": Bill.objects.get().id}) + "?unduh=csv"),
        lambda: officer.get(reverse("month_pile", kwargs={**SPAN, "pile": "agrees"}) + "?unduh=xlsx"),
        lambda: officer.post(reverse("month_record", kwargs={**SPAN, "what": "xlsx"}), {"request": new_number()}),
        lambda: officer.post(
            reverse("books_report", kwargs={"until": MONTHS[-1], "what": "csv"}), {"request": new_number()}
        ),
    )
    for take in takings:
        before = set(Look.objects.values_list("id", flat=True))
        answer = take()
        assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
        assert set(Look.objects.exclude(id__in=before).values_list("person_id", flat=True)) == people


def test_a_paper_begun_is_asked_for_whole(one, tmp_path, on_day):
    on_day(date(2027, 2, 3))
    officer = one.as_("officer", PROVINCE)
    href = f"{bill_of(one, tmp_path).headers['Location']}bayar/"
    whole = papers(DECREED * 3 * PRICE)
    page = sent(officer, href, **{name: value for name, value in whole.items() if name != "spm_file"})
    assert page.status_code == 422 and 'href="#id_spm_file"' in page.content.decode() and not Payment.objects.exists()


@pytest.mark.parametrize("missing", ["spm_number", "spm_on", "spm_amount", "spm_file"])
def test_with_credits_a_paper_is_whole_or_none(missing):
    credit = CreditThere(7, "provinsi", "", "SG:26001", "returned", "credit", "1", 3, 1000, 0)
    whole = papers(500)
    files = {name: whole.pop(name) for name in ("spm_file", "sp2d_file")}
    with_credit = {"credits": ["7"]}
    form = PayForm(("spm", "sp2d"), 500, [credit], whole | with_credit, files)
    assert form.is_valid(), form.errors
    given = {name: value for name, value in whole.items() if name != missing}
    held = {name: value for name, value in files.items() if name != missing}
    form = PayForm(("spm", "sp2d"), 500, [credit], given | with_credit, held)
    assert not form.is_valid() and set(form.errors) == {missing}
    bare = {"spm_amount": "500", "sp2d_amount": "500"}
    assert PayForm(("spm", "sp2d"), 500, [credit], bare | with_credit, {}).is_valid()
    assert not PayForm(("spm", "sp2d"), 500, [credit], bare, {}).is_valid()
    assert not PayForm(("spm", "sp2d"), 500, [credit], {"spm_amount": "499"} | with_credit, {}).is_valid()


@pytest.mark.parametrize("name", ["tagihan 1.csv", "cakupan – 2027.xlsx", "daftar ź.pdf"])
def test_a_file_is_to_be_kept_whatever_its_name(name):
    said = as_download(b"x", name).headers["Content-Disposition"]
    assert said.startswith("attachment; filename") and "=?" not in said


def test_an_equation_stands_against_what_was_written(one, tmp_path, on_day, monkeypatch):
    on_day(date(2027, 2, 3))
    officer = one.as_("officer", PROVINCE)
    href = bill_of(one, tmp_path).headers["Location"]
    whole = DECREED * 3 * PRICE
    sent(officer, f"{href}bayar/", **papers(whole))
    bill, payment = Bill.objects.get(), Payment.objects.get()
    with scoped(EVERYTHING):
        assert of_bills._lines_of(bill, [(SHOWN["agrees"], 180)]).adds
        assert not of_bills._lines_of(bill, [(SHOWN["agrees"], 179)]).adds  # a line is gone, and it is said
        assert not of_payments._sum(payment, whole - PRICE).adds
    for module in (of_bills, of_payments):
        monkeypatch.setattr(module, "sees_all", lambda *_, **__: False)
    part = of_bills._lines_of(bill, [(SHOWN["agrees"], 179)])
    assert part.adds and part.parts[-1][1] == 1 and of_payments._sum(payment, whole - PRICE).adds
