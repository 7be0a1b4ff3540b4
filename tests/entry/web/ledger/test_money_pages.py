"""Money on pages, on both databases: to the rupiah what the actions say, once however often it is sent."""

import csv
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from payung.actions.match_month import MatchAsked, match_month
from payung.actions.verify_store import verify_store
from payung.core.cover.record import ToExplain
from payung.store.models import Batch, Bill, BillLine, ClosedMonth, KeptFile, Look, Payment, Posting, Purse
from payung.synth.bill import Planted
from tests.actions.stores.branch import DECREED, FUNDS, MONTHS, PRICE, Branch
from tests.entry.web.conftest import OURS, THEIRS
from tests.entry.web.ledger.conftest import PROVINCE, number_of, sent, text_of
from tests.entry.web.ledger.test_enrolment_pages import exported
from tests.entry.web.lint import faults_of
from tests.entry.web.statements import statements

NONE = Planted()
SPAN = {"first": MONTHS[0], "last": MONTHS[-1]}


def upload(path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def bill_of(bench, tmp_path, planted=NONE, **more):
    """The bill of the decree uploaded by the officer of the province."""
    branch = Branch.of(bench.place, tmp_path, planted)
    file = upload(branch.write_bill())
    return sent(bench.as_("officer", PROVINCE), reverse("bill_receive"), file=file, other="SG:26001", **more)


def papers(amount: int, day: str = "2-2-2027", number: str = "1") -> dict[str, object]:
    """SPM and SP2D of that amount, each with a proof of its own."""
    given: dict[str, object] = {}
    for kind in ("spm", "sp2d"):
        proof = SimpleUploadedFile(f"{kind}.pdf", f"%PDF {kind} {number} {amount}".encode())
        given |= {f"{kind}_number": number, f"{kind}_on": day, f"{kind}_amount": str(amount), f"{kind}_file": proof}
    return given


def test_594_billed_and_557_listed_leave_111_person_months_to_explain(billed_594):
    officer = billed_594.as_("officer", PROVINCE)
    page = officer.get(reverse("month_match", kwargs=SPAN))
    text = text_of(page)
    done = match_month(billed_594.place, MatchAsked(MONTHS[0], MONTHS[-1], date(2027, 4, 12)))
    assert done.to_explain == ToExplain(37, 111, 1_864_800)
    assert "111 orang-bulan harus dijelaskan" in text and "37 orang, Rp1.864.800" in text
    assert "Cocok 594 1.782 1.671 111 0 Rp29.937.600 Rp29.937.600 Rp0" in text
    assert "dua puluh sembilan juta sembilan ratus tiga puluh tujuh ribu enam ratus rupiah" in text
    assert not faults_of(page.content.decode())
    href = reverse("month_pile", kwargs={**SPAN, "pile": "explain"})
    people = officer.get(href)
    assert "1–50 dari 111" in text_of(people) and "Rp1.864.800" in text_of(people)
    assert Look.objects.filter(account__username=f"officer.{PROVINCE}").count() == len(
        {row[0] for row in done.table.filter(_unlisted()).select("person", "month").sort("person", "month").rows()[:50]}
    )
    sheet = load_workbook(BytesIO(officer.get(f"{href}?unduh=xlsx").content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sum(row[4] for row in rows if row[0] and str(row[0]).startswith("BUDI")) == 1_864_800
    record = officer.post(reverse("month_record", kwargs={**SPAN, "what": "pdf"}), {"request": number_of(page)})
    said = " ".join(one.extract_text() for one in PdfReader(BytesIO(record.content)).pages[:2])
    assert "111" in said and "1.864.800" in said


def _unlisted():
    import polars as pl

    return (pl.col("lines") > 0) & (pl.col("listed") == "not_on_list")


def test_another_regency_sees_none_of_these_people(billed_594):
    other = billed_594.as_("officer", THEIRS)
    text = text_of(other.get(reverse("month_match", kwargs=SPAN)))
    assert "0 orang-bulan harus dijelaskan" in text and "Cocok 0 0 0 0 0 Rp0 Rp0 Rp0" in text
    bill = Bill.objects.get()
    page = text_of(other.get(reverse("bill", kwargs={"number": bill.id})))
    assert "BUDI" not in page
    assert "BUDI" in text_of(billed_594.as_("officer", OURS).get(reverse("bill", kwargs={"number": bill.id})))


@pytest.mark.parametrize(("sort", "place"), [("baris", 0), ("bulan", 3), ("jumlah", 4), ("tumpukan", 5)])
def test_lines_of_a_bill_are_sorted_by_the_store_and_read_a_page_at_a_time(billed_594, sort, place):
    officer = billed_594.as_("officer", PROVINCE)
    href = reverse("bill", kwargs={"number": Bill.objects.get().id})
    plain = lines_of(officer.get(f"{href}?unduh=csv"))
    assert len(plain) == BillLine.objects.count() == 1_782
    fields = BillLine.objects.order_by("number", "month", "id").values_list("number", "month", "amount", "pile")
    keys = [row[{0: 0, 3: 1, 4: 2, 5: 3}[place]] for row in fields]
    for order, turned in ((sort, False), (f"-{sort}", True)):
        at = sorted(range(1_782), key=keys.__getitem__, reverse=turned)
        assert lines_of(officer.get(f"{href}?unduh=csv&urut={order}")) == [plain[one] for one in at]
        with statements() as asked:
            page = officer.get(f"{href}?urut={order}&hal=36")
        assert "1.751–1.782 dari 1.782" in text_of(page)
        assert [sql for sql in asked if "LIMIT 50" in sql and "OFFSET 1750" in sql]


def lines_of(answer) -> list[list[str]]:
    """Rows of a list that was taken away as CSV, without what stands above them."""
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    width = max(map(len, rows))
    whole = [row for row in rows if len(row) == width]
    return whole[1:]


def test_a_bill_is_taken_once_and_paid_to_the_rupiah_with_its_proofs(one, tmp_path, on_day):
    on_day(date(2027, 2, 3))
    officer = one.as_("officer", PROVINCE)
    answer = bill_of(one, tmp_path)
    assert answer.status_code == 303, text_of(answer)
    amount = DECREED * 3 * PRICE
    page = officer.get(answer.headers["Location"])
    assert "Rp3.024.000 Harus dibayar 180 orang-bulan yang ditanggung SK" in text_of(page)
    assert "Baris tagihan 180 = Cocok 180" in text_of(page) and not faults_of(page.content.decode())
    bill = Bill.objects.get()
    href = reverse("bill_pay", kwargs={"number": bill.id})
    short = sent(officer, href, **papers(amount - 1))
    assert short.status_code == 422 and not Payment.objects.exists() and not KeptFile.objects.exists()
    assert "kurang" in text_of(short).lower()
    form = {"request": number_of(officer.get(href)), **papers(amount)}
    first = officer.post(href, form)
    for each in ("spm_file", "sp2d_file"):
        form[each].seek(0)
    second = officer.post(href, form)
    assert (first.status_code, second.status_code) == (303, 303), text_of(first)
    assert Payment.objects.count() == 1 and Purse.objects.get(village=None).paid == amount
    paid = officer.get(first.headers["Location"])
    assert "Nilai orang-bulan yang dibayar Rp3.024.000 = Dibayar Rp3.024.000 + Dari kredit Rp0" in text_of(paid)
    assert "tiga juta dua puluh empat ribu rupiah" in text_of(paid)
    proofs = [
        part.split('"')[0] for part in paid.content.decode().split('href="')[1:] if "/bukti/" in part.split('"')[0]
    ]
    assert [officer.get(proof).content[:8] for proof in proofs] == [b"%PDF spm", b"%PDF sp2"]
    assert verify_store(one.place)
    again = bill_of(one, tmp_path)
    assert again.status_code == 422 and "sudah diterima" in text_of(again) and Bill.objects.count() == 1
    assert "Tagihannya ada pada halaman Tagihan" in text_of(again) and "--code" not in text_of(again)


def test_a_bill_without_names_is_refused_with_words(one, tmp_path):
    from tests.gateways.workbooks.books import Page, write_book

    path = tmp_path / "tagihan.xlsx"
    write_book(path, Page([["Kode Iuran", "2701"], ["Uraian", "Orang", "Jumlah"], ["Pekerja rentan", 60, 3_024_000]]))
    officer = one.as_("officer", PROVINCE)
    page = sent(officer, reverse("bill_receive"), file=upload(path), other="SG:26001")
    assert page.status_code == 422 and "tidak memuat nama" in text_of(page) and not Bill.objects.exists()
    page = sent(officer, reverse("bill_receive"), file=upload(path))
    assert page.status_code == 422 and "Pilih wadah" in text_of(page)


def test_what_is_wrong_with_a_bill_stays_on_its_page(one, tmp_path):
    answer = bill_of(one, tmp_path, Planted(foreign=2, double=1))
    page = text_of(one.as_("officer", PROVINCE).get(answer.headers["Location"]))
    assert "6 baris tidak cocok dengan siapa pun" in page and "tidak dikenal program" in page
    counts = sum(BillLine.objects.filter(pile=pile).count() for pile in ("agrees", "not_decreed", "twice"))
    assert counts == BillLine.objects.count() and f"Baris tagihan {counts} =" in page


def test_every_rupiah_of_a_fund_is_somewhere_and_money_comes_in_once(one):
    officer = one.as_("officer", PROVINCE)
    amount = DECREED * 3 * PRICE
    page = officer.get(reverse("fund", kwargs={"code": "provinsi"}))
    assert "diterima Rp3.024.000 = belum terikat Rp0 + ditetapkan dalam SK Rp3.024.000" in text_of(page)
    assert not faults_of(page.content.decode())
    href = reverse("fund_receive", kwargs={"code": "provinsi"})
    form = {"request": number_of(officer.get(href)), "booked": "2-2027", "amount": "Rp1.000.000"}
    assert [officer.post(href, form).status_code for _ in (1, 2)] == [303, 303]
    purse = Purse.objects.get(village=None)
    assert (purse.received, purse.free) == (amount + 1_000_000, 1_000_000)
    assert "belum terikat Rp1.000.000" in text_of(officer.get(reverse("funds")))
    wrong = sent(officer, href, booked="2-2027", amount="seribu")
    assert wrong.status_code == 422 and "jumlah rupiah bulat" in text_of(wrong)
    where = reverse("fund_return", kwargs={"code": "provinsi"})
    other = sent(officer, where, expected="999999")  # as of a page that was shown before the money came in
    purse.refresh_from_db()
    assert other.status_code == 422 and purse.free == 1_000_000
    assert "sudah berubah" in text_of(other) and 'name="expected" value="1000000"' in other.content.decode()
    back = sent(officer, where, expected="1000000")
    assert back.status_code == 303
    purse.refresh_from_db()
    assert (purse.free, purse.returned) == (0, 1_000_000)


def test_a_fund_of_other_regions_is_neither_opened_nor_fed(one):
    ours = one.as_("officer", OURS)
    assert ours.get(reverse("fund_receive", kwargs={"code": "provinsi"})).status_code == 404
    assert ours.get(reverse("fund", kwargs={"code": "provinsi"})).status_code == 200
    assert ours.get(reverse("books")).status_code == 404
    file = SimpleUploadedFile("funds.yaml", FUNDS.replace("id: provinsi", "id: lain").encode())
    page = sent(ours, reverse("fund_open"), file=file)
    assert page.status_code == 422 and "bukan untuk wilayah Anda" in text_of(page)
    file.seek(0)
    assert sent(one.as_("officer", PROVINCE), reverse("fund_open"), file=file).status_code == 303
    wrong = SimpleUploadedFile("funds.yaml", b"year: [")
    assert sent(one.as_("officer", PROVINCE), reverse("fund_open"), file=wrong).status_code == 422


def test_a_month_is_closed_after_its_figures_were_read(one, tmp_path, on_day):
    on_day(date(2027, 2, 3))
    officer = one.as_("officer", PROVINCE)
    bill_of(one, tmp_path)
    page = officer.get(reverse("books"))
    assert not faults_of(page.content.decode())
    first = Posting.objects.order_by("booked").values_list("booked", flat=True)[0]
    href = reverse("books_close", kwargs={"month": first})
    unread = sent(officer, href)
    assert unread.status_code == 422 and not ClosedMonth.objects.exists()
    assert officer.get(reverse("books_close", kwargs={"month": first + 1})).status_code == 404
    form = {"request": number_of(officer.get(href)), "sure": "on"}
    assert [officer.post(href, form).status_code for _ in (1, 2)] == [303, 303]
    assert [one_.month for one_ in ClosedMonth.objects.all()] == [first]
    text = text_of(officer.get(reverse("books")))
    assert "ditutup" in text
    report = officer.post(
        reverse("books_report", kwargs={"until": first, "what": "pdf"}),
        {"request": number_of(officer.get(reverse("books")))},
    )
    assert report.content[:4] == b"%PDF" and "Rp3.024.000" in PdfReader(BytesIO(report.content)).pages[0].extract_text()
    assert verify_store(one.place)


def test_a_member_list_is_taken_for_its_month_alone(one, tmp_path):
    from payung.synth.bill import write_members

    branch = Branch.of(one.place, tmp_path, Planted(unlisted=4))
    write_members(branch.lists, tmp_path / "peserta.xlsx")
    officer = one.as_("officer", PROVINCE)
    page = sent(officer, reverse("member_receive"), file=upload(tmp_path / "peserta.xlsx"), month="Januari 2027")
    assert page.status_code == 303, text_of(page)
    assert "Daftar Januari 2027 diterima: 56 nama, 0 tidak cocok" in text_of(officer.get(reverse("months")))
    again = sent(officer, reverse("member_receive"), file=upload(tmp_path / "peserta.xlsx"), month="1-2027")
    assert again.status_code == 422 and "sudah diterima untuk bulan itu" in text_of(again)


@pytest.mark.parametrize(
    ("role", "see", "record", "close"),
    [("officer", 200, 200, 200), ("checker", 200, 403, 403), ("head", 200, 403, 403), ("auditor", 200, 403, 403),
     ("village", 403, 403, 403), ("branch", 403, 403, 403), ("administrator", 403, 403, 403)],
)  # fmt: skip
def test_only_who_may_sees_records_and_closes(one, role, see, record, close):
    browser = one.as_(role, OURS)
    for name in ("funds", "bills", "payments", "months", "credits"):
        page = browser.get(reverse(name))
        assert page.status_code == see, name
        assert not faults_of(page.content.decode())
    for name in ("bill_receive", "fund_open"):
        assert browser.get(reverse(name)).status_code == record, name
    # Credits are booked for all groups together: not by whoever works in one regency of several.
    assert browser.get(reverse("credit_book")).status_code == (404 if record == 200 else record)
    assert browser.get(reverse("member_receive")).status_code == close


def test_credits_of_a_match_are_booked_by_the_rules_of_the_fund(one, tmp_path, on_day):
    on_day(date(2027, 4, 12))
    bill_of(one, tmp_path, Planted(unlisted=4))
    officer = one.as_("officer", PROVINCE)
    bill = Bill.objects.get()
    given = papers(DECREED * 3 * PRICE)
    assert sent(officer, reverse("bill_pay", kwargs={"number": bill.id}), **given).status_code == 303
    branch = Branch.of(one.place, tmp_path, Planted(unlisted=4))
    branch.members()
    page = sent(officer, reverse("credit_book"), first="1-2027", last="3-2027")
    assert page.status_code == 303, text_of(page)
    assert "Menunggu surat BPJS: 12 orang-bulan, Rp201.600" in text_of(officer.get(reverse("credits")))
    page = sent(officer, reverse("credit_book"), first="1-2027", last="3-2027", letter="B/12/2027")
    assert "1 kredit dibukukan, Rp201.600" in text_of(officer.get(reverse("credits")))


def test_who_works_elsewhere_pays_no_bill_and_takes_no_file(one, tmp_path):
    """One regency's officer sees that there is a bill of another; it is not theirs to act on."""
    bill_of(one, tmp_path, Planted())
    exported(one)
    bill, theirs = Bill.objects.get(), one.as_("officer", THEIRS)
    href = reverse("bill_pay", kwargs={"number": bill.id})
    assert theirs.get(href).status_code == 404
    number = number_of(one.as_("officer", PROVINCE).get(href))
    assert theirs.post(href, {"request": number, **papers(DECREED * 3 * PRICE)}).status_code == 404
    assert not Payment.objects.exists()
    assert Batch.objects.exists()
    for batch in Batch.objects.all():
        where = reverse("enrolment_file", kwargs={"number": batch.group_id, "batch": batch.id})
        assert theirs.post(where, {"request": number}).status_code == 404
